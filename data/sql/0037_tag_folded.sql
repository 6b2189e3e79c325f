-- A tag is stored as it was written, in small letters, and found by what it folds to (domain/tags.h): #école and #ecole,
-- #step-1 and #step1 are one tag each. NULL: not folded yet; that is the keeper's, for tags beyond
-- ASCII. '': another tag of the same thread is the same one.
ALTER TABLE thread_tag ADD COLUMN folded TEXT;
UPDATE thread_tag SET folded = replace(tag, '-', '') WHERE tag NOT GLOB '*[^a-z0-9-]*';
UPDATE thread_tag SET folded = '' WHERE folded IS NOT NULL AND EXISTS
    (SELECT 1 FROM thread_tag AS o WHERE o.thread_id = thread_tag.thread_id
        AND o.folded = thread_tag.folded AND o.position < thread_tag.position);
DROP INDEX thread_tag_by_tag;
CREATE INDEX thread_tag_by_folded ON thread_tag (folded, thread_id);
CREATE INDEX thread_tag_unfolded  ON thread_tag (thread_id) WHERE folded IS NULL;
