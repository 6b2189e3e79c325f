-- Flags: what readers complain of. The token is BLAKE2b(KDF(root, "flag"), post): one account's is one
-- for a post, and has nothing in common with its token for another. No time stands here. `weight` is
-- what the flagger's own session reckoned: 1 with standing, and not a party in the thread.
CREATE TABLE flag (
    post_id INTEGER NOT NULL REFERENCES post (id),
    token   BLOB    NOT NULL CHECK (length(token) = 16),
    reason  TEXT    NOT NULL CHECK (reason IN
            ('unkind', 'harassment', 'doxxing', 'patient', 'fake-credential', 'misinformation',
             'exam-content', 'spam', 'off-topic', 'self-harm')),
    weight  INTEGER NOT NULL CHECK (weight IN (0, 1)),
    note    TEXT,
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)), -- a moderator has decided
    PRIMARY KEY (post_id, token)
) STRICT, WITHOUT ROWID;

-- The posts that moderators have to look at because of flags, since which hour; and the tick at which
-- one collapses, where posts move with the release.
CREATE TABLE flagged (
    post_id      INTEGER PRIMARY KEY REFERENCES post (id),
    since        INTEGER NOT NULL CHECK (since % 3600 = 0),
    collapses_at INTEGER
) STRICT;
CREATE INDEX flagged_by_since    ON flagged (since, post_id);
CREATE INDEX flagged_by_collapse ON flagged (collapses_at) WHERE collapses_at IS NOT NULL;
