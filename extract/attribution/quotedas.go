// SPDX-License-Identifier: Apache-2.0

package attribution

// This file reads speech that somebody else passes on with two verbs: "the
// paper quoted the minister as saying that …", "he was quoted as saying by …".

// farthestQuoted bounds in words how far a verb of quoting stands before the
// verb of saying.
const farthestQuoted = 16

// joinQuoted makes a verb of quoting a part of the bare verb of saying that it
// introduces, and drops it as a cue of its own.
func (p *page) joinQuoted(cues []*cue) []*cue {
	if len(p.lex.sets["quoting"]) == 0 {
		return cues
	}
	dropped := map[*cue]bool{}
	for n := 1; n < len(cues); n++ {
		said, quotes := cues[n], cues[n-1]
		if said.finite < 0 && p.lex.sets["quoting"][quotes.verb.lemma] && said.at-quotes.at <= farthestQuoted &&
			said.at-1 > quotes.at && p.lex.sets["quoted-as"][p.words[said.at-1].lower] {
			said.quotes, dropped[quotes] = quotes, true
		}
	}
	if len(dropped) == 0 {
		return cues
	}
	kept := cues[:0]
	for _, c := range cues {
		if !dropped[c] {
			kept = append(kept, c)
		}
	}
	return kept
}

// quotedAs settles who speaks and who passes it on where a verb of quoting
// stands before the verb of saying.
func (p *page) quotedAs(f *finding, c *cue, u span, segs []segment) {
	q := *c.quotes
	relay := span{}
	if q.passive {
		relay = p.agent(c.quotes, u, segs)
		q.passive = false
		f.source = p.subject(&q, u, segs)
	} else {
		relay = p.subject(&q, u, segs)
		if k := p.nounPhrase(q.at+1, c.at-1); k > q.at+1 {
			f.source = span{q.at + 1, k}
		}
	}
	if !relay.empty() && relay != f.source {
		f.relays = append(f.relays, relay)
		f.contents = p.withoutAgent(f.contents, relay)
	}
	f.cue = append(append(append([]int(nil), q.words...), c.at-1), c.words...)
	sortInts(f.cue)
}

// withoutAgent cuts who passes the words on, with the preposition before him,
// off the contents.
func (p *page) withoutAgent(contents []span, relay span) []span {
	return p.without(contents, span{relay.lo - 1, relay.hi})
}
