//go:build unix

package disk

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is no file is refused at once, and said to be what it is: a pipe without a writer would never open.
func TestOnlyFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", at("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for link, to := range map[string]string{"to-pipe": "pipe", "loop": "loop", "to-file": "file"} {
		if err := os.Symlink(to, at(link)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{at("pipe"): "a named pipe", at("to-pipe"): "a named pipe", at("socket"): "a socket", dir: "a folder", "/dev/zero": "a device"} {
		_, err := Read(path)
		var other *NotRegularError
		if !errors.As(err, &other) || other.Is != want || CheckRegular(path) == nil {
			t.Errorf("%s: %v, want it said to be %s", path, err, want)
		}
	}
	if _, err := Open(at("loop")); err == nil || CheckRegular(at("loop")) == nil {
		t.Error("a link to itself is opened")
	}
	if _, err := Open(at("none")); !errors.Is(err, os.ErrNotExist) || CheckRegular(at("none")) != nil {
		t.Errorf("what is not there: %v", err)
	}
	if err := Write(at("file"), []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(at("to-file")); err != nil || string(b) != "one" {
		t.Errorf("a file by a link: %q, %v", b, err)
	}
}

// A pipe that takes the place of a file between the look and the opening does not hold the opening up.
func TestAPipeDoesNotHoldTheOpeningUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDONLY|dontWait, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}

// A file is written whole with its mode, in place of another, and nothing is left beside it; a part of a killed process goes.
func TestWritingIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "list")
	for _, text := range []string{"one", "two"} {
		if err := Write(path, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	st, err := os.Stat(path)
	if b, _ := Read(path); err != nil || string(b) != "two" || st.Mode().Perm() != 0o640 {
		t.Errorf("%q with %v, %v", b, st.Mode(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, partPrefix+"1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := RemoveParts(dir); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "none", "list"), nil, 0o600); err == nil {
		t.Error("written in no folder")
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "folder"), nil, 0o600); err == nil {
		t.Error("written over a folder")
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left are %v", entries)
	}
	if err := RemoveParts(filepath.Join(dir, "none")); err != nil {
		t.Error(err)
	}
}

// A link takes the place of a link, and of nothing else.
func TestALinkTakesTheOlderOnesPlace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "latest")
	for _, to := range []string{"one", "two"} {
		if err := Link(to, path); err != nil {
			t.Fatal(err)
		}
		if got, err := os.Readlink(path); err != nil || got != to {
			t.Errorf("leads to %s, %v", got, err)
		}
	}
	for _, in := range []string{"folder", "file"} {
		at := filepath.Join(dir, in)
		if err := errors.Join(os.Remove(path), os.RemoveAll(at)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if in == "folder" {
			os.Mkdir(at, 0o700)
		} else {
			os.WriteFile(at, nil, 0o600)
		}
		if err := Link("one", at); err == nil || !strings.Contains(err.Error(), "it is a "+in) {
			t.Errorf("%s in the way: %v", in, err)
		}
	}
}

// TestForcedFilesAreThere wants what was written untouched by forcing it, and a file that is not there said.
func TestForcedFilesAreThere(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"one", "other"} {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := SyncFiles(paths); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if b, err := os.ReadFile(path); err != nil || string(b) != filepath.Base(path) {
			t.Errorf("%s holds %q, %v", path, b, err)
		}
	}
	if err := SyncFiles(append(paths, filepath.Join(dir, "none"))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want that one is not there", err)
	}
}
