-- The question bank: what was asked, and where it was seen.

-- A question in one wording. Two wordings that a moderator took for the same point to each other:
-- `merged_into` is what was decided, `root` the question that stands for all of them (itself, where
-- it was not merged). Made from the starters that are shipped and from the texts of reports that are
-- out; ids are drawn, so their order tells nothing. `seen`, `schools` and `last_cycle` are those of
-- the whole group and kept on its root: of texts that everybody may read.
CREATE TABLE question (
    id          INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
    words       TEXT    NOT NULL UNIQUE,  -- folded: what makes two wordings the same
    text        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    level       TEXT    NOT NULL,
    tags        TEXT    NOT NULL,         -- with spaces between
    solo        INTEGER NOT NULL,
    improper    INTEGER NOT NULL,
    starter     INTEGER NOT NULL,
    root        INTEGER NOT NULL,
    merged_into INTEGER REFERENCES question (id),
    seen        INTEGER NOT NULL DEFAULT 0,
    schools     INTEGER NOT NULL DEFAULT 0,
    last_cycle  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX question_by_root  ON question (root);
CREATE INDEX question_merged   ON question (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX question_by_seen  ON question (seen DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX question_by_kind  ON question (kind, seen DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX question_by_level ON question (level, seen DESC, id DESC) WHERE merged_into IS NULL;

-- The words of a question, and its tags with a # in front: for search and for what looks alike.
CREATE TABLE question_word (
    word        TEXT    NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question (id),
    PRIMARY KEY (word, question_id)
) STRICT, WITHOUT ROWID;

-- In how many reports of a school and cycle a question stands. Made anew from the reports that are
-- out, at least three of a school at a time; no row leads to a report.
CREATE TABLE sighting (
    school      TEXT    NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question (id),
    cycle       INTEGER NOT NULL,
    reports     INTEGER NOT NULL CHECK (reports > 0),
    PRIMARY KEY (school, question_id, cycle)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_question ON sighting (question_id);

-- Schools whose sightings are to be made anew.
CREATE TABLE sighting_due (
    school TEXT    NOT NULL PRIMARY KEY,
    day    INTEGER NOT NULL CHECK (day % 86400 = 0) -- once it is over
) STRICT, WITHOUT ROWID;

-- Two questions that look alike, until a moderator says that they are one, or are not.
CREATE TABLE merge_proposal (
    one     INTEGER NOT NULL REFERENCES question (id),
    other   INTEGER NOT NULL REFERENCES question (id),
    alike   INTEGER NOT NULL, -- percent
    since   INTEGER NOT NULL CHECK (since % 86400 = 0),
    settled INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_proposal_open ON merge_proposal (since, one, other) WHERE settled = 0;

-- What an action was about where that is neither a post nor a thread: "question/12", "school/x".
ALTER TABLE action ADD COLUMN subject TEXT;
