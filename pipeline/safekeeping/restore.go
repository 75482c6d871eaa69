package safekeeping

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
)

// Resume is how a person has the register go on after a loss.
type Resume struct {
	From    string // the copy; empty: the newest that is kept
	By, Why string
}

// Resumed is what came of it.
type Resumed struct {
	From     string        // the copy; empty: none
	Head     register.Head // where the ledger ends now
	Lost     int           // heads that were noted and are given up
	Unknown  []string      // published runs that the register knows nothing of
	SetAside string        // the folder that holds what was there; empty: nothing was
	KeyOnly  bool          // the register itself was sound: only its key was put back
	Erased   int           // ids of children who were erased since the copy was made, and were erased from it again
	Grave    []journal.Notice
}

// RestoreRegister puts a copy of the register in its place, after verifying every byte of it. A copy that lacks what was noted since
// is refused with a *Loss unless a reason is given. What was there is set aside, never overwritten. Killed at any moment, it
// leaves a register, or none, which the next run refuses until the restoring is done again. The error is a *Loss when the copy
// is no good.
func RestoreRegister(ctx context.Context, a Asked, how Resume) (*Resumed, error) {
	release, err := journal.LockFolder(a.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	work, err := a.emptyFolder(unpackFolder)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	from, err := a.unpackCopy(how.From, work)
	if err != nil {
		return nil, err
	}
	if how.From == "" {
		if done, err := a.restoreKey(ctx, work, from); done != nil || err != nil {
			return done, err
		}
	}
	return a.resume(ctx, filepath.Join(work, registerPart), from, how)
}

// BeginRegister begins a register with nothing in it after a loss, under the key of the lost one where that is there. What was there
// is set aside. It refuses when the register is sound.
func BeginRegister(ctx context.Context, a Asked, how Resume) (*Resumed, error) {
	release, err := journal.LockFolder(a.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	reg, _, err := OpenRegister(ctx, a)
	if err == nil {
		_ = reg.Close()
		return nil, fmt.Errorf("register: %s is sound: there is nothing to begin anew for", a.path())
	}
	if loss := (*Loss)(nil); !errors.As(err, &loss) {
		return nil, err
	}
	work, err := a.emptyFolder(unpackFolder)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	if key, err := disk.Read(a.path() + register.KeyEnd); err == nil {
		if err := os.WriteFile(filepath.Join(work, keyPart), key, 0o600); err != nil {
			return nil, err
		}
	}
	begun, err := register.Open(filepath.Join(work, registerPart))
	if err != nil { // the key is none
		if err := os.Remove(filepath.Join(work, keyPart)); err != nil {
			return nil, err
		}
		if begun, err = register.Open(filepath.Join(work, registerPart)); err != nil {
			return nil, err
		}
	}
	if err := begun.Close(); err != nil {
		return nil, err
	}
	return a.resume(ctx, filepath.Join(work, registerPart), "", how)
}

// TakeOver records that the register of an output folder is from now on that of the authority of the settings, whose code has changed
// or who has taken over another's register. Everything else about it has to be sound.
func TakeOver(ctx context.Context, a Asked, how Resume) error {
	release, err := journal.LockFolder(a.Out)
	if err != nil {
		return err
	}
	defer release()
	reg, err := OpenExisting(a)
	if err != nil {
		return err
	}
	if reg == nil {
		return fmt.Errorf("register: %s: there is none yet; the first run makes it", a.path())
	}
	defer reg.Close()
	if _, err := VerifyRegister(ctx, a, reg); err != nil {
		return err
	}
	if err := reg.RecordAuthority(ctx, a.Settings.Authority.Code, how.By, how.Why); err != nil {
		return err
	}
	for _, n := range KeepSafe(ctx, a, reg) {
		err = errors.Join(err, errors.New(n.Text))
	}
	return err
}

// resume records in a register that lies apart how it goes on, and puts it in its place.
func (a *Asked) resume(ctx context.Context, apart, from string, how Resume) (*Resumed, error) {
	noted, err := readNoted(a.Out)
	if err != nil {
		return nil, err
	}
	done := &Resumed{From: from}
	if done.Head, err = verifyFile(ctx, apart); err != nil {
		return nil, &Loss{fmt.Sprintf("register: the copy %s is no good: %v", from, err), a.otherCopy(), err}
	}
	reg, err := register.Open(apart)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	if _, err := reg.TrustLedger(ctx, register.Expected{Authority: a.Settings.Authority.Code, AsOf: a.AsOf.Midnight()}); err != nil {
		return nil, &Loss{fmt.Sprintf("register: the copy %s is no good: %v", from, err), a.otherCopy(), err}
	}
	lacking, err := reg.LacksHeads(ctx, noted.heads())
	if err != nil {
		return nil, err
	}
	if len(lacking) > 0 && how.Why == "" {
		return nil, &Loss{fmt.Sprintf("register: the copy %s ends at entry %d, and %d was noted since: what was decided in between is not in it", from, done.Head.Entries, lastOf(lacking)),
			a.otherCopy() + " If there is no newer one, go on without it by giving a reason: --why REASON", nil}
	}
	for _, run := range noted.runs {
		known, err := reg.RunByID(ctx, run.Run)
		if err != nil {
			return nil, err
		}
		if !known.IsKnown() {
			done.Unknown = append(done.Unknown, run.Run)
		}
	}
	if err := a.eraseAgain(ctx, reg, done); err != nil {
		return nil, err
	}
	done.Lost = len(lacking)
	if done.Head, err = reg.RecordResumption(ctx, register.Resumption{
		Anew: from == "", On: a.AsOf.String(), By: how.By, Why: how.Why, Backup: filepath.Base(from), From: done.Head, GivenUp: lacking, Unknown: done.Unknown,
	}); err != nil {
		return nil, err
	}
	if err := reg.Close(); err != nil {
		return nil, err
	}
	if done.SetAside, err = a.putInPlace(apart); err != nil {
		return nil, err
	}
	placed, err := register.Open(a.path())
	if err != nil {
		return nil, err
	}
	defer placed.Close()
	if err := a.noteForgotten(ctx, placed, done.Head); err != nil {
		done.Grave = append(done.Grave, journal.Notice{Grave: true, Text: "register: " + err.Error()})
	}
	done.Grave = append(done.Grave, KeepSafe(ctx, *a, placed)...)
	return done, nil
}

// eraseAgain erases from a register that lies apart the children who were erased since it was copied.
func (a *Asked) eraseAgain(ctx context.Context, reg *register.Register, done *Resumed) error {
	remembered, err := a.readForgotten()
	if err != nil {
		return err
	}
	left := 0
	if done.Erased, left, err = reg.EraseAgain(ctx, remembered); left > 0 {
		done.Grave = append(done.Grave, journal.Notice{Grave: true, Text: fmt.Sprintf(
			"register: %d children who were erased go by another id in the copy, and were not erased again: find them with rollcall subject, and erase them by hand", left)})
	}
	return err
}

func lastOf(heads []register.Head) (last int64) {
	for _, h := range heads {
		last = max(last, h.Entries)
	}
	return last
}

func (a *Asked) otherCopy() string {
	return fmt.Sprintf("Name another copy (%s holds those that are kept): rollcall register restore FILE -c %s --by WHO.", a.folder(), a.Settings.Path())
}

// unpackCopy unpacks a copy, or the newest that is kept, into a folder, and returns its path. A plain copy that `register backup` made is
// one too.
func (a *Asked) unpackCopy(path, dir string) (string, error) {
	if path == "" {
		kept, err := a.copies()
		if err != nil {
			return "", err
		}
		if len(kept) == 0 {
			return "", &Loss{What: fmt.Sprintf("register: there is no copy of it in %s", a.folder()), Do: a.wayBack()}
		}
		path = kept[0]
	}
	plain, err := isDatabase(path)
	if err != nil {
		return "", fmt.Errorf("register: %w", err)
	}
	if !plain {
		if _, err := a.openCopy(path, dir); err != nil {
			return "", &Loss{fmt.Sprintf("register: %s: %v", path, err), a.otherCopy(), err}
		}
		return path, nil
	}
	for _, end := range []string{"", register.KeyEnd} {
		from := path + end
		if end != "" && !hasContent(from) {
			from = a.path() + end // a copy of before keys were copied too is of the key that lies there
		}
		if err := copyFile(from, filepath.Join(dir, registerPart+end)); err != nil && !(end != "" && errors.Is(err, os.ErrNotExist)) {
			return "", fmt.Errorf("register: %w", err)
		}
	}
	return path, nil
}

// isDatabase reports whether a file is a database as it is, and no packed copy.
func isDatabase(path string) (bool, error) {
	f, err := disk.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	sign := []byte("SQLite format 3\x00")
	head := make([]byte, len(sign))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, sign), nil
}

func copyFile(from, to string) error {
	f, err := disk.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	return writeSynced(to, func(w io.Writer) error { _, err := io.Copy(w, f); return err })
}

// restoreKey puts only the key of a copy back where the register itself is there and the key opens it: nothing that was recorded since
// the copy is lost. It returns nothing where it is not the key that is lost.
func (a *Asked) restoreKey(ctx context.Context, work, from string) (*Resumed, error) {
	reg, err := register.Open(a.path())
	var key *register.KeyError
	if err == nil {
		return nil, reg.Close()
	}
	if !errors.As(err, &key) || !hasContent(a.path()) {
		return nil, nil
	}
	done := &Resumed{From: from, KeyOnly: true}
	if hasContent(a.path() + register.KeyEnd) {
		if done.SetAside, err = a.setAside(register.KeyEnd); err != nil {
			return nil, err
		}
	}
	if err := copyFile(filepath.Join(work, keyPart), a.path()+register.KeyEnd); err != nil {
		return nil, err
	}
	if reg, _, err = OpenRegister(ctx, *a); err != nil {
		return nil, nil // nor does this one open it: the whole is put back
	}
	defer reg.Close()
	done.Head, err = reg.LedgerEnd(ctx)
	return done, err
}

// emptyFolder makes a folder of the output folder anew.
func (a *Asked) emptyFolder(name string) (string, error) {
	dir := filepath.Join(a.Out, name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.Mkdir(dir, 0o700)
}

// putInPlace sets aside what is there of a register and puts the one that lies apart in its place, its key first: a register without
// its key would be taken for one whose key was lost.
func (a *Asked) putInPlace(apart string) (aside string, err error) {
	if aside, err = a.setAside("", "-wal", "-shm", register.KeyEnd, headEnd); err != nil {
		return aside, err
	}
	for _, end := range []string{register.KeyEnd, ""} {
		if err := os.Rename(apart+end, a.path()+end); err != nil {
			return aside, err
		}
	}
	return aside, disk.SyncFolder(a.Out)
}

// The name of the folder of a register that was set aside: when it was, in UTC.
const (
	asidePrefix = "register-set-aside-"
	asideStamp  = "20060102-150405"
)

// setAside moves the files of a register, by the ends of their names, into a folder of their own.
func (a *Asked) setAside(ends ...string) (aside string, err error) {
	for _, end := range ends {
		if _, err := os.Lstat(a.path() + end); err != nil {
			continue
		}
		if aside == "" {
			stem := filepath.Join(a.Out, asidePrefix+a.Clock().UTC().Format(asideStamp))
			aside = stem
			for n := 2; ; n++ {
				if err := os.Mkdir(aside, 0o700); err == nil {
					break
				} else if !errors.Is(err, os.ErrExist) || n > 1000 {
					return "", err
				}
				aside = fmt.Sprintf("%s-%d", stem, n)
			}
		}
		if err := os.Rename(a.path()+end, filepath.Join(aside, registerPart+end)); err != nil {
			return aside, err
		}
	}
	return aside, disk.SyncFolder(a.Out)
}
