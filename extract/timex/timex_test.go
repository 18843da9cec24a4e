// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche"
	"depesche/extract"
)

// News of our own making, for speed and for fuzzing.
const (
	newsDE = `GENF, 12. Juli (dpa). Der Außenminister ist am Samstagabend in Genf gelandet. Er bleibt dort drei Tage und wird am Dienstag um 10.30 Uhr mit seinem Kollegen sprechen. Vor zwei Wochen hatte er die Einladung noch abgelehnt; seit März 2014 ist das Verhältnis gespannt. Im vergangenen Sommer verhandelten beide Seiten schon einmal, Ende August brachen sie die Gespräche ab. Bis Jahresende soll nun ein Vertrag stehen. Die Opposition verlangt jeden Montag eine Sitzung. In den neunziger Jahren war alles einfacher, sagt ein Diplomat, der damals dabei war.`
	newsEN = `GENEVA, July 12 (Reuters) - The foreign minister landed in Geneva late on Saturday evening. He will stay there for three days and meet his colleague at 10:30 a.m. on Tuesday. Two weeks ago he had still turned down the invitation; since March 2014 relations have been strained. Both sides negotiated last summer and broke off the talks in late August. A treaty is to be ready by the end of the year. The opposition demands a session every Monday. In the 1990s everything was easier, said a diplomat who has now retired.`
)

func BenchmarkRead(b *testing.B) {
	for code, text := range map[string]string{"de": newsDE, "en": newsEN} {
		b.Run(code, func(b *testing.B) {
			t := tagger(b, code)
			article := &depesche.Article{Text: strings.Repeat(text+"\n\n", 20), Published: "2025-07-13"}
			doc := analysed(article.Text, code)
			b.ReportAllocs()
			for b.Loop() {
				r := extract.NewReading(article, doc)
				t.Read(r)
			}
			b.ReportMetric(float64(len(doc.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		tagger(b, "de")
	}
}

// FuzzLoad: strangers' rule files give a Tagger or an error, never a panic.
func FuzzLoad(f *testing.F) {
	f.Add("pattern a\n x|y -> 1\n", "rule r\nfind [<a:n> (b|{1-3:day})?]\n")
	f.Add("pattern a\n <b>+x\n", "rule r\nfind ((((a?)*)*)*)*\n")
	f.Add("pattern a\n\\ ~ ( | ) -> =\n", "rule r\nfind !a ] [ {00-59} {x}\nwith n+=1 n=$n\nyes (x -> y\n")
	f.Add("pattern a\n a*\n", "rule r\ntype NONE\nfind a+b+c <>\nnotafter x\nnotbefore !\n")
	f.Fuzz(func(t *testing.T, patterns, rules string) {
		tagger, err := Load(fstest.MapFS{
			patternsFile: {Data: []byte(patterns)},
			rulesFile:    {Data: []byte(rules)},
		})
		if err != nil {
			return
		}
		readText(tagger, newsEN, "2025-07-13", "xx")
	})
}

// FuzzRead: any text and any publication date give times that lie in the text.
func FuzzRead(f *testing.F) {
	f.Add(newsDE, "2025-07-13", true)
	f.Add(newsEN, "2025-07-13T08:00:00+02:00", false)
	f.Add("31. Juni 2025 99999. Jahrhundert vor 9999999 Jahren", "", true)
	f.Add("the 31st century 0/0/0000 Feb. 30 in 999999 years \xff\xfe", "0000-00-00", false)
	de, en := tagger(f, "de"), tagger(f, "en")
	f.Fuzz(func(t *testing.T, text, published string, german bool) {
		tagger, code := en, "en"
		if german {
			tagger, code = de, "de"
		}
		last := 0
		for _, x := range readText(tagger, text, published, code) {
			if x.First < 0 || x.First >= x.Last || x.Start < last || x.End <= x.Start || x.Value == "" || x.Type == "" {
				t.Fatalf("%q: %+v", text, x)
			}
			last = x.End
		}
	})
}
