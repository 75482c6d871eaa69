package past

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// registerFile is the register's name in an output folder.
const registerFile = "register.db"

// RegisterPath is where the register of an output folder lies.
func RegisterPath(out string) string { return filepath.Join(out, registerFile) }

// OpenRegister opens the register of an output folder, or begins one. A run that recorded what it was about to show and was
// then killed is told from one that appeared by its folder.
func OpenRegister(ctx context.Context, out string) (*register.Register, error) {
	reg, err := register.Open(RegisterPath(out))
	if err != nil {
		return nil, err
	}
	if err := noteAppeared(ctx, reg, out); err != nil {
		_ = reg.Close()
		return nil, err
	}
	return reg, nil
}

// noteAppeared notes which of the runs that were recorded have appeared.
func noteAppeared(ctx context.Context, reg *register.Register, out string) error {
	folders, err := reg.UnsettledRuns(ctx)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(folders)) {
		if !journal.FileExists(filepath.Join(out, folders[id])) {
			continue
		}
		if err := reg.MarkPublished(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// NotedHeads reads where the manifests of the published runs say that the ledger ended.
func NotedHeads(out string) ([]register.Head, error) {
	runs := filepath.Join(out, journal.RunsFolder)
	entries, err := os.ReadDir(runs)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var heads []register.Head
	for _, e := range entries {
		folder := filepath.Join(runs, e.Name())
		if !journal.FileExists(filepath.Join(folder, journal.ManifestFile)) {
			continue
		}
		m, err := journal.ReadManifest(folder)
		if err != nil {
			return nil, err
		}
		if m.Register.Entries > 0 {
			heads = append(heads, register.Head(m.Register))
		}
	}
	return heads, nil
}
