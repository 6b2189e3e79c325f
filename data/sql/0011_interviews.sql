-- Interviews: what people reported of theirs, and the figures that are shown of a school.

-- One report per account, school and cycle. `owner` is a hash that only its author's root makes, so
-- nobody can tell whose it is, nor that two are one person's. The answers are the written form of
-- domain/interview_form.h: no screen reads single fields of them but those that any reader may know.
-- `came` and `cohort` are there until the report has entered the figures, and then NULL: the day it
-- came, and a keyed hash of the week its author joined and the school, by which the figures see that
-- new rows are not all of one week's accounts.
CREATE TABLE report (
    id       INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999), -- drawn at random
    owner    BLOB    NOT NULL UNIQUE CHECK (length(owner) = 16),
    school   TEXT    NOT NULL,          -- slug, of the parent where it is a branch campus
    cycle    INTEGER NOT NULL CHECK (cycle BETWEEN 2000 AND 2999),
    form     TEXT    NOT NULL,
    amended  TEXT,                      -- what its author made of it, taken over with the next day
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'accepted', 'removed')),
    until    INTEGER,                   -- waiting: the day on which it is accepted all the same
    counts   INTEGER NOT NULL CHECK (counts IN (0, 1)), -- its author has standing
    came     INTEGER,
    cohort   BLOB CHECK (length(cohort) = 16),
    aside    INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)),      -- it has sat out one snapshot
    entered  INTEGER NOT NULL DEFAULT 0 CHECK (entered IN (0, 1, 2)), -- no page, all cycles', both
    shown    INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1)),      -- its texts are out
    CHECK ((state = 'waiting') = (until IS NOT NULL))
) STRICT;
CREATE INDEX report_by_school  ON report (school, cycle, id);
CREATE INDEX report_shown      ON report (school, cycle DESC, id) WHERE shown = 1;
CREATE INDEX report_to_show    ON report (school) WHERE shown = 0 AND state = 'accepted';
CREATE INDEX report_to_enter   ON report (school, cycle) WHERE entered < 2 AND counts = 1 AND state = 'accepted';
CREATE INDEX report_waiting    ON report (until) WHERE until IS NOT NULL;
CREATE INDEX report_amended    ON report (id) WHERE amended IS NOT NULL;

-- What other members say of a report: one word each, under a token of their own. A day, no time.
CREATE TABLE verdict (
    report_id INTEGER NOT NULL REFERENCES report (id),
    token     BLOB    NOT NULL CHECK (length(token) = 16),
    verdict   TEXT    NOT NULL CHECK (verdict IN ('confirm', 'dispute', 'outdated')),
    reason    TEXT    NOT NULL,
    weight    INTEGER NOT NULL CHECK (weight IN (0, 1)), -- by somebody with standing
    day       INTEGER NOT NULL,
    PRIMARY KEY (report_id, token)
) STRICT, WITHOUT ROWID;

-- The page of figures last shown of a school, of one cycle or (0) of all: shown values only, never
-- counts as they are. Whoever has the file knows no more than every reader.
CREATE TABLE figures (
    school TEXT    NOT NULL,
    cycle  INTEGER NOT NULL,
    day    INTEGER NOT NULL,           -- of the snapshot
    page   TEXT    NOT NULL,           -- the written form of domain/figures.h
    PRIMARY KEY (school, cycle)
) STRICT, WITHOUT ROWID;
