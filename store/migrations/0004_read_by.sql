-- What a version was read by: the stages with their versions and data, as the
-- pipeline writes it. '' is a reading of before this was kept, or of a language
-- that was not supported.
ALTER TABLE reading ADD COLUMN read_by TEXT NOT NULL DEFAULT '';
