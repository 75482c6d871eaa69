package pipeline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// shareLatest lets the group of the settings come to the run that was published.
func shareLatest(p custody.Policy, out string) error {
	if err := p.Group.CloseFolderInto(filepath.Join(out, journal.RunsFolder)); err != nil {
		return err
	}
	return p.Group.GiveFile(filepath.Join(out, journal.LatestFile))
}

// takeCustody settles who may open what the run writes: whom it is encrypted to, and the modes of the folders that are there from
// before, which an earlier version or a umask may have left open to everybody. A folder that holds no register is not ours to
// close yet.
func takeCustody(s *settings.Settings, out string) (custody.Policy, error) {
	p := s.Custody()
	if err := register.PlaceKey(past.RegisterPath(out), s.Resolve(s.Register.Key)); err != nil {
		return p, &settings.Error{Faults: []string{s.Path() + ": register.key: " + err.Error()}}
	}
	if err := p.MarkFolder(out); err != nil {
		return p, err
	}
	held, err := os.ReadDir(out)
	if err != nil {
		return p, err
	}
	foreign := slices.ContainsFunc(held, func(f fs.DirEntry) bool { return !strings.HasPrefix(f.Name(), ".") })
	if foreign && !journal.FileExists(past.RegisterPath(out)) {
		return p, nil
	}
	folders := []string{out}
	runs := filepath.Join(out, journal.RunsFolder)
	found, err := os.ReadDir(runs)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	if err == nil {
		folders = append(folders, runs)
	}
	for _, f := range found {
		if f.IsDir() {
			folders = append(folders, filepath.Join(runs, f.Name()))
		}
	}
	for _, dir := range folders {
		if err := p.Group.CloseFolderInto(dir); err != nil {
			return p, err
		}
	}
	return p, nil
}
