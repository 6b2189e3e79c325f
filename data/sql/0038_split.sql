-- Where posts stood that were split off, a reader is told which thread they went to.
CREATE INDEX thread_by_split ON thread (split_from, created_at) WHERE split_from IS NOT NULL;
