package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// RunID names a run and the folder it is published in: the as-of date, the letter T, and when the run began.
type RunID string

// The names in an output folder.
const (
	RunsFolder    = "runs"
	partialPrefix = ".partial-"
	LatestFile    = "LATEST" // text: the folder of the last published run
	latestLink    = "latest" // the same as a symbolic link, where links can be made
	ManifestFile  = "manifest.json"
	ModelFile     = "model.json"
)

// NewRunID names a run so that no folder of the output has the name already.
func NewRunID(out, asOf string, now time.Time) RunID {
	stem := asOf + "T" + now.UTC().Format("20060102-150405")
	id := stem
	for n := 2; ; n++ {
		_, err := os.Stat(filepath.Join(out, RunsFolder, id))
		_, heldErr := os.Stat(filepath.Join(out, HeldFolder, id))
		if errors.Is(err, fs.ErrNotExist) && errors.Is(heldErr, fs.ErrNotExist) {
			return RunID(id)
		}
		id = fmt.Sprintf("%s-%d", stem, n)
	}
}

// PublishFolder lets write fill a hidden folder, makes it durable, and only then gives it its name.
// Killed at any moment, the process leaves the last published run as it was: the rename is the only step that shows.
func PublishFolder(out string, id RunID, write func(dir string) error) (string, error) {
	return appearIn(filepath.Join(out, RunsFolder), id, write)
}

// appearIn lets write fill a hidden folder beside those of other runs, makes it durable, and only then gives it its name.
func appearIn(runs string, id RunID, write func(dir string) error) (string, error) {
	if err := custody.MakeFolder(runs); err != nil {
		return "", err
	}
	partial := filepath.Join(runs, partialPrefix+string(id))
	if err := os.Mkdir(partial, custody.FolderMode); err != nil {
		return "", err
	}
	if err := write(partial); err != nil {
		return "", errors.Join(err, os.RemoveAll(partial))
	}
	if err := disk.SyncFolder(partial); err != nil {
		return "", err
	}
	final := filepath.Join(runs, string(id))
	if err := os.Rename(partial, final); err != nil {
		return "", err
	}
	return final, disk.SyncFolder(runs)
}

// PointLatest makes LATEST name the run, and the link latest lead to it where links can be made.
func PointLatest(out string, id RunID) error {
	if err := WriteDurably(filepath.Join(out, LatestFile), []byte(string(id)+"\n")); err != nil {
		return fmt.Errorf("%s: %w", LatestFile, err)
	}
	// A system without links still has LATEST, which is what programs read.
	_ = disk.Link(filepath.Join(RunsFolder, string(id)), filepath.Join(out, latestLink))
	return nil
}

// LatestRun returns the folder of the last published run, or an error that says that there is none.
func LatestRun(out string) (string, error) {
	b, err := disk.Read(filepath.Join(out, LatestFile))
	if err != nil {
		return "", fmt.Errorf("%s: no run has been published here", out)
	}
	return filepath.Join(out, RunsFolder, strings.TrimSpace(string(b))), nil
}

// SweepUnpublished removes what killed runs left unpublished. The caller holds the lock, so none is under way.
func SweepUnpublished(out string) error {
	return errors.Join(sweepPartial(filepath.Join(out, RunsFolder)), sweepPartial(filepath.Join(out, HeldFolder)), disk.RemoveParts(out))
}

func sweepPartial(runs string) error {
	entries, err := os.ReadDir(runs)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), partialPrefix) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(runs, e.Name())); err != nil {
			return err
		}
	}
	return nil
}
