-- What moderators do to threads beyond locking: slow mode, and a word beside a post.

-- Minutes between two posts of one person in a thread; of a board: in each of its threads. 0: none.
ALTER TABLE thread ADD COLUMN slow INTEGER NOT NULL DEFAULT 0 CHECK (slow BETWEEN 0 AND 1440);
ALTER TABLE board  ADD COLUMN slow INTEGER NOT NULL DEFAULT 0 CHECK (slow BETWEEN 0 AND 1440);

-- "Disputed, see #14": which post of the same thread sets another right.
CREATE TABLE correction (
    post_id INTEGER PRIMARY KEY REFERENCES post (id),
    see     INTEGER NOT NULL CHECK (see >= 1)
) STRICT;

-- Removing the marker of a post that was put elsewhere looks whether an import stands for it.
CREATE INDEX import_source_by_post ON import_source (post_id);
