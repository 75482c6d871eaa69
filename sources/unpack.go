package sources

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"

	"rollcall/pipeline/disk"
)

// Limits on what a file unpacks to. Extracts shrink to a tenth, sessions of attendance to a sixtieth; a bomb to a
// thousandth and less, from its first bytes on.
const (
	mostUnpacked = 4 << 30  // bytes
	mostRatio    = 250      // to one, of what unpacked to more than freeUnpacked
	freeUnpacked = 32 << 20 // bytes
)

// unpacker turns files that are encrypted or compressed into what is in them, so that the readers behind it know nothing
// of either. A file may be encrypted with age, and what is inside compressed with gzip or an archive of zip: one of each
// at most. It is unpacked to its end before anything of it is read, because a return that was cut off on its way must
// give nothing, rather than a part of its children.
type unpacker struct {
	ctx   context.Context
	x     *Extract
	spool *spool
}

// unpacked is a file to read, or why it is not read.
type unpacked struct {
	in  *input
	err error
}

// openFiles returns the files that a file of the extract holds: itself, mostly.
func (u *unpacker) openFiles(in *input) []unpacked {
	found, err := u.openPath(in)
	if err != nil {
		return []unpacked{{in, err}}
	}
	return found
}

func (u *unpacker) openPath(in *input) ([]unpacked, error) {
	if err := in.readHead(); err != nil {
		return nil, err
	}
	packed := packingOf(in.head)
	switch packed {
	case notPacked:
		if d, is := in.otherDocument(); is {
			return nil, d.fault()
		}
		if u.x.Key != "" {
			in.odd = "the settings name a key, and the file is not encrypted"
		}
		return []unpacked{{in: in}}, nil
	case foreignPacking:
		return nil, foreignFault(in.head)
	case zipPacking:
		if z, err := openZip(in); err != nil {
			return nil, err
		} else if isBook(z) {
			return []unpacked{{in: in}}, nil
		} else if d, is := in.otherArchive(z); is {
			return nil, d.fault()
		}
	}
	if err := in.hashFile(); err != nil {
		return nil, err
	}
	found, err := u.unwrapFile(in, packed)
	if err != nil {
		return nil, err
	}
	return found, in.checkUnchanged()
}

// unwrapFile unpacks a file.
func (u *unpacker) unwrapFile(in *input, packed packing) ([]unpacked, error) {
	if packed == zipPacking {
		return u.openMembers(in, in)
	}
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read := &diskReader{r: f}
	plain := bufio.NewReaderSize(read, 64<<10)
	if packed == agePacking {
		if plain, err = u.decryptFile(plain); err != nil {
			return nil, err
		}
		head, err := plain.Peek(headSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, damageFault(agePacking)
		}
		packed = packingOf(head)
	}
	at := u.spool.size
	switch packed {
	case gzipPacking:
		err = u.openGzip(plain, read)
	case agePacking:
		err = faultf("the file is encrypted twice; decrypt it once")
	case foreignPacking:
		head, _ := plain.Peek(headSize)
		err = foreignFault(head)
	default:
		err = u.takeBytes(plain, read, damageFault(agePacking))
	}
	if err != nil {
		return nil, err
	}
	inner := u.innerPath(in, in.name, at)
	if packed != zipPacking {
		return []unpacked{{inner, u.unpackSingle(inner)}}, nil
	}
	if err := inner.readHead(); err != nil {
		return nil, err
	}
	if z, err := openZip(inner); err != nil {
		return nil, err
	} else if isBook(z) {
		return []unpacked{{inner, nil}}, nil
	} else if d, is := inner.otherArchive(z); is {
		return []unpacked{{inner, d.fault()}}, nil
	}
	return u.openMembers(in, inner)
}

// innerPath is a file that has been unpacked to the spool, from an offset on.
func (u *unpacker) innerPath(disk *input, name string, at int64) *input {
	return &input{path: disk.path, name: name, x: u.x, body: u.spool.readerSince(at), disk: disk}
}

// unpackSingle looks at an unpacked file, which must not be packed again.
func (u *unpacker) unpackSingle(in *input) error {
	if err := in.readHead(); err != nil {
		return err
	}
	switch packingOf(in.head) {
	case notPacked:
		if d, is := in.otherDocument(); is {
			return d.fault()
		}
		return nil
	case foreignPacking:
		return foreignFault(in.head)
	case zipPacking:
		if z, err := openZip(in); err == nil && isBook(z) {
			return nil
		} else if err == nil {
			if d, is := in.otherArchive(z); is {
				return d.fault()
			}
		}
	}
	return faultf("an archive or encrypted file inside another, which is not opened (send it by itself)")
}

func (u *unpacker) openGzip(r io.Reader, read *diskReader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return damageFault(gzipPacking)
	}
	return u.takeBytes(z, read, damageFault(gzipPacking))
}

// damageFault says that a file cannot be unpacked.
func damageFault(p packing) error {
	for i := range packings {
		if packings[i].is == p {
			return faultf("the file is %s and is damaged or cut off; nothing of it is read", packings[i].name)
		}
	}
	return faultf("the file is damaged")
}

// diskReader counts the bytes of the file on disk that have been read.
type diskReader struct {
	r io.Reader
	n int64
}

// Read reads and counts.
func (d *diskReader) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.n += int64(n)
	return n, err
}

// takeBytes unpacks a stream to the spool, within the limits. When the stream breaks off its error is broken.
func (u *unpacker) takeBytes(r io.Reader, read *diskReader, broken error) error {
	buf := make([]byte, 64<<10)
	for total := int64(0); ; {
		if err := u.ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf)
		total += int64(n)
		if wrong := tooMuch(total, read.n); wrong != nil {
			return wrong
		}
		if _, full := u.spool.Write(buf[:n]); full != nil {
			return full
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken
		}
	}
}

// tooMuch holds what was unpacked to the limits.
func tooMuch(total, from int64) error {
	if total > mostUnpacked {
		return faultf("the file unpacks to more than %d GiB; split it", mostUnpacked>>30)
	}
	if total > freeUnpacked && total > mostRatio*from {
		return faultf("the file unpacks to more than %d times its size, as no extract does; it is refused", mostRatio)
	}
	return nil
}

// openFile opens a file that the settings name, for a message without its path.
func openFile(path string, what string) (*os.File, error) {
	f, err := disk.Open(path)
	var other *disk.NotRegularError
	switch {
	case errors.As(err, &other):
		return nil, faultf("%s is %v", what, other)
	case errors.Is(err, os.ErrNotExist):
		return nil, faultf("%s is not there", what)
	case err != nil:
		return nil, faultf("%s cannot be read", what)
	}
	return f, nil
}
