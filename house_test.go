// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// The house rules as tests: what docs/design.md says about layers, sizes,
// names and data is checked here, so that it stays true.

// layers says which of our packages a package may import, by folder; "x/"
// stands for a folder and all below it, "." for the root. A folder that is
// not listed follows the nearest listed one above it.
var layers = map[string][]string{
	".":                   {},
	"lang":                {},
	"codebook":            {".", "lang", "codebook/"},
	"nlp":                 {"nlp/"},
	"address":             {},
	"needle":              {},
	"warc":                {".", "warc/"},
	"ingest":              {".", "ingest/", "lang", "warc", "address", "needle"},
	"extract":             {".", "nlp/", "codebook"},
	"extract/timex":       {".", "nlp/", "extract"},
	"extract/actor":       {".", "nlp/", "extract", "codebook/"},
	"extract/attribution": {".", "nlp/", "extract"},
	"extract/event":       {".", "nlp/", "extract", "codebook"},
	"lineage":             {".", "lineage/", "needle"},
	"story":               {".", "lineage"},
	"store":               {".", "address"},
	"export":              {".", "warc/"},
	"newsroom":            {},
	"score":               {"."},
	"watch":               {".", "address", "ingest/", "store", "warc"},
	"pipeline":            {".", "lang", "codebook", "nlp/", "ingest/", "extract/", "lineage", "story"},
	"weave":               {".", "lineage", "story", "store"},
	"web":                 {".", "lang", "codebook", "export", "lineage/", "store"},
	"eval":                {"./"},
	"cmd":                 {"./"},
}

func TestLayers(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		folder := path.Dir(file)
		allowed, ok := allowedFrom(folder)
		if !ok {
			t.Errorf("%s: the folder stands in no layer; add it to layers", file)
			continue
		}
		for _, imported := range imports(t, file) {
			if imported != folder && !isAllowed(imported, allowed) {
				t.Errorf("%s imports %s, which its layer may not", file, imported)
			}
		}
	}
}

func allowedFrom(folder string) ([]string, bool) {
	for {
		if allowed, ok := layers[folder]; ok {
			return allowed, true
		}
		if folder == "." {
			return nil, false
		}
		if folder = path.Dir(folder); folder == "." {
			return nil, false
		}
	}
}

func isAllowed(imported string, allowed []string) bool {
	for _, a := range allowed {
		folder, below := strings.CutSuffix(a, "/")
		if imported == folder || below && (folder == "." || strings.HasPrefix(imported, folder+"/")) {
			return true
		}
	}
	return false
}

// imports lists which of our packages a file imports, as folders.
func imports(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if name == "depesche" {
			all = append(all, ".")
		} else if folder, ok := strings.CutPrefix(name, "depesche/"); ok {
			all = append(all, folder)
		}
	}
	return all
}

func TestPackagesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed := parse(t, file)
		documented[path.Dir(file)] = documented[path.Dir(file)] || parsed.Doc != nil
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", folder)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, d := range parse(t, file).Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil && !isPlainMethod(d.Name.Name) {
					t.Errorf("%s: func %s has no comment", file, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
						t.Errorf("%s: type %s has no comment", file, s.Name.Name)
					}
				}
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, ok := kind.(*ast.Ident)
	return ok && name.IsExported()
}

// isPlainMethod reports a method whose meaning its interface gives.
func isPlainMethod(name string) bool {
	return slices.Contains([]string{"Error", "Unwrap", "String", "Len", "Less", "Swap", "Read", "Write", "Close", "Open"}, name)
}

// The sizes that keep code readable: see docs/design.md.
const (
	maxFileLines     = 800
	maxFunctionLines = 100
	longFunction     = 60 // at most one function in twenty may be longer
)

func TestSizes(t *testing.T) {
	total, long := 0, 0
	for _, file := range goFiles(t) {
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if lines := fset.File(parsed.Pos()).LineCount(); lines > maxFileLines {
			t.Errorf("%s has %d lines, more than %d", file, lines, maxFileLines)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				lines := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line + 1
				total++
				if lines > longFunction {
					long++
				}
				if lines > maxFunctionLines {
					t.Errorf("%s: func %s has %d lines, more than %d", file, f.Name.Name, lines, maxFunctionLines)
				}
			}
		}
	}
	if long*20 > total {
		t.Errorf("%d of %d functions are longer than %d lines; at most one in twenty may be", long, total, longFunction)
	}
}

// forbiddenNames are names that say nothing.
var forbiddenNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "base", "misc", "lib", "shared"}

func TestNames(t *testing.T) {
	for _, file := range goFiles(t) {
		for _, part := range strings.Split(strings.TrimSuffix(file, ".go"), "/") {
			if slices.Contains(forbiddenNames, strings.TrimSuffix(part, "_test")) {
				t.Errorf("%s: the name %q says nothing", file, part)
			}
		}
	}
}

func TestLicenceLines(t *testing.T) {
	for _, file := range goFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "// SPDX-License-Identifier: Apache-2.0\n") {
			t.Errorf("%s does not begin with its licence line", file)
		}
	}
}

// wordless are the folders whose Go code holds no words of any language:
// those live in lang and codebook.
var wordless = []string{"nlp/", "extract/", "lineage/", "story/"}

// maxWordList is how many plain words may stand together in one Go literal
// before it is a word list that belongs into lang.
const maxWordList = 8

func TestLanguageIsData(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") || !slices.ContainsFunc(wordless, func(f string) bool { return strings.HasPrefix(file, f) }) {
			continue
		}
		ast.Inspect(parse(t, file), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if n.Kind == token.STRING && strings.ContainsFunc(n.Value, foreignLetter) {
					t.Errorf("%s: %s holds letters of a language; move it into lang", file, n.Value)
				}
			case *ast.CompositeLit:
				if words := plainWords(n); len(words) > maxWordList {
					t.Errorf("%s: a list of %d words (%s …) in Go code; move it into lang", file, len(words), words[0])
				}
			}
			return true
		})
	}
}

func foreignLetter(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }

// plainWords lists the elements of a literal that are lower-case words.
func plainWords(list *ast.CompositeLit) []string {
	var words []string
	for _, e := range list.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if !isMember(pair.Value) {
				continue // a table of what words of a format do
			}
			e = pair.Key
		}
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			continue
		}
		word, err := strconv.Unquote(lit.Value)
		if err == nil && len(word) > 1 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) && !schemeName[word] {
			words = append(words, word)
		}
	}
	return words
}

// isMember reports a value that only says that its key is in a set.
func isMember(value ast.Expr) bool {
	switch v := value.(type) {
	case *ast.Ident:
		return v.Name == "true"
	case *ast.CompositeLit:
		return len(v.Elts) == 0
	}
	return false
}

// schemeName holds the relation names of Universal Dependencies, which are
// terms of a scheme and no words of a language.
var schemeName = map[string]bool{
	"acl": true, "advcl": true, "advmod": true, "amod": true, "appos": true, "aux": true, "case": true, "cc": true, "ccomp": true,
	"clf": true, "compound": true, "conj": true, "cop": true, "csubj": true, "dep": true, "det": true, "discourse": true,
	"dislocated": true, "expl": true, "fixed": true, "flat": true, "goeswith": true, "iobj": true, "list": true, "mark": true,
	"nmod": true, "nsubj": true, "nummod": true, "obj": true, "obl": true, "orphan": true, "parataxis": true, "punct": true,
	"reparandum": true, "root": true, "vocative": true, "xcomp": true,
}

// TestDataHasSources checks that every data folder says where its files come
// from.
func TestDataHasSources(t *testing.T) {
	folders, err := filepath.Glob("lang/*/language.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(folders, "codebook/countries.tsv") {
		if _, err := os.Stat(filepath.Join(filepath.Dir(file), "SOURCES")); err != nil {
			t.Errorf("%s has no SOURCES: %v", filepath.Dir(file), err)
		}
	}
}

// TestCommandsAreDocumented checks that the README names every command.
func TestCommandsAreDocumented(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range goFiles(t) {
		if path.Dir(file) != "cmd/depesche" || strings.HasSuffix(file, "_test.go") {
			continue
		}
		ast.Inspect(parse(t, file), func(n ast.Node) bool {
			pair, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Use" {
				if lit, ok := pair.Value.(*ast.BasicLit); ok {
					use, _ := strconv.Unquote(lit.Value)
					name, _, _ := strings.Cut(use, " ")
					if !strings.Contains(string(readme), "`"+name) && !strings.Contains(string(readme), "`lang "+name) && !strings.Contains(string(readme), "`source "+name) {
						t.Errorf("README.md does not name the command %s", name)
					}
				}
			}
			return true
		})
	}
}

// goFiles lists the Go files of the project with forward slashes.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata" || e.Name() == "node_modules"):
			return fs.SkipDir
		case !e.IsDir() && strings.HasSuffix(name, ".go"):
			files = append(files, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}
