-- The day a report was amended: it shows with the next one, whenever the clock's work is done.
ALTER TABLE report ADD COLUMN amended_on INTEGER CHECK (amended_on % 86400 = 0);
UPDATE report SET amended_on = 0 WHERE amended IS NOT NULL;
DROP INDEX report_amended;
CREATE INDEX report_amended ON report (amended_on) WHERE amended_on IS NOT NULL;
