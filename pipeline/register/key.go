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

	"rollcall/pipeline/disk"
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

// loadKey reads the key beside a register, or makes one that only its owner may read.
func loadKey(path string) ([]byte, error) {
	text, err := disk.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != sha256.Size {
		return nil, fmt.Errorf("%s: not a key (want 64 hexadecimal digits); put the copy back that belongs to the register", path)
	}
	return key, nil
}

func makeKey(path string) ([]byte, error) {
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.WriteString(hex.EncodeToString(key) + "\n"); err != nil {
		return nil, err
	}
	return key, f.Sync()
}
