-- How often each rule of the safety check found something, by day, and nothing else: not where, not
-- by whom, not what.
CREATE TABLE safety_count (
    day  INTEGER NOT NULL,                     -- its start, in seconds
    rule TEXT    NOT NULL,
    n    INTEGER NOT NULL CHECK (n >= 1),
    PRIMARY KEY (day, rule)
) STRICT, WITHOUT ROWID;
