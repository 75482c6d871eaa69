package past

import (
	"context"
	"maps"
	"path/filepath"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// registerFile is the register's name in an output folder.
const registerFile = "register.db"

// RegisterPath is where the register of an output folder lies.
func RegisterPath(out string) string { return filepath.Join(out, registerFile) }

// OpenRegister opens the register of an output folder without verifying it, or begins one. A run that recorded what it was about to show and was
// then killed is told from one that appeared by its folder.
func OpenRegister(ctx context.Context, out string) (*register.Register, error) {
	reg, err := register.Open(RegisterPath(out))
	if err != nil {
		return nil, err
	}
	if err := NoteAppeared(ctx, reg, out); err != nil {
		_ = reg.Close()
		return nil, err
	}
	return reg, nil
}

// NoteAppeared notes in the register which of the runs that were recorded have appeared in the output folder.
func NoteAppeared(ctx context.Context, reg *register.Register, out string) error {
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
