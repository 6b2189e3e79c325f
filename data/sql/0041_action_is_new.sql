-- What was done is not put in another's place either: REPLACE removes a row without asking the
-- trigger that refuses it, on a connection that has not turned that on.
CREATE TRIGGER action_is_new BEFORE INSERT ON action
WHEN EXISTS (SELECT 1 FROM action WHERE id = new.id)
BEGIN
    SELECT raise(ABORT, 'an action is never replaced');
END;
