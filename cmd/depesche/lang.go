// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"depesche/codebook"
	"depesche/export"
	"depesche/extract/event"
	"depesche/lang"
	"depesche/nlp"
	"depesche/pipeline"
)

func (p *program) langCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lang",
		Short: "Look into the languages: what they have, what their rules make of a sentence",
		Example: `  depesche lang list
  depesche lang try de "Der Minister traf seinen Kollegen in Oslo."
  depesche lang check --lang-dir mine
  depesche lang new it --name Italiano --english Italian --lang-dir mine`,
	}
	cmd.AddCommand(p.langListCommand(), p.langNewCommand(), p.langTryCommand(), p.langCheckCommand())
	return cmd
}

func (p *program) langListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the languages",
		Example: "  depesche lang list",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := lang.Describe()
			if err != nil {
				return err
			}
			for _, d := range all {
				fmt.Fprintf(p.stdout, "%s  %s (%s), %d files\n", d.Code, d.Name, d.English, len(d.Files))
			}
			return nil
		},
	}
}

func (p *program) langNewCommand() *cobra.Command {
	var d lang.Description
	var folder string
	cmd := &cobra.Command{
		Use:   "new CODE",
		Short: "Make the folder of a new language",
		Long: `Make the folder of a new language, with files that say what belongs into them and load
as they are. A file that is missing switches its stage off, so that a language can grow
one file at a time; lang/README.md says what each is for.`,
		Example: `  depesche lang new it --name Italiano --english Italian --lang-dir mine
  depesche lang check it --lang-dir mine`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&d.Name, "name", "", "`name` of the language in itself")
	cmd.Flags().StringVar(&d.English, "english", "", "`name` of the language in English")
	cmd.Flags().StringVar(&folder, "lang-dir", ".", "`folder` in which the language's folder is made")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d.Code = args[0]
		if d.Name == "" || d.English == "" {
			return usageError(cmd, errors.New("give --name and --english, as in --name Italiano --english Italian"))
		}
		book, err := codebook.Load()
		if err != nil {
			return err
		}
		var keys []string
		for _, c := range book.Countries {
			keys = append(keys, fmt.Sprintf("# %s\t%s", c.Code, c.Name))
		}
		names, err := lang.New(folder, d, keys)
		if err != nil {
			return fmt.Errorf("new language: %w", err)
		}
		made := filepath.Join(folder, d.Code)
		fmt.Fprintf(p.stdout, "%s: %s\n\nFill them in, and look at what they do:\n  depesche lang check %s --lang-dir %s\n  depesche lang try %s \"…\" --lang-dir %s\n"+
			"Trees and names come from models: go run ./eval/train --help.\n", made, strings.Join(names, ", "), d.Code, folder, d.Code, folder)
		return nil
	}
	return cmd
}

func (p *program) langCheckCommand() *cobra.Command {
	var overlay string
	var lenient bool
	cmd := &cobra.Command{
		Use:   "check [CODE…]",
		Short: "Load every file of a language and say what is wrong, with file and line",
		Example: `  depesche lang check de
  depesche lang check fr --lang-dir mine
  depesche lang check --lenient --lang-dir mine   # all that is broken, not only the first`,
	}
	addLenient(cmd, &lenient)
	cmd.Flags().StringVar(&overlay, "lang-dir", "", "`folder` with language data of your own")
	cmd.RunE = func(cmd *cobra.Command, codes []string) error {
		if len(codes) == 0 {
			codes = lang.Codes()
		}
		reader := p.newReader(overlay, lenient)
		failed := p.checkShared(reader)
		for _, code := range codes {
			l, err := reader.Language(code)
			switch {
			case err != nil:
				failed = true
				fmt.Fprintf(p.stderr, "depesche: %v\n", err)
			case len(l.Missing) > 0:
				fmt.Fprintf(p.stdout, "%s  loads; no data for %s\n", code, strings.Join(l.Missing, ", "))
			default:
				fmt.Fprintf(p.stdout, "%s  loads, all stages\n", code)
			}
		}
		if failed {
			return statusError{status: exitFailed}
		}
		return p.ended(cmd.Context(), false)
	}
	return cmd
}

// checkShared loads what is no stage of one language: the lines that are no
// part of articles, the cues of lineage, the outlets of the folder. It reports
// whether something is wrong.
func (p *program) checkShared(reader *pipeline.Reader) (failed bool) {
	_, boilerplate := reader.Boilerplate()
	_, lineage := reader.LineageFinder()
	for _, err := range []error{boilerplate, lineage} {
		if err != nil {
			failed = true
			fmt.Fprintf(p.stderr, "depesche: %v\n", err)
		}
	}
	return failed
}

func (p *program) langTryCommand() *cobra.Command {
	var published, overlay string
	var all bool
	cmd := &cobra.Command{
		Use:   "try CODE TEXT",
		Short: "Show the tree of a sentence, what was read, and which rules fired or nearly did",
		Example: `  depesche lang try de "Der Minister drohte mit Sanktionen."
  depesche lang try en "Talks were held in Oslo." --all`,
		Args: cobra.ExactArgs(2),
	}
	cmd.Flags().StringVar(&published, "published", "", "publication `date`, for time expressions")
	cmd.Flags().StringVar(&overlay, "lang-dir", "", "`folder` with language data of your own")
	cmd.Flags().BoolVar(&all, "all", false, "show every rule that was tried, not only those that came near")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		reader := pipeline.New(pipeline.Options{Overlay: overlay})
		trial, err := reader.Try(args[1], args[0], published)
		if err != nil {
			return err
		}
		if err := p.printTree(trial.Doc); err != nil {
			return err
		}
		w := export.Formats[0].New(p.stdout, p.screenOptions())
		if err := w.Write(trial.Record); err != nil {
			return err
		}
		p.printRules(trial.Rules, all)
		return w.Close()
	}
	return cmd
}

// printTree writes a token a line: word, lemma, tag, features, relation, head.
func (p *program) printTree(doc *nlp.Doc) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for k, s := range doc.Sentences {
		if k > 0 {
			fmt.Fprintln(w)
		}
		for i := s.First; i < s.Last; i++ {
			t := &doc.Tokens[i]
			head := "—"
			if t.Head >= 0 {
				head = doc.Tokens[t.Head].Form
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", i-s.First+1, t.Form, t.Lemma, t.UPOS, t.Deprel, head, t.Feats)
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// nearMisses is how many open edges a rule may have and still be shown.
const nearMisses = 1

func (p *program) printRules(traces []event.Trace, all bool) {
	fmt.Fprintln(p.stdout, "\nRULES")
	shown := 0
	for _, t := range traces {
		if !all && !t.Fired && !t.Held && len(t.Missing) > nearMisses {
			continue
		}
		shown++
		verdict := "fired"
		switch {
		case t.Fired:
		case t.Held:
			verdict = "held, but " + t.Reason
		default:
			verdict = "nearly: nothing for " + strings.Join(t.Missing, ", ")
		}
		fmt.Fprintf(p.stdout, "\n  %s %s at “%s”: %s\n    %s\n", t.Code, t.Rule, t.Trigger.Text, verdict, t.Pattern)
		if len(t.Actors)+len(t.To) > 0 {
			fmt.Fprintf(p.stdout, "    A = %s; B = %s\n", strings.Join(t.Actors, ", "), strings.Join(t.To, ", "))
		}
	}
	if shown == 0 {
		fmt.Fprintln(p.stdout, "\n  none came near")
	}
}
