-- Of a device: whether it joined at a distance and waits for a lead to admit it.
alter table device add column waits integer not null default 0;
-- Of a space: the service's time in the newest head it signed for this PC, or when a lead's code
-- opened it later; the days that its policy lets this PC read from then on; the position of the
-- statement that removed this device.
alter table membership add column head_ms integer not null default 0;
alter table membership add column reopened_ms integer not null default 0;
alter table membership add column lease_days integer;
alter table membership add column removed_at integer;

-- Held entries that a lead adopted, and the position from which each counts.
create table adopted (
    space integer not null, position integer not null, at integer not null,
    primary key (space, position)
) without rowid;
