-- Where the posts of a thread went: all of them, merged into another, so that it is in no list and
-- counts nowhere; and which thread one was split from. An alias that was put out of a thread is out of
-- where its posts went, too.
ALTER TABLE thread ADD COLUMN moved_to   INTEGER REFERENCES thread (id);
ALTER TABLE thread ADD COLUMN split_from INTEGER REFERENCES thread (id);
CREATE INDEX thread_by_moved ON thread (moved_to) WHERE moved_to IS NOT NULL;

-- Whole in themselves for counting what is unread, as before.
DROP INDEX thread_by_active;
DROP INDEX thread_by_board_active;
CREATE INDEX thread_by_active
    ON thread (active_at DESC, id DESC, board_id, posts, created_at, moved_to);
CREATE INDEX thread_by_board_active
    ON thread (board_id, active_at DESC, id DESC, posts, created_at, moved_to);
