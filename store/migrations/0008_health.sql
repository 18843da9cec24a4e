-- What the health of the sources is told from, counted as it happens: a look at
-- the last days must not read every page of them.

-- Pages offered for the first time, a day and source.
CREATE TABLE arrival (
  day    TEXT NOT NULL,
  source INTEGER NOT NULL,
  pages  INTEGER NOT NULL,
  PRIMARY KEY (day, source)
) WITHOUT ROWID;
INSERT INTO arrival SELECT substr(offered, 1, 10), source, count(*) FROM page GROUP BY 1, 2;
CREATE TRIGGER page_arrives AFTER INSERT ON page BEGIN
  INSERT INTO arrival VALUES (substr(NEW.offered, 1, 10), NEW.source, 1) ON CONFLICT DO UPDATE SET pages = pages + 1;
END;

-- Items dated more than ten minutes after they were offered: a clock that is
-- wrong.
CREATE TABLE ahead (
  key     TEXT PRIMARY KEY,
  offered TEXT NOT NULL,
  source  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ahead_offered ON ahead (offered, source);
INSERT INTO ahead SELECT key, offered, source FROM page WHERE published > '' AND julianday(published) > julianday(offered) + 10.0 / 1440;
CREATE TRIGGER page_ahead AFTER INSERT ON page
WHEN NEW.published > '' AND julianday(NEW.published) > julianday(NEW.offered) + 10.0 / 1440 BEGIN
  INSERT OR IGNORE INTO ahead VALUES (NEW.key, NEW.offered, NEW.source);
END;

-- Versions that came into the record, a day and language, and what of the first
-- ones is odd.
CREATE TABLE intake_day (
  day      TEXT NOT NULL,
  language TEXT NOT NULL,
  added    INTEGER NOT NULL,            -- articles: first versions
  versions INTEGER NOT NULL,            -- later ones
  undated  INTEGER NOT NULL,
  textless INTEGER NOT NULL,
  ahead    INTEGER NOT NULL,            -- dated more than a day after they came in
  PRIMARY KEY (day, language)
) WITHOUT ROWID;
INSERT INTO intake_day SELECT substr(added, 1, 10), language, sum(number = 1), sum(number > 1), sum(number = 1 AND published = ''), sum(number = 1 AND length = 0),
  sum(number = 1 AND published <> '' AND coalesce(julianday(published) > julianday(added) + 1, 0)) FROM version GROUP BY 1, 2;
CREATE TRIGGER version_comes AFTER INSERT ON version BEGIN
  INSERT INTO intake_day VALUES (substr(NEW.added, 1, 10), NEW.language, NEW.number = 1, NEW.number > 1, NEW.number = 1 AND NEW.published = '',
    NEW.number = 1 AND NEW.length = 0, NEW.number = 1 AND NEW.published <> '' AND coalesce(julianday(NEW.published) > julianday(NEW.added) + 1, 0))
  ON CONFLICT DO UPDATE SET added = added + excluded.added, versions = versions + excluded.versions, undated = undated + excluded.undated,
    textless = textless + excluded.textless, ahead = ahead + excluded.ahead;
END;
CREATE TRIGGER version_reread AFTER UPDATE OF language, published, length ON version
WHEN NEW.language <> OLD.language OR NEW.published <> OLD.published OR NEW.length <> OLD.length BEGIN
  UPDATE intake_day SET added = added - (OLD.number = 1), versions = versions - (OLD.number > 1), undated = undated - (OLD.number = 1 AND OLD.published = ''),
    textless = textless - (OLD.number = 1 AND OLD.length = 0),
    ahead = ahead - (OLD.number = 1 AND OLD.published <> '' AND coalesce(julianday(OLD.published) > julianday(OLD.added) + 1, 0))
  WHERE day = substr(OLD.added, 1, 10) AND language = OLD.language;
  INSERT INTO intake_day VALUES (substr(NEW.added, 1, 10), NEW.language, NEW.number = 1, NEW.number > 1, NEW.number = 1 AND NEW.published = '',
    NEW.number = 1 AND NEW.length = 0, NEW.number = 1 AND NEW.published <> '' AND coalesce(julianday(NEW.published) > julianday(NEW.added) + 1, 0))
  ON CONFLICT DO UPDATE SET added = added + excluded.added, versions = versions + excluded.versions, undated = undated + excluded.undated,
    textless = textless + excluded.textless, ahead = ahead + excluded.ahead;
END;

-- Versions without a date or a text: few, and looked for by source.
CREATE INDEX version_poor ON version (added, article) WHERE is_current = 1 AND (published = '' OR length = 0);

-- Texts that stand under more than one address.
CREATE TABLE twin (text_digest TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO twin SELECT text_digest FROM version WHERE text_digest <> '' AND is_current = 1 GROUP BY text_digest HAVING count(*) > 1;
CREATE TRIGGER version_twin AFTER INSERT ON version
WHEN NEW.text_digest <> '' AND EXISTS (SELECT 1 FROM version WHERE text_digest = NEW.text_digest AND text_digest <> '' AND is_current = 1 AND key <> NEW.key) BEGIN
  INSERT OR IGNORE INTO twin VALUES (NEW.text_digest);
END;
