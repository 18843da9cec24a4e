// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// model is the language whose files a new one is laid out after.
const model = "en"

// starting lists the files that a new language begins with: tables that may
// be empty. Rules come when somebody writes them; until then their stages are
// switched off.
var starting = []string{
	"abbreviations.txt", "contractions.tsv", "tokenize.tsv", "given.tsv", "inflection.txt", "places.tsv",
	"offices.tsv", "actors.tsv", "reference.txt", "boilerplate.txt",
}

var codeForm = regexp.MustCompile(`^[a-z]{2,3}$`)

// New makes the folder <dir>/<code> for a new language, with files that say
// what belongs into them and load as they are. keys are lines of comment that
// help to fill actors.tsv, such as the states and their codes. It returns the
// names of the files. A folder that is there already is an error that wraps
// fs.ErrExist.
func New(dir string, d Description, keys []string) ([]string, error) {
	if !codeForm.MatchString(d.Code) {
		return nil, fmt.Errorf("%q is no language code; give two or three small letters, as in BCP 47", d.Code)
	}
	folder := filepath.Join(dir, d.Code)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, err
	}
	files := map[string]string{
		"language.txt": fmt.Sprintf("# What this language is. One \"key value\" a line.\ncode    %s\nname    %s\nenglish %s\n", d.Code, d.Name, d.English),
		"SOURCES":      "language.txt, " + strings.Join(starting, ", ") + "\n\tSay here where each file comes from and under which licence.\n",
	}
	for _, name := range starting {
		head, err := header(name)
		if err != nil {
			return nil, err
		}
		if name == "actors.tsv" {
			head += strings.Join(keys, "\n") + "\n"
		}
		files[name] = strings.ReplaceAll(head, "English", d.English)
	}
	names := append([]string{"language.txt", "SOURCES"}, starting...)
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(files[name]), 0o644); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// header returns the comment at the head of a file of the model language.
func header(name string) (string, error) {
	data, err := fs.ReadFile(embedded, model+"/"+name)
	if err != nil {
		return "", err
	}
	var head strings.Builder
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "#") {
			break
		}
		head.WriteString(lines.Text() + "\n")
	}
	return head.String(), nil
}
