package journal

import (
	"encoding/gob"
	"io"
	"path/filepath"

	"rollcall/pipeline/custody"
)

// Checkpoint is the folder in which one stage keeps what it made. Nothing in it can be read without the run's secret.
type Checkpoint struct {
	dir    string
	secret custody.Secret
}

// NewCheckpoint is a checkpoint in a folder that is there, under a secret of its own.
func NewCheckpoint(dir string) Checkpoint { return Checkpoint{dir, custody.NewSecret()} }

// WriteFile writes a file of the checkpoint.
func (c Checkpoint) WriteFile(name string, write func(io.Writer) error) error {
	return c.secret.WriteFile(filepath.Join(c.dir, name), write)
}

// ReadFile reads what WriteFile wrote, from its first byte. A file that is damaged, or of another secret, is an error.
func (c Checkpoint) ReadFile(name string, read func(io.Reader) error) error {
	f, err := c.secret.OpenFile(filepath.Join(c.dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	return read(f.Stream())
}

// SaveGob writes plain data for LoadGob.
func (c Checkpoint) SaveGob(name string, v any) error {
	return c.WriteFile(name, func(w io.Writer) error { return gob.NewEncoder(w).Encode(v) })
}

// LoadGob has back what SaveGob wrote.
func (c Checkpoint) LoadGob(name string, v any) error {
	return c.ReadFile(name, func(r io.Reader) error { return gob.NewDecoder(r).Decode(v) })
}
