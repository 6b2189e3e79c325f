-- How many posts came to a board, by the hour, the day and 32 days, so that what came since any hour
-- is a sum of a few rows and not a count of posts. The hour is that of the newest post up to this
-- one in its thread (thread.active_at after it was counted): made of public times alone, and no
-- finer than an alias post's own.
CREATE TABLE arrival (
    board_id INTEGER NOT NULL REFERENCES board (id),
    span     INTEGER NOT NULL CHECK (span IN (1, 24, 768)), -- hours
    start    INTEGER NOT NULL CHECK (start % span = 0),     -- hours since 1970
    posts    INTEGER NOT NULL CHECK (posts >= 0),
    PRIMARY KEY (board_id, span, start)
) STRICT, WITHOUT ROWID;

INSERT INTO arrival (board_id, span, start, posts)
SELECT came.board_id, spans.span, came.hour - came.hour % spans.span AS start, sum(came.posts)
  FROM (SELECT t.board_id, p.hour, count(*) AS posts
          FROM (SELECT thread_id,
                       max(created_at) OVER (PARTITION BY thread_id ORDER BY no) / 3600 AS hour
                  FROM post) AS p
          JOIN thread AS t ON t.id = p.thread_id
         GROUP BY t.board_id, p.hour) AS came,
       (SELECT 1 AS span UNION ALL SELECT 24 UNION ALL SELECT 768) AS spans
 GROUP BY came.board_id, spans.span, start;

-- What is held has a number and is not counted as unread.
CREATE INDEX post_held ON post (thread_id, no) WHERE state = 'held';

-- Where the caller's own alias posts may be, by when they came.
CREATE INDEX thread_alias_active ON thread (active_at, id, board_id, posts, created_at)
    WHERE has_alias = 1;
