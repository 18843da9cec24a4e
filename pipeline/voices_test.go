// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"depesche/ingest"
	"depesche/pipeline"
)

//go:embed testdata/voices.tsv
var voicesTSV string

// enoughVoices is the share of the articles whose number of voices must be
// right.
const enoughVoices = 0.72

// TestVoicesAreCounted compares how many voices the bundled articles are found
// to stand on with the number that people count in them.
func TestVoicesAreCounted(t *testing.T) {
	want := map[string]int{}
	for line := range strings.Lines(voicesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		n, err := strconv.Atoi(fields[1])
		if err != nil || len(fields) != 3 {
			t.Fatalf("voices.tsv: %q", line)
		}
		want["articles/"+fields[0]] = n
	}
	_, articles := newsroomArticles(t)
	reader := pipeline.New(pipeline.Options{})
	right, counted := 0, 0
	for _, a := range articles {
		n, known := want[a.ID]
		if !known {
			continue
		}
		counted++
		found := reader.Read(ingest.Item{Article: a}).Voices()
		if len(found) == n {
			right++
			continue
		}
		var names []string
		for _, v := range found {
			names = append(names, v.Name)
		}
		t.Logf("%s: %d voices, found %d: %s", a.ID, n, len(found), strings.Join(names, "; "))
	}
	t.Logf("the number of voices is right in %d of %d articles", right, counted)
	if counted != len(want) || float64(right) < enoughVoices*float64(counted) {
		t.Errorf("%d of %d articles are counted right, %.2f of %d must be", right, counted, enoughVoices, len(want))
	}
}
