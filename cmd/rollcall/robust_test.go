//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rollcall/pipeline/disk"
)

// tried is how a command over the real binary ended.
type tried struct {
	code   int
	text   string // both streams
	latest string // the day of the run that LATEST names
}

// try runs the program in a folder with an authority, and ends it when it has hung for two minutes.
func try(t *testing.T, dir string, args ...string) tried {
	t.Helper()
	c := exec.Command(binary, args...)
	c.Dir = dir
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	hung := time.AfterFunc(2*time.Minute, func() { _ = c.Process.Kill() })
	_ = c.Wait()
	if !hung.Stop() {
		t.Fatalf("rollcall %s: no end", strings.Join(args, " "))
	}
	b, _ := disk.Read(filepath.Join(dir, "out", "LATEST")) // a test puts a pipe there
	day, _, _ := strings.Cut(string(b), "T")
	return tried{c.ProcessState.ExitCode(), out.String(), day}
}

// invent writes a small authority into a folder.
func invent(t *testing.T, dir string) {
	t.Helper()
	do(t, "fixtures", "--children", "60", "--seed", "3", "--as-of", "2026-10-15", "--out", dir)
}

func runOn(t *testing.T, dir, day string, more ...string) tried {
	t.Helper()
	return try(t, dir, append([]string{"run", "-c", "rollcall.yaml", "--as-of", day}, more...)...)
}

// countRuns is how many runs are published in the folder's output.
func countRuns(t *testing.T, dir string) int {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "out", "runs"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return len(entries)
}

// A run for an earlier day can be looked at and changes neither LATEST nor what the register says; one for a day years off is
// refused. Both are made as any other when they are asked for by name.
func TestADayDoesNotMoveLatestBack(t *testing.T) {
	dir := t.TempDir()
	invent(t, dir)
	if first := runOn(t, dir, "2026-10-20"); first.latest != "2026-10-20" {
		t.Fatalf("%+v", first)
	}
	entries := func() string { return try(t, dir, "register", "verify", "-c", "rollcall.yaml").text }
	before := entries()
	for _, c := range []struct {
		day    string
		more   []string
		code   int
		latest string
		runs   int
		says   string
	}{
		{"2026-10-10", nil, exitHeld, "2026-10-20", 2, "the latest is for 20 October 2026"},
		{"1990-01-01", nil, exitUsage, "2026-10-20", 2, "no extract speaks for a day within 400 days of it"},
		{"2190-01-01", nil, exitUsage, "2026-10-20", 2, "--any-day"},
		{"1990-01-01", []string{"--any-day"}, exitHeld, "2026-10-20", 3, "it can be looked at"},
		{"2190-01-01", []string{"--any-day"}, exitHeld, "2026-10-20", 4, "years from its extracts"},
	} {
		got := runOn(t, dir, c.day, c.more...)
		if got.code != c.code || got.latest != c.latest || countRuns(t, dir) != c.runs || !strings.Contains(got.text, c.says) {
			t.Errorf("%s %v: exit code %d, LATEST %s, %d runs; want %d, %s, %d and %q\n%s", c.day, c.more, got.code, got.latest, countRuns(t, dir), c.code, c.latest, c.runs, c.says, got.text)
		}
		if now := entries(); now != before {
			t.Errorf("%s %v: the register was %q and is %q", c.day, c.more, before, now)
		}
	}
	if got := runOn(t, dir, "2026-10-21"); got.latest != "2026-10-21" {
		t.Errorf("the next night: %+v", got)
	}
	if got := runOn(t, dir, "2026-10-10", "--move-latest"); got.latest != "2026-10-10" || entries() == before {
		t.Errorf("asked by name: %+v", got)
	}
	if got := runOn(t, dir, "2190-01-01", "--move-latest", "--any-day"); got.latest != "2190-01-01" {
		t.Errorf("asked by both names: %+v", got)
	}
}

// Every command reads and writes in a folder whose name says something to a pattern, an address or a shell.
func TestFoldersMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"[abc] returns", "Data [OFFICIAL-SENSITIVE]", `{x} * 100% #1?a=b&c é日`} {
		dir := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		invent(t, dir)
		config := filepath.Join(dir, "rollcall.yaml")
		if got := try(t, dir, "run", "-c", config, "--as-of", "2026-10-15"); got.latest != "2026-10-15" {
			t.Errorf("%s: %+v", name, got)
		}
		left := filepath.Join(dir, "out", "runs", ".partial-x")
		if err := os.Mkdir(left, 0o700); err != nil {
			t.Fatal(err)
		}
		if got := try(t, dir, "run", "-c", config, "--as-of", "2026-10-16"); got.latest != "2026-10-16" {
			t.Errorf("%s: %+v", name, got)
		}
		if _, err := os.Stat(left); err == nil {
			t.Errorf("%s: what a killed run left is still there", name)
		}
		for _, args := range [][]string{
			{"register", "verify", "-c", config}, {"register", "backup", filepath.Join(dir, "copy.db"), "-c", config},
			{"decisions", "export", filepath.Join(dir, "all.csv"), "-c", config},
			{"evaluate", "--run", filepath.Join(dir, "out", "latest"), "--truth", filepath.Join(dir, "truth")},
			{"sources", "map", filepath.Join(dir, "inbox", "housing.csv"), "--kind", "housing"},
		} {
			if got := try(t, dir, args...); got.code != exitDone {
				t.Errorf("%s: %s: exit code %d\n%s", name, strings.Join(args[:2], " "), got.code, got.text)
			}
		}
		link := "tables: [{path: inbox/housing.csv}]\n"
		if err := os.WriteFile(filepath.Join(dir, "link.yaml"), []byte(link), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := try(t, dir, "link", "-c", filepath.Join(dir, "link.yaml"), "--out", filepath.Join(dir, "linked")); got.code != exitDone {
			t.Errorf("%s: link: exit code %d\n%s", name, got.code, got.text)
		}
	}
}

// A pipe in the place of a file that a run opens holds nothing up: the run ends, and says which file it is.
func TestAPipeCannotHangARun(t *testing.T) {
	dir := t.TempDir()
	invent(t, dir)
	runOn(t, dir, "2026-10-15")
	for _, c := range []struct {
		file string
		says string
	}{
		{"terms.csv", "a named pipe"}, {"rollcall.yaml", "a named pipe"}, {"inbox/housing.csv", "no file of it came"},
		{"out/LATEST", "a named pipe"}, {"out/register.db", "a named pipe"}, {"out/register.db.key", "a named pipe"}, {"out/.lock", "a named pipe"},
	} {
		path := filepath.Join(dir, filepath.FromSlash(c.file))
		if err := os.Rename(path, path+"-aside"); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := runOn(t, dir, "2026-10-16"); got.code == exitDone || !strings.Contains(got.text, c.says) {
			t.Errorf("%s: exit code %d, want it told %q\n%s", c.file, got.code, c.says, got.text)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path+"-aside", path); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "-c", "pipe"}, {"link", "-c", "pipe", "--out", "linked"}, {"sources", "map", "pipe", "--kind", "housing"}, {"decisions", "import", "pipe", "-c", "rollcall.yaml"},
		{"run", "-c", "rollcall.yaml", "--log", "pipe"}, {"evaluate", "--links", "pipe", "--truth", "pipe"},
	} {
		if got := try(t, dir, args...); got.code != exitFailed && got.code != exitUsage {
			t.Errorf("%s: exit code %d\n%s", strings.Join(args, " "), got.code, got.text)
		}
	}
}

// What stands in the way of what is published is told: before anything is done where nothing can be published, else at each run.
func TestWhatStandsInTheWayIsTold(t *testing.T) {
	for _, c := range []struct {
		name, is string
		code     int
		says     string
	}{
		{"latest", "folder", exitHeld, "is a folder of its own and not the link"},
		{"latest", "file", exitHeld, "is a file of its own and not the link"},
		{"LATEST", "folder", exitFailed, "not a regular file but a folder: move it away"},
		{"runs", "file", exitFailed, "runs is a file"},
	} {
		dir := t.TempDir()
		invent(t, dir)
		path := filepath.Join(dir, "out", c.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if c.is == "folder" {
			_ = os.Mkdir(path, 0o700)
		} else {
			_ = os.WriteFile(path, nil, 0o600)
		}
		for _, day := range []string{"2026-10-15", "2026-10-16"} {
			got := runOn(t, dir, day)
			if got.code != c.code || !strings.Contains(got.text, c.says) {
				t.Errorf("%s is a %s: exit code %d, want %d and %q\n%s", c.name, c.is, got.code, c.code, c.says, got.text)
			}
		}
	}
}

// No control character of a header, a code, a file's name or the settings is printed as it is.
func TestNoRawControlCharacterIsPrinted(t *testing.T) {
	const hostile = "\x1b[2J\u009b31m\u202eevil"
	dir := t.TempDir()
	invent(t, dir)
	housing := filepath.Join(dir, "inbox", "housing.csv")
	b, err := os.ReadFile(housing)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	for i := range lines {
		if i == 0 {
			lines[i] += ",\"" + hostile + "\n! a line of its own\""
		} else {
			lines[i] += "," + hostile
		}
	}
	named := filepath.Join(dir, "inbox", "housing"+hostile+"\n! feigned.csv")
	if err := os.WriteFile(named, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(housing); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile(filepath.Join(dir, "rollcall.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	mended := strings.Replace(string(settings), "inbox/housing.csv", "inbox/housing*", 1)
	for name, text := range map[string]string{"rollcall.yaml": mended, "wrong.yaml": mended + "\"key\\e[2J\": \"\u009b\u202e\"\n",
		"link.yaml": "tables: [{path: \"inbox/" + strings.ReplaceAll(strings.ReplaceAll(filepath.Base(named), "\n", `\n`), "\x1b", `\e`) + "\"}]\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shown := 0
	for _, args := range [][]string{
		{"check", "-c", "rollcall.yaml", "--as-of", "2026-10-15"}, {"run", "-c", "rollcall.yaml", "--as-of", "2026-10-15"},
		{"check", "-c", "wrong.yaml"}, {"check", "-c", hostile}, {"sources", "map", named, "--kind", "housing"}, {"link", "-c", "link.yaml", "--out", "linked"},
		{"--" + hostile}, {"evaluate", "--run", hostile, "--truth", hostile},
	} {
		got := try(t, dir, args...)
		if strings.ContainsAny(got.text, "\x1b\u009b\u202e") || strings.Contains(got.text, "\n! feigned") || strings.Contains(got.text, "\n! a line of its own") {
			t.Errorf("%q prints %q", args, got.text)
		}
		if strings.Contains(got.text, `\x1b[2J`) {
			shown++
		}
	}
	if shown < 4 {
		t.Errorf("only %d commands showed what was hostile; the others prove nothing", shown)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "out", "latest", "manifest.json"))
	if err != nil || bytes.Contains(manifest, []byte(`\u001b`)) || bytes.ContainsAny(manifest, "\u202e\u009b") {
		t.Errorf("the manifest holds it (%v)", err)
	}
}
