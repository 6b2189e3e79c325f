-- Schools that people miss in the list, until a moderator has looked. The token is made of the
-- proposer's root and the name alone: the same person does not propose the same twice, and nobody
-- can tell whose it is, nor that two are one person's.
CREATE TABLE school_proposal (
    id    INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999), -- drawn at random
    token BLOB    NOT NULL UNIQUE CHECK (length(token) = 16),
    name  TEXT    NOT NULL,
    place TEXT    NOT NULL,
    day   INTEGER NOT NULL CHECK (day % 86400 = 0),
    state TEXT    NOT NULL
) STRICT;
CREATE INDEX school_proposal_waiting ON school_proposal (day, id) WHERE state = 'waiting';
