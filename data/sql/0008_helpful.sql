-- Helpful marks: a count, never who. The token is BLAKE2b(KDF(root, "helpful"), post): one account's
-- is one for a post and has nothing in common with its token for another. No time stands here.
CREATE TABLE helpful (
    post_id INTEGER NOT NULL REFERENCES post (id),
    token   BLOB    NOT NULL CHECK (length(token) = 16),
    PRIMARY KEY (post_id, token)
) STRICT, WITHOUT ROWID;

-- Marks given and taken back on alias boards since the last release. `due_at` is the tick at which
-- they count, with the posts that wait; nothing says when they were made.
CREATE TABLE helpful_waiting (
    post_id INTEGER NOT NULL REFERENCES post (id),
    token   BLOB    NOT NULL CHECK (length(token) = 16),
    takes   INTEGER NOT NULL CHECK (takes IN (0, 1)), -- the mark back
    due_at  INTEGER NOT NULL,
    PRIMARY KEY (post_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX helpful_waiting_by_due ON helpful_waiting (due_at);

-- The counts as they are shown: of a post, and of all posts of a thread.
ALTER TABLE post   ADD COLUMN helpful INTEGER NOT NULL DEFAULT 0 CHECK (helpful >= 0);
ALTER TABLE thread ADD COLUMN helpful INTEGER NOT NULL DEFAULT 0 CHECK (helpful >= 0);
CREATE INDEX thread_by_board_helpful
    ON thread (board_id, helpful DESC, active_at DESC, id DESC);
