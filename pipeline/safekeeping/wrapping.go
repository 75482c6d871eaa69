package safekeeping

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
)

// wrap is what is written through on the way to the disk.
func (w Wrapping) wrap(to io.Writer) (io.WriteCloser, error) {
	if w.Wrap == nil {
		return unwrapped{to}, nil
	}
	return w.Wrap(to)
}

// unwrap is what is read through on the way back.
func (w Wrapping) unwrap(from io.Reader) (io.Reader, error) {
	switch {
	case w.Unwrap != nil:
		return w.Unwrap(from)
	case w.Wrap != nil:
		return nil, errors.New("the copy is encrypted, and this machine has no key for it; open it where the key is, and restore from what comes out")
	}
	return from, nil
}

// unwrapped is written as it is.
type unwrapped struct{ io.Writer }

// Close does nothing.
func (unwrapped) Close() error { return nil }

// hashed digests what is written to it.
type hashed struct{ hash.Hash }

func newHashed() hashed { return hashed{sha256.New()} }

func (h hashed) hex() string { return hex.EncodeToString(h.Sum(nil)) }

// writeSynced writes a new file that only its owner may read, and puts it on the disk before it is closed.
func writeSynced(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}
