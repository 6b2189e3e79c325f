-- Filters: words, patterns and domains that warn the author of a text, hold it, stop it or slow it
-- down. The sysop's own, and few. Numbers are counted: they are typed.
CREATE TABLE filter (
    id       INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    kind     TEXT NOT NULL CHECK (kind IN ('word', 'pattern', 'link')),
    text     TEXT NOT NULL,
    action   TEXT NOT NULL CHECK (action IN ('warn', 'hold', 'reject', 'slow')),
    rule     TEXT,                  -- the house rule it stands for
    sentence TEXT,                  -- told to the author; NULL: the action's own
    state    TEXT NOT NULL CHECK (state IN ('off', 'on', 'deleted')),
    hits     INTEGER NOT NULL,      -- of the last dry run,
    looked   INTEGER NOT NULL,      -- of so many posts,
    tried    INTEGER NOT NULL,      -- on which day
    goes     INTEGER,               -- deleted: the day its text goes, too
    CHECK ((state = 'deleted') = (goes IS NOT NULL))
) STRICT;

-- In how many texts a filter was met, and in how many it was over its limit, by day: not in which,
-- not where, not whose.
CREATE TABLE filter_day (
    day       INTEGER NOT NULL CHECK (day % 86400 = 0),
    filter_id INTEGER NOT NULL,
    hits      INTEGER NOT NULL,
    overs     INTEGER NOT NULL,
    PRIMARY KEY (day, filter_id)
) STRICT, WITHOUT ROWID;

-- A dry run looks at the newest posts there are.
CREATE INDEX post_by_created ON post (created_at, id);

-- A filter holds what is written under a handle, too: until then only alias posts waited. Such a
-- post says whose it is, as it will when it is out.
CREATE TABLE waiting_new (
    id         INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999), -- the post's
    thread_id  INTEGER NOT NULL,               -- a thread, or drawn for the one it will open
    board_id   INTEGER NOT NULL REFERENCES board (id),
    title      TEXT,                           -- NULL: a reply
    tags       TEXT NOT NULL DEFAULT '',
    due_at     INTEGER NOT NULL,
    part       INTEGER NOT NULL CHECK (part >= 0),
    reply_to   INTEGER CHECK (reply_to >= 1),
    body       TEXT NOT NULL,
    receipt    BLOB CHECK (length(receipt) = 16),
    token      BLOB NOT NULL UNIQUE CHECK (length(token) = 32), -- the submission's, hashed
    author_handle   INTEGER REFERENCES handle (id),
    author_tag      BLOB CHECK (length(author_tag) = 16),
    author_alias    TEXT,
    author_imported TEXT CHECK (author_imported IS NULL),
    author_gone     INTEGER NOT NULL DEFAULT 0 CHECK (author_gone = 0),
    held            INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1, 2)),
    -- a handle, or an alias with all that belongs to one
    CHECK (iif(author_handle IS NULL, author_alias IS NOT NULL AND author_tag IS NOT NULL
               AND receipt IS NOT NULL, coalesce(author_alias, author_tag, receipt) IS NULL))
) STRICT;
INSERT INTO waiting_new
SELECT id, thread_id, board_id, title, tags, due_at, part, reply_to, body, receipt, token,
       author_handle, author_tag, author_alias, author_imported, author_gone, held
  FROM waiting;
DROP TABLE waiting;
ALTER TABLE waiting_new RENAME TO waiting;
CREATE INDEX waiting_by_due    ON waiting (due_at) WHERE held = 0;
CREATE INDEX waiting_by_held   ON waiting (held, due_at, id) WHERE held > 0;
CREATE INDEX waiting_by_thread ON waiting (thread_id);
CREATE INDEX waiting_by_board  ON waiting (board_id);
