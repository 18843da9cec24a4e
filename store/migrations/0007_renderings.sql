-- What a feed tells of the pages that it offers, and how a text came.

-- rendering is 'feed' when the text is the one that a feed carries, '' when it
-- is that of the document itself.
ALTER TABLE version ADD COLUMN rendering TEXT NOT NULL DEFAULT '';

-- Who the feed says is the true publisher of the item: name and domain.
ALTER TABLE page ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
ALTER TABLE page ADD COLUMN publisher_domain TEXT NOT NULL DEFAULT '';

-- The item as the feed carried it, with its whole text, until its page is kept:
-- it stands in for a page that cannot be had.
CREATE TABLE offered (
  key  TEXT PRIMARY KEY REFERENCES page (key),
  item BLOB NOT NULL
) WITHOUT ROWID;
