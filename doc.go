// SPDX-License-Identifier: Apache-2.0

// Package depesche holds the domain of depesche, and this comment is the tour
// of its code, in the order in which an article passes through it.
//
// A depesche is a dispatch: a report on what states and their people did and
// said. An [Article] is one text as an outlet published it. A [Record] is what
// was read from it: the [Entity] values it speaks of, the [Time] expressions,
// the [Statement] values (who said what on whose word) and the [Event] values
// (who did what to whom). Every fact carries the [Span] of the words that
// carry it, counted in code points of the text, and an [Origin] map leads from
// there to the bytes of the page. This package has no behaviour that needs
// input or output, and imports only the standard library.
//
// # The way of an article
//
//   - ingest turns bytes from outside into articles: one file per format, main
//     text and metadata told apart from the rest of a page. Feeds, sitemaps and
//     OPML have packages below it (ingest/feed, ingest/sitemap, ingest/opml),
//     and so has what leads a text back through encodings, XML and JSON to its
//     bytes (ingest/decode, ingest/markup, ingest/jsontext, ingest/origin).
//     warc reads and writes web archives.
//   - nlp analyses text: tokens and sentences (nlp/tokenize), tags, morphology
//     and lemmas (nlp/tag, over the full-form lexicon of nlp/lexicon),
//     dependency trees (nlp/parse), names (nlp/names). It knows nothing of
//     articles and could be a library of its own. nlp/match is the language of
//     patterns over trees, nlp/conllu the file format.
//   - extract reads facts out of one article. An extract.Reading is the
//     worksheet; extract/timex, extract/actor, extract/attribution and
//     extract/event each read what the others wrote and add their own.
//   - lineage compares articles: who copied whom. story groups them: what
//     happened, and how many independent sources tell it.
//   - pipeline runs the stages in order. It is the only package that knows
//     them all.
//   - store keeps the record in one SQLite file, and weave keeps what stands
//     between its articles up to date.
//   - watch visits sources over ingest/fetch and ingest/robots, has what they offer read, and
//     keeps it; warc keeps the exchanges as they came.
//   - export writes records; web shows them as pages and as JSON.
//   - score compares what was read with gold, or counts a person's verdicts.
//   - cmd/depesche wires it together.
//
// # Data
//
// Language is data: lang holds one folder per language, codebook what
// depesche knows of the world. The package that reads a file owns its format.
// newsroom holds the bundled articles of the demo; eval the programs that
// train the models, and the published figures.
//
// # Rules of the house
//
// They are tests: house_test.go says which package may import which, how long
// a function may be, and that no word of any language stands in Go code.
//
// The program promises no Go API before its first release.
package depesche
