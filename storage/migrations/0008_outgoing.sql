-- The same columns, those that say what a segment holds before its bytes: they are looked at far
-- more often, and whatever stands behind a megabyte is found by going over all of it.
-- A change keeps the status waiting while a segment here holds it; sealed is said of it only where
-- that makes a difference.
create table outgoing_in_order (
    nr integer primary key,
    space integer not null,
    incarnation blob not null,
    seq integer not null,
    hash blob not null,
    changes blob not null,
    entry blob not null,
    groups blob not null
);
insert into outgoing_in_order (nr, space, incarnation, seq, hash, changes, entry, groups)
select nr, space, incarnation, seq, hash, changes, entry, groups from outgoing;
drop table outgoing;
alter table outgoing_in_order rename to outgoing;
