package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"rollcall/fixtures"
	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// invented writes an invented authority to a folder and loads its settings, without the cases that it had before: these
// tests bring their own. Its model is that of the first night, for matching is not what they are about.
func invented(t *testing.T, children int, seed uint64) *settings.Settings {
	t.Helper()
	firstNight(t)
	s := inventedAt(t, t.TempDir(), children, seed)
	if err := os.WriteFile(filepath.Join(s.Root(), journal.ModelFile), read(t, night.dir, journal.ModelFile), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

func inventedAt(t *testing.T, dir string, children int, seed uint64) *settings.Settings {
	t.Helper()
	world, err := fixtures.Invent(fixtures.Options{Children: children, Seed: seed, AsOf: fixtures.On(2026, 10, 15)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Write(world, dir, fixtures.DefaultErrors()); err != nil {
		t.Fatal(err)
	}
	return settingsIn(t, dir)
}

func settingsIn(t *testing.T, dir string) *settings.Settings {
	t.Helper()
	s, err := settings.Load(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.Sources = slices.DeleteFunc(s.Sources, func(x settings.Source) bool { return x.Kind == "case_list" })
	s.Model = journal.ModelFile
	return s
}

// night is the first night of an authority of 500 children, made once.
var night struct {
	once   sync.Once
	dir    string
	result *pipeline.Result
}

// firstNight is an authority of 500 children after its first run, on 15 October 2026, each time in a folder of its own.
func firstNight(t *testing.T) (*settings.Settings, *pipeline.Result) {
	t.Helper()
	night.once.Do(func() {
		night.dir = filepath.Join(nights, "first")
		s := inventedAt(t, night.dir, 500, 3)
		night.result = run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15)})
	})
	if night.result == nil {
		t.Fatal("the first night failed")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(night.dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "register.key"), 0o600); err != nil { // a copy gets no mode of its own
		t.Fatal(err)
	}
	s, first := settingsIn(t, dir), *night.result
	folder, err := filepath.Rel(night.dir, first.Folder)
	if err != nil {
		t.Fatal(err)
	}
	first.Folder = filepath.Join(s.Root(), folder)
	return s, &first
}

// nights is the folder of what several tests share.
var nights string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if nights, err = os.MkdirTemp("", "nights"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(nights)
		return m.Run()
	}())
}
