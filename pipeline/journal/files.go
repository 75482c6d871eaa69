package journal

import (
	"bufio"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"io"
	"os"

	"rollcall/pipeline/disk"
)

// WriteDurably writes a file whole or not at all, and forces it to the disk.
func WriteDurably(path string, b []byte) error { return disk.Write(path, b, 0o644) }

// HashFile returns the SHA-256 of a file's bytes.
func HashFile(path string) (string, error) {
	f, err := disk.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// HashBytes returns the SHA-256 of bytes, as HashFile does.
func HashBytes(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// FileExists reports whether anything is at a path.
func FileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// WriteOwned writes a new file that only its owner may read.
func WriteOwned(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		f.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// SaveGob writes plain data for LoadGob.
func SaveGob(path string, v any) error {
	return WriteOwned(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(v) })
}

// LoadGob has back what SaveGob wrote.
func LoadGob(path string, v any) error {
	f, err := disk.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return gob.NewDecoder(bufio.NewReaderSize(f, 1<<20)).Decode(v)
}
