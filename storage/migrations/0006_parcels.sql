-- Teams that one of this vault's spaces was introduced to, as its statements tell. team is their
-- space's id, seen the furthest position that was shown of their log.
create table team (
    space integer not null,
    team blob not null,
    name text not null,
    phone text not null,
    is_closed integer not null default 0,
    seen integer not null default 0,
    primary key (space, team)
) without rowid;

-- Their statements, checked here.
create table team_statement (
    space integer not null,
    team blob not null,
    position integer not null,
    entry blob not null,
    primary key (space, team, position)
) without rowid;

-- Parcels written here. content is what is sealed when one is sent, empty once it was received;
-- sealed are the bytes sent, for epoch of the other team.
create table parcel_sent (
    space integer not null,
    id blob not null,
    team blob not null,
    subject blob,
    answers blob,
    content blob not null,
    hash blob not null,
    written_ms integer not null,
    state text not null,
    since_ms integer not null,
    why text not null default '',
    epoch integer not null default 0,
    sealed blob not null default x'',
    primary key (space, id)
) without rowid;

-- Parcels that arrived: arrived, taken (a record was made of it), told (the service holds this PC's
-- word for that), apart. content is empty once it was taken in; sealed stays of what is apart.
create table parcel_arrived (
    space integer not null,
    sender blob not null,
    id blob not null,
    device blob not null,
    answers blob,
    content blob not null,
    epoch integer not null,
    sealed blob not null,
    came_ms integer not null,
    state text not null,
    why text not null default '',
    primary key (space, sender, id)
) without rowid;
