-- The versions of a circle are asked for when an article joins or leaves it.
-- Circles are named by what holds them together and by their versions; those
-- of older names are grouped anew.
UPDATE signature SET circle = '', stale = 1;
CREATE INDEX signature_circle ON signature (circle);
