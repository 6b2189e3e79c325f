-- Moderation: what was done, whom it reaches, and what is held for a moderator.

-- What moderators did, for good: nothing here is changed or removed, by nobody. It names the post or
-- the thread, never who is behind it; of the moderator it names the handle, which is public staff.
-- A day and no finer time; ids are drawn.
CREATE TABLE action (
    id        INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    day       INTEGER NOT NULL CHECK (day % 86400 = 0),
    verb      TEXT NOT NULL,
    board_id  INTEGER,
    thread_id INTEGER,
    post_id   INTEGER,
    about     INTEGER REFERENCES action (id),  -- the action that this one takes back or agrees to
    rule      TEXT,
    reason    TEXT,
    by_handle INTEGER NOT NULL REFERENCES handle (id)
) STRICT;
CREATE INDEX action_by_day ON action (day DESC, id DESC);
CREATE INDEX action_by_post ON action (post_id, day) WHERE post_id IS NOT NULL;
CREATE INDEX action_by_about ON action (about) WHERE about IS NOT NULL;
CREATE INDEX action_by_handle ON action (by_handle, day, id);
CREATE TRIGGER action_stays_as_it_is BEFORE UPDATE ON action
BEGIN
    SELECT raise(ABORT, 'an action is never changed');
END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN
    SELECT raise(ABORT, 'an action is never removed');
END;

-- What reaches an author. Through an alias: the thread and the tag, which stand on the alias's own
-- posts; only the account behind finds it, by making the tag again, and how long it lasts elsewhere
-- is reckoned by that account from what it alone knows. Such a row goes after 30 days. Through a
-- handle: the handle, and when it ends.
CREATE TABLE sanction (
    id         INTEGER PRIMARY KEY REFERENCES action (id),
    thread_id  INTEGER,
    tag        BLOB CHECK (length(tag) = 16),
    handle_id  INTEGER REFERENCES handle (id),
    severity   TEXT NOT NULL CHECK (severity IN ('warn', 'mute', 'ban')),
    rule       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    day        INTEGER NOT NULL CHECK (day % 86400 = 0),
    until      INTEGER CHECK (until % 86400 = 0), -- of a handle's mute or ban
    everywhere TEXT NOT NULL DEFAULT 'no' CHECK (everywhere IN ('no', 'asked', 'agreed')),
    agreed_day INTEGER CHECK (agreed_day % 86400 = 0),
    goes       INTEGER NOT NULL CHECK (goes % 86400 = 0), -- the day this row is removed
    CHECK ((tag IS NULL) = (handle_id IS NOT NULL)),
    CHECK ((tag IS NULL) = (thread_id IS NULL)),
    CHECK ((everywhere = 'agreed') = (agreed_day IS NOT NULL))
) STRICT;
CREATE INDEX sanction_by_tag    ON sanction (thread_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX sanction_by_handle ON sanction (handle_id, day) WHERE handle_id IS NOT NULL;
CREATE INDEX sanction_by_goes   ON sanction (goes);

-- Sanctions that were lifted, by their number alone: an account looks its own up here, also when the
-- sanction's row has gone.
CREATE TABLE lift (
    sanction_id INTEGER NOT NULL PRIMARY KEY,
    day         INTEGER NOT NULL CHECK (day % 86400 = 0)
) STRICT;

-- Which moderator looks after an item of the queue, until when.
CREATE TABLE claim (
    item      INTEGER NOT NULL PRIMARY KEY,
    by_handle INTEGER NOT NULL REFERENCES handle (id),
    until     INTEGER NOT NULL CHECK (until % 3600 = 0)
) STRICT;
CREATE INDEX claim_by_until  ON claim (until);
CREATE INDEX claim_by_handle ON claim (by_handle);

-- Is there anybody who could let out what is held?
CREATE INDEX handle_by_staff ON handle (role) WHERE role <> 'member';

-- What waits may be held for a moderator (1), or was refused by one (2): then no tick lets it out.
-- `due_at` is still the tick it was written for.
ALTER TABLE waiting ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1, 2));
DROP INDEX waiting_by_due;
CREATE INDEX waiting_by_due  ON waiting (due_at) WHERE held = 0;
CREATE INDEX waiting_by_held ON waiting (held, due_at, id) WHERE held > 0;
