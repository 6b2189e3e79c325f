-- Governing the server while it runs: what is switched off, what is said to everybody, and what a
-- sysop's session asks the keeper to do.

-- A row is a switch that is on.
CREATE TABLE maintenance (
    switch TEXT NOT NULL PRIMARY KEY CHECK (switch IN ('read-only', 'no-joins', 'hold'))
) STRICT, WITHOUT ROWID;

-- One sentence to everybody, until when.
CREATE TABLE broadcast (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    words TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 600),
    until INTEGER NOT NULL CHECK (until % 60 = 0)
) STRICT;

-- Gone as soon as the keeper has looked at it. The answer goes to a drawn number, and to whoever
-- listens to it.
CREATE TABLE request (
    answer    INTEGER NOT NULL PRIMARY KEY,
    what      TEXT    NOT NULL CHECK (what IN ('sessions', 'kick', 'backup')),
    session   INTEGER,
    by_handle INTEGER REFERENCES handle (id), -- none: the operator
    CHECK ((what = 'kick') = (session IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX request_by_handle ON request (by_handle);
