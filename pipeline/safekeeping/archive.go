package safekeeping

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/register"
)

// Wrapping is what a copy goes through on its way to the disk and back: encryption, where there is any. The zero Wrapping leaves it as
// it is.
type Wrapping struct {
	End    string                                     // what the name of a wrapped copy adds
	Wrap   func(to io.Writer) (io.WriteCloser, error) // closed when all is written
	Unwrap func(from io.Reader) (io.Reader, error)    // nil where this machine cannot
}

// The parts of a copy, in their order: what it is, the register, its key.
const (
	aboutPart    = "about.json"
	registerPart = "register.db"
	keyPart      = registerPart + register.KeyEnd
)

// mostAbout bounds the parts of a copy but the register, in bytes.
const mostAbout = 1 << 20

// about is what a copy says of itself.
type about struct {
	Made      string `json:"made"` // UTC, RFC 3339
	Authority string `json:"authority"`
	Entries   int64  `json:"entries"`
	Hash      string `json:"sha256"` // of the last entry
	Bytes     int64  `json:"register_bytes"`
	Digest    string `json:"register_sha256"`
}

// writeArchive packs a register that nobody has open, and its key, as a tar compressed by zstd: whoever has lost Rollcall can
// unpack it by hand. Most of a register is digests and what is sealed, on which a harder look finds little more.
func writeArchive(to io.Writer, of about, path string) error {
	z, err := zstd.NewWriter(to, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	text, err := json.Marshal(of)
	if err != nil {
		return err
	}
	if err := t.WriteHeader(partHeader(aboutPart, int64(len(text)), of)); err != nil {
		return err
	}
	if _, err := t.Write(text); err != nil {
		return err
	}
	for _, part := range []struct{ name, path string }{{registerPart, path}, {keyPart, path + register.KeyEnd}} {
		if err := packPart(t, part.name, part.path, of); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close())
}

func partHeader(name string, size int64, of about) *tar.Header {
	made, _ := time.Parse(time.RFC3339, of.Made)
	return &tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: made, Format: tar.FormatPAX}
}

func packPart(t *tar.Writer, name, path string, of about) error {
	f, err := disk.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(partHeader(name, info.Size(), of)); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}

// errNoCopy says that a file is no copy, or one that is not whole.
var errNoCopy = errors.New("not a whole copy of a register")

// readArchive unpacks a copy into a folder, or nowhere when it is empty, and holds the register to the digest that the copy gives.
func readArchive(from io.Reader, dir string) (of about, err error) {
	z, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return of, fmt.Errorf("%w: %w", errNoCopy, err)
	}
	defer z.Close()
	t := tar.NewReader(z)
	for _, name := range []string{aboutPart, registerPart, keyPart} {
		h, err := t.Next()
		if err != nil || h.Name != name {
			return of, fmt.Errorf("%w: %s is missing", errNoCopy, name)
		}
		if name != registerPart && h.Size > mostAbout || name == registerPart && h.Size != of.Bytes {
			return of, fmt.Errorf("%w: %s is not as long as it is to be", errNoCopy, name)
		}
		if name == aboutPart {
			if err := json.NewDecoder(t).Decode(&of); err != nil {
				return of, fmt.Errorf("%w: %s: %w", errNoCopy, name, err)
			}
			continue
		}
		sum, err := unpackPart(t, dir, name)
		if err != nil {
			return of, fmt.Errorf("%w: %s: %w", errNoCopy, name, err)
		}
		if name == registerPart && sum != of.Digest {
			return of, fmt.Errorf("%w: the register in it was changed", errNoCopy)
		}
	}
	if _, err := io.Copy(io.Discard, z); err != nil { // to the checksum at its end
		return of, fmt.Errorf("%w: %w", errNoCopy, err)
	}
	return of, nil
}

// unpackPart writes a part into a folder, or nowhere, and returns its digest.
func unpackPart(from io.Reader, dir, name string) (string, error) {
	h := sha256.New()
	to := io.Writer(h)
	if dir != "" {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return "", err
		}
		defer f.Close()
		defer f.Sync()
		to = io.MultiWriter(h, f)
	}
	if _, err := io.Copy(to, from); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
