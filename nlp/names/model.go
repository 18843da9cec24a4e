// SPDX-License-Identifier: Apache-2.0

package names

import (
	"errors"
	"fmt"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// newFinder reads the sections of a model file.
func newFinder(f *modelfile.File) (*Finder, error) {
	x := &Finder{}
	types := f.Section("types")
	x.types = types.Strings()
	if err := types.Err(); err != nil {
		return nil, err
	}
	if len(x.types) > maxTypes {
		return nil, fmt.Errorf("%d types of names; there is room for %d", len(x.types), maxTypes)
	}
	weights, classes, err := linear.DecodeBlocks(f.Section("weights"), nil)
	if err != nil {
		return nil, err
	}
	if classes != labelCount(len(x.types)) {
		return nil, errors.New("the weights are not for these types")
	}
	if x.known, err = decodeGazetteer(f.Section("gazetteer")); err != nil {
		return nil, err
	}
	if x.clusters, err = decodeClusters(f.Section("clusters")); err != nil {
		return nil, err
	}
	x.weights = weights
	x.links = linkWeights(weights, classes)
	settings := f.Section("settings")
	lean := int32(settings.Uint32())
	for a := range x.links {
		x.links[a][outside] -= lean
	}
	return x, settings.Err()
}

// New returns the Finder of a model file in memory.
func New(f *modelfile.File) (*Finder, error) { return newFinder(f) }

func encodeStrings(list []string) []byte {
	var w modelfile.Writer
	w.Strings(list)
	return w.Encoded()
}

// file returns the model file of a trained finder.
func (x *Finder) file(t *linear.Trainer, o Options) *modelfile.File {
	var settings modelfile.Writer
	settings.Uint32(uint32(o.Lean))
	return &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "types", Bytes: encodeStrings(x.types)},
			{Name: "weights", Bytes: t.Encode(labelCount(len(x.types)), o.Weights)},
			{Name: "settings", Bytes: settings.Encoded()},
			{Name: "gazetteer", Bytes: x.known.encode()},
			{Name: "clusters", Bytes: x.clusters.encode()},
		},
	}
}
