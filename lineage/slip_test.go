// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"
	"testing"

	"depesche"
)

// TestSlips compares short dispatches without dates and credits, in which
// nothing but a mistake tells who was first.
func TestSlips(t *testing.T) {
	const talks = "The foreign ministers of both countries met in the old town hall on Monday and spoke about the water of the border river for four hours. "
	const reise = "Der Außenminister ist am Dienstag zu seinem ersten Besuch im Nachbarland eingetroffen und hat dort die Baustelle der neuen Brücke besichtigt. "
	for _, c := range []struct {
		name, a, b string
		order      int
		why        string
	}{
		{"a name mended",
			talks + "Minister Brandvold called the talks useful. Later Bradnvold left without a word.",
			talks + "Minister Brandvold called the talks useful. Later Brandvold left without a word.", 1, "a slip of one text (Bradnvold) stands right in the other (Brandvold)"},
		{"a name mended in the first text",
			reise + "Minister Wegscheider lobte die Arbeiter. Danach reiste Wegscheider weiter in die Hauptstadt.",
			reise + "Minister Wegscheider lobte die Arbeiter. Danach reiste Wegscheder weiter in die Hauptstadt.", -1, "a slip of one text (Wegscheder) stands right in the other (Wegscheider)"},
		{"a word mended",
			reise + "Die Verhandlungen dauern an. Auch die Verhandlngen über den Zoll gehen weiter.",
			reise + "Die Verhandlungen dauern an. Auch die Verhandlungen über den Zoll gehen weiter.", 1, "(Verhandlngen)"},
		{"a word doubled",
			talks + "They agreed to to meet again in spring.",
			talks + "They agreed to meet again in spring.", 1, "the word to stands twice"},
		{"a word doubled in the second text",
			reise + "Er sprach mit dem Bürgermeister über die Kosten.",
			reise + "Er sprach mit dem dem Bürgermeister über die Kosten.", -1, "the word dem stands twice"},
		{"a number that contradicts the rest",
			talks + "Norway sends 14 engineers to the dam. The 41 engineers are to begin in May.",
			talks + "Norway sends 14 engineers to the dam. The 14 engineers are to begin in May.", 1, "a slip of one text (41)"},
		{"a spelling taken over",
			talks + "Minister Sergej Lawrow opened them. His guest thanked Lawrow for it. Nothing was signed.",
			"Lavrov had come by night. The train was late, and Mr Lavrov was tired, as people around Lavrov said. " + talks + "Minister Sergej Lawrow opened them. His guest thanked Lawrow for it.", 1, "takes over a spelling of the other (Lawrow)"},
		{"no slip: inflection", talks + "The minister spoke first. The minister left.", talks + "The minister spoke first. The ministers left.", 0, ""},
		{"no slip: an umlaut", reise + "Das könnte dauern. Das konnte keiner ahnen.", reise + "Das könnte dauern. Das könnte keiner ahnen.", 0, ""},
		{"no slip: another spelling", talks + "Mr Lavrov came. Then Lawrow left.", talks + "Mr Lavrov came. Then Lavrov left.", 0, ""},
		{"no slip: another number", talks + "Norway sends 14 engineers and 15 nurses.", talks + "Norway sends 14 engineers and 14 nurses.", 0, ""},
		{"no slip: another word", talks + "They hope for peace and quiet.", talks + "They hope for trade and quiet.", 0, ""},
		{"no slip: rhetoric", talks + "Never, never will we yield.", talks + "Never will we yield.", 0, ""},
	} {
		f := &Finder{}
		a, b := f.Read(&depesche.Article{ID: "a", Language: "en", Text: c.a}), f.Read(&depesche.Article{ID: "b", Language: "en", Text: c.b})
		_, _, tie, tied := f.Compare(a, b)
		if !tied {
			t.Errorf("%s: the two are not tied", c.name)
			continue
		}
		way := tie.tie.way
		if why := strings.Join(way.reasons, "; "); len(tie.tie.slips) > 0 != (c.order != 0) || !strings.Contains(why, c.why) {
			t.Errorf("%s: %q", c.name, why)
		}
		if c.order != 0 && (way.order != c.order || way.direction != Likely) {
			t.Errorf("%s: order %d, %s", c.name, way.order, way.direction)
		}
	}
}

// TestSlipsGiveWay has the times of publication say more than a slip.
func TestSlipsGiveWay(t *testing.T) {
	const text = "The envoy of Norway arrived in the capital on Monday with six advisers and went straight to the palace, where dinner was waiting for Brandvold. "
	f := &Finder{}
	first := f.Read(&depesche.Article{ID: "a", Language: "en", Published: "2025-03-01T08:00:00Z", Text: text + "At ten Brandvold rose."})
	second := f.Read(&depesche.Article{ID: "b", Language: "en", Published: "2025-03-01T09:00:00Z", Text: text + "At ten Bradnvold rose."})
	_, _, tie, _ := f.Compare(first, second)
	if way := tie.tie.way; way.order != 1 || way.direction != Likely || len(tie.tie.slips) != 1 {
		t.Errorf("%+v", way)
	}
}
