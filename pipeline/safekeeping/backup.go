package safekeeping

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// The names of what is under way, which a killed process may leave and the next sweeps.
const (
	copyFolder   = ".register-copy"   // in the output folder
	partOfCopy   = ".part-"           // before the name of a copy
	unpackFolder = ".register-unpack" // in the output folder
)

// KeepSafe follows whatever was recorded: it puts a copy of the register aside, notes who was erased where a copy from before it will
// be held to that, and notes beside the register where its ledger ends.
// What was recorded or published stands however it goes; what fails is to be said gravely. The caller holds the lock of the
// folder. The copy comes first: killed in between, no copy lacks what was noted.
func KeepSafe(ctx context.Context, a Asked, reg *register.Register) []journal.Notice {
	var grave []journal.Notice
	say := func(format string, err error) {
		grave = append(grave, journal.Notice{Grave: true, Text: fmt.Sprintf(format, err)})
	}
	if _, err := a.backUp(ctx, reg); err != nil {
		say("the register was not backed up: %v; what was published stands; mend it and make a copy by hand with rollcall register backup", err)
	}
	if err := a.noteForgotten(ctx, reg); err != nil {
		say("register: %v; a copy from before it would bring the child back", err)
	}
	head, err := reg.LedgerEnd(ctx)
	if err == nil {
		err = a.noteHead(head)
	}
	if err != nil {
		say("%v; what was published stands", err)
	}
	return grave
}

// backUp puts a verified copy of the register into the folder of copies, whole or not at all, and lets go of those that the settings
// keep no longer. A register that is not sound is not copied.
func (a *Asked) backUp(ctx context.Context, reg *register.Register) (path string, err error) {
	folder := a.folder()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	if err := a.sweepLeft(); err != nil {
		return "", err
	}
	work := filepath.Join(a.Out, copyFolder)
	if err := os.Mkdir(work, 0o700); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	database := filepath.Join(work, registerPart)
	if err := reg.BackupTo(ctx, database); err != nil {
		return "", err
	}
	path = filepath.Join(folder, copyName(a.Clock(), a.Wrapping))
	part := filepath.Join(folder, partOfCopy+filepath.Base(path))
	if err := a.packVerified(ctx, part, database); err != nil {
		return "", errors.Join(err, removeIfThere(part))
	}
	if err := os.Rename(part, path); err != nil {
		return "", err
	}
	if err := disk.SyncFolder(folder); err != nil {
		return "", err
	}
	return path, a.dropCopies()
}

// packVerified packs a register into a file while it is verified. Only when both are well is the file a copy.
func (a *Asked) packVerified(ctx context.Context, part, database string) error {
	var packed, verified register.Head
	g := pool.New().WithErrors()
	g.Go(func() (err error) {
		packed, err = a.packFile(ctx, part, database)
		return err
	})
	g.Go(func() (err error) {
		if verified, err = verifyFile(ctx, database); err != nil {
			return fmt.Errorf("the copy of it is not sound: %w", err)
		}
		return nil
	})
	err := g.Wait()
	if err == nil && packed != verified {
		err = fmt.Errorf("the copy of it says that its ledger ends elsewhere than it does")
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// verifyFile verifies every byte of a register that lies in a file, its pages beside its ledger. One of the newest schema is not changed.
func verifyFile(ctx context.Context, path string) (head register.Head, err error) {
	g := pool.New().WithErrors()
	for _, verify := range []func(*register.Register) error{
		func(reg *register.Register) error { return reg.CheckPages(ctx) },
		func(reg *register.Register) (err error) { head, err = reg.VerifyLedger(ctx); return err },
	} {
		reg, err := register.OpenToLook(path)
		if err != nil {
			return register.Head{}, errors.Join(err, g.Wait())
		}
		g.Go(func() error { return errors.Join(verify(reg), reg.Close()) })
	}
	return head, g.Wait()
}

// packFile packs a register into a file and reads it again from the disk. It returns where the register's ledger ends.
func (a *Asked) packFile(ctx context.Context, part, database string) (register.Head, error) {
	of, err := a.describeFile(ctx, database)
	if err != nil {
		return register.Head{}, err
	}
	written := newHashed()
	if err := writeSynced(part, func(f io.Writer) error {
		w, err := a.Wrapping.wrap(io.MultiWriter(f, written))
		if err != nil {
			return err
		}
		if err := writeArchive(w, of, database); err != nil {
			return err
		}
		return w.Close()
	}); err != nil {
		return register.Head{}, err
	}
	if err := a.readBack(part, written.hex(), of); err != nil {
		return register.Head{}, fmt.Errorf("the copy reads back otherwise than it was written: %w", err)
	}
	return register.Head{Entries: of.Entries, Hash: of.Hash}, nil
}

// describeFile is what a copy of a register says of itself.
func (a *Asked) describeFile(ctx context.Context, database string) (of about, err error) {
	reg, err := register.OpenToLook(database)
	if err != nil {
		return of, err
	}
	head, err := reg.LedgerEnd(ctx)
	if err := errors.Join(err, reg.Close()); err != nil {
		return of, err
	}
	digest, err := journal.HashFile(database)
	if err != nil {
		return of, err
	}
	info, err := os.Stat(database)
	if err != nil {
		return of, err
	}
	return about{a.Clock().UTC().Format(time.RFC3339), a.Settings.Authority.Code, head.Entries, head.Hash, info.Size(), digest}, nil
}

// readBack holds a copy on the disk to what was written, and where this machine can open it, to what it is of.
func (a *Asked) readBack(path, written string, of about) error {
	switch digest, err := journal.HashFile(path); {
	case err != nil:
		return err
	case digest != written:
		return errNoCopy
	}
	if a.Wrapping.Wrap != nil && a.Wrapping.Unwrap == nil {
		return nil
	}
	got, err := a.openCopy(path, "")
	if err == nil && got != of {
		err = errNoCopy
	}
	return err
}

// openCopy unpacks a copy into a folder, or nowhere when it is empty.
func (a *Asked) openCopy(path, dir string) (about, error) {
	f, err := disk.Open(path)
	if err != nil {
		return about{}, err
	}
	defer f.Close()
	from, err := a.Wrapping.unwrap(f)
	if err != nil {
		return about{}, err
	}
	return readArchive(from, dir)
}

// sweepLeft removes what a killed process left half done.
func (a *Asked) sweepLeft() error {
	left, err := os.ReadDir(a.folder())
	if err != nil {
		return err
	}
	errs := []error{os.RemoveAll(filepath.Join(a.Out, copyFolder)), os.RemoveAll(filepath.Join(a.Out, unpackFolder))}
	for _, f := range left {
		if len(f.Name()) > len(partOfCopy) && f.Name()[:len(partOfCopy)] == partOfCopy {
			errs = append(errs, os.Remove(filepath.Join(a.folder(), f.Name())))
		}
	}
	return errors.Join(errs...)
}
