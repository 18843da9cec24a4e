// SPDX-License-Identifier: Apache-2.0

package event

// lists holds the words of a language that the coder itself asks for. They are
// lemmas where not said otherwise; a star stands for any beginning of a
// compound.
type lists struct {
	people    map[string]bool // those who act for whoever stands in their phrase: "spokesman"
	pronouns  map[string]bool // that may stand for the speaker in reported speech
	personal  map[string]bool // those of them that only stand for persons
	formal    map[string]bool // pronouns of address, as they are written: "Sie"
	dummy     map[string]bool // verbs whose subject "it" means nobody
	locative  map[string]bool // adpositions of place
	topic     map[string]bool // adpositions of what is spoken of
	against   map[string]bool // adpositions of whom an act is against
	behalf    map[string]bool // adpositions of whom something is asked for
	violence  map[string]bool // nouns of acts that hit somebody: "attack"
	suffered  map[string]bool // those called after whom they hit: "murder"
	objective map[string]bool // those whose genitive behind them is whom they hit: "the bombing of"
	sought    map[string]bool // adpositions of what is asked for or advised against: "against"
	anyone    map[string]bool // nouns that mean nobody in particular: "people"
	target    map[string]bool // nouns of what can be attacked: "convoy"; empty: whatever has an owner
	origin    map[string]bool // adpositions before the states that people are from: "from"
	occasion  map[string]bool // nouns of what is held somewhere: "summit"
	sport     map[string]bool // nouns of sport, which has attacks and defeats of its own
	owning    map[string]bool // first parts of compounds that name whose the thing is, as they are written: "Bundes"
	beside    map[string]bool // adpositions before those who act or suffer as well: "besides"
	together  map[string]bool // words before an adposition that make those behind it act with the subject: "together"
	human     map[string]bool // nouns of persons and bodies who are no political actors: "worker"
}

// sets names the lists as a rule file does.
func (l *lists) sets() []namedSet {
	return []namedSet{
		{"people", &l.people}, {"pronoun", &l.pronouns}, {"personal", &l.personal}, {"formal", &l.formal}, {"dummy", &l.dummy},
		{"locative", &l.locative}, {"topic", &l.topic}, {"against", &l.against}, {"behalf", &l.behalf}, {"sought", &l.sought},
		{"violence", &l.violence}, {"suffered", &l.suffered}, {"objective", &l.objective}, {"anyone", &l.anyone}, {"target", &l.target},
		{"occasion", &l.occasion}, {"origin", &l.origin}, {"sport", &l.sport}, {"human", &l.human}, {"owning", &l.owning},
		{"beside", &l.beside}, {"together", &l.together},
	}
}

// namedSet is a list of words under the name that a rule file calls it by.
type namedSet struct {
	name  string
	words *map[string]bool
}

// addWords puts words into the list of a name, and reports whether there is one.
func addWords(sets []namedSet, name string, words []string) bool {
	for _, set := range sets {
		if set.name != name {
			continue
		}
		if *set.words == nil {
			*set.words = make(map[string]bool, len(words))
		}
		for _, w := range words {
			(*set.words)[w] = true
		}
		return true
	}
	return false
}
