-- What came to all boards in an hour, a day or 32 days, together: the counts beside every list of
-- boards read two pages of it where they read two of each board.
CREATE INDEX arrival_by_time ON arrival (span, start, board_id, posts);
