package sources

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync"
	"time"
	"unicode/utf8"

	"rollcall/pipeline/disk"
)

// Digest is what a file was when its bytes were read, and all that must be known of them as a whole before they are.
type Digest struct {
	Bytes  int64
	SHA256 string    // in hexadecimal
	UTF8   bool      // the whole file is valid UTF-8
	At     time.Time // when it was last written
}

// DigestFile reads a file to its end. Whoever hands the Digest on in an Extract spares its reader another reading.
func DigestFile(path string) (Digest, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Digest{}, err
	}
	f, err := disk.Open(path)
	if err != nil {
		return Digest{}, err
	}
	defer f.Close()
	d, err := digestBytes(f)
	d.At = info.ModTime()
	return d, err
}

// StandsFor reports whether a file is as it was when its bytes were read, as far as its size and the time it was written tell.
func (d *Digest) StandsFor(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() == d.Bytes && info.ModTime().Equal(d.At)
}

// fileBuffers are memory to read files with: there are thousands.
var fileBuffers = sync.Pool{New: func() any { return new([256 << 10]byte) }}

// digestBytes reads to the end.
func digestBytes(from io.Reader) (d Digest, err error) {
	buf := fileBuffers.Get().(*[256 << 10]byte)
	defer fileBuffers.Put(buf)
	sum, valid, rest := sha256.New(), true, 0
	for err == nil {
		var n int
		n, err = from.Read(buf[rest:])
		sum.Write(buf[rest : rest+n])
		d.Bytes += int64(n)
		if valid {
			valid, rest = validUpToCut(buf[:], rest+n)
		} else {
			rest = 0
		}
	}
	if !errors.Is(err, io.EOF) {
		return Digest{}, err
	}
	d.UTF8, d.SHA256 = valid && rest == 0, hex.EncodeToString(sum.Sum(nil))
	return d, nil
}

// validUpToCut reports whether buf[:n] is valid UTF-8 but for a rune cut at the end, and moves that rune to the front.
func validUpToCut(buf []byte, n int) (bool, int) {
	cut := n
	for cut > 0 && n-cut < utf8.UTFMax && !utf8.RuneStart(buf[cut-1]) {
		cut--
	}
	if cut > 0 && buf[cut-1] >= utf8.RuneSelf && !utf8.FullRune(buf[cut-1:n]) {
		cut--
	} else {
		cut = n
	}
	if !utf8.Valid(buf[:cut]) {
		return false, 0
	}
	return true, copy(buf, buf[cut:n])
}
