-- What authors do to their own words later: changes that move with the release, a thread closed to
-- new aliases, and the erasing that a left account asked for.

-- What the author of a post on an alias board changed and what is not out yet: at most one release
-- interval of it. `about` text: another body, or NULL, the post is deleted. `about` door: the thread
-- that this post opened takes no new aliases any more (body 'closed'), or takes them again ('open').
-- No author stands here, and no time but the tick that lets it out.
CREATE TABLE change (
    post_id INTEGER NOT NULL REFERENCES post (id),
    about   TEXT    NOT NULL CHECK (about IN ('text', 'door')),
    due_at  INTEGER NOT NULL,
    body    TEXT,
    PRIMARY KEY (post_id, about),
    CHECK (about = 'text' OR body IN ('closed', 'open'))
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_due ON change (due_at);

-- The author of the first post lets nobody in who would be drawn an alias here.
ALTER TABLE thread ADD COLUMN alias_closed INTEGER NOT NULL DEFAULT 0
    CHECK (alias_closed IN (0, 1));

-- For finding one's own alias posts: the threads that can hold any.
CREATE INDEX thread_by_alias ON thread (id, created_at) WHERE has_alias = 1;

-- Jobs of the keeper: which post of a left account is to be erased, sealed for the day on which it
-- will be, among others that hold nothing. A row is never touched again: with all the others of its
-- month it goes at `until`, when the last of them is done. So neither which rows are one account's
-- nor when one was due can be read here, nor from a series of backups.
CREATE TABLE erasure (
    name  BLOB NOT NULL PRIMARY KEY CHECK (length(name) = 16), -- random
    until INTEGER NOT NULL,                                    -- the start of a month
    box   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_by_until ON erasure (until);

-- For sweeping the names whose rest is over.
CREATE INDEX handle_rest_by_until ON handle_rest (until);
