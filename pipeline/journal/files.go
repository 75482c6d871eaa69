package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// WriteDurably writes a file whole or not at all, that only its owner may open, and forces it to the disk. What it is written to
// first lies beside it, never in a folder for temporary files.
func WriteDurably(path string, b []byte) error { return disk.Write(path, b, custody.FileMode) }

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
