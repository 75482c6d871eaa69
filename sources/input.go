package sources

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"unicode/utf8"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/screen"
)

// input is one file of an extract: its name, its opening bytes and, once scanned, its size, hash and encoding. It is a
// file on disk, or what was unpacked from one: then body has its bytes, and disk is the file that they came from.
type input struct {
	path string // on disk
	name string // relative to the extract's root, with forward slashes; of an archive's member, behind the archive's
	x    *Extract
	body *io.SectionReader
	disk *input
	odd  string // a note on how it came

	head []byte // the opening bytes, at most headSize
	held []byte // all of it, while it is held in memory

	was Digest // once it is known
}

// bytesOf is an opened input. It is read from the start on, and anywhere.
type bytesOf interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// headSize is how much of a file is looked at to tell its format: the widest header of a national table twice over. The
// heads of all files of an extract are held at once, and there may be thousands.
const headSize = 16 << 10

func newInput(path string, x *Extract) *input {
	return &input{path: path, name: FileName(path, x.Root), x: x}
}

// FileName is what a file is called in record ids, reports and messages: its path from the root, with forward slashes, and
// with what a terminal would not show written out.
func FileName(path, root string) string {
	name := path
	if rel, err := filepath.Rel(root, path); err == nil && root != "" {
		name = rel
	}
	return screen.EscapeLine(filepath.ToSlash(name))
}

// openFile opens the file at its first byte: as it is on disk, or as it was unpacked.
func (in *input) openFile() (bytesOf, error) {
	if in.body != nil {
		return unpackedFile{io.NewSectionReader(in.body, 0, in.body.Size())}, nil
	}
	if in.held != nil {
		return unpackedFile{io.NewSectionReader(bytes.NewReader(in.held), 0, int64(len(in.held)))}, nil
	}
	f, err := disk.Open(in.path)
	if err != nil {
		return nil, openFault(err)
	}
	return f, nil
}

// unpackedFile reads from a spool, which is closed when the extract has been read, or from memory.
type unpackedFile struct{ *io.SectionReader }

// Close does nothing.
func (unpackedFile) Close() error { return nil }

// fileLength returns how many bytes the file has, before it is scanned.
func (in *input) fileLength() (int64, error) {
	if in.body != nil {
		return in.body.Size(), nil
	}
	st, err := os.Stat(in.path)
	if err != nil {
		return 0, openFault(err)
	}
	return st.Size(), nil
}

// storedDigest returns the size and hash of the file as it lies on disk.
func (in *input) storedDigest() (int64, string) {
	if in.disk != nil {
		in = in.disk
	}
	return in.was.Bytes, in.was.SHA256
}

// openFault says why a file cannot be opened, without its path: the place is in the rejection.
func openFault(err error) error {
	var other *disk.NotRegularError
	switch {
	case errors.As(err, &other):
		return faultf("%v", other)
	case errors.Is(err, os.ErrNotExist):
		return faultf("the file is not there")
	case errors.Is(err, os.ErrPermission):
		return faultf("the file may not be read: permission denied")
	}
	return faultf("the file cannot be opened")
}

// readHead reads the opening bytes.
func (in *input) readHead() error {
	size, err := in.fileLength()
	if err != nil {
		return err
	}
	f, err := in.openFile()
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, min(headSize, size+1)) // thousands of small files are open at once
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return faultf("the file cannot be read")
	}
	in.head = head[:n]
	if n == 0 {
		return faultf("the file is empty")
	}
	return nil
}

// hashFile reads the whole file once for its size, hash and encoding, where nobody has.
func (in *input) hashFile() error {
	if in.body == nil && in.takeDigest() {
		return nil
	}
	f, err := in.openFile()
	if err != nil {
		return err
	}
	defer f.Close()
	if st, err := os.Stat(in.path); err == nil && in.body == nil {
		in.was.At = st.ModTime()
	}
	at := in.was.At
	if in.was, err = digestBytes(f); err != nil {
		return faultf("the file cannot be read to its end")
	}
	in.was.At = at
	return nil
}

// takeDigest takes the digest that was handed on with the extract.
func (in *input) takeDigest() (known bool) {
	in.was, known = in.x.Digests[in.path]
	return known
}

// holdFile is hashFile for a file that is read at once: one of no more than some bytes lies in memory until it is released.
func (in *input) holdFile(most int64) (release func(), err error) {
	if in.body != nil {
		return func() {}, in.hashFile()
	}
	st, err := os.Stat(in.path)
	switch {
	case err != nil:
		return nil, openFault(err)
	case st.Size() > most:
		return func() {}, in.hashFile()
	}
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	buf := heldFiles.Get().(*bytes.Buffer)
	buf.Reset()
	if _, err := buf.ReadFrom(io.LimitReader(f, most)); err != nil {
		return nil, faultf("the file cannot be read to its end")
	}
	if !in.takeDigest() {
		sum := sha256.Sum256(buf.Bytes())
		in.was = Digest{int64(buf.Len()), hex.EncodeToString(sum[:]), utf8.Valid(buf.Bytes()), st.ModTime()}
	}
	in.held = buf.Bytes()
	return func() { in.held = nil; heldFiles.Put(buf) }, nil
}

// heldFiles is memory of files to use again: an extract may have thousands of small ones.
var heldFiles = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// checkUnchanged returns a fault when the file is no longer as it was scanned: someone was still writing it, so what was read
// may be half of it, and its hash is of something else. What was unpacked cannot change.
func (in *input) checkUnchanged() error {
	if in.body != nil {
		return nil
	}
	if !in.was.StandsFor(in.path) {
		return faultf("the file changed while it was read; run again when it is whole")
	}
	return nil
}

// isWorkbook reports whether the file is an .xlsx workbook: a zip archive that is no archive of files.
func (in *input) isWorkbook() bool { return packingOf(in.head) == zipPacking }

// isParquet reports whether the file begins as Parquet does.
func (in *input) isParquet() bool { return bytes.HasPrefix(in.head, []byte("PAR1")) }

// isText reports whether the file is text that does not look like XML.
func (in *input) isText() bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(in.head, bom8), " \t\r\n")
	return !bytes.HasPrefix(head, []byte("<")) && !in.isWorkbook() && !in.isParquet()
}
