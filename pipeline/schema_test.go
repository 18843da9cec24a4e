// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"depesche"
	"depesche/export"
	"depesche/ingest"
	"depesche/newsroom"
	"depesche/pipeline"
)

// TestRecordsKeepTheContract validates every record of the newsroom against
// the published schema, and checks that every span is its slice of the text.
func TestRecordsKeepTheContract(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(export.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range newsroomRecords(t) {
		data, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", record.Article.Input, err)
		}
		checkSpans(t, record, value)
		checkReferences(t, record)
	}
}

func newsroomRecords(t *testing.T) []*depesche.Record {
	t.Helper()
	articles, err := newsroom.Articles()
	if err != nil {
		t.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	var records []*depesche.Record
	for _, a := range articles {
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), ingest.Options{URL: a.URL, Published: a.Published}) {
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, reader.Read(item))
		}
	}
	return records
}

// checkSpans walks the JSON: wherever there is a start, an end and a text,
// the text must be that slice.
func checkSpans(t *testing.T, record *depesche.Record, value any) {
	t.Helper()
	text := []rune(record.Article.Text)
	switch v := value.(type) {
	case map[string]any:
		words, hasText := v["text"].(string)
		start, hasStart := number(v["start"])
		end, hasEnd := number(v["end"])
		if hasStart && hasEnd && (start < 0 || end < start || end > len(text)) {
			t.Errorf("%s: a span %d to %d outside the text", record.Article.Input, start, end)
		} else if hasText && hasStart && hasEnd && string(text[start:end]) != words {
			t.Errorf("%s: %d to %d is %q, not %q", record.Article.Input, start, end, string(text[start:end]), words)
		}
		for _, inner := range v {
			checkSpans(t, record, inner)
		}
	case []any:
		for _, inner := range v {
			checkSpans(t, record, inner)
		}
	}
}

func number(v any) (int, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return int(i), err == nil
}

// checkReferences checks that every id named in a record is there, and that
// no fact lacks its evidence.
func checkReferences(t *testing.T, r *depesche.Record) {
	t.Helper()
	entity := func(where, id string) {
		if id != "" && r.Entity(id) == nil {
			t.Errorf("%s: %s names %s, which is not there", r.Article.Input, where, id)
		}
	}
	times := map[string]bool{"": true}
	for _, x := range r.Times {
		times[x.ID] = true
	}
	for _, s := range r.Statements {
		if s.Source != nil {
			entity(s.ID, s.Source.Entity)
		}
		for _, teller := range s.Chain {
			entity(s.ID, teller.Entity)
		}
		if len(s.Content) == 0 || s.Evidence.Text == "" || s.Sentence < 0 || s.Sentence >= len(r.Sentences) {
			t.Errorf("%s: statement %s has no evidence", r.Article.Input, s.ID)
		}
	}
	for _, v := range r.Events {
		for _, id := range append(append([]string{}, v.Actors...), v.Recipients...) {
			entity(v.ID, id)
		}
		if v.Statement != nil && r.Statement(*v.Statement) == nil {
			t.Errorf("%s: event %s is carried by %s, which is not there", r.Article.Input, v.ID, *v.Statement)
		}
		if !times[v.Date.Time] {
			t.Errorf("%s: event %s is dated by %s, which is not there", r.Article.Input, v.ID, v.Date.Time)
		}
		if v.Trigger.Start < v.Evidence.Start || v.Trigger.End > v.Evidence.End || v.Why == "" || len(v.Actors)+len(v.Recipients) == 0 {
			t.Errorf("%s: event %s lacks evidence, reason or sides: %+v", r.Article.Input, v.ID, v)
		}
	}
	for _, e := range r.Entities {
		for _, id := range e.Members {
			entity(e.ID, id)
		}
	}
}

// TestSameRecordWhateverTheWorkers reads the newsroom with one and with
// several workers: the records must be the same to the byte.
func TestSameRecordWhateverTheWorkers(t *testing.T) {
	articles, err := newsroom.Articles()
	if err != nil {
		t.Fatal(err)
	}
	items := func(yield func(ingest.Item, error) bool) {
		for _, a := range articles {
			for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), ingest.Options{URL: a.URL, Published: a.Published}) {
				if !yield(item, err) {
					return
				}
			}
		}
	}
	read := func(workers int) []byte {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		for result := range pipeline.New(pipeline.Options{}).Each(t.Context(), items, workers) {
			if err := enc.Encode(result.Record); err != nil {
				t.Fatal(err)
			}
		}
		return b.Bytes()
	}
	if one, four := read(1), read(4); !bytes.Equal(one, four) {
		t.Error("four workers wrote other records than one")
	}
}

// BenchmarkRead reads the newsroom's articles whole, models loaded.
func BenchmarkRead(b *testing.B) {
	articles, err := newsroom.Articles()
	if err != nil {
		b.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	var items []ingest.Item
	for _, a := range articles {
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), ingest.Options{URL: a.URL, Published: a.Published}) {
			if err != nil {
				b.Fatal(err)
			}
			items = append(items, item)
		}
	}
	reader.Read(items[0])
	for i := 0; b.Loop(); i++ {
		reader.Read(items[i%len(items)])
	}
}
