// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"depesche"
)

// digests are the algorithms that records name.
var digests = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha512": sha512.New, "md5": md5.New}

// Verify checks the block against the digest that the record names of it. The
// error wraps depesche.ErrInvalid; a record without a digest, or with one of a
// kind that is not known, has nothing to check.
func (r *Record) Verify() error {
	named := r.Header.Get("WARC-Block-Digest")
	kind, value, _ := strings.Cut(named, ":")
	algorithm := digests[strings.ReplaceAll(strings.ToLower(kind), "-", "")]
	if algorithm == nil || r.TooLarge {
		return nil
	}
	sum := algorithm()
	sum.Write(r.Block)
	found := sum.Sum(nil)
	if strings.EqualFold(value, hex.EncodeToString(found)) || strings.EqualFold(strings.TrimRight(value, "="), strings.TrimRight(base32.StdEncoding.EncodeToString(found), "=")) {
		return nil
	}
	return fmt.Errorf("the record's bytes are not those of its digest %s: %w", cut(named), depesche.ErrInvalid)
}
