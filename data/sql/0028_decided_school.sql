-- The action that decided on a proposed school, so that who proposed it can be told why. The action
-- is in the public log.
ALTER TABLE school_proposal ADD COLUMN decided_by INTEGER REFERENCES action (id);

-- A kind that a moderator decided on is not overwritten by the starters of a later list.
ALTER TABLE question ADD COLUMN kind_set INTEGER NOT NULL DEFAULT 0 CHECK (kind_set IN (0, 1));
