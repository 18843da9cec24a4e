// SPDX-License-Identifier: Apache-2.0

package parse_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/engine"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
)

// engines are the built-in models, loaded once.
var engines = map[string]*engine.Engine{}

func load(t testing.TB, code string) *engine.Engine {
	t.Helper()
	if engines[code] != nil {
		return engines[code]
	}
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	engines[code] = e
	return e
}

// analyse reads a text with the built-in models of a language.
func analyse(t testing.TB, code, text string) *nlp.Doc {
	t.Helper()
	e := load(t, code)
	doc := e.Tokenizer.Tokenize(text)
	e.Tagger.Tag(doc)
	e.Parser.Parse(doc)
	return doc
}

// TestRelations checks plain sentences that the models must get right: who
// does it, to whom, passives, particles and the subjunctive.
func TestRelations(t *testing.T) {
	tests := []struct {
		code, text string
		want       []string // "word relation head", or "word feature=value"
	}{
		{"de", "Der Minister traf den Botschafter in Oslo.", []string{"Minister nsubj traf", "Botschafter obj traf", "Minister Case=Nom", "Botschafter Case=Acc"}},
		{"de", "Der Botschafter wurde von der Regierung empfangen.", []string{"Botschafter nsubj:pass empfangen", "wurde aux:pass empfangen"}},
		{"de", "Die Regierung lehnte den Vertrag ab.", []string{"Regierung nsubj lehnte", "Vertrag obj lehnte", "ab compound:prt lehnte"}},
		{"de", "Er sagte, die Lage sei ernst.", []string{"Er nsubj sagte", "sei Mood=Sub"}},
		{"en", "The minister met the ambassador in Oslo.", []string{"minister nsubj met", "ambassador obj met"}},
		{"en", "The ambassador was received by the government.", []string{"ambassador nsubj:pass received", "was aux:pass received"}},
		{"de", "Den Vertrag unterschrieb der König.", []string{"Vertrag obj unterschrieb", "König nsubj unterschrieb", "König Case=Nom"}},
		{"de", "Der Präsident sagte, die Regierung habe den Vertrag gebrochen.", []string{"Präsident nsubj sagte", "gebrochen ccomp sagte", "Regierung nsubj gebrochen", "Vertrag obj gebrochen"}},
		{"en", "The president rejected the offer on Monday.", []string{"president nsubj rejected", "offer obj rejected"}},
		{"en", "The spokesman said that France had broken the agreement.", []string{"spokesman nsubj said", "broken ccomp said", "France nsubj broken", "agreement obj broken"}},
		{"en", "The government said that it would sign the treaty.", []string{"government nsubj said", "sign ccomp said", "treaty obj sign"}},
	}
	for _, tt := range tests {
		doc := analyse(t, tt.code, tt.text)
		got := map[string]bool{}
		for _, tok := range doc.Tokens {
			if tok.Head >= 0 {
				got[tok.Form+" "+tok.Deprel+" "+doc.Tokens[tok.Head].Form] = true
			}
			for feat := range strings.SplitSeq(tok.Feats, "|") {
				got[tok.Form+" "+feat] = true
			}
		}
		for _, w := range tt.want {
			if !got[w] {
				t.Errorf("%s: %q lacks %q", tt.code, tt.text, w)
			}
		}
	}
}

// TestTreesAreTrees checks odd texts: every sentence has one root and every
// token leads to it.
func TestTreesAreTrees(t *testing.T) {
	for _, text := range []string{"", ".", "a", "?!", strings.Repeat("Wort ", 3000), "1 2 3 4 5", "„„„ ( ) »", "Привет мир. 漢字。", strings.Repeat("(", 500),
		"( ( ( „ “ ) a", "\xff und \xfe", "\" ' `` '' a \" b", strings.Repeat(", der Mann ", 300), strings.Repeat("( a ) ", 200), "e" + strings.Repeat("\u0301", 20000), "null\x00bytes \x00 \x00.", strings.Repeat("1 234,5 \t", 500)} {
		for _, code := range []string{"de", "en"} {
			doc := analyse(t, code, text)
			for _, s := range doc.Sentences {
				roots := 0
				for i := s.First; i < s.Last; i++ {
					h, steps := i, 0
					for doc.Tokens[h].Head >= 0 && steps <= s.Last-s.First {
						h = doc.Tokens[h].Head
						steps++
						if h < s.First || h >= s.Last {
							t.Fatalf("%s: a head outside its sentence in %.40q", code, text)
						}
					}
					if steps > s.Last-s.First {
						t.Fatalf("%s: a cycle in %.40q", code, text)
					}
					if doc.Tokens[i].Head < 0 {
						roots++
					}
				}
				if roots != 1 {
					t.Errorf("%s: %d roots in a sentence of %.40q", code, roots, text)
				}
			}
		}
	}
}

// TestBrokenModels checks that what is no model, or the model of something
// else, is refused with a reason and never panics.
func TestBrokenModels(t *testing.T) {
	fsys, err := lang.Open("de", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tagger.model", "parser.model"} {
		good, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		other, err := fs.ReadFile(fsys, map[string]string{"tagger.model": "parser.model", "parser.model": "tagger.model"}[name])
		if err != nil {
			t.Fatal(err)
		}
		broken := map[string][]byte{"empty": {}, "foreign": []byte("this is no model\n"), "cut": good[:len(good)/2], "head only": good[:200], "another stage": other,
			"changed": append(bytes.Clone(good[:len(good)-100]), bytes.Repeat([]byte{0xff}, 100)...)}
		for what, data := range broken {
			files := fstest.MapFS{name: {Data: data}}
			if name == "tagger.model" {
				_, err = tag.Load(files)
			} else {
				_, err = parse.Load(files)
			}
			if err == nil {
				t.Errorf("%s, %s: it was taken", name, what)
			} else if !strings.Contains(err.Error(), name) {
				t.Errorf("%s, %s: the error does not name the file: %v", name, what, err)
			}
		}
	}
}
