// SPDX-License-Identifier: Apache-2.0

// Command doubts sets the points of the table of doubts, by which readings of
// events are held back: lines "doubt NAME POINTS" of lang/xx/events.txt. It
// reads articles and tables of events from them that people judged, as
// "depesche score --draw" writes them, and prints the lines to put into the
// rule file.
//
//	go run ./eval/doubts -lang de -articles FOLDER judged.tsv…
//
// An event that was judged counts as long as the program still reads it so,
// coded or held back: the same words, type and sides. Of two verdicts on it the
// one in the later table counts. What the rules read otherwise by now is left
// out, and so is what was not judged.
//
// The points come from a logistic regression of "wrong" on what makes a reading
// doubtful, with a penalty on the squares of the weights, and bounds: a doubt
// never speaks for a reading; only the types, and with -rules the rules, may.
// The weights are rounded to points.
//
// How much is right is measured on articles that the points were not set by:
// the articles are cut into parts at random, and each part is weighed with the
// points of the others, several times over. Below the table stands what comes
// of each limit.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
)

// options are the flags.
type options struct {
	language, articles string
	group, except      *regexp.Regexp
	setting
	rounds int
	stderr io.Writer
}

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "doubts:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o := options{stderr: stderr}
	f := flag.NewFlagSet("doubts", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.language, "lang", "", "`language` of the articles: de or en")
	f.StringVar(&o.articles, "articles", "", "`file` or folder with the articles that the events were read from")
	group := f.String("group", "", "articles in whose ids this `expression` finds the same are never parted, such as translations of one text")
	except := f.String("except", "", "articles in whose ids this `expression` finds something are only measured on")
	f.IntVar(&o.scale, "scale", 5, "points for a weight of 1")
	f.IntVar(&o.least, "least", 4, "leave out what holds of fewer judged events")
	f.Float64Var(&o.penalty, "penalty", 2, "on the square of a weight; half as much on the doubts' as on those of types and rules")
	f.BoolVar(&o.rules, "rules", false, "give single rules points too")
	f.IntVar(&o.rounds, "rounds", 10, "how often the articles are cut into ten parts")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.language == "" || o.articles == "" || f.NArg() == 0 {
		return errors.New("-lang, -articles and at least one table of judged events are needed; see -help")
	}
	var err error
	if o.group, err = regexp.Compile(*group); err != nil {
		return err
	}
	if o.except, err = regexp.Compile(*except); err != nil {
		return err
	}
	return o.set(ctx, f.Args(), stdout, *except != "")
}

// set reads everything, sets the points and prints them.
func (o *options) set(ctx context.Context, tables []string, stdout io.Writer, apart bool) error {
	verdicts, broken := readVerdicts(tables, o.stderr)
	if verdicts == nil {
		return broken
	}
	all, err := o.weigh(ctx, verdicts)
	if err != nil {
		return err
	}
	judged, others := all.judged(), examples(nil)
	if apart {
		judged, others = judged.cut(func(e *example) bool { return !o.except.MatchString(e.article) })
	}
	if len(judged) == 0 {
		return errors.New("none of the judged events is read from these articles")
	}
	points := fit(judged, o.setting)
	w := printer{w: stdout, scale: o.scale}
	w.head(len(judged), len(verdicts), judged.right())
	w.table(points, judged)
	w.limits("out of fold", crossed(judged, o.setting, o.rounds), all, points)
	if apart {
		w.limits("on articles left out", weighed(others, points), all, points)
	}
	return errors.Join(w.err, broken)
}
