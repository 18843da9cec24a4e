-- What was read from a version, in short: equal for versions with the same text
-- of which the same was read; '' when it was added before this column was.
ALTER TABLE version ADD COLUMN facts TEXT NOT NULL DEFAULT '';

-- The JSON of a story of thousands of articles takes megabytes. It stands apart,
-- so that looking for a story need not step over it.
CREATE TABLE story_body (
  story TEXT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  body  TEXT NOT NULL                   -- the story's JSON
);
INSERT INTO story_body SELECT id, body FROM story;
ALTER TABLE story DROP COLUMN body;
