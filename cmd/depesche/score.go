// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/ingest"
	"depesche/nlp/conllu"
	"depesche/pipeline"
	"depesche/score"
)

// scoreFormats are the output formats of score.
var scoreFormats = []string{"text", "jsonl", "tsv"}

// scoreFlags are the flags of the command score.
type scoreFlags struct {
	input  inputFlags
	format string
	only   []string // tasks or names of corpora
	answer string
	draw   int
	seed   uint64
}

func (p *program) scoreCommand() *cobra.Command {
	var flags scoreFlags
	cmd := &cobra.Command{
		Use:   "score GOLD…",
		Short: "Say how well depesche reads, against gold or your own judgement",
		Long: `Read the articles of gold sets and compare what was read with what people read in
them: the field's metrics, and for events precision and recall of each type with the
bounds of 95 % confidence. A GOLD is the folder of one set, a folder of such folders, or
the file of a sample that you have judged; docs/scores.md describes them.

With --draw, the arguments are articles instead: events are drawn from them at random and
written as a table. Put right, wrong or unsure into the first column of each line, and a
cause into the second if you like; "depesche score" of that file says how precise the
reading is.

Lines that cannot be used are named with their reason, the others count, and the exit
status is 3.`,
		Example: `  depesche score gold/
  depesche score --only events gold/
  depesche score gold/time-de --answer read.jsonl
  depesche score --draw 200 --seed 1 articles/ > sample.tsv
  depesche score sample.tsv`,
		Args: cobra.MinimumNArgs(1),
	}
	flags.input.add(cmd)
	cmd.Flags().StringVar(&flags.format, "format", "text", "output `format`: text, jsonl or tsv")
	cmd.Flags().StringSliceVar(&flags.only, "only", nil, "only these `tasks` or sets, by name")
	cmd.Flags().StringVar(&flags.answer, "answer", "", "score what stands in this `file` instead of reading the articles; for one set")
	cmd.Flags().IntVar(&flags.draw, "draw", 0, "draw this `number` of events from articles for you to judge")
	cmd.Flags().Uint64Var(&flags.seed, "seed", 1, "with --draw: the same `seed` draws the same events")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(scoreFormats, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		if !slices.Contains(scoreFormats, flags.format) {
			return usageError(cmd, fmt.Errorf("unknown format %q; there are %s", flags.format, strings.Join(scoreFormats, ", ")))
		}
		opts, err := flags.input.options(p, cmd)
		switch {
		case err != nil:
			return err
		case flags.draw < 0:
			return usageError(cmd, errors.New("--draw takes a number above 0"))
		case flags.draw > 0:
			return p.drawSample(cmd, &flags, opts, paths)
		}
		return p.score(cmd, &flags, opts, paths)
	}
	return cmd
}

// drawSample writes events drawn from articles as a table to judge.
func (p *program) drawSample(cmd *cobra.Command, flags *scoreFlags, opts ingest.Options, paths []string) error {
	var records []depesche.Record
	part := false
	for result := range flags.input.reader(p).Each(cmd.Context(), pipeline.Items(paths, p.stdin, opts), flags.input.workers) {
		part = part || result.Failed
		p.complain(result)
		records = append(records, score.Keep(result.Record))
	}
	if err := score.WriteSample(p.stdout, score.Draw(records, flags.draw, flags.seed)); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return p.ended(cmd.Context(), part)
}

// score scores gold sets and judged samples in the order given.
func (p *program) score(cmd *cobra.Command, flags *scoreFlags, opts ingest.Options, paths []string) error {
	folders, samples, err := goldPaths(paths)
	if err != nil {
		return err
	}
	part := false
	for _, file := range samples {
		bad, err := p.scoreSample(file, flags.format)
		if err != nil {
			return err
		}
		part = part || bad
	}
	if len(folders) == 0 {
		return p.ended(cmd.Context(), part)
	}
	bad, err := p.scoreFolders(cmd, flags, opts, folders)
	if err != nil {
		return err
	}
	return p.ended(cmd.Context(), part || bad)
}

// goldPaths tells the folders of gold sets from the files of samples.
func goldPaths(paths []string) (folders, samples []string, err error) {
	for _, name := range paths {
		info, err := os.Stat(name)
		if err != nil {
			return nil, nil, fmt.Errorf("score: %w", err)
		}
		if !info.IsDir() {
			samples = append(samples, name)
			continue
		}
		found := []string{name}
		if _, err := os.Stat(filepath.Join(name, score.DescriptionFile)); err != nil {
			if found, err = filepath.Glob(filepath.Join(name, "*", score.DescriptionFile)); err != nil || len(found) == 0 {
				return nil, nil, fmt.Errorf("score %s: neither it nor a folder in it has a %s; docs/scores.md says what a gold set needs", name, score.DescriptionFile)
			}
			for i := range found {
				found[i] = filepath.Dir(found[i])
			}
		}
		folders = append(folders, found...)
	}
	return folders, samples, nil
}

// scoreSample writes what the verdicts of a sample amount to, and reports
// lines that could not be used.
func (p *program) scoreSample(file, format string) (part bool, err error) {
	f, err := os.Open(file)
	if err != nil {
		return false, fmt.Errorf("score: %w", err)
	}
	defer f.Close()
	drawn, problems, err := score.ReadSample(file, f)
	if err != nil {
		return false, err
	}
	p.nameProblems("", problems)
	write := score.Judge(drawn).WriteText
	if format == "jsonl" {
		write = score.Judge(drawn).WriteJSON
	}
	if err := write(p.stdout); err != nil {
		return false, fmt.Errorf("write: %w", err)
	}
	return len(problems) > 0, nil
}

func (p *program) nameProblems(folder string, problems []score.Problem) {
	for _, problem := range problems {
		problem.File = filepath.Join(folder, problem.File)
		fmt.Fprintln(p.stderr, "depesche:", problem)
	}
}

// scoreFolders scores gold sets one by one. A set that cannot be scored is
// named, and the others go on.
func (p *program) scoreFolders(cmd *cobra.Command, flags *scoreFlags, opts ingest.Options, folders []string) (part bool, err error) {
	if flags.answer != "" && len(folders) > 1 {
		return false, usageError(cmd, fmt.Errorf("--answer is the answer for one set, but %d are given", len(folders)))
	}
	var all []score.Scored
	reader := flags.input.reader(p)
	for _, folder := range folders {
		corpus, err := score.Open(os.DirFS(folder))
		if err == nil && !wanted(corpus, flags.only) {
			continue
		}
		var result score.Result
		if err == nil {
			result, err = p.scoreCorpus(cmd.Context(), reader, corpus, flags, opts)
		}
		if err != nil {
			part = true
			fmt.Fprintf(p.stderr, "depesche: %s: %v\n", folder, err)
			continue
		}
		p.nameProblems(folder, result.Problems)
		part = part || len(result.Problems) > 0
		all = append(all, score.Scored{Corpus: corpus, Result: result})
		if cmd.Context().Err() != nil {
			return true, nil
		}
	}
	if len(all) == 0 && !part {
		return false, fmt.Errorf("no gold set is called, or has the task, %s; the tasks are %s", strings.Join(flags.only, ", "), strings.Join(score.Tasks(), ", "))
	}
	write := map[string]func(io.Writer, []score.Scored) error{"text": score.WriteText, "jsonl": score.WriteJSON, "tsv": score.WriteTable}[flags.format]
	if err := write(p.stdout, all); err != nil {
		return part, fmt.Errorf("write: %w", err)
	}
	return part, nil
}

func wanted(c *score.Corpus, only []string) bool {
	return len(only) == 0 || slices.Contains(only, c.Name) || slices.Contains(only, c.Task)
}

// scoreCorpus reads a gold set's articles, or takes the answer in a file, and
// scores it.
func (p *program) scoreCorpus(ctx context.Context, reader *pipeline.Reader, c *score.Corpus, flags *scoreFlags, opts ingest.Options) (score.Result, error) {
	var answer *score.Answer
	var problems []score.Problem
	var err error
	if flags.answer != "" {
		folder, name := filepath.Split(filepath.Clean(flags.answer))
		answer, problems, err = c.ReadAnswer(os.DirFS(filepath.Clean(folder)), name)
	} else {
		answer, err = p.answer(ctx, reader, c, flags, opts)
	}
	if err != nil {
		return score.Result{}, err
	}
	result, err := c.Score(answer)
	result.Problems = append(problems, result.Problems...)
	return result, err
}

// answer reads the articles of a gold set and makes of them what its task
// looks at.
func (p *program) answer(ctx context.Context, reader *pipeline.Reader, c *score.Corpus, flags *scoreFlags, opts ingest.Options) (*score.Answer, error) {
	files, err := c.InputFiles()
	if err != nil {
		return nil, err
	}
	items, needs, a := goldItems(c.Folder(), files, opts), c.Needs(), &score.Answer{}
	if needs&score.NeedTrees != 0 {
		a.Trees, err = trees(reader, items)
		return a, err
	}
	var records []*depesche.Record
	var articles []*depesche.Article
	if needs == score.NeedDerivations {
		for item, err := range items {
			if err == nil {
				article := pipeline.Article(item)
				articles = append(articles, &article)
			}
		}
	} else {
		for result := range reader.Each(ctx, items, flags.input.workers) {
			records = append(records, result.Record)
			articles = append(articles, &result.Record.Article)
		}
	}
	if needs&score.NeedRecords != 0 {
		for _, r := range records {
			a.Records = append(a.Records, score.Keep(r))
		}
		return a, nil
	}
	return a, compareArticles(reader, records, articles, needs, a)
}

// compareArticles finds the derivations and stories among articles.
func compareArticles(reader *pipeline.Reader, records []*depesche.Record, articles []*depesche.Article, needs score.Need, a *score.Answer) error {
	finder, err := reader.LineageFinder()
	if err != nil {
		return err
	}
	pipeline.Distinct(articles)
	if needs&score.NeedDerivations != 0 {
		values := make([]depesche.Article, len(articles))
		for i := range articles {
			values[i] = *articles[i]
		}
		a.Derivations = finder.Find(values)
	}
	if needs&score.NeedStories != 0 {
		a.Stories = pipeline.Stories(finder, slices.DeleteFunc(records, func(r *depesche.Record) bool { return r.Article.Text == "" }))
	}
	return nil
}

// trees analyses articles and writes their trees in CoNLL-U.
func trees(reader *pipeline.Reader, items iter.Seq2[ingest.Item, error]) ([]byte, error) {
	var b bytes.Buffer
	for item, err := range items {
		if err != nil {
			continue
		}
		doc, err := reader.Trees(item)
		if err != nil {
			continue // its document is missing in the answer, and named there
		}
		if err := conllu.Write(&b, item.Article.ID, doc); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// goldItems yields the articles in files of a folder; a file ending in .gz is
// unpacked.
func goldItems(folder fs.FS, files []string, opts ingest.Options) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for _, file := range files {
			for item, err := range goldFile(folder, file, opts) {
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

func goldFile(folder fs.FS, file string, opts ingest.Options) iter.Seq2[ingest.Item, error] {
	fail := func(err error) iter.Seq2[ingest.Item, error] {
		return func(yield func(ingest.Item, error) bool) {
			yield(ingest.Item{Article: depesche.Article{Input: file}}, fmt.Errorf("read %s: %w", file, err))
		}
	}
	data, err := fs.ReadFile(folder, file)
	if err != nil {
		return fail(err)
	}
	name, packed := strings.CutSuffix(path.Base(file), ".gz")
	if !packed {
		return ingest.Read(name, bytes.NewReader(data), opts)
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(r, ingest.MaxBytes+1))
	}
	if err != nil {
		return fail(err)
	}
	return ingest.Read(name, bytes.NewReader(data), opts)
}
