-- How an attachment's object has travelled. sent_at is the place in the log of the record whose
-- object the service said it has whole, asked_ms when it was asked last; wanted_ms when a person
-- asked for it; trouble why it did not come, and since when. done counts chunks moved so far.
create table object_travel (
    object blob primary key,
    sent_at integer,
    asked_ms integer not null default 0,
    wanted_ms integer,
    done integer not null default 0,
    trouble text not null default '',
    since_ms integer not null default 0
) without rowid;

-- Lines of the access log that colleagues' PCs sealed to the leads, opened here by one of these.
create table look (
    nr integer primary key,
    space integer not null,
    device integer not null,
    position integer not null,
    ms integer not null,
    what text not null,
    subject blob not null,
    record blob,
    detail text not null
);
create index look_of_subject on look (subject, ms);
create index look_by_time on look (ms, nr);

-- The segments that took lines of this vault's own access log along, up to its row `last`.
create table look_batch (
    nr integer primary key,
    space integer not null,
    incarnation blob not null,
    seq integer not null,
    last integer not null
);
create index look_batch_in_space on look_batch (space, nr);
