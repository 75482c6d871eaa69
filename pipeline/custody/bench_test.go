package custody

import (
	"io"
	"path/filepath"
	"testing"
)

// BenchmarkCheckpoint is what encryption adds to a checkpoint of 8 MB, which 6,000 children leave: written and forced to the disk
// under a secret, and as it is.
func BenchmarkCheckpoint(b *testing.B) {
	body := make([]byte, 8<<20)
	write := func(w io.Writer) error { _, err := w.Write(body); return err }
	secret := NewSecret()
	for name, keep := range map[string]func(path string) error{
		"secret": func(path string) error { return secret.WriteFile(path, write) },
		"clear":  func(path string) error { return WriteFile(path, write) },
	} {
		b.Run(name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "records")
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if err := keep(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
