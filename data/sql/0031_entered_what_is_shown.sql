-- A report has entered the pages that there are. Before pages were written first and reports marked
-- afterwards, some were marked as on a page that was then not written.
UPDATE report SET entered = 1
 WHERE entered = 2 AND NOT EXISTS (SELECT 1 FROM figures AS f
                                    WHERE f.school = report.school AND f.cycle = report.cycle);
UPDATE report SET entered = 0
 WHERE entered = 1 AND NOT EXISTS (SELECT 1 FROM figures AS f
                                    WHERE f.school = report.school AND f.cycle = 0);
