-- The few posts that are not shown, by their place: whether one is shown is asked here, a page or two,
-- and not of the post itself, which with a million of them costs five pages each time.
CREATE INDEX post_unshown ON post (thread_id, no) WHERE state NOT IN ('visible', 'collapsed');
