-- What is addressed to whom: the one whose post a post answers, and the handles (@quiet-otter-41) and
-- aliases (~amber-heron, in their own thread) that it names. Everybody can read all of it off the
-- posts; here it can be found. Rows come and go with the wording they are of: on alias boards with
-- the release. Nothing says who has seen one.
CREATE TABLE addressed (
    thread_id  INTEGER NOT NULL REFERENCES thread (id),
    no         INTEGER NOT NULL,               -- of the post
    handle_id  INTEGER NOT NULL,               -- to a handle; 0: to an alias
    alias      TEXT    NOT NULL DEFAULT '',    -- of the thread
    reply      INTEGER NOT NULL CHECK (reply IN (0, 1)), -- answers a post of theirs; else names them
    created_at INTEGER NOT NULL,               -- the post's
    PRIMARY KEY (thread_id, no, handle_id, alias),
    CHECK ((handle_id = 0) = (alias <> ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX addressed_by_handle ON addressed (handle_id, created_at, thread_id, no)
    WHERE handle_id <> 0;
CREATE INDEX addressed_by_alias ON addressed (thread_id, alias, no) WHERE alias <> '';
