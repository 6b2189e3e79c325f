-- What became of reports that moderators looked at. `removed_by`: the action that removed it, by
-- which its author's own session finds it, is told why, and appeals; the words go when the time for
-- that is over. `was_out`: it was out before flags hid it or it was removed, and comes back at once
-- where it comes back.
ALTER TABLE report ADD COLUMN removed_by INTEGER REFERENCES action (id);
ALTER TABLE report ADD COLUMN was_out INTEGER NOT NULL DEFAULT 0 CHECK (was_out IN (0, 1));
CREATE INDEX report_removed ON report (removed_by) WHERE removed_by IS NOT NULL;

-- The action that decided on a flag of a report: its flagger's session learns the outcome from it.
ALTER TABLE verdict ADD COLUMN settled_by INTEGER REFERENCES action (id);
CREATE INDEX verdict_settled ON verdict (settled_by) WHERE settled_by IS NOT NULL;

-- Of those that were removed before, what can still be taken back is known by its undo; the words
-- of the others are nobody's business any more.
UPDATE report SET removed_by =
    (SELECT u.action_id FROM undo AS u JOIN action AS a ON a.id = u.action_id
      WHERE a.verb = 'remove-report' AND u.was LIKE report.id || ' %' LIMIT 1)
 WHERE state = 'removed';
UPDATE report SET form = '', amended = NULL, amended_on = NULL
 WHERE state = 'removed' AND removed_by IS NULL;
