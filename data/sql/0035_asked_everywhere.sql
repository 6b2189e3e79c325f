-- Bans that a second moderator has to agree to: the queue asks for them each time.
CREATE INDEX sanction_by_asked ON sanction (day, id) WHERE everywhere = 'asked';
