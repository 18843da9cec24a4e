-- How far a large file has been read whose reading was cut off. A file that
-- was read to its end has no row.
CREATE TABLE intake (
  file   TEXT PRIMARY KEY,              -- absolute path
  head   TEXT NOT NULL,                 -- digest of its first bytes and of the options it was read with
  offset INTEGER NOT NULL,              -- behind the last article that is kept
  at     TEXT NOT NULL                  -- RFC 3339, UTC
) WITHOUT ROWID;
