-- An erasure that was carried out here, and what the vault says of it from then on. hash is that of
-- its statement; subject, kind, record and reason are empty where no key here opened them. objects
-- is a JSON list of ids whose files go after the transaction.
create table erasure (
    nr integer primary key,
    space integer not null,
    hash blob not null,
    position integer not null,
    subject blob,
    kind text,
    record blob,
    reason text not null default '',
    author blob not null,
    at_ms integer not null,
    done_ms integer not null,
    objects text not null default '[]'
);
create unique index erasure_by_hash on erasure (space, hash);
create index erasure_of_subject on erasure (subject);

-- The ids of erased changes, so that a copy of one that comes again stays out.
create table erased_change (nr integer primary key, space integer not null, id blob not null);
create unique index erased_change_by_id on erased_change (id, space);

-- Other places in the log of a change that is here already: an erasure has to name them all.
create table change_again (
    nr integer primary key,
    space integer not null,
    id blob not null,
    position integer not null,
    part integer not null
);
create unique index change_again_by_place on change_again (id, space, position, part);
