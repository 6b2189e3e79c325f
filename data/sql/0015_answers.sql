-- The posts that answer a post.
CREATE INDEX post_by_reply ON post (thread_id, reply_to, no) WHERE reply_to IS NOT NULL;
