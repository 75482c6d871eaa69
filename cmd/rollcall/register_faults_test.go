package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	endian "encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// keptAuthority is an authority with a register: two runs, with decisions between them.
type keptAuthority struct{ dir string }

func (k keptAuthority) file(name string) string { return filepath.Join(k.dir, "out", name) }

// rollcall runs the program on it and returns what it printed and its exit code.
func (k keptAuthority) rollcall(t *testing.T, args ...string) (string, int) {
	t.Helper()
	c := exec.Command(binary, append(args, "-c", filepath.Join(k.dir, "rollcall.yaml"))...)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// run makes a run of a day.
func (k keptAuthority) run(t *testing.T, asOf string) (string, int) {
	t.Helper()
	return k.rollcall(t, "run", "--as-of", asOf)
}

// copyOf is the same authority elsewhere.
func (k keptAuthority) copyOf(t *testing.T) keptAuthority {
	t.Helper()
	c := keptAuthority{filepath.Join(t.TempDir(), "a")}
	if out, err := exec.Command("cp", "-a", k.dir, c.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return c
}

// lists are digests of what officers are shown, without what names the run.
func (k keptAuthority) lists(t *testing.T) map[string][32]byte {
	t.Helper()
	sums := map[string][32]byte{}
	for _, name := range []string{"cme_candidates", "at_risk", "possible_matches", "reconciliation", "gone", "decisions", "children"} {
		sums[name] = sha256.Sum256(readUnnamed(t, k.file("latest"), name+".parquet"))
	}
	return sums
}

// newKept makes such an authority of few children.
func newKept(t *testing.T, code string) keptAuthority {
	t.Helper()
	k := keptAuthority{filepath.Join(t.TempDir(), "a")}
	do(t, "fixtures", "--children", "300", "--seed", "5", "--as-of", "2026-10-15", "--out", k.dir)
	text := regexp.MustCompile(`(?m)^register:.*\n( .*\n)*`).ReplaceAll(read(t, k.dir, "rollcall.yaml"), nil) // the key is to lie beside the register
	put(t, filepath.Join(k.dir, "rollcall.yaml"), text)
	if code != "" {
		text := bytes.Replace(read(t, k.dir, "rollcall.yaml"), []byte(`code: "887"`), []byte(`code: "`+code+`"`), 1)
		put(t, filepath.Join(k.dir, "rollcall.yaml"), text)
		k.renumber(t, "887", code)
	}
	must := func(out string, code int) {
		if code != exitHeld && code != exitDone {
			t.Fatalf("exit code %d: %s", code, out)
		}
	}
	must(k.run(t, "2026-10-15"))
	must(k.rollcall(t, "register", "backup", filepath.Join(k.dir, "first.db")))
	k.decide(t)
	must(k.rollcall(t, "decisions", "import", filepath.Join(k.dir, "filled.xlsx"), "--today", "2026-10-15"))
	must(k.rollcall(t, "register", "backup", filepath.Join(k.dir, "decided.db")))
	must(k.run(t, "2026-10-16"))
	return k
}

// renumber gives every school of the inbox the number of another authority: returns of one that is not the settings' stop a run.
func (k keptAuthority) renumber(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(k.dir, "inbox"), func(path string, d fs.DirEntry, err error) error {
		if end := filepath.Ext(path); err == nil && (end == ".csv" || end == ".xml") {
			put(t, path, bytes.ReplaceAll(read(t, "", path), []byte(from), []byte(to)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// decide fills in two lines of the list as officers do.
func (k keptAuthority) decide(t *testing.T) {
	t.Helper()
	book, err := excelize.OpenFile(k.file("latest/candidates.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	const sheet = "Candidate CME"
	lines, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(lines, func(cells []string) bool { return slices.Contains(cells, "Child id") })
	for i, typed := range []map[string]string{
		{"Outcome": "Resolved", "Reason": "on a roll and attending", "Decided by": "CME officer"},
		{"Outcome": "Confirmed", "Reason": "waiting for a school place", "Decided by": "CME officer"},
	} {
		if head+1+i >= len(lines) {
			break // another authority's lists are shorter
		}
		for title, text := range typed {
			cell, err := excelize.CoordinatesToCellName(1+slices.Index(lines[head], title), head+2+i)
			if err == nil {
				err = book.SetCellStr(sheet, cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.SaveAs(filepath.Join(k.dir, "filled.xlsx")); err != nil {
		t.Fatal(err)
	}
}

// bend changes the register by its database, with its guards gone.
func (k keptAuthority) bend(t *testing.T, change func(db *sql.DB)) {
	t.Helper()
	db, err := sql.Open("sqlite", k.file("register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	rows, err := db.Query(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		t.Fatal(err)
	}
	var names, guards []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		names, guards = append(names, name), append(guards, text)
	}
	rows.Close()
	for _, name := range names {
		mustExec(t, db, `DROP TRIGGER `+name)
	}
	change(db)
	for _, text := range guards {
		mustExec(t, db, text)
	}
}

func mustExec(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

// rechain works out the chain anew after a change, as somebody would who knows how it is made.
func rechain(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query(`SELECT seq, kind, about, body FROM entry ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	type entry struct {
		seq          int64
		before, hash []byte
	}
	var all []entry
	last := make([]byte, 32)
	for rows.Next() {
		var seq int64
		var texts [3]string
		if err := rows.Scan(&seq, &texts[0], &texts[1], &texts[2]); err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		h.Write(last)
		_ = writeNumber(h, seq)
		for _, s := range texts {
			_ = writeNumber(h, int64(len(s)))
			h.Write([]byte(s))
		}
		e := entry{seq, last, h.Sum(nil)}
		all, last = append(all, e), e.hash
	}
	rows.Close()
	for _, e := range all {
		mustExec(t, db, `UPDATE entry SET before = ?, hash = ? WHERE seq = ?`, e.before, e.hash, e.seq)
	}
}

// writeNumber writes a number as the chain does.
func writeNumber(h io.Writer, n int64) error {
	return endian.Write(h, endian.BigEndian, n)
}

// overwrite puts bytes into a file from a place on.
func overwrite(t *testing.T, path string, at int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
}

func removeFiles(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// registerFault is something that befalls a register.
type registerFault struct {
	name    string
	befalls func(t *testing.T, k keptAuthority)
	said    string // by the next run
}

// faultsOf are the faults of a register, with another authority's and another folder's register to be had.
func faultsOf(other, twin keptAuthority) []registerFault {
	replace := func(from string) func(*testing.T, keptAuthority) {
		return func(t *testing.T, k keptAuthority) {
			for _, end := range []string{"", ".key"} {
				if _, err := os.Stat(from + end); err == nil {
					put(t, k.file("register.db"+end), read(t, "", from+end))
				}
			}
		}
	}
	statement := func(text string) func(*testing.T, keptAuthority) {
		return func(t *testing.T, k keptAuthority) {
			k.bend(t, func(db *sql.DB) { mustExec(t, db, text) })
		}
	}
	turned := `UPDATE entry SET body = replace(body, '"confirmed"', '"not_cme"') WHERE kind = 'decision'`
	return []registerFault{
		{name: "deleted, with all beside it", said: `is missing, and there was one \(2 published runs`, befalls: func(t *testing.T, k keptAuthority) {
			removeFiles(t, k.file("register.db"), k.file("register.db.key"), k.file("register.db.head"))
		}},
		{name: "deleted alone", said: `is missing.*its key lies there`, befalls: func(t *testing.T, k keptAuthority) { removeFiles(t, k.file("register.db")) }},
		{name: "emptied", said: `is empty, and there was one`, befalls: func(t *testing.T, k keptAuthority) { put(t, k.file("register.db"), nil) }},
		{name: "a copy of before the decisions put in its place", said: `missing, and was noted`, befalls: func(t *testing.T, k keptAuthority) {
			replace(filepath.Join(k.dir, "first.db"))(t, k)
		}},
		{name: "a copy of before the last run put in its place", said: `missing, and was noted`, befalls: func(t *testing.T, k keptAuthority) {
			replace(filepath.Join(k.dir, "decided.db"))(t, k)
		}},
		{name: "a decision turned, guards dropped and put back", said: `entry \d+: the decision it holds was changed`, befalls: statement(turned)},
		{name: "a decision turned and the chain made anew", said: `entry \d+: it is another one than was noted`, befalls: func(t *testing.T, k keptAuthority) {
			k.bend(t, func(db *sql.DB) { mustExec(t, db, turned); rechain(t, db) })
		}},
		{name: "a decision deleted", said: `entry 2: it is missing`, befalls: statement(`PRAGMA foreign_keys = 0; DELETE FROM standing; DELETE FROM entry WHERE seq = 2`)},
		{name: "guards dropped", said: `which guards or holds what was recorded, is gone`, befalls: statement(`CREATE TRIGGER x AFTER INSERT ON entry BEGIN SELECT 1; END; DROP TRIGGER x; DROP INDEX entry_about`)},
		{name: "accepted extracts and files, lines shown: emptied", said: `it tells of \d+ .*, and there are 0`, befalls: statement(`DELETE FROM accepted_extract; DELETE FROM accepted_file; DELETE FROM shown`)},
		{name: "identities emptied", said: `identities of children, and there are 0`, befalls: statement(`DELETE FROM identity`)},
		{name: "children swapped among the identities", said: `identities of children that it tells of were changed`, befalls: statement(
			`UPDATE identity SET child = (SELECT max(child) FROM identity) WHERE child = (SELECT min(child) FROM identity)`)},
		{name: "lines of the last run deleted", said: `lines, pairs or decisions that the run showed were changed`, befalls: statement(`DELETE FROM ranking WHERE entry = (SELECT max(entry) FROM ranking)`)},
		{name: "a page torn", said: `(malformed|damaged|changed|not a database|missing|tells of)`, befalls: func(t *testing.T, k keptAuthority) {
			for at := int64(4096 * 4); at < size(t, k.file("register.db")); at += 4096 {
				overwrite(t, k.file("register.db"), at+2048, bytes.Repeat([]byte{0xa5}, 2048))
			}
		}},
		{name: "cut in half", said: `(malformed|damaged|changed|disk)`, befalls: func(t *testing.T, k keptAuthority) {
			if err := os.Truncate(k.file("register.db"), size(t, k.file("register.db"))/2); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "overwritten by something else", said: `not a database`, befalls: func(t *testing.T, k keptAuthority) {
			put(t, k.file("register.db"), bytes.Repeat([]byte("not a register\n"), 1000))
		}},
		{name: "its key deleted", said: `the key of the register is missing`, befalls: func(t *testing.T, k keptAuthority) { removeFiles(t, k.file("register.db.key")) }},
		{name: "the key of another register", said: `the key is that of another register`, befalls: func(t *testing.T, k keptAuthority) {
			put(t, k.file("register.db.key"), read(t, "", other.file("register.db.key")))
		}},
		{name: "another authority's register", said: `it is that of authority 886, and this is authority 887`, befalls: replace(other.file("register.db"))},
		{name: "the register of another folder of this authority", said: `another one than was noted`, befalls: replace(twin.file("register.db"))},
	}
}

// TestRegisterFaults has one thing after another befall a register. The next run publishes nothing and says what is the matter and what
// to do; what it says to do puts it right, and the lists are what they would have been. With -v it prints the table.
func TestRegisterFaults(t *testing.T) {
	sound := newKept(t, "")
	other, twin := newKept(t, "886"), newKept(t, "")
	control := sound.copyOf(t)
	if out, code := control.run(t, "2026-10-19"); code != exitHeld || strings.Contains(out, "register") {
		t.Fatalf("nothing befell it: exit code %d\n%s", code, out)
	}
	want := control.lists(t)
	table := []string{fmt.Sprintf("%-54s %4s  %-28s %s", "fault", "exit", "restored by", "the next run says")}
	for _, f := range faultsOf(other, twin) {
		t.Run(f.name, func(t *testing.T) {
			k := sound.copyOf(t)
			f.befalls(t, k)
			before := latest(t, k.file(""))
			out, code := k.run(t, "2026-10-19")
			if code != exitFailed || !regexp.MustCompile(f.said).MatchString(out) || !strings.Contains(out, "rollcall register restore") {
				t.Errorf("exit code %d, want 1 and %q with the way back:\n%s", code, f.said, out)
			}
			if after := latest(t, k.file("")); after != before {
				t.Errorf("a run was published: %s", after)
			}
			said, code := k.rollcall(t, "register", "restore", "--by", "AB", "--today", "2026-10-19")
			if code != exitDone {
				t.Fatalf("restore: exit code %d: %s", code, said)
			}
			if said, code := k.run(t, "2026-10-19"); code != exitHeld {
				t.Fatalf("the run after: exit code %d: %s", code, said)
			}
			for name, sum := range k.lists(t) {
				if sum != want[name] {
					t.Errorf("%s is not what it would have been", name)
				}
			}
			if said, code := k.rollcall(t, "register", "verify"); code != exitDone {
				t.Errorf("verify: exit code %d: %s", code, said)
			}
			by := "register restore"
			if strings.Contains(said, "its key alone") {
				by += " (key alone)"
			}
			line, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimPrefix(lastLine(out), "rollcall: "), k.dir+"/", ""), ". ")
			table = append(table, fmt.Sprintf("%-54s %4d  %-28s %s", f.name, exitFailed, by, line))
		})
	}
	t.Log("\n" + strings.Join(table, "\n"))
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// An authority whose code has changed takes its register over by order of a person alone.
func TestAnAuthorityTakesItsRegisterOver(t *testing.T) {
	k := newKept(t, "")
	put(t, filepath.Join(k.dir, "rollcall.yaml"), bytes.Replace(read(t, k.dir, "rollcall.yaml"), []byte(`code: "887"`), []byte(`code: "886"`), 1))
	k.renumber(t, "887", "886")
	if out, code := k.run(t, "2026-10-19"); code != exitFailed || !strings.Contains(out, "rollcall register authority") {
		t.Errorf("another code: exit code %d: %s", code, out)
	}
	if out, code := k.rollcall(t, "register", "authority", "--by", "AB"); code != exitUsage {
		t.Errorf("without a reason: exit code %d: %s", code, out)
	}
	if out, code := k.rollcall(t, "register", "authority", "--by", "AB", "--why", "two became one"); code != exitDone {
		t.Errorf("taken over: exit code %d: %s", code, out)
	}
	if out, code := k.run(t, "2026-10-19"); code != exitUnlike || !strings.Contains(out, "authority.code is 886; the last lists are of 887") { // of other lists a person says that they are right
		t.Errorf("the run after: exit code %d: %s", code, out)
	}
}

// A register that is lost with every copy is begun anew on purpose alone, and every list says so.
func TestARegisterIsBegunAnewOnPurpose(t *testing.T) {
	k := newKept(t, "")
	if out, code := k.rollcall(t, "register", "begin", "--by", "AB", "--why", "a test"); code != exitFailed || !strings.Contains(out, "is sound") {
		t.Errorf("a sound register: exit code %d: %s", code, out)
	}
	removeFiles(t, k.file("register.db"))
	if err := os.RemoveAll(k.file("backups")); err != nil {
		t.Fatal(err)
	}
	if out, code := k.run(t, "2026-10-19"); code != exitFailed || !strings.Contains(out, "There is no copy of it") || !strings.Contains(out, "register begin") {
		t.Errorf("no copy: exit code %d: %s", code, out)
	}
	if out, code := k.rollcall(t, "decisions", "import", filepath.Join(k.dir, "filled.xlsx"), "--today", "2026-10-19"); code != exitFailed {
		t.Errorf("an import into a lost register: exit code %d: %s", code, out)
	}
	if out, code := k.rollcall(t, "check", "--as-of", "2026-10-19"); code != exitFailed || !strings.Contains(out, "is missing") {
		t.Errorf("check of a lost register: exit code %d: %s", code, out)
	}
	for _, args := range [][]string{{"--by", "AB"}, {"--why", "fire"}} {
		if out, code := k.rollcall(t, append([]string{"register", "begin"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit code %d: %s", args, code, out)
		}
	}
	if out, code := k.rollcall(t, "register", "begin", "--by", "AB", "--why", "the server burnt", "--today", "2026-10-19"); code != exitDone || !strings.Contains(out, "it knows nothing of the published run 2026-10-16") {
		t.Errorf("begin: exit code %d: %s", code, out)
	}
	out, code := k.run(t, "2026-10-19")
	if code != exitHeld || !strings.Contains(out, "begun anew on 19 October 2026 by AB") && !strings.Contains(out, "begun anew on 2026-10-19 by AB") || !strings.Contains(out, "the server burnt") {
		t.Errorf("the run after: exit code %d: %s", code, out)
	}
	if out, _ := k.run(t, "2026-10-20"); strings.Contains(out, "begun anew") {
		t.Errorf("the run after that says it again: %s", out)
	}
}

// A copy that lacks what was noted is refused without a reason; with one the loss is recorded and said.
func TestAnOlderCopyIsRestoredForAReason(t *testing.T) {
	k := newKept(t, "")
	removeFiles(t, k.file("register.db"))
	first := filepath.Join(k.dir, "first.db")
	if out, code := k.rollcall(t, "register", "restore", first, "--by", "AB"); code != exitFailed || !strings.Contains(out, "--why REASON") {
		t.Errorf("without a reason: exit code %d: %s", code, out)
	}
	out, code := k.rollcall(t, "register", "restore", first, "--by", "AB", "--why", "the newer copies are damaged", "--today", "2026-10-19")
	if code != exitDone || !strings.Contains(out, "given up") || !strings.Contains(out, "it knows nothing of the published run 2026-10-16") {
		t.Errorf("with one: exit code %d: %s", code, out)
	}
	if out, code := k.run(t, "2026-10-19"); code != exitHeld || !strings.Contains(out, "the newer copies are damaged") {
		t.Errorf("the run after: exit code %d: %s", code, out)
	}
	if out, code := k.rollcall(t, "register", "verify"); code != exitDone {
		t.Errorf("verify: exit code %d: %s", code, out)
	}
	damaged := k.file("backups/damaged.tar.zst")
	put(t, damaged, append(read(t, "", newestCopy(t, k))[:500], make([]byte, 500)...))
	if out, code := k.rollcall(t, "register", "restore", damaged, "--by", "AB"); code != exitFailed || !strings.Contains(out, "not a whole copy") {
		t.Errorf("a damaged copy: exit code %d: %s", code, out)
	}
}

func newestCopy(t *testing.T, k keptAuthority) string {
	t.Helper()
	all, err := filepath.Glob(k.file("backups/register-*.tar.zst"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no copies: %v", err)
	}
	return all[len(all)-1]
}

// A copy that cannot be made is said gravely, and the run stands.
func TestACopyThatFailsIsSaid(t *testing.T) {
	k := newKept(t, "")
	if err := os.RemoveAll(k.file("backups")); err != nil {
		t.Fatal(err)
	}
	put(t, k.file("backups"), []byte("in the way"))
	before := latest(t, k.file(""))
	out, code := k.run(t, "2026-10-19")
	if code != exitHeld || !strings.Contains(out, "the register was not backed up") || latest(t, k.file("")) == before {
		t.Errorf("exit code %d: %s", code, out)
	}
	removeFiles(t, k.file("backups"))
	if out, _ := k.run(t, "2026-10-20"); strings.Contains(out, "not backed up") {
		t.Errorf("mended, and still said: %s", out)
	}
}

// Killed at any moment, a restoring leaves what the next one puts right, and every copy that has its name is whole.
func TestKilledWhileBackingUpAndRestoring(t *testing.T) {
	k := newKept(t, "")
	restore := []string{"register", "restore", "-c", filepath.Join(k.dir, "rollcall.yaml"), "--by", "AB", "--today", "2026-10-19"}
	began := time.Now()
	removeFiles(t, k.file("register.db"))
	do(t, restore...)
	usual := time.Since(began)
	killed := 0
	for n := range 12 {
		if _, err := os.Stat(k.file("register.db")); err == nil {
			removeFiles(t, k.file("register.db"))
		}
		if killAfter(t, usual*time.Duration(n+1)/12, restore...) {
			killed++
		}
		out, code := k.rollcall(t, "check", "--as-of", "2026-10-19")
		if code == exitFailed && !strings.Contains(out, "register restore") {
			t.Fatalf("killed %d: exit code %d: %s", n, code, out)
		}
	}
	if killed < 4 {
		t.Errorf("only %d of 12 were killed before they ended", killed)
	}
	if _, code := k.rollcall(t, "register", "verify"); code != exitDone {
		do(t, restore...)
		if out, code := k.rollcall(t, "register", "verify"); code != exitDone {
			t.Fatalf("restored after the kills: exit code %d: %s", code, out)
		}
	}
	importing := []string{"decisions", "import", "-c", filepath.Join(k.dir, "rollcall.yaml"), "--today", "2026-10-19", filepath.Join(k.dir, "filled.xlsx")}
	began = time.Now()
	do(t, importing...)
	usual = time.Since(began)
	for n := range 10 { // each makes a copy at its end
		killAfter(t, usual*time.Duration(n+1)/10, importing...)
		removeFiles(t, k.file("register.db"))
		if out, code := k.rollcall(t, "register", "restore", "--by", "AB", "--today", "2026-10-19"); code != exitDone {
			t.Fatalf("killed while copying %d: exit code %d: %s", n, code, out)
		}
	}
	if out, code := k.run(t, "2026-10-19"); code != exitHeld {
		t.Fatalf("the run after the kills: exit code %d: %s", code, out)
	}
	left, err := os.ReadDir(k.file("backups"))
	if err != nil || len(left) == 0 {
		t.Fatal(err)
	}
	for _, f := range left {
		if strings.HasPrefix(f.Name(), ".") {
			t.Errorf("%s is left of a killed copy", f.Name())
		}
	}
}

// What a run notes is signed, and whoever changes it without the key is found by the run and by a person with the public key.
func TestWhatIsNotedIsSigned(t *testing.T) {
	k := newKept(t, "")
	key := filepath.Join(k.dir, "sign.pem")
	do(t, "register", "keygen", key)
	put(t, filepath.Join(k.dir, "rollcall.yaml"), append(read(t, k.dir, "rollcall.yaml"), "sign: {key: sign.pem}\n"...))
	if out, code := k.run(t, "2026-10-19"); code != exitHeld || strings.Contains(out, "signed") {
		t.Fatalf("the first run with a key: exit code %d: %s", code, out)
	}
	public := []string{"register", "verify", "--public", key + ".pub"}
	if out, code := k.rollcall(t, public...); code != exitDone || !strings.Contains(out, "2 noted ends of the ledger are signed by the key, 1 are not signed") {
		t.Errorf("verify: exit code %d: %s", code, out)
	}
	manifest := filepath.Join(latest(t, k.file("")), "manifest.json")
	sound := read(t, "", manifest)
	put(t, manifest, regexp.MustCompile(`("register": \{\s*"entries": )\d+`).ReplaceAll(sound, []byte("${1}2")))
	if bytes.Equal(sound, read(t, "", manifest)) {
		t.Fatal("the manifest has no such entry")
	}
	for _, args := range [][]string{public, {"run", "--as-of", "2026-10-20"}} {
		if out, code := k.rollcall(t, args...); code != exitFailed || !strings.Contains(out, "was not signed like that by the key") {
			t.Errorf("%s of a changed manifest: exit code %d: %s", args[0], code, out)
		}
	}
	put(t, manifest, regexp.MustCompile(`\s*"register_signature": "[^"]*",`).ReplaceAll(sound, nil))
	head := read(t, "", k.file("register.db.head"))
	put(t, k.file("register.db.head"), regexp.MustCompile(`,"signature":"[^"]*"`).ReplaceAll(head, nil))
	if out, code := k.rollcall(t, public...); code != exitDone || !strings.Contains(out, "0 noted ends of the ledger are signed") {
		t.Errorf("signatures taken away: exit code %d: %s", code, out)
	}
	put(t, manifest, sound)
	if out, code := k.run(t, "2026-10-20"); code != exitHeld || !strings.Contains(out, "is not signed, and earlier ones are") {
		t.Errorf("a signature taken away: exit code %d: %s", code, out)
	}
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, code := k.run(t, "2026-10-21"); code != exitFailed || !strings.Contains(out, "others may read it") {
		t.Errorf("a key that others may read: exit code %d: %s", code, out)
	}
}
