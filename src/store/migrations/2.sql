-- The loop that a session is a round of, called as its first session, and its number in it.
ALTER TABLE sessions ADD COLUMN loop TEXT;
ALTER TABLE sessions ADD COLUMN round INTEGER;
