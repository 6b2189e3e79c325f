-- Title and tags of a thread, changed by its author. What they were before stays with the wording of
-- the first post they stood over; under an alias nothing is kept.
ALTER TABLE revision ADD COLUMN title TEXT; -- NULL: a reply, or replaced before this was kept
ALTER TABLE revision ADD COLUMN tags  TEXT;

-- On alias boards such a change waits for the release, as another text does: the title, a line end,
-- the tags with blanks between them.
CREATE TABLE change_new (
    post_id INTEGER NOT NULL REFERENCES post (id),
    about   TEXT    NOT NULL CHECK (about IN ('text', 'heading', 'door')),
    due_at  INTEGER NOT NULL,
    body    TEXT,
    PRIMARY KEY (post_id, about),
    CHECK (about <> 'door' OR body IN ('closed', 'open')),
    CHECK (about <> 'heading' OR instr(body, char(10)) > 1)
) STRICT, WITHOUT ROWID;
INSERT INTO change_new SELECT post_id, about, due_at, body FROM change;
DROP TABLE change;
ALTER TABLE change_new RENAME TO change;
CREATE INDEX change_by_due ON change (due_at);
