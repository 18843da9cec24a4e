// SPDX-License-Identifier: Apache-2.0

// Package lineage finds out who copied whom: which of some articles drew on
// which other one, how (copy, edit, excerpt, paraphrase, translation), what
// they share word for word, what was changed on the way, and which came first.
//
// In: articles, in any language and any order. Out: derivations, the same
// ones whatever the order. Words that articles share are found through
// winnowed fingerprints, everything else through what survives rewording and
// translation: names folded over scripts, numbers, rare words, and their
// order. It reads no facts out of the articles, keeps nothing, and does not
// say who is right.
package lineage
