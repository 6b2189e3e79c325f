-- The first post of a thread since an hour, for the unread counts of everybody whose floor lies within
-- it, at every visit: from the index alone, and not from the pages of five hundred posts.
CREATE INDEX post_by_thread_created ON post (thread_id, no, created_at);
