-- Appeals: one against one action, by whom it reached. Who that is stands nowhere: only their own
-- session knows. A day and no finer time.
CREATE TABLE appeal (
    action_id  INTEGER PRIMARY KEY REFERENCES action (id),
    body       TEXT    NOT NULL,
    day        INTEGER NOT NULL CHECK (day % 86400 = 0),
    state      TEXT    NOT NULL DEFAULT 'waits' CHECK (state IN ('waits', 'granted', 'denied')),
    decided_by INTEGER REFERENCES action (id),
    goes       INTEGER CHECK (goes % 86400 = 0), -- once it is decided
    CHECK ((state = 'waits') = (decided_by IS NULL)),
    CHECK ((state = 'waits') = (goes IS NULL))
) STRICT;
CREATE INDEX appeal_by_day  ON appeal (day, action_id) WHERE state = 'waits';
CREATE INDEX appeal_by_goes ON appeal (goes) WHERE goes IS NOT NULL;
-- What was decided on appeals, counted for the public log.
CREATE INDEX action_by_decision ON action (verb) WHERE verb IN ('grant', 'deny');
