package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"github.com/google/renameio/v2"
)

// writeDurably writes a file whole or not at all, and forces it to the disk.
func writeDurably(path string, b []byte) error { return renameio.WriteFile(path, b, 0o644) }

// hashFile returns the SHA-256 of a file's bytes.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
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
