-- The record. Originals and versions are immutable; everything else is derived
-- from them and can be derived again.

-- The bytes as they came, once per content.
CREATE TABLE original (
  digest TEXT PRIMARY KEY,              -- "sha256:…" of the bytes before compression
  size   INTEGER NOT NULL,
  gzip   BLOB NOT NULL
) WITHOUT ROWID;

-- An article is what an outlet keeps at one address; its versions are what
-- stood there.
CREATE TABLE article (
  id      TEXT PRIMARY KEY,
  url     TEXT NOT NULL,                -- '' when unknown
  input   TEXT NOT NULL,                -- where the first version came from
  current INTEGER NOT NULL              -- number of the newest version
) WITHOUT ROWID;
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_input ON article (input);

CREATE TABLE version (
  key            INTEGER PRIMARY KEY,
  article        TEXT NOT NULL REFERENCES article (id),
  number         INTEGER NOT NULL,      -- 1, 2, …
  is_current     INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  digest         TEXT NOT NULL REFERENCES original (digest),
  added          TEXT NOT NULL,         -- RFC 3339, UTC: when it came into the record
  title          TEXT NOT NULL,
  outlet         TEXT NOT NULL,
  domain         TEXT NOT NULL,
  published      TEXT NOT NULL,         -- '' when unknown
  published_from TEXT NOT NULL,
  language       TEXT NOT NULL,
  sort_date      TEXT NOT NULL,         -- published, or else added
  events         INTEGER NOT NULL,
  statements     INTEGER NOT NULL,
  voices         INTEGER NOT NULL,      -- independent origins of its statements
  UNIQUE (article, number)
);
CREATE INDEX version_latest ON version (is_current, sort_date DESC, key DESC);
CREATE INDEX version_digest ON version (digest);

-- What was read from a version, whole. It stands apart so that lists need not
-- step over it.
CREATE TABLE reading (
  version INTEGER PRIMARY KEY REFERENCES version (key),
  record  BLOB NOT NULL,                -- gzip of the record's JSON
  map     BLOB NOT NULL                 -- gzip of the map from text to original bytes
);

-- Who appears in the record. key is a Wikidata id where one is known, or else
-- made from country and name.
CREATE TABLE actor (
  key      TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,
  country  TEXT NOT NULL,
  sectors  TEXT NOT NULL,               -- "GOV MIL"
  wikidata TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX actor_country ON actor (country);

CREATE TABLE statement (
  version  INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  mode     TEXT NOT NULL,
  speaker  TEXT NOT NULL,               -- actor key, '' when the article names none
  name     TEXT NOT NULL,               -- the speaker as named, '' when none
  country  TEXT NOT NULL,
  start    INTEGER NOT NULL,            -- of the first content, code points
  end      INTEGER NOT NULL CHECK (end > start),
  sort_date TEXT NOT NULL,
  body     TEXT NOT NULL,               -- the statement's JSON
  PRIMARY KEY (version, id)
) WITHOUT ROWID;
CREATE INDEX statement_speaker ON statement (speaker, sort_date DESC);
CREATE INDEX statement_country ON statement (country, sort_date DESC);

-- Of whom a statement speaks.
CREATE TABLE statement_about (
  version   INTEGER NOT NULL,
  statement TEXT NOT NULL,
  actor     TEXT NOT NULL,
  country   TEXT NOT NULL,
  sort_date TEXT NOT NULL,
  PRIMARY KEY (version, statement, actor),
  FOREIGN KEY (version, statement) REFERENCES statement (version, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX statement_about_actor ON statement_about (actor, sort_date DESC, version, statement);
CREATE INDEX statement_about_country ON statement_about (country, sort_date DESC, version, statement);

CREATE TABLE event (
  version    INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  type       TEXT NOT NULL,
  status     TEXT NOT NULL,
  historical INTEGER NOT NULL,
  date_from  TEXT NOT NULL,             -- first civil day, '' when unknown
  date_to    TEXT NOT NULL,
  sort_date  TEXT NOT NULL,             -- date_from, or else the article's date
  start      INTEGER NOT NULL,          -- of the trigger, code points
  end        INTEGER NOT NULL CHECK (end > start),
  evidence   TEXT NOT NULL CHECK (evidence <> ''),
  statement  TEXT NOT NULL,             -- id of the statement that carries it, or ''
  body       TEXT NOT NULL,             -- the event's JSON
  PRIMARY KEY (version, id)
) WITHOUT ROWID;
CREATE INDEX event_type ON event (type, sort_date DESC);

CREATE TABLE event_side (
  version INTEGER NOT NULL,
  event   TEXT NOT NULL,
  side    TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  actor   TEXT NOT NULL,
  name    TEXT NOT NULL,
  country TEXT NOT NULL,
  sectors TEXT NOT NULL,
  entity  TEXT NOT NULL,
  sort_date TEXT NOT NULL,              -- of the event
  PRIMARY KEY (version, event, side, entity),
  FOREIGN KEY (version, event) REFERENCES event (version, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_side_actor ON event_side (actor, side, sort_date DESC, version, event);
CREATE INDEX event_side_country ON event_side (country, side, sort_date DESC, version, event);

-- The two countries of an event, a before b in the alphabet.
CREATE TABLE event_pair (
  a         TEXT NOT NULL,
  b         TEXT NOT NULL,
  sort_date TEXT NOT NULL,
  version   INTEGER NOT NULL,
  event     TEXT NOT NULL,
  PRIMARY KEY (a, b, sort_date, version, event),
  FOREIGN KEY (version, event) REFERENCES event (version, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_pair_event ON event_pair (version, event);

-- Full text of the current versions; rowid is version.key.
CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 2");
