-- What waited for moderators when a day began, and for how long the oldest of it: counts for sysops.
CREATE TABLE queue_day (
    day          INTEGER PRIMARY KEY CHECK (day % 86400 = 0),
    waiting      INTEGER NOT NULL CHECK (waiting >= 0),
    oldest_hours INTEGER NOT NULL CHECK (oldest_hours >= 0) -- 0 where nothing waited
) STRICT;
