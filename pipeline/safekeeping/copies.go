package safekeeping

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/settings"
)

// The name of a copy: when it was made, in UTC, with a number where two are made within a second.
const (
	copyPrefix = "register-"
	copySuffix = ".tar.zst"
	copyStamp  = "20060102-150405.000000"
)

// backupsFolder is where copies are kept in an output folder, unless the settings name another.
const backupsFolder = "backups"

func copyName(made time.Time, w Wrapping) string {
	return copyPrefix + strings.ReplaceAll(made.UTC().Format(copyStamp), ".", "-") + copySuffix + w.End
}

// madeAt is when the copy of a name was made; the zero time where the name is none of a copy.
func madeAt(name string) time.Time {
	stamp, found := strings.CutPrefix(name, copyPrefix)
	stamp, _, cut := strings.Cut(stamp, copySuffix)
	if len(stamp) != len(copyStamp) || !found || !cut {
		return time.Time{}
	}
	made, err := time.Parse(copyStamp, stamp[:15]+"."+stamp[16:])
	if err != nil {
		return time.Time{}
	}
	return made
}

// folder is where the copies of the register are kept.
func (a *Asked) folder() string {
	if own := a.Settings.Backup.Folder; own != "" {
		return a.Settings.Resolve(own)
	}
	return filepath.Join(a.Out, backupsFolder)
}

// copies are the paths of the copies that are kept, the newest first.
func (a *Asked) copies() ([]string, error) {
	found, err := os.ReadDir(a.folder())
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	var paths []string
	for _, f := range found {
		if !f.IsDir() && !madeAt(f.Name()).IsZero() {
			paths = append(paths, filepath.Join(a.folder(), f.Name()))
		}
	}
	slices.Reverse(paths) // the names sort by when they were made
	return paths, nil
}

// DropPast removes the copies of the register that the settings keep no longer, and the registers that were set aside when one was put
// back, once no copy of their time is kept: what was pruned or erased lives on in both. It returns how many went of each. It is for a
// day on which nothing is recorded, and so no copy made. The caller holds the lock of the folder.
func DropPast(a Asked) (copies, asides int, err error) {
	before, err := a.copies()
	if err == nil {
		err = a.dropCopies()
	}
	if err != nil {
		return 0, 0, err
	}
	left, err := a.copies()
	if err != nil {
		return 0, 0, err
	}
	first := a.Clock().UTC().AddDate(0, -a.Settings.CopiesKept().Months, 0)
	found, err := os.ReadDir(a.Out)
	for _, f := range found {
		stamp, is := strings.CutPrefix(f.Name(), asidePrefix)
		at, fault := time.Parse(asideStamp, stamp[:min(len(stamp), len(asideStamp))])
		if !is || fault != nil || !at.Before(first) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(a.Out, f.Name())); err != nil {
			return len(before) - len(left), asides, err
		}
		asides++
	}
	return len(before) - len(left), asides, err
}

// dropCopies removes the copies that the settings keep no longer.
func (a *Asked) dropCopies() error {
	paths, err := a.copies()
	if err != nil {
		return err
	}
	for _, path := range pastCopies(paths, a.Settings.CopiesKept()) {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("a copy past its time stays: %w", err)
		}
	}
	return nil
}

// pastCopies are those of the copies, the newest first, that are not the newest of one of the last days, weeks or months that have any.
// The newest always stays.
func pastCopies(newestFirst []string, keep settings.KeepCopies) (past []string) {
	kept := map[string]bool{}
	for _, x := range []struct {
		most int
		span func(time.Time) string
	}{
		{keep.Days, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{keep.Weeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }},
		{keep.Months, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		spans := map[string]bool{}
		for _, path := range newestFirst {
			if span := x.span(madeAt(filepath.Base(path))); !spans[span] && len(spans) < max(x.most, 1) {
				spans[span], kept[path] = true, true
			}
		}
	}
	for _, path := range newestFirst {
		if !kept[path] {
			past = append(past, path)
		}
	}
	return past
}
