// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// MaxBlock is the size of the largest block that a Reader keeps, unless told
// otherwise.
const MaxBlock = 64 << 20

// ReaderOptions configure a Reader.
type ReaderOptions struct {
	MaxBlock int64 // 0: MaxBlock
	Offset   int64 // where in the file the stream begins: a place where a record begins
}

// Reader reads the records of an archive.
type Reader struct {
	max    int64
	raw    *source
	zip    *gzip.Reader
	body   *bufio.Reader // the open gzip member; raw itself when the file is plain
	packed bool
	arc    bool
	open   bool // a member is open
	begun  bool

	member int64 // offset of the open member, or of the record when plain
	first  bool  // the next record is the first of its member

	inBlock bool         // reading has come to the block of the record at hand
	again   int64        // bytes that were read again behind broken places
	probe   *gzip.Reader // looks into members before they are read
}

// maxAgain bounds, beside the bytes read so far, how much is read again behind
// broken places, so that a file made of such places takes no longer than its
// size allows. When it is used up, reading goes on where it stands.
const maxAgain = 64 << 20

// mayReread reports whether so many bytes may be read again.
func (r *Reader) mayReread(bytes int64) bool {
	if r.again+bytes > maxAgain+r.raw.offset() {
		return false
	}
	r.again += bytes
	return true
}

// NewReader returns a Reader of the stream. Whether it is packed is told from
// its bytes.
func NewReader(r io.Reader, opts ReaderOptions) *Reader {
	if opts.MaxBlock <= 0 {
		opts.MaxBlock = MaxBlock
	}
	return &Reader{max: opts.MaxBlock, raw: newSource(r, opts.Offset)}
}

// Sniff reports whether the head of some bytes, unpacked, is that of an
// archive.
func Sniff(head []byte) bool {
	return isWARC(head) || bytes.HasPrefix(head, []byte(arcStart)) || isARC(head)
}

// Next returns the next record, or io.EOF behind the last. A *DamageError is
// about one place: Next may be called again and goes on with the next good
// record. Any other error ends the stream.
func (r *Reader) Next() (*Record, error) {
	if !r.begun {
		head, err := r.raw.Peek(bufferBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		r.packed = bytes.HasPrefix(head, gzipMagic) || !Sniff(head) && r.memberIn(head) >= 0
		r.begun = true
	}
	if r.packed {
		return r.nextPacked()
	}
	return r.nextPlain()
}

// goesOn reports whether the record at hand goes on in a gzip member of its
// own, and begins to unpack that. A member that begins with a record is none.
func (r *Reader) goesOn() bool {
	if !r.packed {
		return false
	}
	if _, err := r.body.Peek(1); !errors.Is(err, io.EOF) {
		return false
	}
	head, _ := r.raw.Peek(seekBytes)
	return bytes.HasPrefix(head, gzipMagic) && !Sniff(r.unpackedHead(head)) && r.unpack() == nil
}

// nextPlain reads the next record of a plain file.
func (r *Reader) nextPlain() (*Record, error) {
	r.body = &r.raw.Reader
	if err := skipBreaks(r.body); err != nil {
		return nil, err
	}
	start := r.raw.offset()
	r.member = start
	rec, err := r.record()
	if err != nil {
		return nil, r.recoverPlain(start, rec, err)
	}
	if err := r.closed(rec); err != nil {
		return nil, r.recoverPlain(start, rec, err)
	}
	rec.Member = true
	rec.Next = r.raw.offset()
	return rec, nil
}

// recoverPlain goes on to the next start of a record behind a broken one. What
// was read as its block may hold that start.
func (r *Reader) recoverPlain(start int64, rec *Record, err error) error {
	var damage *DamageError
	if !errors.As(err, &damage) {
		return err
	}
	last := byte('\n') // behind a broken header
	switch now := r.raw.offset(); {
	case now == start:
		last = 0
		_, _ = r.raw.Discard(1)
	case !r.inBlock || !r.mayReread(now-start+windowBytes):
	case rec != nil && len(rec.Block) > windowBytes:
		r.raw.replay(now-int64(len(rec.Block)), rec.Block)
	default:
		last = 0
		r.raw.rewind(start + 1)
	}
	if err := r.seek(last); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	damage.To = r.raw.offset()
	return damage
}

// seekBytes is how much is looked over at a time, arcPeek how much of it tells
// a line of ARC.
const (
	seekBytes = 4096
	arcPeek   = 1024
)

// seek discards up to the next start of a record in the body; last is the byte
// before.
func (r *Reader) seek(last byte) error {
	for {
		seen, err := r.body.Peek(seekBytes)
		if len(seen) == 0 {
			return err
		}
		sure := len(seen) // so many places can be told
		if err == nil {
			sure -= arcPeek
		}
		for i := range sure {
			if r.starts(last, seen[i:]) {
				_, err := r.body.Discard(i)
				return err
			}
			last = seen[i]
		}
		if _, err := r.body.Discard(sure); err != nil {
			return err
		}
	}
}

// starts reports whether a record begins here, behind the byte last.
func (r *Reader) starts(last byte, b []byte) bool {
	if r.arc {
		return last == '\n' && isARC(b)
	}
	return isWARC(b)
}

// nextPacked reads the next record of a file of gzip members.
func (r *Reader) nextPacked() (*Record, error) {
	for {
		if !r.open {
			if err := r.openMember(); err != nil {
				return nil, err
			}
		}
		err := skipBreaks(r.body)
		if errors.Is(err, io.EOF) {
			r.open = false
			continue
		}
		if err != nil {
			return nil, r.recoverPacked("the gzip data are broken", err)
		}
		rec, err := r.record()
		if err == nil {
			err = r.closed(rec)
		}
		if err != nil {
			return nil, r.recoverPacked("", err)
		}
		rec.Member, r.first = r.first, false
		rec.Next = r.member
		if !r.open {
			rec.Next = r.raw.offset()
		}
		return rec, nil
	}
}

var gzipMagic = []byte{0x1f, 0x8b, 8}

// openMember opens the next gzip member. Zero bytes before it, with which some
// programs fill up a file, are passed over.
func (r *Reader) openMember() error {
	head, err := r.raw.Peek(len(gzipMagic))
	for len(head) > 0 && head[0] == 0 {
		_, _ = r.raw.Discard(1)
		head, err = r.raw.Peek(len(gzipMagic))
	}
	if len(head) == 0 {
		return err
	}
	r.member = r.raw.offset()
	r.first = true
	if !bytes.Equal(head, gzipMagic) {
		return r.recoverPacked("no gzip member begins here", nil)
	}
	if err := r.unpack(); err != nil {
		return r.recoverPacked("the gzip header is broken", err)
	}
	return nil
}

// unpack begins to unpack the gzip member that comes next.
func (r *Reader) unpack() (err error) {
	if r.zip == nil {
		r.zip, err = gzip.NewReader(&r.raw.Reader)
	} else {
		err = r.zip.Reset(&r.raw.Reader)
	}
	if err != nil {
		return err
	}
	r.zip.Multistream(false)
	if r.body == nil {
		r.body = bufio.NewReaderSize(r.zip, 1<<16)
	} else {
		r.body.Reset(r.zip)
	}
	r.open = true
	return nil
}

// recoverPacked goes on to the next record behind a broken place: inside the
// member when its packing is sound, or else in the next member.
func (r *Reader) recoverPacked(reason string, err error) error {
	var damage *DamageError
	if !errors.As(err, &damage) {
		if err != nil && !r.isBroken() {
			return err
		}
		damage = &DamageError{Reason: reason, Err: err}
	}
	damage.Offset = r.member
	if r.open {
		r.first = false
		err := r.seek(0)
		if err == nil {
			return damage
		}
		r.open = false
		if errors.Is(err, io.EOF) {
			return damage
		}
	}
	if r.raw.offset() > r.member && r.mayReread(windowBytes) {
		r.raw.rewind(r.member + 1)
	} else if r.raw.offset() == r.member {
		_, _ = r.raw.Discard(1)
	}
	if err := r.seekMember(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	damage.To = r.raw.offset()
	return damage
}

// seekMember discards up to the next gzip member that holds a record.
func (r *Reader) seekMember() error {
	for {
		head, err := r.raw.Peek(bufferBytes)
		if len(head) == 0 {
			return err
		}
		if i := r.memberIn(head); i >= 0 {
			_, err := r.raw.Discard(i)
			return err
		}
		sure := len(head)
		if err == nil {
			sure -= seekBytes
		}
		_, _ = r.raw.Discard(sure)
	}
}

// memberIn returns where in the bytes a gzip member that holds a record
// begins, or -1.
func (r *Reader) memberIn(b []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], gzipMagic)
		if i < 0 {
			return -1
		}
		at += i
		if Sniff(r.unpackedHead(b[at:min(len(b), at+seekBytes)])) {
			return at
		}
	}
}

// unpackedHead unpacks what can be unpacked of the head of a gzip member.
func (r *Reader) unpackedHead(packed []byte) []byte {
	if r.probe == nil {
		r.probe = new(gzip.Reader)
	}
	if r.probe.Reset(bytes.NewReader(packed)) != nil {
		return nil
	}
	head := make([]byte, 512)
	n, _ := io.ReadFull(r.probe, head)
	return head[:n]
}

// isBroken reports an error of the decompressor, and not of the disk: there
// was no error in reading the file.
func (r *Reader) isBroken() bool { return r.raw.w.failed == nil }

// closed checks what stands behind a record's block, and closes the member
// when it ends there.
func (r *Reader) closed(rec *Record) error {
	count := 0
	for {
		b, err := r.body.Peek(1)
		if len(b) == 0 {
			if errors.Is(err, io.EOF) {
				r.open = false
				return nil
			}
			return r.wrap("the gzip data are broken", err)
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		_, _ = r.body.Discard(1)
		if b[0] == '\n' {
			count++
		}
	}
	if count > 0 {
		return nil
	}
	if head, _ := r.body.Peek(arcPeek); r.starts('\n', head) {
		return nil
	}
	return &DamageError{Offset: r.member, Reason: fmt.Sprintf("its length of %d bytes does not lead to the end of a record", rec.Length)}
}

// wrap makes a broken place of what the decompressor says; other errors stay.
func (r *Reader) wrap(reason string, err error) error {
	if !r.isBroken() {
		return err
	}
	return &DamageError{Offset: r.member, Reason: reason, Err: err}
}

// skipBreaks discards line breaks.
func skipBreaks(b *bufio.Reader) error {
	for {
		head, err := b.Peek(1)
		if len(head) == 0 {
			return err
		}
		if head[0] != '\r' && head[0] != '\n' {
			return nil
		}
		_, _ = b.Discard(1)
	}
}
