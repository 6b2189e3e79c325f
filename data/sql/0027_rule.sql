-- House rules as this board changed them, over those that the program ships (data/rules.csv): a rule
-- is never removed, so that what was done by it stays explained; a retired one is chosen no more.
CREATE TABLE rule (
    name    TEXT    NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 23),
    title   TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT, WITHOUT ROWID;

-- What moderators may say beside a rule's own reason.
CREATE TABLE template (
    rule TEXT    NOT NULL,
    no   INTEGER NOT NULL CHECK (no > 0),
    text TEXT    NOT NULL,
    PRIMARY KEY (rule, no)
) STRICT, WITHOUT ROWID;
