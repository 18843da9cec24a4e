// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"errors"
	"fmt"

	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// maxTags bounds the tags of a model: far more than any treebank has.
const maxTags = 5000

// decode makes a Tagger from a model file.
func decode(f *modelfile.File, lex *lexicon.Lexicon) (*Tagger, error) {
	tags, err := decodeTags(f.Section("tags"))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	candidates, err := decodeCandidates(f.Section("candidates"), tags)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	place := tags.arrange(candidates.sets)
	tags.move(place)
	tags.look()
	candidates.look(tags)
	model, classes, err := linear.DecodeBlocks(f.Section("weights"), place)
	if err == nil && classes != tags.classes() {
		err = errors.New("weights and tags do not belong together")
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	lemmas, err := decodeLemmatizer(f.Section("lemmas"), lex)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	x := &Tagger{tags: tags, candidates: candidates, scorer: model, lexicon: lex, lemmas: lemmas}
	if sure := f.Section("sure"); sure.Err() == nil {
		if x.sure = int64(sure.Uint32()); x.sure > 0 {
			x.sure = max(x.sure, doubt) // else rivals would be missed
		}
		err = sure.Err()
	}
	return x, err
}

func decodeTags(r *modelfile.Reader) (*tagset, error) {
	list := make([]bundle, r.Count(12))
	for i := range list {
		list[i] = bundle{r.String(), r.String(), r.String()}
	}
	if r.Err() != nil {
		return nil, r.Err()
	}
	if len(list) == 0 || len(list) > maxTags {
		return nil, fmt.Errorf("%d tags", len(list))
	}
	return newTagset(list), nil
}

func (t *tagset) encode() []byte {
	var w modelfile.Writer
	w.Uint32(uint32(len(t.list)))
	for _, b := range t.list {
		w.String(b.upos)
		w.String(b.xpos)
		w.String(b.feats)
	}
	return w.Encoded()
}
