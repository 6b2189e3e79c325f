-- Search: two full-text indexes of folded words (text/terms.h), without their content: what is shown
-- is read from the posts. A row's id is the post's time and id in one (domain/search_index.h), so
-- that rows lie in the order they are asked for. `place` holds what filters ask: the board, the tags.
--
-- The shadow tables of an index keep the order in which rows came. So posts under aliases have an
-- index of their own that only the keeper adds to, by whole hours; and whatever is taken out of it
-- is followed by a full merge, after which no table holds it any more.
CREATE VIRTUAL TABLE search_named USING fts5(title, body, place, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE search_alias USING fts5(title, body, place, content = '', tokenize = 'ascii');

-- Posts that are not in their index yet: under aliases, or of an import under way. No order.
CREATE TABLE search_pending (
    post_id INTEGER PRIMARY KEY REFERENCES post (id)
) STRICT;
