package sources

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// Limits on a spool. What is in memory is in blocks of spoolBlock bytes.
const (
	spoolMemory = 64 << 20
	spoolBlock  = 256 << 10
	mostSpooled = 32 << 30
)

// spool holds what an extract's files unpack to, or the rows of one, while it is read: readers go over a file more than
// once and from the middle on, and must see none of it before all of it has turned out to be whole. The first 64 MiB are
// held in memory. The rest goes to a temporary file, of which neither a crash nor another user gets anything: it is only
// its owner's, it loses its name as soon as it is open where the system allows that, and it is encrypted with a key that
// is made for it and is nowhere but in memory. Nothing that came encrypted is ever on the disk in the clear.
//
// It is written by one goroutine and then read by any number.
type spool struct {
	blocks [][]byte
	size   int64

	file   *os.File
	left   string // the file's name, while it still has one
	key    cipher.Block
	stream cipher.Stream
	buf    []byte
}

// Write appends to the spool. Its error is not the fault of any extract.
func (s *spool) Write(p []byte) (int, error) {
	n := len(p)
	if s.size+int64(n) > mostSpooled {
		return 0, fmt.Errorf("an extract unpacks to more than %d GiB; split it", mostSpooled>>30)
	}
	for len(p) > 0 && s.size < spoolMemory {
		at := int(s.size % spoolBlock)
		if at == 0 {
			s.blocks = append(s.blocks, nil)
		}
		last := &s.blocks[len(s.blocks)-1]
		k := min(len(p), spoolBlock-at)
		*last = append(*last, p[:k]...)
		p, s.size = p[k:], s.size+int64(k)
	}
	if len(p) > 0 {
		if err := s.spillToDisk(p); err != nil {
			return n - len(p), err
		}
		s.size += int64(len(p))
	}
	return n, nil
}

// spillToDisk writes to the file, which it makes when there is none.
func (s *spool) spillToDisk(p []byte) error {
	if s.file == nil {
		if err := s.makeFile(); err != nil {
			return fmt.Errorf("no temporary file can be made to unpack an extract to (is TMPDIR right?): %w", errors.Unwrap(err))
		}
	}
	s.buf = append(s.buf[:0], p...)
	s.stream.XORKeyStream(s.buf, s.buf)
	if _, err := s.file.Write(s.buf); err != nil {
		return fmt.Errorf("an extract cannot be unpacked to a temporary file (is the disk of TMPDIR full?): %w", errors.Unwrap(err))
	}
	return nil
}

func (s *spool) makeFile() error {
	f, err := os.CreateTemp("", "rollcall-*")
	if err != nil {
		return err
	}
	s.file = f
	if os.Remove(f.Name()) != nil {
		s.left = f.Name()
	}
	key := make([]byte, 32)
	rand.Read(key)
	s.key, err = aes.NewCipher(key)
	if err == nil {
		s.stream = cipher.NewCTR(s.key, counterAt(0))
	}
	return err
}

// counterAt is the counter of the cipher at a block of the file.
func counterAt(block int64) []byte {
	iv := make([]byte, aes.BlockSize)
	binary.BigEndian.PutUint64(iv[8:], uint64(block))
	return iv
}

// ReadAt reads what was written.
func (s *spool) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off+int64(n) < min(s.size, spoolMemory) {
		at := off + int64(n)
		n += copy(p[n:], s.blocks[at/spoolBlock][at%spoolBlock:])
	}
	if n == len(p) {
		return n, nil
	}
	if s.file == nil {
		return n, io.EOF
	}
	at := off + int64(n) - spoolMemory
	k, err := s.file.ReadAt(p[n:], at)
	stream := cipher.NewCTR(s.key, counterAt(at/aes.BlockSize))
	var skipped [aes.BlockSize]byte
	stream.XORKeyStream(skipped[:at%aes.BlockSize], skipped[:at%aes.BlockSize])
	stream.XORKeyStream(p[n:n+k], p[n:n+k])
	return n + k, err
}

// readerSince returns what was written from an offset on.
func (s *spool) readerSince(at int64) *io.SectionReader { return io.NewSectionReader(s, at, s.size-at) }

// Close lets go of the memory and deletes the file.
func (s *spool) Close() {
	if s.file != nil {
		s.file.Close()
	}
	if s.left != "" {
		os.Remove(s.left)
	}
	*s = spool{}
}
