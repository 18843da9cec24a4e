// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// abbreviation says how a word with a final period behaves.
type abbreviation uint8

const (
	notAbbreviation abbreviation = iota
	followed                     // something follows: "Dr."
	alsoLast                     // may also end a sentence: "etc."
	beforeNumber                 // only an abbreviation before a number: "No. 5"
	beforeName                   // only an abbreviation before a capital: "Gen. Smith"
)

var abbreviationKinds = map[string]abbreviation{
	"": followed, "end": alsoLast, "number": beforeNumber, "name": beforeName,
}

// wordKinds are the kinds of row in tokenize.tsv.
var wordKinds = map[string]bool{
	"starter": true, "prefix": true, "ordinal-before": true, "ordinal-after": true,
	"apostrophe-after": true, "joined-suffix": true, "clitic": true, "unit": true, "elision": true, "enclitic": true, "hyphen": true, "whole": true, "half-day": true, "letter-end": true,
}

// readLines calls line with the tab-separated fields of every line of the
// file that is neither empty nor a comment. A missing file is no error.
func readLines(fsys fs.FS, name string, line func(fields []string) error) error {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		text := strings.TrimRight(scanner.Text(), " \r")
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if err := line(strings.Split(text, "\t")); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (t *Tokenizer) addLanguage(fields []string) error {
	if code, ok := strings.CutPrefix(fields[0], "code "); ok {
		t.language = strings.TrimSpace(code)
	}
	return nil
}

func (t *Tokenizer) addAbbreviation(fields []string) error {
	word, kind := fields[0], ""
	if len(fields) > 1 {
		kind = fields[1]
	}
	k, ok := abbreviationKinds[kind]
	if !ok || len(fields) > 2 {
		return fmt.Errorf("abbreviation %q: unknown kind %q", word, kind)
	}
	if !strings.HasSuffix(word, ".") {
		return fmt.Errorf("abbreviation %q does not end in a period", word)
	}
	t.abbreviations[word] = k
	if parts := strings.Fields(word); len(parts) > 1 {
		return fmt.Errorf("abbreviation %q: give its words on lines of their own", word)
	}
	return nil
}

func (t *Tokenizer) addContraction(fields []string) error {
	if len(fields) < 2 || len(fields) > 3 {
		return fmt.Errorf("want word, parts and perhaps the words behind which it is whole, got %d fields", len(fields))
	}
	parts := strings.Fields(fields[1])
	if len(parts) < 2 || len(parts) > 9 {
		return fmt.Errorf("contraction %q: want two parts or more", fields[0])
	}
	if suffix, ok := strings.CutPrefix(fields[0], "*"); ok {
		stem, ok := strings.CutPrefix(parts[0], "*")
		if !ok || len(parts) != 2 || stem+parts[1] != suffix {
			return fmt.Errorf("contraction %q: the parts must be a * and what follows it", fields[0])
		}
		t.clitics = append(t.clitics, clitic{suffix: suffix, second: len(parts[1])})
		return nil
	}
	row := contraction{parts: parts}
	if len(fields) == 3 {
		row.whole = map[string]bool{}
		for _, word := range strings.Fields(fields[2]) {
			row.whole[word] = true
		}
	}
	t.contractions[fields[0]] = row
	return nil
}

func (t *Tokenizer) addWord(fields []string) error {
	if len(fields) != 2 || !wordKinds[fields[0]] {
		return fmt.Errorf("want one of the known kinds and a word, got %q", strings.Join(fields, " "))
	}
	kind := fields[0]
	if t.words[kind] == nil {
		t.words[kind] = map[string]bool{}
	}
	t.words[kind][fields[1]] = true
	return nil
}

// is reports whether tokenize.tsv lists the word under the kind.
func (t *Tokenizer) is(kind, word string) bool { return t.words[kind][word] }
