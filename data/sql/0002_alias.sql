-- Aliases: posts that wait for the next release, receipts, and what handle posts said before.

-- A post on an alias board that is not out yet. At most one release interval of them, and those
-- that wait for hours because their author was seen under the handle. No time of submission stands
-- here: `due_at` is the tick that lets it out, and becomes the post's time. `part` counts one
-- alias's own waiting posts in one thread, so that they come out in their order among the shuffled.
-- Only alias posts wait; the other forms of authorship are there for author_row and stay empty.
CREATE TABLE waiting (
    id         INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999), -- the post's
    thread_id  INTEGER NOT NULL,               -- a thread, or drawn for the one it will open
    board_id   INTEGER NOT NULL REFERENCES board (id),
    title      TEXT,                           -- NULL: a reply
    tags       TEXT NOT NULL DEFAULT '',
    due_at     INTEGER NOT NULL,
    part       INTEGER NOT NULL CHECK (part >= 0),
    reply_to   INTEGER CHECK (reply_to >= 1),
    body       TEXT NOT NULL,
    receipt    BLOB NOT NULL CHECK (length(receipt) = 16),
    token      BLOB NOT NULL UNIQUE CHECK (length(token) = 32), -- the submission's, hashed
    author_handle   INTEGER CHECK (author_handle IS NULL),
    author_tag      BLOB NOT NULL CHECK (length(author_tag) = 16),
    author_alias    TEXT NOT NULL,
    author_imported TEXT CHECK (author_imported IS NULL),
    author_gone     INTEGER NOT NULL DEFAULT 0 CHECK (author_gone = 0)
) STRICT;
CREATE INDEX waiting_by_due    ON waiting (due_at);
CREATE INDEX waiting_by_thread ON waiting (thread_id);
CREATE INDEX waiting_by_board  ON waiting (board_id);

-- The hash of an alias post's receipt: whoever shows the receipt may delete the post, also when
-- nobody can tell any more whose it is.
ALTER TABLE post ADD COLUMN receipt BLOB CHECK (length(receipt) = 16);

-- When a handle was last seen, for the wait of its alias's next post.
CREATE INDEX post_by_handle_created ON post (author_handle, created_at)
    WHERE author_handle IS NOT NULL;

-- What a handle post said before it was edited. Alias posts have none.
CREATE TABLE revision (
    post_id   INTEGER NOT NULL REFERENCES post (id),
    no        INTEGER NOT NULL CHECK (no >= 1), -- from the first on
    body      TEXT NOT NULL,
    edited_at INTEGER NOT NULL,                 -- when it was replaced
    PRIMARY KEY (post_id, no)
) STRICT, WITHOUT ROWID;
