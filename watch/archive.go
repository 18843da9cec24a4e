// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"depesche/store"
	"depesche/warc"
)

// maxArchiveFile is the size after which a new file is begun.
const maxArchiveFile = 1 << 30

// archive appends every exchange to WARC files in one folder. The store knows
// how far each file is written, so what a killed run wrote half is cut off.
type archive struct {
	db     *store.DB
	folder string
	agent  string
	now    func() time.Time
	lock   io.Closer
	create func(name string) (archiveFile, error) // os.OpenFile, but in tests

	mu     sync.Mutex
	file   archiveFile
	name   string
	size   int64
	writer *warc.Writer
}

// archiveFile is what an archive needs of an *os.File.
type archiveFile interface {
	io.WriteCloser
	Truncate(size int64) error
	Sync() error
}

// openArchive opens the archive in a folder, which no other process may write
// to at the same time.
func openArchive(db *store.DB, folder, agent string, now func() time.Time) (*archive, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("create the archive: %w", err)
	}
	lock, err := lockFolder(folder)
	if err != nil {
		return nil, fmt.Errorf("the archive %s is in use: another depesche is watching; stop it first, or name another folder and record: %w", folder, err)
	}
	a := &archive{db: db, folder: folder, agent: agent, now: now, lock: lock, create: createFile}
	if err := a.mend(); err != nil {
		lock.Close()
		return nil, err
	}
	return a, nil
}

func createFile(name string) (archiveFile, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
}

// mend cuts off what a killed run wrote half, and goes on with the last file
// when there is room in it. Files that the store does not know are left alone.
func (a *archive) mend() error {
	names, err := filepath.Glob(filepath.Join(a.folder, "*.warc.gz"))
	if err != nil {
		return err
	}
	for i, path := range names {
		known, err := a.db.CapturedEnd(context.Background(), filepath.Base(path))
		if err != nil {
			return err
		}
		if known == 0 {
			continue
		}
		end, err := cutTorn(path, known)
		if err != nil {
			return fmt.Errorf("mend the archive: %w", err)
		}
		if i == len(names)-1 && end >= known && end < maxArchiveFile {
			return a.open(filepath.Base(path), end)
		}
	}
	return nil
}

// cutTorn cuts a file off behind its last whole record and returns its size.
// Up to known all records are whole.
func cutTorn(path string, known int64) (size int64, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() <= known {
		return info.Size(), nil
	}
	if _, err := f.Seek(known, io.SeekStart); err != nil {
		return 0, err
	}
	r := warc.NewReader(f, warc.ReaderOptions{Offset: known})
	whole := known
	for {
		record, err := r.Next()
		if errors.Is(err, io.EOF) {
			return info.Size(), nil
		}
		var damage *warc.DamageError
		if errors.As(err, &damage) {
			return whole, f.Truncate(whole)
		}
		if err != nil {
			return 0, err
		}
		whole = record.Next
	}
}

// open begins a file, or goes on with one that has so many bytes.
func (a *archive) open(name string, size int64) error {
	file, err := a.create(filepath.Join(a.folder, name))
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	a.file, a.name, a.size = file, name, size
	a.writer = warc.NewWriter(counting{a}, warc.WriterOptions{Offset: size})
	if size > 0 {
		return nil
	}
	_, err = a.writer.Info(a.now(), name, warc.Header{
		{Name: "software", Value: a.agent}, {Name: "format", Value: "WARC File Format 1.1"}, {Name: "robots", Value: "obey"},
	})
	if err != nil { // begun in vain
		a.file = nil
		return errors.Join(err, file.Close(), os.Remove(filepath.Join(a.folder, name)))
	}
	return nil
}

// counting counts what is written to the file.
type counting struct{ a *archive }

// Write writes to the file.
func (c counting) Write(data []byte) (int, error) {
	n, err := c.a.file.Write(data)
	c.a.size += int64(n)
	return n, err
}

// keep appends an exchange. When it cannot be written whole, the file is cut
// back to what it was.
func (a *archive) keep(x *warc.Exchange) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.file == nil || a.size >= maxArchiveFile {
		if err := a.next(); err != nil {
			return a.full(err)
		}
	}
	before := a.size
	done, revisit, err := a.write(x)
	if err == nil {
		err = a.db.SaveCapture(context.Background(), store.Capture{
			URL: x.URL, At: store.Stamp(x.Date), Digest: done.Digest, Record: done.ID, File: a.name,
			Offset: done.Offset, Length: done.Length, Until: a.size, Revisit: revisit,
		})
	}
	if err != nil {
		cutErr := a.file.Truncate(before)
		a.size = before
		a.writer = warc.NewWriter(counting{a}, warc.WriterOptions{Offset: before})
		return a.full(errors.Join(err, cutErr))
	}
	return nil
}

// full explains a failure to write the archive.
func (a *archive) full(err error) error {
	return fmt.Errorf("the archive %s cannot be written; make room, or name another folder with --archive, and start again, nothing is lost: %w", a.folder, err)
}

// next begins a new file.
func (a *archive) next() error {
	if a.file != nil {
		if err := a.closeFile(); err != nil {
			return err
		}
	}
	stamp := a.now().UTC().Format("20060102150405")
	for n := 1; ; n++ {
		name := fmt.Sprintf("depesche-%s-%05d.warc.gz", stamp, n)
		if _, err := os.Stat(filepath.Join(a.folder, name)); errors.Is(err, os.ErrNotExist) {
			return a.open(name, 0)
		}
	}
}

// write writes the exchange, or, when the archive holds its body already, a
// record that refers to that.
func (a *archive) write(x *warc.Exchange) (done warc.Written, revisit bool, err error) {
	ctx := context.Background()
	if strings.Contains(firstLine(x.ResponseHead), fmt.Sprint(" ", http.StatusNotModified)) {
		earlier, found, err := a.earlier(ctx, x.URL)
		if err != nil {
			return done, false, err
		}
		if found {
			done, err = a.writer.Revisit(*x, warc.ProfileNotModified, earlier.Digest, reference(earlier))
			return done, true, err
		}
	}
	if len(x.Body) > 0 && x.Truncated == "" {
		earlier, found, err := a.db.CaptureOf(ctx, warc.Digest(x.Body))
		if err != nil {
			return done, false, err
		}
		if found {
			done, err = a.writer.Revisit(*x, warc.ProfileSameDigest, earlier.Digest, reference(earlier))
			return done, true, err
		}
	}
	done, err = a.writer.Exchange(*x)
	return done, false, err
}

// earlier is the newest whole capture of an address.
func (a *archive) earlier(ctx context.Context, url string) (store.Capture, bool, error) {
	last, found, err := a.db.LastCapture(ctx, url)
	if err != nil || !found {
		return store.Capture{}, false, err
	}
	return a.db.CaptureOf(ctx, last.Digest)
}

func reference(c store.Capture) warc.Reference {
	return warc.Reference{ID: c.Record, URL: c.URL, Date: parseStamp(c.At)}
}

func firstLine(head []byte) string {
	line, _, _ := strings.Cut(string(head), "\r\n")
	return line
}

func (a *archive) closeFile() error {
	err := a.file.Sync()
	if closeErr := a.file.Close(); err == nil {
		err = closeErr
	}
	a.file = nil
	if err != nil {
		return fmt.Errorf("close the archive: %w", err)
	}
	return nil
}

func (a *archive) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer a.lock.Close()
	if a.file == nil {
		return nil
	}
	return a.closeFile()
}
