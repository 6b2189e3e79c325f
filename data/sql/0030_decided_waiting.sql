-- The decision on a post that waits, and the tick it was held for, so that it can be taken back.
-- Both go with the row, when the post is out: nothing that stays says that it was held.
ALTER TABLE waiting ADD COLUMN decided_by INTEGER REFERENCES action (id);
ALTER TABLE waiting ADD COLUMN held_since INTEGER;
CREATE INDEX waiting_by_decision ON waiting (decided_by) WHERE decided_by IS NOT NULL;
