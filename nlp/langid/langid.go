// SPDX-License-Identifier: Apache-2.0

// Package langid tells the language of a text. A text goes in, a BCP 47 code
// comes out; nothing is kept. Two witnesses are heard: trigram profiles of
// some eighty languages (whatlanggo), good for a paragraph and more, and the
// small words and the alphabets of forty (words.tsv, letters.tsv), which
// already speak in a headline. It does not find several languages in one text.
package langid

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

const (
	sampleBytes = 4 << 10 // how much of a text is looked at
	minLetters  = 8       // fewer letters tell nothing
	sureLetters = 60      // trigrams of fewer letters are not sure
	manyLetters = 250     // of so many letters trigrams are good for every language
	maxLang     = 200     // more than whatlanggo has
)

// Detect returns the BCP 47 code of the text's language ("de"), and whether
// that is sure: sure means that the witnesses agree or that one of them is far
// ahead, so that a program need not ask. Of short news sentences in English,
// German, French, Spanish, Russian and Ukrainian a sure answer was wrong in
// one of a thousand. The code is "" when there is too little text to tell.
func Detect(text string) (code string, sure bool) {
	sample := head(text)
	letters := 0
	for _, r := range sample {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters == 0 {
		return "", false
	}
	if code := byScript(sample, letters); code != "" {
		return code, letters >= minLetters
	}
	if letters < minLetters {
		return "", false
	}
	w := weigh(sample, letters)
	words, margin := w.best()
	trigrams, reliable, alone := byTrigrams(sample, w, letters)
	switch {
	case words != "" && words == trigrams:
		return words, margin >= 1 || letters >= sureLetters
	case words != "" && margin >= 1.5:
		return words, margin >= 3
	case trigrams == "" || margin >= 0.9 && letters < sureLetters:
		return words, false
	}
	return trigrams, words == "" && reliable && (alone || letters >= sureLetters)
}

// Among returns which of the languages the small words of a text speak for
// most, the earlier one in a tie; "" when they speak for none of them, or when
// another language is ahead of all by a word that it has alone or more. It
// is for short texts of which Detect is not sure, where a program would rather
// have a language that it reads.
func Among(text string, codes []string) string {
	sample := head(text)
	w := weigh(sample, len(sample))
	_, most := w.bestOf(data().codes)
	code, score := w.bestOf(codes)
	if score == 0 || most-score >= 1 {
		return ""
	}
	return code
}

// shared are the scripts that several languages use.
var shared = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Devanagari, unicode.Hebrew, unicode.Ethiopic, unicode.Arabic,
}

// byTrigrams asks whatlanggo. Of a short text it may only name languages whose
// alphabet fits; of a longer one also those whose alphabet is not known here.
// alone is true when no other language uses the script.
func byTrigrams(sample string, w *witness, letters int) (code string, reliable, alone bool) {
	var options whatlanggo.Options
	if letters < manyLetters {
		options.Whitelist = map[whatlanggo.Lang]bool{}
	} else {
		options.Blacklist = map[whatlanggo.Lang]bool{}
	}
	for lang := whatlanggo.Lang(0); lang < maxLang; lang++ {
		code := Code(lang)
		_, known := data().letters[code]
		if fits := w.fits(code); known && !fits && options.Blacklist != nil {
			options.Blacklist[lang] = true
		} else if (known && fits || w.foreign) && options.Whitelist != nil {
			options.Whitelist[lang] = true
		}
	}
	info := whatlanggo.DetectWithOptions(sample, options)
	if info.Confidence == 0 { // a tie: which comes first is chance
		return "", false, false
	}
	return Code(info.Lang), info.IsReliable(), !slices.Contains(shared, info.Script)
}

// head is the beginning of the text, cut at a rune.
func head(text string) string {
	if len(text) <= sampleBytes {
		return text
	}
	n := sampleBytes
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// byScript names the language of a script that only one of them uses.
func byScript(sample string, letters int) string {
	han, kana := 0, 0
	for _, r := range sample {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		}
	}
	if (han+kana)*2 < letters {
		return ""
	}
	if kana*20 > han {
		return "ja"
	}
	return "zh"
}

// Code returns the BCP 47 code of a language of whatlanggo: two letters where
// there are two, else three, "" for none.
func Code(lang whatlanggo.Lang) string {
	if lang < 0 {
		return ""
	}
	if code := lang.Iso6391(); code != "" {
		return code
	}
	if lang == whatlanggo.Cmn {
		return "zh"
	}
	return lang.Iso6393()
}

// Name returns the English name of the language with the code ("fi" →
// "Finnish"), or the code itself when it is not known.
func Name(code string) string {
	primary, _, _ := strings.Cut(strings.ToLower(code), "-")
	if name := names()[primary]; name != "" {
		return name
	}
	return code
}

var names = sync.OnceValue(func() map[string]string {
	m := map[string]string{
		"zh": "Chinese", "nb": "Norwegian", "no": "Norwegian", "bs": "Bosnian",
		"sq": "Albanian", "ca": "Catalan", "eu": "Basque", "sk": "Slovak",
	}
	for lang := whatlanggo.Lang(0); lang < maxLang; lang++ {
		if code := Code(lang); code != "" && m[code] == "" {
			m[code] = lang.String()
		}
	}
	return m
})
