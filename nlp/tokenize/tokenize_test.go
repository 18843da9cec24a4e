// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"depesche/lang"
	"depesche/nlp"
)

// load returns the tokenizer of a built-in language.
func load(t testing.TB, code string) *Tokenizer {
	t.Helper()
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	x, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// show writes the sentences as lines and the tokens with blanks between them;
// the parts of a contraction are joined by "+".
func show(doc *nlp.Doc) string {
	var b strings.Builder
	for k, s := range doc.Sentences {
		if k > 0 {
			b.WriteString("\n")
			if doc.Sentences[k-1].Paragraph != s.Paragraph {
				b.WriteString("\n")
			}
		}
		for i := s.First; i < s.Last; i++ {
			if part := doc.Tokens[i].Part; part > 1 {
				b.WriteString("+")
			} else if i > s.First {
				b.WriteString(" ")
			}
			b.WriteString(doc.Tokens[i].Form)
		}
	}
	return b.String()
}

func TestTokenize(t *testing.T) {
	tests := []struct{ name, language, text, want string }{
		{"empty", "de", "", ""},
		{"blanks", "de", " \n\t\n ", ""},
		{"plain", "de", "Orlova reiste ab. Der Gast blieb.", "Orlova reiste ab .\nDer Gast blieb ."},
		{"contractions", "de", "Im Saal am Markt, zum Ende.", "In+dem Saal an+dem Markt , zu+dem Ende ."},
		{"capitals", "de", "WEG ZUR MACHT", "WEG ZU+DER MACHT"},
		{"ordinals", "de", "Am 3. Oktober, im 19. Jahrhundert, endete der 2. Gipfel.",
			"An+dem 3. Oktober , in+dem 19. Jahrhundert , endete der 2. Gipfel ."},
		{"number at the end", "de", "Es waren 19. Die Lage blieb ruhig.", "Es waren 19 .\nDie Lage blieb ruhig ."},
		{"year at the end", "de", "Er kam 2019. Minister waren da.", "Er kam 2019 .\nMinister waren da ."},
		{"ruler", "de", "Papst Paul VI. war dort.", "Papst Paul VI. war dort ."},
		{"abbreviations", "de", "Dr. Weiß sprach z. B. mit Prof. Ek und z.B. mir.", "Dr. Weiß sprach z. B. mit Prof. Ek und z.B. mir ."},
		{"abbreviation at the end", "de", "Brot, Obst usw. Die Hilfe kam.", "Brot , Obst usw .\nDie Hilfe kam ."},
		{"abbreviation inside", "de", "Brot, Obst usw. wurden geliefert.", "Brot , Obst usw. wurden geliefert ."},
		{"a country is no abbreviation", "de", "Er reist in die Schweiz. Bern wartet.", "Er reist in die Schweiz .\nBern wartet ."},
		{"initials", "de", "George W. Tal traf J. R. Ott.", "George W. Tal traf J. R. Ott ."},
		{"numbers", "de", "1.000,50 Euro, 3,5 Prozent, 10.30 Uhr, 5%.", "1.000,50 Euro , 3,5 Prozent , 10.30 Uhr , 5 % ."},
		{"quotation", "de", "„Wir reden. Das hilft.“ Dann ging er.", "„ Wir reden .\nDas hilft . “\nDann ging er ."},
		{"quotation goes on", "de", "„Wir reden!“, sagte sie.", "„ Wir reden ! “ , sagte sie ."},
		{"lower case goes on", "de", "„Warum?“ fragte er.", "„ Warum ? “ fragte er ."},
		{"guillemets", "de", "»Nein.« Und «ja.» Er ging.", "» Nein . «\nUnd « ja . »\nEr ging ."},
		{"single marks", "de", "Sie rief: ‚Halt!‘ Er blieb.", "Sie rief : ‚ Halt ! ‘\nEr blieb ."},
		{"dateline", "de", "WŎNSAN (dpa) – Der Minister kam an.", "WŎNSAN ( dpa ) – Der Minister kam an ."},
		{"hyphens", "de", "US-Präsident, Nord- und Südkorea", "US - Präsident , Nord - und Südkorea"},
		{"soft hyphen", "de", "Außen\u00administer", "Außenminister"},
		{"address", "de", "Siehe https://example.org/a?b=1, oder info@example.org.", "Siehe https://example.org/a?b=1 , oder info@example.org ."},
		{"ellipsis", "de", "Und dann … Er ging... weiter.", "Und dann …\nEr ging ... weiter ."},
		{"emoji", "de", "Gut 👍🏽! 🇩🇪🇫🇷", "Gut 👍🏽 !\n🇩🇪 🇫🇷"},
		{"gender", "de", "Bürger*innen und Bürger:innen", "Bürger*innen und Bürger:innen"},
		{"genitive apostrophe", "de", "Paulus' Reise", "Paulus' Reise"},
		{"glued", "de", "Das Ende.Der Anfang.", "Das Ende .\nDer Anfang ."},

		{"clitics", "en", "Don't say it's Orlova's or the envoys’ car.", "Do+n't say it+'s Orlova+'s or the envoys+’ car ."},
		{"irregular", "en", "They cannot, won't and can't.", "They can+not , wo+n't and ca+n't ."},
		{"acronyms", "en", "The U.S. Senate met in Washington, D.C. The talks failed.", "The U.S. Senate met in Washington , D.C.\nThe talks failed ."},
		{"titles", "en", "Gen. Smith and Mr. Ek met at 5 p.m. on Friday.", "Gen. Smith and Mr. Ek met at 5 p.m. on Friday ."},
		{"number word", "en", "No. He saw No. 5.", "No .\nHe saw No. 5 ."},
		{"prefixes", "en", "pro-government, a non-state actor", "pro-government , a non-state actor"},
		{"hyphens en", "en", "long-term peace-keeping", "long - term peace - keeping"},
		{"quotes en", "en", "“Stop. Wait.” She left.", "“ Stop .\nWait . ”\nShe left ."},
		{"straight quotes", "en", `"Stop. Wait." She left. "No," he said.`, "\" Stop .\nWait . \"\nShe left .\n\" No , \" he said ."},
		{"units", "en", "at 10pm", "at 10 pm"},
		{"note", "en", "He left.[5] She stayed.", "He left . [ 5 ]\nShe stayed ."},
		{"elision", "fr", "L'homme qu'il a vu jusqu'au soir.", "L' homme qu' il a vu jusqu' à+le soir ."},
		{"elision, curly", "fr", "D’après l’ambassadeur, c’est-à-dire lui.", "D’ après l’ ambassadeur , c’est-à-dire lui ."},
		{"no elision", "fr", "Aujourd'hui quelqu'un parle de l'O.N.U. et de O'Hara.", "Aujourd'hui quelqu'un parle de l' O.N.U. et de O'Hara ."},
		{"enclitics", "fr", "A-t-il dit oui ? Dit-elle non ? Parlons-en.", "A -t-il dit oui ?\nDit -elle non ?\nParlons -en ."},
		{"hyphens fr", "fr", "le vice-président des États-Unis, là-bas", "le vice-président de+les États-Unis , là-bas"},
		{"an article or a contraction", "fr", "Des élus avec des amis des ministres.", "Des élus avec des amis de+les ministres ."},
		{"no contraction", "de", "Er flog am Montag mit der Pan Am nach Rom.", "Er flog an+dem Montag mit der Pan Am nach Rom ."},
		{"contractions fr", "fr", "AU Mali, auquel il parle du traité", "À+LE Mali , à+lequel il parle de+le traité"},

		{"smiley", "en", "Nice talks :) We met. ;-) They left.", "Nice talks :)\nWe met . ;-)\nThey left ."},
		{"small letters", "en", "They met at one. the envoy left in time. but approx. noon it rained.", "They met at one .\nthe envoy left in time .\nbut approx. noon it rained ."},
		{"dots before a small letter", "en", "He met somebody... but who? They talked… and left.", "He met somebody ... but who ?\nThey talked … and left ."},
		{"numbers of a list", "en", "Two points. 1. Where do they meet? 2. When?", "Two points .\n1 . Where do they meet ?\n2 . When ?"},
		{"spaced ellipsis", "en", "Well . . . He left.", "Well . . .\nHe left ."},
		{"head of a letter", "en", "Ann Tal 03/15/2001 04:11 PM We met on 3/14/01 04:10 PM as agreed.",
			"Ann Tal\n03/15/2001 04:11 PM\nWe met on 3/14/01 04:10 PM as agreed ."},
		{"end of a letter", "en", "We agree. Best regards, Ann Tal", "We agree .\nBest regards ,\nAnn Tal"},
		{"thanks to many", "en", "He sent thanks, flowers and his regards, Ann said.", "He sent thanks , flowers and his regards , Ann said ."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := load(t, test.language).Tokenize(test.text)
			if diff := cmp.Diff(test.want, show(doc)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"headline", "Gipfel beginnt\n\nDie Gäste kamen.", "Gipfel beginnt\n\nDie Gäste kamen ."},
		{"lines", "Gipfel beginnt\nVon Eva Ek\nDie Gäste kamen an.", "Gipfel beginnt\nVon Eva Ek\nDie Gäste kamen an ."},
		{"list", "Themen:\n- Handel\n- Grenze\n1. Zölle\n• Häfen", "Themen :\n- Handel\n- Grenze\n1. Zölle\n• Häfen"},
		{"wrapped", "Die Außenminister der beiden Staaten haben sich am Montag in der\n" +
			"Hauptstadt getroffen und über den Handel gesprochen, sagte eine\n" +
			"Sprecherin. Ein weiteres Treffen ist nicht geplant.",
			"Die Außenminister der beiden Staaten haben sich an+dem Montag in der Hauptstadt getroffen und über den Handel gesprochen , sagte eine Sprecherin .\nEin weiteres Treffen ist nicht geplant ."},
		{"line separator", "Eins.\u2028Zwei.", "Eins .\nZwei ."},
		{"carriage returns", "Eins.\r\n\r\nZwei.", "Eins .\n\nZwei ."},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, show(load(t, "de").Tokenize(test.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestOffsets(t *testing.T) {
	const text = "Zum Treffen: Orlova's Wŏnsan-Reise."
	doc := load(t, "de").Tokenize(text)
	zu, dem := doc.Tokens[0], doc.Tokens[1]
	if zu.Start != 0 || zu.End != 3 || dem.Start != 0 || dem.End != 3 || zu.SpaceAfter || !dem.SpaceAfter {
		t.Errorf("zum: %+v %+v", zu, dem)
	}
	doc = load(t, "en").Tokenize("Orlova's plan")
	name, clitic := doc.Tokens[0], doc.Tokens[1]
	if name.End != 6 || clitic.Start != 6 || clitic.End != 8 || name.Part != 1 || clitic.Part != 2 || name.SpaceAfter || !clitic.SpaceAfter {
		t.Errorf("Orlova's: %+v %+v", name, clitic)
	}
}

func TestLongSentence(t *testing.T) {
	doc := load(t, "de").Tokenize(strings.Repeat("wort ", 1000) + "ende.")
	if len(doc.Sentences) != 3 || len(doc.Notes) != 1 || doc.Notes[0].Text != "sentence of 1002 words cut at 400" {
		t.Errorf("%d sentences, notes %v", len(doc.Sentences), doc.Notes)
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"abbreviations.txt", "# x\nDr\n", "abbreviations.txt:2: "},
		{"abbreviations.txt", "Dr.\tsometimes\n", "abbreviations.txt:1: "},
		{"contractions.tsv", "zum\tzu\n", "contractions.tsv:1: "},
		{"contractions.tsv", "*n't\tnot n't\n", "contractions.tsv:1: "},
		{"tokenize.tsv", "colour\tred\n", "tokenize.tsv:1: "},
	}
	for _, test := range tests {
		_, err := Load(fstest.MapFS{test.file: {Data: []byte(test.text)}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: error %v, want %q", test.file, test.text, err, test.want)
		}
	}
	if _, err := Load(fstest.MapFS{}); err != nil {
		t.Errorf("no files: %v", err)
	}
}

// TestLanguages loads the data of every language.
func TestLanguages(t *testing.T) {
	for _, code := range lang.Codes() {
		load(t, code)
	}
}

// check holds what is true of every text.
func check(t *testing.T, text string, doc *nlp.Doc) {
	t.Helper()
	at, next, valid := 0, 0, utf8.ValidString(text)
	for k, s := range doc.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %d is tokens [%d,%d), want them from %d on", k, s.First, s.Last, next)
		}
		next = s.Last
		for i := s.First; i < s.Last; i++ {
			tok := doc.Tokens[i]
			if tok.Part > 1 {
				if tok.End < at || tok.Start > at {
					t.Fatalf("part %+v does not follow %d", tok, at)
				}
				at = tok.End
				continue
			}
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) || tok.Form == "" || tok.Head != -1 {
				t.Fatalf("token %d %+v after byte %d of %d", i, tok, at, len(text))
			}
			if gap := strings.Trim(text[at:tok.Start], " \n\t\r"); strings.ContainsFunc(gap, func(r rune) bool { return !blank(r) }) {
				t.Fatalf("%q was left out before %+v", gap, tok)
			}
			if valid && (!utf8.RuneStart(text[tok.Start]) || !utf8.ValidString(text[tok.Start:tok.End])) {
				t.Fatalf("token %+v cuts a rune", tok)
			}
			at = tok.End
		}
	}
	if next != len(doc.Tokens) || strings.ContainsFunc(text[at:], func(r rune) bool { return !blank(r) }) {
		t.Fatalf("the end is missing: %q", text[at:])
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{
		"Im Saal, z. B. am 3. Oktober. „Nein.“", "Don't\x00 stop\xff\xfe it's", "e\u0301\u0301 \u200d👩\u200d💻\ufe0f", "a.b.c...!?!?''`` :-) ;D",
		"www.a.b/c?d http:// @x #y a@b.c", strings.Repeat("x", 3000) + "'s", "\u202e\u2028\u00ad\u00ad-\u00ad", "1.2.3,4:5-6/7", "[12] ]][[ 「日本語」。はい。", "(s)he d'accord l'État",
	} {
		f.Add(s)
	}
	tokenizers := []*Tokenizer{load(f, "de"), load(f, "en"), {}}
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range tokenizers {
			check(t, text, x.Tokenize(text))
		}
	})
}

// TestHugeInput goes through texts that could take quadratic time.
func TestHugeInput(t *testing.T) {
	x := load(t, "en")
	for _, unit := range []string{"a", ".", "'", "-", "\"", " ", "\n", "a ", "a.", "1-", "a-", "a@", "x/", "http://", "\u0301", "\x00", "\xff", "No. ", "[1]", "a\n"} {
		text := strings.Repeat(unit, (1<<18)/len(unit))
		check(t, text, x.Tokenize(text))
	}
}

func BenchmarkTokenize(b *testing.B) {
	x := load(b, "de")
	text := strings.Repeat("Der Minister reiste am 3. Oktober zum Gipfel nach Wŏnsan. „Wir reden“, sagte er z. B. im Radio. ", 200)
	b.SetBytes(int64(len(text)))
	tokens := 0
	for b.Loop() {
		tokens += len(x.Tokenize(text).Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
