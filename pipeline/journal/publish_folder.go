package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"
)

// RunID names a run and the folder it is published in: the as-of date, the letter T, and when the run began.
type RunID string

// The names in an output folder.
const (
	RunsFolder    = "runs"
	partialPrefix = ".partial-"
	latestFile    = "LATEST" // text: the folder of the last published run
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

// PublishFolder lets write fill a hidden folder, makes it durable, and only then gives it its name and points LATEST to it.
// Killed at any moment, the process leaves the last published run as it was: the rename is the only step that shows.
func PublishFolder(out string, id RunID, write func(dir string) error) (string, error) {
	final, err := appearIn(filepath.Join(out, RunsFolder), id, write)
	if err != nil {
		return "", err
	}
	return final, pointTo(out, id)
}

// appearIn lets write fill a hidden folder beside those of other runs, makes it durable, and only then gives it its name.
func appearIn(runs string, id RunID, write func(dir string) error) (string, error) {
	if err := os.MkdirAll(runs, 0o755); err != nil {
		return "", err
	}
	partial := filepath.Join(runs, partialPrefix+string(id))
	if err := os.Mkdir(partial, 0o700); err != nil {
		return "", err
	}
	if err := write(partial); err != nil {
		return "", errors.Join(err, os.RemoveAll(partial))
	}
	if err := syncFolder(partial); err != nil {
		return "", err
	}
	if err := os.Chmod(partial, 0o755); err != nil {
		return "", err
	}
	final := filepath.Join(runs, string(id))
	if err := os.Rename(partial, final); err != nil {
		return "", err
	}
	return final, syncFolder(runs)
}

// pointTo makes LATEST name the run, and the link latest lead to it where links can be made.
func pointTo(out string, id RunID) error {
	if err := renameio.WriteFile(filepath.Join(out, latestFile), []byte(string(id)+"\n"), 0o644); err != nil {
		return fmt.Errorf("%s: %w", latestFile, err)
	}
	// A system without links still has LATEST, which is what programs read.
	_ = renameio.Symlink(filepath.Join(RunsFolder, string(id)), filepath.Join(out, latestLink))
	return nil
}

// LatestRun returns the folder of the last published run, or an error that says that there is none.
func LatestRun(out string) (string, error) {
	b, err := os.ReadFile(filepath.Join(out, latestFile))
	if err != nil {
		return "", fmt.Errorf("%s: no run has been published here", out)
	}
	return filepath.Join(out, RunsFolder, strings.TrimSpace(string(b))), nil
}

// SweepUnpublished removes what killed runs left unpublished. The caller holds the lock, so none is under way.
func SweepUnpublished(out string) error {
	left, err := filepath.Glob(filepath.Join(out, RunsFolder, partialPrefix+"*"))
	if err != nil {
		return err
	}
	held, err := filepath.Glob(filepath.Join(out, HeldFolder, partialPrefix+"*"))
	if err != nil {
		return err
	}
	left = append(left, held...)
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
