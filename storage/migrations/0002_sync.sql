-- One row for each space this vault belongs to. keys are private; pins are joined, 32 bytes each.
-- position, running and head say how far the log is verified and taken in; skew_ms is the
-- service's clock less this PC's; place is where this incarnation was begun.
create table membership (
    space integer primary key,
    url text not null,
    signing blob not null,
    pins blob not null,
    device blob not null,
    keys blob not null,
    author blob not null,
    incarnation blob not null,
    seq integer not null,
    place blob not null,
    generation integer not null,
    position integer not null,
    running blob not null,
    head blob not null,
    skew_ms integer not null,
    mark blob,
    tried_ms integer,
    reached_ms integer,
    problems text not null default '[]',
    is_frozen integer not null default 0
);
create table content_key (
    space integer not null, epoch integer not null, key blob not null, primary key (space, epoch)
) without rowid;

-- Every entry up to the position in membership. seen is the position of the head that its author
-- had; why is the code for which it is parked or held.
create table log (
    nr integer primary key,
    space integer not null,
    position integer not null,
    hash blob not null,
    running blob not null,
    state text not null,
    device blob,
    incarnation blob,
    seq integer,
    seen integer not null,
    why text not null
);
create unique index log_by_position on log (space, position);
create index log_by_hash on log (hash);
create index log_of_device on log (space, device, position);
create index log_set_apart on log (space, state, position) where state <> 'applied';

-- The entries as they travel, with groups as a CBOR list. Statements, and what is parked or held,
-- stay; of the others those of the last 90 days.
create table sealed_entry (
    nr integer primary key,
    space integer not null,
    position integer not null,
    kept_ms integer not null,
    entry blob not null,
    groups blob not null
);
create unique index sealed_entry_by_position on sealed_entry (space, position);
create index sealed_entry_by_age on sealed_entry (kept_ms);

-- Segments of this device that were sealed and have no receipt; changes is a CBOR list of the row
-- numbers in each group.
create table outgoing (
    nr integer primary key,
    space integer not null,
    incarnation blob not null,
    seq integer not null,
    hash blob not null,
    entry blob not null,
    groups blob not null,
    changes blob not null
);
create table receipt (
    nr integer primary key,
    space integer not null,
    incarnation blob not null,
    seq integer not null,
    hash blob not null,
    position integer not null,
    receipt blob not null
);
create unique index receipt_by_number on receipt (space, incarnation, seq);
create index receipt_by_position on receipt (space, position);
create table refusal (change integer primary key, why text not null, at_ms integer not null);

-- Of each other device, by its row number: how far it is known to have read, its newest mark.
create table heard (
    device integer primary key,
    space integer not null,
    is_colleague integer not null,
    position integer not null default 0,
    mark blob,
    mark_ms integer
);
create index heard_in_space on heard (space);

create table evidence (
    nr integer primary key,
    space integer not null,
    code text not null,
    ours blob not null,
    theirs blob not null,
    at_ms integer not null
);
create unique index evidence_once on evidence (space, code, theirs);
