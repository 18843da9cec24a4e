// SPDX-License-Identifier: Apache-2.0

// Package story groups articles that tell the same happening, in whatever
// language, counts how many independent origins a story has, and joins the
// event mentions that are one event of the world.
//
// In: the records of articles and the derivations among them. Out: stories,
// the same ones whatever the order of the articles. It does not find out who
// copied whom (lineage does), keeps nothing, and does not weigh who is right.
package story
