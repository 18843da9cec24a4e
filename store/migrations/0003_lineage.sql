-- Who copied whom, and what tells the same story. All of it is derived from
-- the records of the versions and can be derived again: empty these tables.

-- What a version is found by when later ones are compared with it.
CREATE TABLE signature (
  version INTEGER PRIMARY KEY REFERENCES version (key),
  stale   INTEGER NOT NULL,             -- 1: its family and its story are to be looked at again
  circle  TEXT NOT NULL DEFAULT '',     -- digest of the versions that it was last grouped with
  body    BLOB NOT NULL
);
CREATE INDEX signature_stale ON signature (version) WHERE stale = 1;

-- Pairs of versions that have words or news in common. a came out first.
CREATE TABLE tie (
  a    INTEGER NOT NULL REFERENCES version (key),
  b    INTEGER NOT NULL REFERENCES version (key),
  body TEXT NOT NULL,                   -- JSON
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);

-- Of the ties, those that tell where a version came from.
CREATE TABLE derivation (
  source    INTEGER NOT NULL REFERENCES version (key),
  copy      INTEGER NOT NULL REFERENCES version (key),
  kind      TEXT NOT NULL,
  share     REAL NOT NULL,
  direction TEXT NOT NULL,
  basis     TEXT NOT NULL,              -- of what tie this was made
  body      TEXT NOT NULL,              -- the derivation's JSON
  PRIMARY KEY (source, copy)
) WITHOUT ROWID;
CREATE INDEX derivation_copy ON derivation (copy);

CREATE TABLE story (
  id          TEXT PRIMARY KEY,
  title       TEXT NOT NULL,
  articles    INTEGER NOT NULL,
  outlets     INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  first_date  TEXT NOT NULL,            -- of its articles
  last_date   TEXT NOT NULL,
  body        TEXT NOT NULL             -- the story's JSON
) WITHOUT ROWID;
CREATE INDEX story_last ON story (last_date DESC, id);

-- Every article tells one story.
CREATE TABLE story_article (
  article TEXT PRIMARY KEY REFERENCES article (id),
  story   TEXT NOT NULL REFERENCES story (id)
) WITHOUT ROWID;
CREATE INDEX story_article_story ON story_article (story);

-- What became of stories: merged into another one, or split off from it.
CREATE TABLE story_change (
  number INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,                 -- RFC 3339, UTC
  kind   TEXT NOT NULL CHECK (kind IN ('merged', 'split')),
  story  TEXT NOT NULL,                 -- merged: the one that is gone; split: the new one
  other  TEXT NOT NULL                  -- merged: the one that it is part of; split: the one that it was part of
);
CREATE INDEX story_change_story ON story_change (story);
CREATE INDEX story_change_other ON story_change (other);

-- Which event of the world an event of an article is.
CREATE TABLE happening_event (
  article   TEXT NOT NULL,
  event     TEXT NOT NULL,
  story     TEXT NOT NULL,
  happening INTEGER NOT NULL,           -- its number in the story, from 0
  PRIMARY KEY (article, event)
) WITHOUT ROWID;
CREATE INDEX happening_event_story ON happening_event (story, happening);
