-- The guide page of a board: what moderators keep for whoever comes new. Public; who wrote it is not
-- said, and of the time only the day.
CREATE TABLE guide (
    board_id  INTEGER PRIMARY KEY REFERENCES board (id),
    body      TEXT    NOT NULL CHECK (body <> ''),
    edited_at INTEGER NOT NULL CHECK (edited_at % 86400 = 0)
) STRICT;
