-- Whom an action gave a role or took one from: of staff, whose handles are public.
ALTER TABLE action ADD COLUMN on_handle INTEGER REFERENCES handle (id);
