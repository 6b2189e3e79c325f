-- Taking back what a moderator did, notes between moderators, and what became of a flag.

-- How things stood before an action, in words of its verb's own; nothing that did not stand in the
-- rows themselves. Gone when it was taken back, or after some days.
CREATE TABLE undo (
    action_id INTEGER PRIMARY KEY REFERENCES action (id),
    was       TEXT    NOT NULL,
    goes      INTEGER NOT NULL CHECK (goes % 86400 = 0)
) STRICT;
CREATE INDEX undo_by_goes ON undo (goes);

-- What moderators tell one another about an item of the queue. The number is drawn.
CREATE TABLE queue_note (
    item      INTEGER NOT NULL,
    id        INTEGER NOT NULL CHECK (id BETWEEN 1 AND 999999999),
    by_handle INTEGER NOT NULL REFERENCES handle (id),
    body      TEXT    NOT NULL,
    goes      INTEGER NOT NULL CHECK (goes % 86400 = 0),
    PRIMARY KEY (item, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_note_by_goes   ON queue_note (goes);
CREATE INDEX queue_note_by_handle ON queue_note (by_handle, item, id);

-- The action that decided on a flag: its flagger's session learns the outcome from it.
ALTER TABLE flag ADD COLUMN settled_by INTEGER REFERENCES action (id);
