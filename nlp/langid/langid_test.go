// SPDX-License-Identifier: Apache-2.0

package langid

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDetect(t *testing.T) {
	tests := []struct {
		text, code string
		sure       bool
	}{
		{"", "", false},
		{"12.30 – 14.00 +++", "", false},
		{"OK", "", false},
		{"Der Minister ist am Montag in Wien eingetroffen und wird mit seiner Kollegin sprechen.", "de", true},
		{"The minister arrived in Vienna on Monday and will speak with her colleague.", "en", true},
		{"Botschafter ausgewiesen: Regierung droht mit weiteren Schritten", "de", false},
		{"Minister meets envoy for talks on the border", "en", false},
		{"Ulkoministeri tapasi kollegansa Helsingissä, ja he keskustelivat myös kaupasta.", "fi", true},
		{"Le ministre est arrivé à Vienne et il a rencontré son homologue dans la soirée.", "fr", true},
		{"El ministro llegó a Viena y se reunió con su homóloga por la tarde.", "es", true},
		{"Министр прибыл в Вену, где он встретился с коллегой и обсудил поставки.", "ru", true},
		{"Міністр прибув до Відня, де він зустрівся з колегою, щоб обговорити постачання.", "uk", true},
		{"外交部长星期一抵达维也纳。", "zh", true},
		{"外務大臣は月曜日にウィーンに到着した。", "ja", true},
		{"외교부 장관이 월요일 빈에 도착했다.", "ko", true},
		{"وصل وزير الخارجية إلى فيينا يوم الاثنين وأجرى محادثات مع نظيرته.", "ar", false},
	}
	for _, test := range tests {
		code, sure := Detect(test.text)
		if code != test.code || test.sure && !sure {
			t.Errorf("Detect(%q) = %q, %v, want %q, %v", test.text, code, sure, test.code, test.sure)
		}
	}
}

func TestAmong(t *testing.T) {
	known := []string{"de", "en"}
	for _, c := range []struct{ text, want string }{
		{"Merkel met Macron in Berlin.", "en"},
		{"Merkel trifft Macron in Berlin.", "de"},
		{"Biden, Xi speak again", "en"},
		{"De minister heeft vandaag zijn ambtgenoot ontmoet, zo blijkt uit een verklaring van het ministerie.", ""},
		{"El ministro se reunió con su homóloga por la tarde para hablar de las fronteras.", ""},
		{"Tirana Skopje", ""},
		{"", ""},
	} {
		if got := Among(c.text, known); got != c.want {
			t.Errorf("Among(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDetectIsRepeatable(t *testing.T) {
	for _, text := range []string{"Tirana Skopje", "a la do ma no se", "Genf: Gespräche vertagt"} {
		code, sure := Detect(text)
		for range 30 {
			if c, s := Detect(text); c != code || s != sure {
				t.Fatalf("Detect(%q) = %q, then %q", text, code, c)
			}
		}
	}
}

func TestName(t *testing.T) {
	for code, want := range map[string]string{"fi": "Finnish", "de": "German", "zh-Hant": "Chinese", "nb": "Norwegian", "xx": "xx", "": ""} {
		if got := Name(code); got != want {
			t.Errorf("Name(%q) = %q, want %q", code, got, want)
		}
	}
}

// TestTables checks the two data files: known codes, no alphabet missing.
func TestTables(t *testing.T) {
	for word, codes := range data().words {
		for _, c := range codes {
			if data().letters[c] == nil {
				t.Errorf("words.tsv: %q of %q, which has no line in letters.tsv", word, c)
			}
			if Name(c) == c {
				t.Errorf("words.tsv: unknown code %q", c)
			}
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Der Minister \xff\x00 ist")
	f.Add("\u0301\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		code, sure := Detect(text)
		if code == "" && sure || !utf8.ValidString(code) {
			t.Errorf("Detect(%q) = %q, %v", text, code, sure)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := strings.Repeat("Der Minister ist am Montag in Wien eingetroffen und wird mit seiner Kollegin sprechen. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Detect(text)
	}
}
