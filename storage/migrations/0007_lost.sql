-- What a service lost for good of a space's log, by the generation of the log that it stood in:
-- statements, and the keys of epochs that these made. It opens and proves what was sealed to the
-- space in those days; nothing is sealed by it.
create table lost_statement (
    space integer not null,
    generation integer not null,
    position integer not null,
    entry blob not null,
    primary key (space, generation, position)
) without rowid;

create table lost_key (
    space integer not null,
    generation integer not null,
    epoch integer not null,
    key blob not null,
    primary key (space, generation, epoch)
) without rowid;
