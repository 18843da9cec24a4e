// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// The bounds of a header.
const (
	maxLine   = 64 << 10
	maxFields = 1000
	maxHeader = 1 << 20
)

// versionPeek is how much of a record tells its first line.
const versionPeek = 16

// isWARC reports whether a WARC record begins here: with a line such as
// "WARC/1.1".
func isWARC(b []byte) bool {
	rest, ok := bytes.CutPrefix(b[:min(len(b), versionPeek)], []byte("WARC/"))
	if !ok {
		return false
	}
	i := bytes.IndexAny(rest, "\r\n")
	return i >= 3 && digits(strings.Replace(string(rest[:i]), ".", "", 1))
}

// record reads the header and the block of the next record. With an error it
// returns what was read of the record, if anything.
func (r *Reader) record() (*Record, error) {
	rec := &Record{Offset: r.member}
	r.inBlock = false
	head, err := r.body.Peek(arcPeek)
	if err != nil && len(head) == 0 {
		return nil, r.wrap("the gzip data are broken", err)
	}
	switch {
	case isWARC(head):
		err = r.header(rec)
	case isARC(head) || bytes.HasPrefix(head, []byte(arcStart)):
		r.arc = true
		err = r.arcHeader(rec)
	default:
		return nil, &DamageError{Offset: r.member, Reason: "no record begins here"}
	}
	if err != nil {
		return nil, err
	}
	r.inBlock = true
	return rec, r.block(rec)
}

// header reads the version line and the named fields.
func (r *Reader) header(rec *Record) error {
	line, err := r.line()
	if err != nil {
		return err
	}
	rec.Version = line
	for lines, size := 0, 0; ; lines++ {
		if head, _ := r.body.Peek(versionPeek); isWARC(head) {
			return &DamageError{Offset: r.member, Reason: "the header ends where another record begins"}
		}
		line, err := r.line()
		if err != nil {
			return err
		}
		if size += len(line); lines > maxFields || size > maxHeader {
			return &DamageError{Offset: r.member, Reason: fmt.Sprintf("the header has more than %d lines or %d MB", maxFields, maxHeader>>20)}
		}
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		switch {
		case line[0] == ' ' || line[0] == '\t':
			if n := len(rec.Header); n > 0 {
				rec.Header[n-1].Value += " " + strings.TrimSpace(line)
			}
		case ok:
			rec.Header = append(rec.Header, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	length := rec.Header.Get("Content-Length")
	rec.Length, err = strconv.ParseInt(length, 10, 64)
	if err != nil || rec.Length < 0 {
		return &DamageError{Offset: r.member, Reason: fmt.Sprintf("its Content-Length is %q, which is no number of bytes", cut(length))}
	}
	return nil
}

// line reads a line of a header without its end.
func (r *Reader) line() (string, error) {
	var long []byte
	for {
		part, err := r.body.ReadSlice('\n')
		if len(long)+len(part) > maxLine {
			return "", &DamageError{Offset: r.member, Reason: fmt.Sprintf("a line of the header is longer than %d KB", maxLine>>10)}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			long = append(long, part...)
			continue
		case errors.Is(err, io.EOF) && r.goesOn():
			long = append(long, part...)
			continue
		case errors.Is(err, io.EOF):
			return "", &DamageError{Offset: r.member, Reason: "the file is cut off in the header"}
		case err != nil:
			return "", r.wrap("the header is cut off", err)
		}
		return strings.TrimRight(string(append(long, part...)), "\r\n"), nil
	}
}

// block reads the record's block, or passes over it when it is too large.
func (r *Reader) block(rec *Record) error {
	var b bytes.Buffer
	var out io.Writer = &b
	if rec.Length > r.max {
		rec.TooLarge = true
		out = io.Discard
	} else {
		b.Grow(int(min(rec.Length, 1<<20)))
	}
	n, err := io.CopyN(out, r.body, rec.Length)
	for errors.Is(err, io.EOF) && r.goesOn() {
		var more int64
		more, err = io.CopyN(out, r.body, rec.Length-n)
		n += more
	}
	rec.Block = b.Bytes()
	return r.short(rec, n, err)
}

// short makes a broken place of a block that ends too early.
func (r *Reader) short(rec *Record, n int64, err error) error {
	if err == nil {
		return nil
	}
	if !r.isBroken() {
		return err
	}
	if errors.Is(err, io.EOF) && rec.answered() {
		rec.Length = n
		return nil
	}
	damage := &DamageError{Offset: r.member, Reason: fmt.Sprintf("cut off: %d of %d bytes of its block are there", n, rec.Length)}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		damage.Err = err
	}
	return damage
}

// arcStart is how an ARC file begins.
const arcStart = "filedesc:"

// answered reports whether the block holds a whole answer by the answer's own
// length, although the record says that it is longer.
func (r *Record) answered() bool {
	m, err := r.HTTP()
	if err != nil || m.Status == 0 {
		return false
	}
	length, err := strconv.Atoi(m.Header.Get("Content-Length"))
	return err == nil && length > 0 && len(m.Body) >= length
}

// isARC reports whether a record of an ARC file begins here: a line of an
// address, a number of an IP protocol, a date of 12 or 14 digits, a media type
// and a length (https://archive.org/web/researcher/ArcFileFormat.php).
func isARC(b []byte) bool {
	line, _, ok := bytes.Cut(b, []byte("\n"))
	if !ok {
		return false
	}
	_, ok = arcFields(string(line))
	return ok
}

// arcLine is the line at the start of an ARC record.
type arcLine struct{ url, ip, date, mediaType, length string }

// arcFields splits the line at the start of an ARC record. An address may hold
// spaces; version 2 has five more fields before the length.
func arcFields(line string) (arcLine, bool) {
	parts := strings.Split(strings.TrimRight(line, "\r"), " ")
	for _, back := range []int{5, 10} {
		if len(parts) < back {
			continue
		}
		rest := parts[len(parts)-back+1:]
		a := arcLine{
			url: strings.Join(parts[:len(parts)-back+1], " "), ip: rest[0], date: rest[1], mediaType: rest[2], length: rest[len(rest)-1],
		}
		if strings.Contains(a.url, ":") && (len(a.date) == 14 || len(a.date) == 12) && digits(a.date) && digits(a.length) && len(a.length) < 18 {
			return a, true
		}
	}
	return arcLine{}, false
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// arcHeader reads the line at the start of an ARC record and gives the record
// the fields that a WARC record has.
func (r *Reader) arcHeader(rec *Record) error {
	line, err := r.line()
	if err != nil {
		return err
	}
	a, ok := arcFields(line)
	if !ok {
		return &DamageError{Offset: r.member, Reason: fmt.Sprintf("its line %q does not end in a type and a length", cut(line))}
	}
	rec.Version = "ARC/1.0"
	rec.Length, _ = strconv.ParseInt(a.length, 10, 64)
	kind, mediaType := TypeResource, a.mediaType
	if strings.HasPrefix(a.url, "filedesc:") {
		kind = TypeInfo
	} else if head, _ := r.body.Peek(5); string(head) == "HTTP/" {
		kind, mediaType = TypeResponse, "application/http;msgtype=response"
	}
	rec.Header.Add("WARC-Type", kind)
	rec.Header.Add("WARC-Target-URI", a.url)
	if t, err := time.Parse("20060102150405", (a.date + "00")[:14]); err == nil {
		rec.Header.Add("WARC-Date", t.Format(time.RFC3339))
	}
	rec.Header.Add("WARC-IP-Address", a.ip)
	rec.Header.Add("Content-Type", mediaType)
	rec.Header.Add("Content-Length", a.length)
	return nil
}

// cut shortens a value for an error.
func cut(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
