package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
	"slices"
	"strings"
)

// HeldFolder is the folder of an output folder in which runs stand that were held before publication. Each has the folder that it
// would publish and, beside it, what the register is to remember when it is released.
const HeldFolder = "held"

// recordEnd is what the name of a held run's record adds to the run's own.
const recordEnd = ".record"

// HoldFolder is PublishFolder for a run that is held: the folder appears whole among the held ones, and LATEST stays. Record writes
// beside it what is to be remembered, before the folder appears, so that none is without.
func HoldFolder(out string, id RunID, write func(dir string) error, record func(path string) error) (string, error) {
	held := filepath.Join(out, HeldFolder)
	if err := custody.MakeFolder(held); err != nil {
		return "", err
	}
	return appearIn(held, id, func(dir string) error {
		if err := write(dir); err != nil {
			return err
		}
		return record(RecordPath(out, id))
	})
}

// HeldPath is where the folder of a held run stands.
func HeldPath(out string, id RunID) string { return filepath.Join(out, HeldFolder, string(id)) }

// RecordPath is where that lies which the register is to remember of a held run.
func RecordPath(out string, id RunID) string { return HeldPath(out, id) + recordEnd }

// HeldRuns returns the runs that stand held, or of which a record was left, by their names. Names begin with the day of the run.
func HeldRuns(out string) ([]RunID, error) {
	entries, err := os.ReadDir(filepath.Join(out, HeldFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var ids []RunID
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), recordEnd); !strings.HasPrefix(name, ".") {
			ids = append(ids, RunID(name))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// AppearHeld moves a held run among the published ones and points LATEST to it. The rename is the only step that shows, and one that was
// made already is not made again.
func AppearHeld(out string, id RunID) (string, error) {
	runs := filepath.Join(out, RunsFolder)
	final := filepath.Join(runs, string(id))
	if !FileExists(final) {
		if err := custody.MakeFolder(runs); err != nil {
			return "", err
		}
		if err := os.Rename(HeldPath(out, id), final); err != nil {
			return "", err
		}
		if err := errors.Join(disk.SyncFolder(runs), disk.SyncFolder(filepath.Join(out, HeldFolder))); err != nil {
			return "", err
		}
	}
	return final, PointLatest(out, id)
}

// RemoveHeld removes a held run and what was to be remembered of it.
func RemoveHeld(out string, id RunID) error {
	return errors.Join(os.RemoveAll(HeldPath(out, id)), os.RemoveAll(RecordPath(out, id)))
}

// SweepHeld removes the runs that were held more than some days before a day, and returns how many.
func SweepHeld(out string, today calendar.Date, days int) (int, error) {
	return removeHeld(out, func(on calendar.Date) bool { return on.AddDays(days) < today })
}

// RemoveHeldUntil removes the runs that were held of a day and of days before it: a run of that day is published.
func RemoveHeldUntil(out string, day calendar.Date) error {
	_, err := removeHeld(out, func(on calendar.Date) bool { return on <= day })
	return err
}

// removeHeld removes the held runs of days that are over. One whose name tells no day stays.
func removeHeld(out string, over func(on calendar.Date) bool) (n int, err error) {
	ids, err := HeldRuns(out)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		day, _, _ := strings.Cut(string(id), "T")
		if on, err := calendar.Parse(day); err != nil || !over(on) {
			continue
		}
		if err := RemoveHeld(out, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
