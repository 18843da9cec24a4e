// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Signature is what an index keeps of an article: hashes of some of its rows
// of words and of the names, numbers and words by which it is looked for. It
// depends on nothing but the article.
type Signature struct {
	Words  int      // how many words the text has
	Whole  uint64   // equal for texts that differ in nothing but signs and spaces
	Prints []uint32 // winnowed fingerprints, sorted, each once
	Terms  []uint32 // folded terms, sorted, each once
}

// The sizes of a signature. Two texts that share shingleWords+wideWindow-1
// words in a row share a fingerprint.
const (
	wideWindow     = 20
	signatureTerms = 32
)

// Signature returns the signature of the text.
func (t *Text) Signature() Signature {
	sig := Signature{Words: t.reading.count, Whole: t.reading.whole}
	for _, h := range fingerprints(t.reading.words, wideWindow) {
		sig.Prints = append(sig.Prints, short(h))
	}
	for _, f := range telling(t.reading.features, t.common) {
		sig.Terms = append(sig.Terms, short(f.key))
	}
	sig.Prints, sig.Terms = sorted(sig.Prints), sorted(sig.Terms)
	return sig
}

// short keeps 32 bits of a hash; 0 is kept free.
func short(h uint64) uint32 { return max(1, uint32(h>>32)) }

func sorted(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// telling returns the terms that say most about an article by themselves:
// names and numbers before other words, and what it repeats before what it
// says once. Terms of one weight are taken in the order of their hashes, so
// that two articles which have them all take the same ones.
func telling(fs []feature, common map[uint64]bool) []feature {
	out := make([]feature, 0, len(fs))
	for _, f := range fs {
		if common[f.key] {
			continue
		}
		f.weight = float32(1 + math.Log(float64(f.weight)))
		if f.kind == plainWord {
			f.weight *= plainFactor
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b feature) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key))
	})
	return out[:min(signatureTerms, len(out))]
}

// AppendBinary appends the signature to b in the form that ReadSignature
// reads: numbers as varints, sorted hashes as their differences.
func (s Signature) AppendBinary(b []byte) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(s.Words))
	b = binary.BigEndian.AppendUint64(b, s.Whole)
	for _, hashes := range [][]uint32{s.Prints, s.Terms} {
		b = binary.AppendUvarint(b, uint64(len(hashes)))
		last := uint32(0)
		for _, h := range hashes {
			b = binary.AppendUvarint(b, uint64(h-last))
			last = h
		}
	}
	return b, nil
}

// errSignature says that bytes are no signature.
var errSignature = errors.New("broken signature")

// ReadSignature reads what AppendBinary wrote.
func ReadSignature(b []byte) (Signature, error) {
	var s Signature
	words, b, ok := uvarint(b)
	if !ok || len(b) < 8 || words > math.MaxInt32 {
		return s, errSignature
	}
	s.Words, s.Whole, b = int(words), binary.BigEndian.Uint64(b), b[8:]
	for _, hashes := range []*[]uint32{&s.Prints, &s.Terms} {
		n, rest, ok := uvarint(b)
		if !ok || n > uint64(len(rest)) {
			return s, errSignature
		}
		b = rest
		last := uint64(0)
		for range n {
			step, rest, ok := uvarint(b)
			if last += step; !ok || step > math.MaxUint32 || last > math.MaxUint32 {
				return s, errSignature
			}
			*hashes = append(*hashes, uint32(last))
			b = rest
		}
	}
	if len(b) > 0 {
		return s, errSignature
	}
	return s, nil
}

func uvarint(b []byte) (uint64, []byte, bool) {
	n, width := binary.Uvarint(b)
	if width <= 0 {
		return 0, b, false
	}
	return n, b[width:], true
}
