// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"depesche/nlp/lexicon"
	"depesche/nlp/modelfile"
)

// The English lexicon has the words of the npm package brill 3.1.0 with the
// tags of the Penn Treebank that each can have. It knows no lemmas: its parts
// of speech are groups of Penn tags, for which the lemmatizer does not ask.

// compileEnglish makes the lexicon. data is the folder with the unpacked
// package.
func compileEnglish(data string) (*modelfile.File, error) {
	folder := filepath.Join(data, "npm/brill/package/lib")
	var tags []string
	err := scriptLines(filepath.Join(folder, "tags.js"), func(line string) error {
		if strings.ContainsAny(line[:1], `'"`) {
			tags = append(tags, strings.Trim(line, `'"`))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b := lexicon.NewBuilder()
	err = scriptLines(filepath.Join(folder, "words.js"), func(line string) error {
		word, list, ok := cutLast(line, ": ")
		if !ok {
			return nil
		}
		for number := range strings.SplitSeq(strings.Trim(list, "[]"), ", ") {
			n, err := strconv.Atoi(number)
			if err != nil {
				return err
			}
			if n < len(tags) && isPennTag(tags[n]) { // one word has a tag beyond the list
				b.Add(word, word, tags[n][:2], tags[n])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return b.Compile()
}

// scriptLines reads a script that has one item of a table a line, and hands on
// the items without their commas and quotation marks.
func scriptLines(name string, take func(line string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		item, inside := strings.CutPrefix(in.Text(), "  ")
		if !inside {
			continue
		}
		if err := take(strings.TrimSuffix(item, ",")); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return in.Err()
}

// cutLast splits an item "word: value"; quotation marks around the word go.
func cutLast(line, sep string) (word, value string, ok bool) {
	i := strings.LastIndex(line, sep)
	if i < 0 {
		return "", "", false
	}
	word = line[:i]
	if strings.ContainsAny(word[:1], `'"`) {
		word = strings.ReplaceAll(word[1:len(word)-1], `\`, "")
	}
	return word, line[i+len(sep):], true
}

// isPennTag reports whether a tag is that of a word, and not two in one.
func isPennTag(tag string) bool {
	return len(tag) > 1 && tag[0] >= 'A' && tag[0] <= 'Z' && !strings.Contains(tag, "|")
}
