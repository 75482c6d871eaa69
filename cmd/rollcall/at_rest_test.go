package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"
)

// restKills is how often a run is killed, at moments spread over it.
const restKills = 8

// canaryStems begin the canaries that nothing but a plant can hold, in an extract's letter case and any other.
var canaryStems = []string{"qzsurname", "qzforename", "qzmiddle", "qzstreet", "qzmail", "qztext"}

// atRest is what was found on the disk: by the kind of file and the moment, its modes and whether a canary is in it.
type atRest struct {
	t       *testing.T
	sealed  bool // encrypt is set
	out     string
	temp    string // TMPDIR of every process
	runtime string // what stands for a folder in memory
	rows    map[string]*restRow
}

type restRow struct {
	modes   map[fs.FileMode]bool
	clear   bool // a canary was found
	n       int
	moments map[string]bool
}

// kept says how long a kind of file lies there.
var kept = []struct{ like, until string }{
	{"out/runs/.partial", "the next run"}, {"out/.checkpoints", "published, another run, or a day"}, {"out/.kept", "published without a use for it, or 8 days"}, {"out/runs/", "register.keep (244 days, and the newest 10)"},
	{"out/register.db.key", "for good"}, {"out/register.db", "register.keep, entry by entry"}, {"TMPDIR", "published, or the system's next start"},
	{"runtime", "published, or as out/.kept, or the end of the session"}, {"linked", "the next linkage into the folder, or whoever made it deletes it"}, {"made", "whoever made it deletes it"}, {"out", "as the folder"},
}

var (
	runName    = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d{8}-\d{6}(-\d+)?`)
	digestName = regexp.MustCompile(`[0-9a-f]{32}|part-\d+|\d{7,}`)
)

// look notes all that lies below a folder.
func (a *atRest) look(moment, label, dir string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		name := digestName.ReplaceAllString(runName.ReplaceAllString(filepath.ToSlash(filepath.Join(label, rel)), "RUN"), "N")
		if d.IsDir() {
			name += "/"
		}
		row := a.rows[name]
		if row == nil {
			row = &restRow{modes: map[fs.FileMode]bool{}, moments: map[string]bool{}}
			a.rows[name] = row
		}
		row.n++
		row.modes[info.Mode().Perm()] = true
		row.moments[moment] = true
		if !d.IsDir() && holdsCanary(path) {
			row.clear = true
		}
		if strange := info.Mode().Perm() &^ 0o700; strange != 0 && path != a.temp {
			a.t.Errorf("%s: %s: mode %v: others than its owner may open it", moment, name, info.Mode())
		}
		return nil
	})
	if err != nil {
		a.t.Fatal(err)
	}
}

// holdsCanary looks for canaries in a file as it lies and, where it can be, unpacked and decoded.
func holdsCanary(path string) bool {
	raw, err := os.ReadFile(path)
	if err != nil {
		return false // gone meanwhile
	}
	var unpacked strings.Builder
	switch filepath.Ext(path) {
	case ".xlsx":
		_ = unzipped(&unpacked, path) // half a file is looked at as it lies
	case ".parquet":
		func() {
			defer func() { _ = recover() }()
			_ = parquetText(&unpacked, path)
		}()
	}
	all := append(bytes.ToLower(raw), strings.ToLower(unpacked.String())...)
	return slices.ContainsFunc(canaryStems, func(stem string) bool { return bytes.Contains(all, []byte(stem)) })
}

// program runs the program with a folder of its own for temporary files, and stops it with a signal after a while, if any.
func (a *atRest) program(after time.Duration, signal os.Signal, args ...string) (stopped bool) {
	a.t.Helper()
	c := exec.Command(binary, args...)
	c.Env = append(os.Environ(), "TMPDIR="+a.temp, "XDG_RUNTIME_DIR="+a.runtime, "RUNTIME_DIRECTORY=")
	var printed bytes.Buffer
	c.Stdout, c.Stderr = &printed, &printed
	if err := c.Start(); err != nil {
		a.t.Fatal(err)
	}
	if signal != nil {
		timer := time.AfterFunc(after, func() { _ = c.Process.Signal(signal) })
		defer timer.Stop()
	}
	err := c.Wait()
	var exit *exec.ExitError
	if err != nil && signal == nil && !(errors.As(err, &exit) && exit.ExitCode() == exitHeld) {
		a.t.Fatalf("rollcall %v: %v\n%s", args, err, &printed)
	}
	return errors.As(err, &exit) && exit.ExitCode() != exitHeld
}

// TestFilesAtRest looks at all that lies on the disk after runs that were published, killed and stopped, a linkage, an export and
// a copy of the register: who may open it, whether anything personal is in it, and how long it stays. With -v it prints the
// table; with encrypt nothing personal lies in the clear anywhere, and without it in what is published alone.
func TestFilesAtRest(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes and signals are not of this system")
	}
	for _, sealed := range []bool{false, true} {
		t.Run(map[bool]string{false: "in the clear", true: "encrypt"}[sealed], func(t *testing.T) { lookAtRest(t, sealed) })
	}
}

func lookAtRest(t *testing.T, sealed bool) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "60", "--seed", "12", "--as-of", "2026-10-15", "--out", dir)
	c := &canaries{t: t, dice: rand.New(rand.NewPCG(1, 2))}
	settings := filepath.Join(dir, "rollcall.yaml")
	text := strings.Replace(string(read(t, dir, "rollcall.yaml")), "sources:\n", "sources:\n"+c.plant(dir), 1)
	link := linkOfCanaries
	if sealed {
		id, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "identity"), []byte(id.String()+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		encrypt := fmt.Sprintf("encrypt: {recipients: [%s], identity: identity}\n", id.Recipient())
		text, link = text+encrypt, link+encrypt
	}
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &atRest{t: t, sealed: sealed, out: filepath.Join(dir, "out"), temp: t.TempDir(), runtime: t.TempDir(), rows: map[string]*restRow{}}
	if err := os.Chmod(a.runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	look := func(moment string) {
		a.look(moment, "out", a.out)
		a.look(moment, "TMPDIR", a.temp)
		a.look(moment, "runtime", a.runtime)
	}
	run := []string{"run", "-c", settings, "--as-of", "2026-10-15"}
	began := time.Now()
	a.program(0, nil, run...)
	usual := time.Since(began)
	look("published")
	if left, _ := os.ReadDir(filepath.Join(a.out, ".checkpoints")); len(left) > 0 {
		t.Errorf("a run that was published left checkpoints: %v", left)
	}
	if !a.rows["out/.kept/N"].holdsAny() {
		t.Error("nothing is kept for the next night: the test looks wrongly")
	}
	killed := 0
	for n := range restKills {
		moment := usual * time.Duration(n+2) / (restKills + 2)
		if a.program(moment, syscall.SIGKILL, run...) {
			killed++
		}
		look("killed")
	}
	if killed < restKills/2 {
		t.Errorf("only %d of %d runs were killed before they ended", killed, restKills)
	}
	a.program(usual*3/4, syscall.SIGTERM, run...)
	look("stopped")
	if a.rows["out/.checkpoints/N/N/model.json"] == nil {
		t.Error("no killed run left a checkpoint: the moments miss the run")
	}
	a.program(0, nil, append(run[:len(run)-1:len(run)-1], "2026-10-16")...)
	look("published")
	made := filepath.Join(dir, "made")
	if err := os.Mkdir(made, 0o700); err != nil {
		t.Fatal(err)
	}
	a.program(0, nil, "decisions", "export", filepath.Join(made, "export.parquet"), "-c", settings)
	a.program(0, nil, "register", "backup", filepath.Join(made, "backup.db"), "-c", settings)
	a.look("made", "made", made)
	a.linkCanaries(dir, link)
	a.judge()
}

// linkOfCanaries are the settings of a linkage that keeps all that a later one can go on from.
const linkOfCanaries = "tables: [{path: canaries.csv}]\nincremental: true\ntraining: {allow: [not_converged, nobody_found]}\n"

// linkCanaries links a table of canaries, goes on from that, and kills a linkage while it writes.
func (a *atRest) linkCanaries(dir, settings string) {
	rows := "id,forename,surname,dob\n"
	for k := range 60 {
		rows += fmt.Sprintf("%d,qzforename%c%c,qzsurname%c,20%02d-%02d-%02d\n", k, 'a'+rune(k%7), 'a'+rune(k%5), 'a'+rune(k%11), 8+k%9, 1+k%12, 1+k%28)
	}
	for name, text := range map[string]string{"canaries.csv": rows, "link.yaml": settings} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			a.t.Fatal(err)
		}
	}
	linked := filepath.Join(dir, "linked")
	out := filepath.Join(linked, "out")
	link := []string{"link", "-c", filepath.Join(dir, "link.yaml"), "--out", out}
	began := time.Now()
	a.program(0, nil, link...)
	usual := time.Since(began)
	link = append(link, "--since", out)
	a.program(0, nil, link...)
	a.look("linked", "linked", linked)
	for n := range restKills {
		a.program(usual*time.Duration(n+2)/(restKills+2), syscall.SIGKILL, link...)
		a.look("killed", "linked", linked)
	}
	a.program(0, nil, link...)
	if left, _ := filepath.Glob(filepath.Join(linked, ".partial-*")); len(left) > 0 {
		a.t.Errorf("a linkage leaves what killed ones before it wrote: %v", left)
	}
	if !a.rows["linked/out/state_tables.bin"+map[bool]string{true: ".age"}[a.sealed]].holdsAny() {
		a.t.Error("no table is kept: the test looks wrongly")
	}
}

// holdsAny reports whether any file of a kind was found.
func (r *restRow) holdsAny() bool { return r != nil && r.n > 0 }

// judge holds what was found to what must be, and prints the table.
func (a *atRest) judge() {
	var table strings.Builder
	fmt.Fprintf(&table, "%-64s %-6s %-28s %-20s %s\n", "file", "mode", "content", "left by", "how long")
	for _, name := range slices.Sorted(maps.Keys(a.rows)) {
		row := a.rows[name]
		content := "nothing personal"
		published := strings.HasPrefix(name, "out/runs/") || strings.HasPrefix(name, "linked/")
		switch {
		case row.clear:
			content = "PERSONAL, in the clear"
		case strings.HasSuffix(name, ".age") || strings.Contains(name, ".checkpoints/N/N/") || name == "out/.kept/N" || strings.HasSuffix(name, ".sealed"):
			content = "encrypted"
		case strings.HasSuffix(name, "/"):
			content = ""
		}
		if row.clear && (a.sealed || !published) {
			a.t.Errorf("%s: something personal lies in the clear", name)
		}
		var modes []string
		for m := range row.modes {
			modes = append(modes, fmt.Sprintf("%04o", uint32(m)))
		}
		slices.Sort(modes)
		until := "for good"
		for _, k := range kept {
			if strings.HasPrefix(name, k.like) {
				until = k.until
				break
			}
		}
		fmt.Fprintf(&table, "%-64s %-6s %-28s %-20s %s\n", name, strings.Join(modes, " "), content, strings.Join(slices.Sorted(maps.Keys(row.moments)), ", "), until)
	}
	if !a.sealed && !slices.ContainsFunc(slices.Collect(maps.Values(a.rows)), func(r *restRow) bool { return r.clear }) {
		a.t.Error("no canary is anywhere, where some belong: the test looks wrongly")
	}
	if a.sealed && a.rows["out/runs/RUN/candidates.xlsx.age"] == nil {
		a.t.Error("nothing was encrypted: the test looks wrongly")
	}
	a.t.Log("\n" + table.String())
}
