package safekeeping

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// A copy of the register from before a child was erased holds the child still. So every erasure is remembered outside the register,
// beside it and beside the copies, by digests that say nothing without the register's key, and a copy that is put back is held to
// all of them.

// forgottenFile is the file of erasures beside the copies; beside the register its name follows the register's own.
const (
	forgottenFile = "erasures.json"
	forgottenEnd  = ".erasures"
)

func (a *Asked) forgottenPaths() []string {
	return []string{a.path() + forgottenEnd, filepath.Join(a.folder(), forgottenFile)}
}

// readForgotten reads what either file remembers. A file that cannot be read stops whoever asks: a child would come back unseen.
func (a *Asked) readForgotten() (all []register.Forgotten, err error) {
	for _, path := range a.forgottenPaths() {
		raw, err := disk.Read(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var some []register.Forgotten
		if err == nil {
			err = json.Unmarshal(raw, &some)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: which children were erased cannot be read: %w; put it back from a backup, or remove it if its double is sound", path, err)
		}
		all = joinForgotten(all, some)
	}
	return all, nil
}

// joinForgotten adds erasures to those that are remembered, each once, with every ledger that has it done.
func joinForgotten(all, more []register.Forgotten) []register.Forgotten {
	for _, f := range more {
		at := slices.IndexFunc(all, func(x register.Forgotten) bool { return x.At == f.At && slices.Equal(x.Children, f.Children) })
		if at < 0 {
			all = append(all, f)
			continue
		}
		for _, h := range f.In {
			if !slices.Contains(all[at].In, h) {
				all[at].In = append(all[at].In, h)
			}
		}
	}
	return all
}

// noteForgotten remembers what the register says was erased, in both files, and where its ledger stands now if all of it was just done
// again.
func (a *Asked) noteForgotten(ctx context.Context, reg *register.Register, doneAgain ...register.Head) error {
	all, err := a.readForgotten()
	if err != nil {
		return err
	}
	for i := range all {
		all[i].In = append(all[i].In, doneAgain...)
	}
	said, err := reg.ReadForgotten(ctx)
	if err != nil {
		return err
	}
	if all = joinForgotten(all, said); len(all) == 0 {
		return nil
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	for _, path := range a.forgottenPaths() {
		if had, err := disk.Read(path); err == nil && string(had) == string(raw)+"\n" {
			continue
		}
		if err := journal.WriteDurably(path, append(raw, '\n')); err != nil {
			return fmt.Errorf("who was erased could not be noted: %w", err)
		}
	}
	return nil
}
