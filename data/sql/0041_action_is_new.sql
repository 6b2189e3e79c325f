-- What was done is not put in another's place either: REPLACE removes a row without asking the
-- trigger that refuses it, on a connection that has not turned that on.
CREATE TRIGGER action_is_new BEFORE INSERT ON action
WHEN EXISTS (SELECT 1 FROM action WHERE id = new.id)
BEGIN
    SELECT raise(ABORT, 'an action is never replaced');
END;

-- What names an action is found by it: the trigger lets SQLite look there whenever one is added.
CREATE INDEX flag_by_action            ON flag (settled_by)            WHERE settled_by IS NOT NULL;
CREATE INDEX appeal_by_action          ON appeal (decided_by)          WHERE decided_by IS NOT NULL;
CREATE INDEX school_proposal_by_action ON school_proposal (decided_by) WHERE decided_by IS NOT NULL;
