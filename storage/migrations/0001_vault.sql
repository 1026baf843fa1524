-- Names and values that belong to this vault alone.
create table setting (name text primary key, value blob not null) without rowid;

-- Space 1 has no id: it is the vault's own, from before any space was made or joined.
-- have and state are the digest's two sums, 32 bytes each. clock is the vault's last clock reading,
-- 8 bytes, kept in row 1: beside the digests, so that a save writes one page for both.
create table space (
    nr integer primary key,
    id blob unique,
    title text not null,
    is_home integer not null default 0,
    have blob not null default (zeroblob(32)),
    state blob not null default (zeroblob(32)),
    clock blob not null default (zeroblob(8))
);
create table author (nr integer primary key, id blob not null unique, name text not null);
create table device (
    nr integer primary key,
    space integer not null,
    id blob,
    author integer not null,
    name text not null,
    role text not null,
    is_own integer not null default 0,
    added_ms integer,
    removed_ms integer
);
create index device_by_id on device (id);

-- bytes is the change as it travels; id is their SHA-256; every other column can be read from
-- them or says how the change came and how far it got. at is unsigned, so it is 8 bytes.
create table change (
    nr integer primary key,
    id blob not null,
    space integer not null,
    record integer not null,
    save integer,
    device integer not null,
    at blob not null,
    ms integer not null,
    error integer,
    is_ahead integer not null,
    status text not null,
    position integer,
    part integer,
    bytes blob not null
);
create unique index change_by_id on change (id, space);
create index change_of_record on change (record, status, device, position);
create index change_to_send on change (space, status, save, nr)
    where status in ('waiting', 'sealed', 'refused');

-- Derived from the changes. registers holds the heads of every field (empty for a record of one
-- change: it is read from that), state the values shown.
-- first and last are the clock reading and id of the oldest and the newest change.
create table record (
    nr integer primary key,
    space integer not null,
    subject blob not null,
    kind text not null,
    id blob not null,
    is_away integer not null,
    clashes integer not null,
    device integer not null,
    created_ms integer not null,
    changed_ms integer not null,
    first blob not null,
    last blob not null,
    registers blob not null,
    state blob not null,
    name text generated always as (state ->> '$.name') virtual,
    nhs_number text generated always as (state ->> '$.nhs_number') virtual,
    corrects text generated always as (state ->> '$.corrects') virtual
);
create unique index record_by_id on record (id, subject, kind, space);
create index record_of_subject on record (subject, space);
create index record_in_list on record (kind, is_away, changed_ms, nr);
create index record_in_clash on record (nr) where clashes > 0;
create index person_by_name on record (is_away, name collate nocase, nr) where kind = 'person';
create index person_by_nhs_number on record (nhs_number)
    where kind = 'person' and nhs_number is not null;
create index record_correcting on record (corrects) where kind = 'entered_in_error';

-- Found is shown newest first, which needs no lengths of texts (columnsize) and is quick without an
-- index of prefixes: each would be pages more to write at every save.
create virtual table search using fts5 (
    text, reference, tokenize = "unicode61 remove_diacritics 2", columnsize = 0
);
insert into search (search, rank) values ('secure-delete', 1);
-- SQLCipher leaves 4016 of 4096 bytes to a page; a larger leaf would spill onto a second.
insert into search (search, rank) values ('pgsz', 3900);

create table draft (
    id blob primary key,
    form text not null,
    subject blob,
    answers blob not null,
    place text not null,
    kept_ms integer not null
);

create table access (
    nr integer primary key,
    ms integer not null,
    author integer not null,
    what text not null,
    subject blob not null,
    record blob,
    detail text not null
);
create index access_of_subject on access (subject, nr);
create trigger access_is_not_changed before update on access
begin
    select raise(abort, 'the access log is append-only');
end;
create trigger access_is_not_deleted before delete on access
begin
    select raise(abort, 'the access log is append-only');
end;

create view person as
select
    nr, id, subject, space, created_ms, changed_ms, name, nhs_number,
    state ->> '$.date_of_birth' as date_of_birth,
    state ->> '$.pronouns' as pronouns
from record
where kind = 'person' and is_away = 0;

create view note as
select
    nr, id, subject, space, created_ms,
    state -> '$.lines' as lines,
    state ->> '$.happened_at' as happened_at,
    state ->> '$.place' as place,
    corrects
from record
where kind = 'note' and is_away = 0;

create view identification as
select
    nr, id, subject, space, created_ms, changed_ms,
    state ->> '$.form' as form,
    state ->> '$.identified_at' as identified_at,
    state ->> '$.setting_type' as setting_type,
    state ->> '$.site_ods' as site_ods,
    state ->> '$.identifier_role' as identifier_role,
    state ->> '$.identifier_trained' as identifier_trained,
    state ->> '$.how_arose' as how_arose,
    state ->> '$.seen_alone' as seen_alone,
    state ->> '$.interpreter' as interpreter,
    state ->> '$.consult_mode' as consult_mode,
    state ->> '$.hark_h' as hark_h,
    state ->> '$.hark_a' as hark_a,
    state ->> '$.hark_r' as hark_r,
    state ->> '$.hark_k' as hark_k,
    state ->> '$.hark_safety' as hark_safety,
    state ->> '$.abuse_time' as abuse_time,
    state ->> '$.immediate_danger' as immediate_danger,
    state ->> '$.specialist_referral' as specialist_referral,
    state ->> '$.safeguarding_action' as safeguarding_action,
    state ->> '$.ask_again_on' as ask_again_on
from record
where kind = 'identification' and is_away = 0;
