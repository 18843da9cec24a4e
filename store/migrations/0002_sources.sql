-- Sources, what they offered, and how the visits went.

-- folded is the same for all addresses that lead to the article; gone is since
-- when its page is no longer there ('': it is, as far as we know).
ALTER TABLE article ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN gone TEXT NOT NULL DEFAULT '';
CREATE INDEX article_folded ON article (folded) WHERE folded <> '';

-- The text of a version in short: its digest, to know it again, and its
-- length in code points; -1 when it was added before these columns were.
ALTER TABLE version ADD COLUMN text_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE version ADD COLUMN length INTEGER NOT NULL DEFAULT -1;
CREATE INDEX version_text ON version (text_digest) WHERE text_digest <> '' AND is_current = 1;
CREATE INDEX version_added ON version (added);

-- A feed or sitemap that is visited. Times are RFC 3339 in UTC, to the
-- second; '' is never. A removed source stays for its history.
CREATE TABLE source (
  id         INTEGER PRIMARY KEY,
  address    TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap')),
  title      TEXT NOT NULL,
  site       TEXT NOT NULL,             -- address of the site that it is of
  folder     TEXT NOT NULL,             -- "Agencies/Germany"
  added      TEXT NOT NULL,
  removed    TEXT NOT NULL DEFAULT '',
  moved      TEXT NOT NULL DEFAULT '',  -- where permanent redirects lead
  etag       TEXT NOT NULL DEFAULT '',
  modified   TEXT NOT NULL DEFAULT '',  -- Last-Modified as the server wrote it
  visited    TEXT NOT NULL DEFAULT '',
  succeeded  TEXT NOT NULL DEFAULT '',
  news       TEXT NOT NULL DEFAULT '',  -- when it last offered something new
  next_visit TEXT NOT NULL,
  gap        INTEGER NOT NULL DEFAULT 0,-- seconds from one new item to the next, estimated
  failures   INTEGER NOT NULL DEFAULT 0,-- in a row
  trouble    TEXT NOT NULL DEFAULT '',  -- kind of the last failure
  reason     TEXT NOT NULL DEFAULT ''   -- the same in words
);
CREATE INDEX source_next ON source (next_visit) WHERE removed = '';

CREATE TABLE visit (
  key     INTEGER PRIMARY KEY,
  source  INTEGER NOT NULL REFERENCES source (id),
  at      TEXT NOT NULL,
  result  TEXT NOT NULL,                -- read, unchanged, or the kind of failure
  reason  TEXT NOT NULL,
  offered INTEGER NOT NULL,             -- items in it
  fresh   INTEGER NOT NULL,             -- of those, never offered before
  missed  INTEGER NOT NULL              -- 1: all were fresh, so older ones may have gone by unseen
);
CREATE INDEX visit_at ON visit (at, source, missed);

-- A page that a source offered. It is fetched, read, and looked at again.
CREATE TABLE page (
  key        TEXT PRIMARY KEY,          -- the same for all addresses that lead to it
  address    TEXT NOT NULL,             -- as offered
  moved      TEXT NOT NULL DEFAULT '',
  source     INTEGER NOT NULL REFERENCES source (id),
  title      TEXT NOT NULL,             -- as offered
  published  TEXT NOT NULL,             -- as offered
  offered    TEXT NOT NULL,             -- when
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'fetched', 'kept', 'unread', 'failed', 'gone')),
  article    TEXT NOT NULL DEFAULT '',  -- its article, once it is kept
  digest     TEXT NOT NULL DEFAULT '',  -- of the bytes last fetched; they are kept while state is fetched
  found      TEXT NOT NULL DEFAULT '',  -- address that these bytes came from
  type       TEXT NOT NULL DEFAULT '',  -- media type as the server said
  fetched    TEXT NOT NULL DEFAULT '',
  etag       TEXT NOT NULL DEFAULT '',
  modified   TEXT NOT NULL DEFAULT '',
  next_visit TEXT NOT NULL,             -- '': no further visit
  visits     INTEGER NOT NULL DEFAULT 0,-- that fetched it, or found it unchanged
  failures   INTEGER NOT NULL DEFAULT 0,-- in a row
  trouble    TEXT NOT NULL DEFAULT '',
  reason     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX page_next ON page (next_visit) WHERE next_visit <> '';
CREATE INDEX page_fetched ON page (state) WHERE state = 'fetched';
CREATE INDEX page_source ON page (source, state);
CREATE INDEX page_offered ON page (offered, source);
CREATE INDEX page_trouble ON page (offered, state, trouble) WHERE trouble <> '';
CREATE INDEX page_article ON page (article) WHERE article <> '';

-- What must be remembered of a host.
CREATE TABLE host (
  name       TEXT PRIMARY KEY,
  robots     BLOB NOT NULL,
  robots_at  TEXT NOT NULL,
  not_before TEXT NOT NULL,
  failures   INTEGER NOT NULL
) WITHOUT ROWID;

-- Where the archive holds which exchange.
CREATE TABLE capture (
  key     INTEGER PRIMARY KEY,
  url     TEXT NOT NULL,
  at      TEXT NOT NULL,
  digest  TEXT NOT NULL,                -- of the body as it came
  record  TEXT NOT NULL,                -- WARC-Record-ID
  file    TEXT NOT NULL,
  offset  INTEGER NOT NULL,
  length  INTEGER NOT NULL,
  until   INTEGER NOT NULL,             -- end of all that was written with it
  revisit INTEGER NOT NULL              -- 1: it refers to an earlier one with the same digest
);
CREATE INDEX capture_url ON capture (url, at);
CREATE INDEX capture_digest ON capture (digest) WHERE revisit = 0;
CREATE INDEX capture_file ON capture (file, offset);

-- What is said once and holds for all runs.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
