package safekeeping

import (
	"context"
	"errors"
	"os"

	"rollcall/pipeline/register"
)

// ErrNoRegister says that there is no register in which anything could be noted.
var ErrNoRegister = errors.New("there is no register")

// NoteAct enters what a person did in the ledger, and notes where it ends then. It takes no lock of the folder, so that a look is noted
// while a run is under way: the ledger grows by whole transactions. No copy is put aside for it; the next run's holds it.
func NoteAct(ctx context.Context, a Asked, act register.Act, children ...string) (err error) {
	reg, err := OpenExisting(a)
	if err != nil {
		return err
	}
	if reg == nil {
		return ErrNoRegister
	}
	defer func() { err = errors.Join(err, reg.Close()) }()
	if err := reg.RecordAct(ctx, act, children...); err != nil {
		return a.Explain(err)
	}
	return NoteEnd(ctx, a, reg)
}

// ListCopies returns the copies of the register that Rollcall keeps itself, the newest first.
func ListCopies(a Asked) ([]string, error) { return a.copies() }

// RemoveCopies removes copies and returns how many went.
func RemoveCopies(paths []string) (n int, err error) {
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// NoteEnd notes beside the register where its ledger ends, after something was entered. It takes no lock of the folder: an end that was
// noted before another is one that the ledger holds too.
func NoteEnd(ctx context.Context, a Asked, reg *register.Register) error {
	head, err := reg.LedgerEnd(ctx)
	if err != nil {
		return err
	}
	return a.noteHead(head)
}
