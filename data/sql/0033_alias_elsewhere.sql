-- An alias that is drawn for a thread is looked for in every other one: its author may not have it
-- twice. In a thread it is found by the same index.
DROP INDEX post_by_alias;
CREATE INDEX post_by_alias ON post (author_alias, thread_id) WHERE author_alias IS NOT NULL;
