-- Reports that are out and that moderators have to look at: since which hour. A flag on one is a
-- verdict that moderators alone see, under a token of its own, with a note if there is one.
ALTER TABLE report ADD COLUMN look_since INTEGER CHECK (look_since % 3600 = 0);
CREATE INDEX report_to_look ON report (look_since, id) WHERE look_since IS NOT NULL;

CREATE TABLE verdict_new (
    report_id INTEGER NOT NULL REFERENCES report (id),
    token     BLOB    NOT NULL CHECK (length(token) = 16),
    verdict   TEXT    NOT NULL CHECK (verdict IN ('confirm', 'dispute', 'outdated', 'flag')),
    reason    TEXT    NOT NULL,
    weight    INTEGER NOT NULL CHECK (weight IN (0, 1)), -- by somebody with standing
    day       INTEGER NOT NULL,
    note      TEXT CHECK (note IS NULL OR verdict = 'flag'),
    PRIMARY KEY (report_id, token)
) STRICT, WITHOUT ROWID;
INSERT INTO verdict_new (report_id, token, verdict, reason, weight, day)
    SELECT report_id, token, verdict, reason, weight, day FROM verdict;
DROP TABLE verdict;
ALTER TABLE verdict_new RENAME TO verdict;
