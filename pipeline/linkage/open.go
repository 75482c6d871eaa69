package linkage

import (
	"bytes"
	"context"
	"path/filepath"

	"rollcall/matchers"
)

// Open reads the settings, tables and model of a finished linkage again. Changed names the tables that are no longer what it
// read.
func Open(ctx context.Context, dir string) (r *Run, changed []string, err error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, nil, err
	}
	s, err := LoadSettings(m.Settings)
	if err != nil {
		return nil, nil, err
	}
	r = &Run{Settings: s}
	if err := r.readTables(ctx, Options{}); err != nil {
		return nil, nil, err
	}
	for k, t := range r.Tables {
		if k >= len(m.Tables) || m.Tables[k].SHA256 != t.SHA256 {
			changed = append(changed, t.File)
		}
	}
	raw, err := readFile(filepath.Join(dir, ModelFile))
	if err != nil {
		return nil, nil, err
	}
	if r.Model, err = matchers.LoadModel(bytes.NewReader(raw)); err != nil {
		return nil, nil, err
	}
	r.Tables = m.Tables
	return r, changed, nil
}
