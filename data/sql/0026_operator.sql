-- The operator, who has the shell and no handle, acts by the same verbs as a sysop. In the record
-- they are nobody's handle. A table's NOT NULL cannot be altered, so the record is copied, row by
-- row as it is.
CREATE TABLE action_copy (
    id        INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    day       INTEGER NOT NULL CHECK (day % 86400 = 0),
    verb      TEXT NOT NULL,
    board_id  INTEGER,
    thread_id INTEGER,
    post_id   INTEGER,
    about     INTEGER REFERENCES action (id),  -- the action that this one takes back or agrees to
    subject   TEXT,                            -- what it was about where that is no post and no thread
    rule      TEXT,
    reason    TEXT,
    by_handle INTEGER REFERENCES handle (id),  -- none: the operator
    on_handle INTEGER REFERENCES handle (id)   -- whose role it was about
) STRICT;
INSERT INTO action_copy (id, day, verb, board_id, thread_id, post_id, about, subject, rule, reason,
                         by_handle, on_handle)
    SELECT id, day, verb, board_id, thread_id, post_id, about, subject, rule, reason, by_handle,
           on_handle FROM action;
DROP TABLE action;
ALTER TABLE action_copy RENAME TO action;
CREATE INDEX action_by_day ON action (day DESC, id DESC);
CREATE INDEX action_by_post ON action (post_id, day) WHERE post_id IS NOT NULL;
CREATE INDEX action_by_about ON action (about) WHERE about IS NOT NULL;
CREATE INDEX action_by_handle ON action (by_handle, day, id);
CREATE INDEX action_by_decision ON action (verb) WHERE verb IN ('grant', 'deny');
CREATE TRIGGER action_stays_as_it_is BEFORE UPDATE ON action
BEGIN
    SELECT raise(ABORT, 'an action is never changed');
END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN
    SELECT raise(ABORT, 'an action is never removed');
END;
