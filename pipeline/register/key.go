package register

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"rollcall/pipeline/custody"
)

// keyEnd is what the name of a register's key file adds to the register's own.
const keyEnd = ".key"

// Digest is a keyed digest of something that only the holder of the register's key can make or confirm.
type Digest [16]byte

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// KeyedDigest is the HMAC-SHA-256 (RFC 2104), cut to 16 bytes, of parts for a purpose, by the key of the register: whoever holds a
// digest and knows a family cannot confirm that it is theirs without the key. Digests of two purposes never agree.
func (r *Register) KeyedDigest(purpose string, parts ...string) Digest {
	h := hmac.New(sha256.New, r.key)
	for _, s := range append([]string{purpose}, parts...) {
		_ = binary.Write(h, binary.BigEndian, int64(len(s)))
		h.Write([]byte(s))
	}
	return Digest(h.Sum(nil)[:16])
}

// loadKey reads the key of a register, or makes one that only its owner may read. A register whose fingerprints are keyed has one.
func loadKey(path string, keyed bool) ([]byte, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if keyed {
		return nil, fmt.Errorf("%s: %w", path, errNoKey)
	}
	if path, err = keyPath(path); err != nil {
		return nil, err
	}
	key = make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return key, writeKey(path, key)
}

// keyPath follows a key file that says where the key lies.
func keyPath(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	if file, points := strings.CutPrefix(strings.TrimSpace(string(text)), elsewhere); points {
		return file, nil
	}
	return path, err
}

// readKey reads a key, wherever the file says that it lies. One that others may read is refused.
func readKey(path string) ([]byte, error) {
	path, err := keyPath(path)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if err := custody.RefuseOpenKey(path); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != sha256.Size {
		return nil, fmt.Errorf("%s: not a key (want 64 hexadecimal digits); put the copy back that belongs to the register", path)
	}
	return key, nil
}

// writeKey writes a key to a new file.
func writeKey(path string, key []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, custody.FileMode)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString(hex.EncodeToString(key) + "\n"); err != nil {
		return err
	}
	return f.Sync()
}
