// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"depesche/ingest"
	"depesche/ingest/boilerplate"
	"depesche/lang"
)

// noted is a file system that notes which files are opened, so that what a
// stage reads by can be told from what it loads.
type noted struct {
	fs.FS
	mu    sync.Mutex
	names map[string]bool
}

func (n *noted) Open(name string) (fs.File, error) {
	f, err := n.FS.Open(name)
	if err == nil {
		n.mu.Lock()
		n.names[name] = true
		n.mu.Unlock()
	}
	return f, err
}

// digest is a short hash over the names and bytes of the files that were
// opened, in the order of their names.
func (n *noted) digest() (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	names := make([]string, 0, len(n.names))
	for name := range n.names {
		names = append(names, name)
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, name := range names {
		info, err := fs.Stat(n.FS, name)
		if err != nil {
			return "", err
		}
		if info.IsDir() {
			continue
		}
		data, err := fs.ReadFile(n.FS, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\x00%d\x00", name, len(data))
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil)[:4]), nil
}

// IngestStage is the name under which Stale tells that articles are taken out
// of their bytes otherwise than before.
const IngestStage = "ingest"

// ReadBy says what articles of the language are read by: how they are taken
// out of their bytes, and each stage with its version and a digest of the data
// that it loads, as in "ingest 1 90ab12cd, tokenize 1 5d1f0a2b, tag 1 …".
// Records that were made by the same are the same. A language that is not
// supported has no stages.
func (p *Reader) ReadBy(language string) (string, error) {
	p.ingested.Do(func() { p.ingestMark, p.ingestErr = p.markIngest() })
	l, err := p.Language(language)
	if err != nil || p.ingestErr != nil {
		return p.ingestMark, p.ingestErr // what is kept unread is stale when its language comes
	}
	l.marked.Do(func() { l.mark, l.markErr = l.marks() })
	return p.ingestMark + ", " + l.mark, l.markErr
}

// markIngest is the mark of how articles are taken out of their bytes: the
// lines that are no part of an article are data of all languages.
func (p *Reader) markIngest() (string, error) {
	sum := sha256.New()
	for _, code := range p.known {
		fsys, err := lang.Open(code, p.opts.Overlay)
		if err != nil {
			return "", err
		}
		if p.opts.Broken != nil {
			if fsys, err = p.mendBoilerplate(code, fsys); err != nil {
				continue
			}
		}
		n := &noted{FS: fsys, names: map[string]bool{boilerplate.FileName: true}}
		if _, err := fs.Stat(fsys, boilerplate.FileName); err != nil {
			continue
		}
		digest, err := n.digest()
		if err != nil {
			return "", err
		}
		fmt.Fprintln(sum, code, digest)
	}
	return fmt.Sprintf("%s %d %s", IngestStage, ingest.Version, hex.EncodeToString(sum.Sum(nil)[:4])), nil
}

func (l *Language) marks() (string, error) {
	marks := make([]string, 0, len(Stages))
	for i, s := range Stages {
		if l.has&s.Gives == 0 {
			continue
		}
		digest, err := l.files[i].digest()
		if err != nil {
			return "", fmt.Errorf("language %q, stage %s: %w", l.Code, s.Name, err)
		}
		mark := fmt.Sprintf("%s %d %s", s.Name, s.Version, digest)
		if s.Gives&(Actors|Events) != 0 {
			mark += " " + l.book
		}
		marks = append(marks, mark)
	}
	return strings.Join(marks, ", "), nil
}

// Stale returns the names of the stages that two marks of ReadBy differ in, in
// the order of the stages. Without a first mark all are stale.
func Stale(before, now string) []string {
	had := strings.Split(before, ", ")
	var stale []string
	for mark := range strings.SplitSeq(now, ", ") {
		if mark != "" && !slices.Contains(had, mark) {
			name, _, _ := strings.Cut(mark, " ")
			stale = append(stale, name)
		}
	}
	if len(stale) == 0 && before != now {
		stale = append(stale, "language") // stages were taken away
	}
	return stale
}
