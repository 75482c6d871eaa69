package register

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// KeyEnd is what the name of a register's key file adds to the register's own.
const KeyEnd = ".key"

// elsewhere begins a key file that holds no key, but says where it lies.
const elsewhere = "in "

// keyPurpose is the purpose of the digest by which the register knows its key again.
const keyPurpose = "the key of the register"

// keyCheck is the digest by which the register knows its key again.
func (r *Register) keyCheck() string { return r.KeyedDigest(keyPurpose).String() }

// takeKey reads the key of a register, holds it to the digests that the ledger and the fingerprints have of it, and applies it. A
// register that has none yet gets a key that only its owner may read. The error is a *KeyError when the key is missing or another's.
func (r *Register) takeKey(ctx context.Context, path string) error {
	m, err := latestMemory(ctx, r.db)
	if err != nil {
		return err
	}
	keyed, err := isKeyed(ctx, r.db)
	if err != nil {
		return err
	}
	if r.key, err = loadKey(path, keyed || m.Key != ""); err != nil {
		return err
	}
	if m.Key != "" && m.Key != r.keyCheck() {
		return &KeyError{Path: path}
	}
	r.notes = r.newNoteCipher()
	if r.prints, err = r.applyKey(ctx); errors.Is(err, ErrOtherKey) {
		return &KeyError{Path: path}
	}
	return err
}

// loadKey reads a key, or makes one unless there was one.
func loadKey(path string, had bool) ([]byte, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if had {
		return nil, &KeyError{Path: path, Missing: true}
	}
	if path, err = keyPath(path); err != nil {
		return nil, err
	}
	return makeKey(path)
}

// keyPath follows a key file that says where the key lies.
func keyPath(path string) (string, error) {
	text, err := disk.Read(path)
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
	text, err := disk.Read(path)
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

func makeKey(path string) ([]byte, error) {
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := publishKey(path, key); errors.Is(err, fs.ErrExist) { // another process was first
		return readKey(path)
	} else if err != nil {
		return nil, err
	}
	return key, nil
}

// publishKey puts a new key at a path, whole, unless one is there.
func publishKey(path string, key []byte) error {
	folder, err := os.MkdirTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	whole := filepath.Join(folder, filepath.Base(path))
	if err := writeKey(whole, key); err != nil {
		return err
	}
	err = os.Link(whole, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return writeKey(path, key) // on a file system without links
}

// writeKey writes a key to a new file that only its owner may read, and puts it on disk.
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
