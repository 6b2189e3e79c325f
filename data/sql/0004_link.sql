-- Link codes: for ten minutes an account's root also lies sealed under a code of the recovery code's
-- form, so that another key can be let in. Who made it is not said: the locator is derived from the
-- root and the day. A used one is removed with the use, an ended one by the keeper's next tick.
CREATE TABLE link (
    locator BLOB NOT NULL PRIMARY KEY CHECK (length(locator) = 5),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    box     BLOB NOT NULL,
    until   INTEGER NOT NULL CHECK (until % 60 = 0) -- the minute it ends
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_until ON link (until);
