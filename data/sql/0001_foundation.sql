-- The whole of the first schema. Append-only: a later change is a new file beside this one.
--
-- What no table may ever hold: an account beside an alias post, an IP address, a key, a login time,
-- anything that counts an account's writes. Ids of threads and posts are random; private rows stand
-- in WITHOUT ROWID tables under keyed hashes, so that no order of rows tells an order of events.

-- Single values: the hash of the claim code, ...
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value ANY  NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- identity ----

-- The public, stable name. A row outlives its account: `name` is then NULL.
CREATE TABLE handle (
    id             INTEGER PRIMARY KEY,
    name           TEXT UNIQUE CHECK (length(name) BETWEEN 3 AND 24),
    skeleton       TEXT,                       -- what it looks like; see domain/handle.c
    role           TEXT NOT NULL CHECK (role IN ('member', 'moderator', 'sysop')),
    official       INTEGER NOT NULL DEFAULT 0 CHECK (official IN (0, 1)),
    joined_quarter INTEGER NOT NULL,           -- never finer
    gone           INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    CHECK ((name IS NULL) = gone),
    CHECK ((skeleton IS NULL) = gone)
) STRICT;
CREATE INDEX handle_by_skeleton ON handle (skeleton);

-- Names that were released, until when nobody may take them.
CREATE TABLE handle_rest (
    name  TEXT NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An account's root, sealed under the pepper and one public key.
CREATE TABLE wrap (
    locator BLOB NOT NULL PRIMARY KEY CHECK (length(locator) = 32),
    box     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The same, sealed under the recovery code.
CREATE TABLE recovery (
    locator BLOB NOT NULL PRIMARY KEY CHECK (length(locator) = 5),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    box     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything private to an account, one sealed record.
CREATE TABLE state (
    name BLOB NOT NULL PRIMARY KEY CHECK (length(name) = 32),
    box  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Drafts, one sealed record each, under a name that is used for one draft only.
CREATE TABLE draft (
    name BLOB NOT NULL PRIMARY KEY CHECK (length(name) = 32),
    box  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- forum ----

CREATE TABLE board (
    id            INTEGER PRIMARY KEY,
    slug          TEXT NOT NULL UNIQUE,
    title         TEXT NOT NULL,
    category      TEXT NOT NULL,
    description   TEXT NOT NULL DEFAULT '',
    mode          TEXT NOT NULL CHECK (mode IN ('either', 'handle', 'alias')),
    open          INTEGER NOT NULL CHECK (open IN (0, 1)),
    staff_threads INTEGER NOT NULL DEFAULT 0 CHECK (staff_threads IN (0, 1)),
    position      INTEGER NOT NULL,
    threads       INTEGER NOT NULL DEFAULT 0,
    posts         INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE thread (
    id         INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    board_id   INTEGER NOT NULL REFERENCES board (id),
    title      TEXT NOT NULL,
    posts      INTEGER NOT NULL DEFAULT 0,     -- the number of the last post
    created_at INTEGER NOT NULL,
    active_at  INTEGER NOT NULL,               -- created_at of the newest post
    pinned     INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
    locked     INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    has_alias  INTEGER NOT NULL DEFAULT 0 CHECK (has_alias IN (0, 1)) -- then it shows hours only
) STRICT;
CREATE INDEX thread_by_board_created ON thread (board_id, created_at DESC, id DESC);
-- These two are whole in themselves for counting what is unread: eight times as fast.
CREATE INDEX thread_by_active        ON thread (active_at DESC, id DESC, board_id, posts, created_at);
CREATE INDEX thread_by_board_active  ON thread (board_id, active_at DESC, id DESC, posts, created_at);
CREATE INDEX thread_by_pinned        ON thread (board_id) WHERE pinned = 1;

CREATE TABLE thread_tag (
    thread_id INTEGER NOT NULL REFERENCES thread (id),
    position  INTEGER NOT NULL,
    tag       TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 32),
    PRIMARY KEY (thread_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX thread_tag_by_tag ON thread_tag (tag, thread_id);

-- The author is exactly one of: a handle; an alias (with a tag while it can be matched); a name that
-- came with an import; gone. Only domain/authorship.c reads or writes these columns.
CREATE TABLE post (
    id         INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    thread_id  INTEGER NOT NULL REFERENCES thread (id),
    no         INTEGER NOT NULL CHECK (no >= 1),
    created_at INTEGER NOT NULL,
    edited_at  INTEGER,
    state      TEXT NOT NULL DEFAULT 'visible'
               CHECK (state IN ('visible', 'collapsed', 'held', 'removed', 'deleted')),
    reply_to   INTEGER CHECK (reply_to >= 1),  -- number of a post in the same thread
    body       TEXT NOT NULL,
    author_handle   INTEGER REFERENCES handle (id),
    author_tag      BLOB CHECK (length(author_tag) = 16),
    author_alias    TEXT,
    author_imported TEXT,
    author_gone     INTEGER NOT NULL DEFAULT 0 CHECK (author_gone IN (0, 1)),
    UNIQUE (thread_id, no),
    CHECK ((author_handle IS NOT NULL) + (author_alias IS NOT NULL)
           + (author_imported IS NOT NULL) + author_gone = 1),
    CHECK (author_tag IS NULL OR author_alias IS NOT NULL)
) STRICT;
CREATE INDEX post_by_handle ON post (author_handle, thread_id, no) WHERE author_handle IS NOT NULL;
CREATE INDEX post_by_tag    ON post (thread_id, author_tag)        WHERE author_tag IS NOT NULL;
CREATE INDEX post_by_alias  ON post (thread_id, author_alias)      WHERE author_alias IS NOT NULL;

-- A submission's token, hashed, for a day: the same one again makes no second post.
CREATE TABLE submission (
    hash      BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    thread_id INTEGER NOT NULL,
    post_id   INTEGER NOT NULL,
    no        INTEGER NOT NULL,
    day       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_by_day ON submission (day);

-- What an import made of an external id, so that the next run makes it no second time. Archives may
-- each count from 1: an id is one board's.
CREATE TABLE import_source (
    board_id  INTEGER NOT NULL REFERENCES board (id),
    kind      TEXT NOT NULL CHECK (kind IN ('thread', 'post')),
    external  TEXT NOT NULL,
    thread_id INTEGER NOT NULL REFERENCES thread (id),
    post_id   INTEGER REFERENCES post (id),
    no        INTEGER,
    PRIMARY KEY (board_id, kind, external),
    CHECK ((kind = 'post') = (post_id IS NOT NULL)),
    CHECK ((kind = 'post') = (no IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX import_source_by_place ON import_source (thread_id, no);
