package main

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline/candidates"
)

// wants runs the program and holds its exit code and what it printed to what is wanted.
func (k keptAuthority) wants(t *testing.T, code int, says string, args ...string) string {
	t.Helper()
	out, got := k.rollcall(t, args...)
	if got != code || !strings.Contains(out, says) {
		t.Errorf("%v: exit code %d, want %d and %q:\n%s", args[0], got, code, says, out)
	}
	return out
}

// explains has a child explained, for which no settings are named.
func (k keptAuthority) explains(t *testing.T, child string, args ...string) (string, int) {
	t.Helper()
	c := exec.Command(binary, append([]string{"explain", "--run", k.file("latest"), "--child", child}, args...)...)
	out, err := c.CombinedOutput()
	if c.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// setting adds a line to the settings.
func (k keptAuthority) setting(t *testing.T, line string) {
	t.Helper()
	put(t, filepath.Join(k.dir, "rollcall.yaml"), append(read(t, k.dir, "rollcall.yaml"), "\n"+line+"\n"...))
}

// placed are the children of the newest run with the records placed with each.
func (k keptAuthority) placed(t *testing.T) map[string][]candidates.Placed {
	t.Helper()
	all := map[string][]candidates.Placed{}
	for row, err := range candidates.ReadChildren(filepath.Join(k.file("latest"), candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		all[row.ChildID] = append(all[row.ChildID], row)
	}
	return all
}

// decideOn fills in the line of a child who is not sealed, as officers do, and makes another run.
func (k keptAuthority) decideOn(t *testing.T) (child string) {
	t.Helper()
	book, err := excelize.OpenFile(k.file("latest/candidates.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	const sheet = "At risk"
	lines, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(lines, func(cells []string) bool { return slices.Contains(cells, "Child id") })
	for row := head + 1; row < len(lines) && child == ""; row++ {
		if text := strings.Join(lines[row], "\t"); strings.Contains(text, candidates.SealedReason) || len(lines[row]) < 5 {
			continue
		}
		child = lines[row][slices.Index(lines[head], "Child id")]
		for title, text := range map[string]string{"Outcome": "Confirmed", "Reason": "waiting for a school place", "Decided by": "CME officer"} {
			cell, err := excelize.CoordinatesToCellName(1+slices.Index(lines[head], title), row+1)
			if err == nil {
				err = book.SetCellStr(sheet, cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.SaveAs(filepath.Join(k.dir, "theirs.xlsx")); err != nil {
		t.Fatal(err)
	}
	k.wants(t, exitDone, "1 decisions", "decisions", "import", filepath.Join(k.dir, "theirs.xlsx"), "--today", "2026-10-16")
	k.run(t, "2026-10-17")
	return child
}

// listed is a child of whom something was decided, who was on a list before, and one on a list who is not sealed.
func (k keptAuthority) listed(t *testing.T) (decided, other string) {
	t.Helper()
	decided = k.decideOn(t)
	for row, err := range candidates.ReadList(filepath.Join(k.file("latest"), candidates.AtRiskFile), candidates.AtRisk) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Reason != candidates.SealedReason && row.ChildID != decided {
			other = row.ChildID
		}
	}
	if decided == "" || other == "" {
		t.Fatalf("no child to ask for: %q %q", decided, other)
	}
	return decided, other
}

func TestWhoLookedIsNoted(t *testing.T) {
	k := newKept(t, "")
	child, other := k.listed(t)
	if out, code := k.explains(t, child, "--by", "case officer", "--purpose", "a call"); code != exitDone || !strings.Contains(out, "child "+child) {
		t.Fatalf("exit code %d: %s", code, out)
	}
	k.explains(t, other)
	k.wants(t, exitDone, "written", "decisions", "export", filepath.Join(k.dir, "all.parquet"), "--by", "analyst")
	all := k.wants(t, exitDone, "explained; by account", "audit")
	for _, says := range []string{"by role case officer; child " + child, "for: a call", "; child " + other, "for: not stated", "ran; by account", "decided", "imported decisions", "backed up", "exported decisions"} {
		if !strings.Contains(all, says) {
			t.Errorf("the audit does not say %q:\n%s", says, all)
		}
	}
	if of := k.wants(t, exitDone, "case officer", "audit", "--of", child); strings.Contains(of, other) || strings.Contains(of, "exported") {
		t.Errorf("of one child it says also:\n%s", of)
	}
	if by := k.wants(t, exitDone, "exported", "audit", "--by", "analyst"); strings.Contains(by, "case officer") {
		t.Errorf("by one role it says also:\n%s", by)
	}
	k.wants(t, exitDone, "nothing of that", "audit", "--since", "2999-01-01")
	k.wants(t, exitUsage, "--since", "audit", "--since", "yesterday")
	k.wants(t, exitDone, "acts written", "audit", "--csv", filepath.Join(k.dir, "acts.csv"))
	if text := string(read(t, k.dir, "acts.csv")); !strings.Contains(text, child) || !strings.Contains(text, "a call") {
		t.Errorf("the table lacks the look:\n%s", text)
	}
	if strings.Contains(string(read(t, k.file(""), "register.db")), `"children":["`+child) {
		t.Error("an act names a child in the clear")
	}
	bent := k.copyOf(t)
	bent.bend(t, func(db *sql.DB) {
		mustExec(t, db, `UPDATE entry SET body = replace(body, 'case officer', 'somebody else') WHERE kind = 'act'`)
	})
	bent.wants(t, exitFailed, "the act it holds was changed", "audit")
	lost := k.copyOf(t)
	lost.bend(t, func(db *sql.DB) { mustExec(t, db, `DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)`) })
	lost.wants(t, exitFailed, "it is missing, and was noted", "audit")

	k.setting(t, "audit: {purpose: required}")
	if out, code := k.explains(t, child); code != exitUsage || !strings.Contains(out, "--purpose: missing") {
		t.Errorf("without a purpose: exit code %d: %s", code, out)
	}
}

// TestALookThatCannotBeNoted has somebody hold the register while another looks: what was asked for is shown, and that it could not be
// noted; where the settings demand that it is, nothing is.
func TestALookThatCannotBeNoted(t *testing.T) {
	k := newKept(t, "")
	child, _ := k.listed(t)
	db, err := sql.Open("sqlite", k.file("register.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	held, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := held.Exec(`UPDATE generation SET n = n`); err != nil {
		t.Fatal(err)
	}
	defer held.Rollback()
	if out, code := k.explains(t, child); code != exitUnnoted || !strings.Contains(out, "child "+child+" as of") || !strings.Contains(out, "could NOT be noted") {
		t.Errorf("exit code %d, want %d, the child and that it was not noted:\n%s", code, exitUnnoted, out)
	}
	must := k.copyOf(t)
	removeFiles(t, must.file("register.db.head"))
	if err := os.Mkdir(must.file("register.db.head"), 0o700); err != nil { // where the end of the ledger is noted
		t.Fatal(err)
	}
	k.setting(t, "audit: {noting: required}") // which the run of the copy names
	if out, code := must.explains(t, child); code != exitFailed || strings.Contains(out, "as of") {
		t.Errorf("it must be noted: exit code %d:\n%s", code, out)
	}
}

func TestAllThatIsHeldIsGathered(t *testing.T) {
	k := newKept(t, "")
	child, _ := k.listed(t)
	to := filepath.Join(k.dir, "gathered")
	k.wants(t, exitUsage, "--purpose: missing", "subject", child, "--to", to)
	k.wants(t, exitUsage, "lies in the output folder", "subject", child, "--to", k.file("gathered"), "--purpose", "request 4")
	k.wants(t, exitFailed, "nothing is held", "subject", "NOBODY000000", "--to", filepath.Join(k.dir, "nobody"), "--purpose", "request 4")
	k.wants(t, exitDone, "read what is marked", "subject", child, "--to", to, "--purpose", "request 4", "--by", "records officer")
	k.wants(t, exitUsage, "holds something", "subject", child, "--to", to, "--purpose", "request 4")
	records, decided := string(read(t, to, "records.csv")), string(read(t, to, "decisions.csv"))
	for _, p := range k.placed(t)[child] {
		if !strings.Contains(records, p.RecordID+",") {
			t.Errorf("record %s is not gathered", p.RecordID)
		}
	}
	for id, all := range k.placed(t) {
		for _, p := range all {
			if id != child && strings.Contains(records, p.RecordID+",") {
				t.Fatalf("a record of another child is gathered")
			}
		}
	}
	if !strings.Contains(records, "Surname,") || !strings.Contains(decided, "CME officer") {
		t.Errorf("the name or the decision is not gathered:\n%s", decided)
	}
	for _, path := range files(t, to) {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
	k.wants(t, exitDone, "gathered; by account", "audit", "--of", child)
}

// TestAnErasedChildIsNowhere erases a child of whom something was decided, and looks into every byte that is left.
func TestAnErasedChildIsNowhere(t *testing.T) {
	k := newKept(t, "")
	child, other := k.listed(t)
	k.explains(t, child, "--purpose", "a call about Quillhaven", "--by", "case officer")
	k.explains(t, other, "--purpose", "another call", "--by", "case officer")
	holds := k.holding(t, append([]string{child, "Quillhaven"}, recordsOf(k.placed(t)[child])...))
	if len(holds) < 5 {
		t.Fatalf("the child stands in %v alone", holds)
	}
	records := recordsOf(k.placed(t)[child])
	k.wants(t, exitUsage, "--by and --why", "erase", child)
	k.wants(t, exitUsage, "holds the child's id", "erase", child, "--by", "AB", "--why", "of "+child)
	before := read(t, k.file(""), "register.db")
	k.wants(t, exitDone, "nothing is changed", "erase", child, "--dry-run")
	if string(before) != string(read(t, k.file(""), "register.db")) {
		t.Error("a dry run changed the register")
	}
	if _, err := os.Stat(k.file(".kept")); err != nil {
		t.Errorf("nothing is kept for the next night: %v", err)
	}
	old := filepath.Join(k.file("backups"), "register-20260901-010101-000000.tar.zst") // that stays for its month
	put(t, old, read(t, "", newestCopy(t, k)))
	k.wants(t, exitDone, "1 copies of the register from before were removed", "erase", child, "--by", "records officer", "--why", "request 9", "--copies")
	if _, err := os.Stat(k.file(".kept")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what nights kept of a child that is erased is there: %v", err)
	}
	if kept, err := filepath.Glob(filepath.Join(k.file("backups"), "register-*")); err != nil || len(kept) != 1 || kept[0] == old {
		t.Errorf("copies that are kept: %v (%v)", kept, err)
	}
	k.wants(t, exitDone, "restored from", "register", "restore", "--by", "AB", "--why", "to look into the copy")
	if left := k.holding(t, append([]string{child, "Quillhaven"}, records...)); len(left) > 0 {
		t.Errorf("the child still stands in %v", left)
	}
	k.wants(t, exitDone, "each as it was written", "register", "verify")
	k.wants(t, exitFailed, "nothing is held", "erase", child, "--by", "records officer", "--why", "request 9")
	said := k.wants(t, exitDone, "erased; by account", "audit", "--of", child)
	if !strings.Contains(said, "explained") || !strings.Contains(said, "case officer") || strings.Contains(said, "Quillhaven") {
		t.Errorf("who looked at the child before it was erased:\n%s", said)
	}
	k.wants(t, exitDone, "for: another call", "audit", "--of", other)
	if out, code := k.explains(t, other); code != exitDone {
		t.Errorf("another child of a run of which something was erased: exit code %d: %s", code, out)
	}
	if out, code := k.run(t, "2026-10-19"); code != exitHeld || strings.Contains(out, "register") {
		t.Errorf("the run after: exit code %d: %s", code, out)
	}
	k.wants(t, exitDone, "each as it was written", "register", "verify")
}

func recordsOf(placed []candidates.Placed) (ids []string) {
	for _, p := range placed {
		ids = append(ids, p.RecordID)
	}
	return ids
}

// holding are the files of the output folder that hold one of some texts, but for copies of the register, which are packed.
func (k keptAuthority) holding(t *testing.T, texts []string) (paths []string) {
	t.Helper()
	for _, path := range files(t, k.file("")) {
		text := decoded(t, path)
		for _, x := range texts {
			at := strings.Index(text, x)
			if at < 0 {
				continue
			}
			if next := text[at+len(x):]; next == "" || next[0] < '0' || next[0] > '9' {
				paths = append(paths, strings.TrimPrefix(path, k.dir))
				break
			}
		}
	}
	return paths
}

func TestASealedChildIsForTheDesignatedOfficer(t *testing.T) {
	k := newKept(t, "")
	sealed := ""
	for row, err := range candidates.ReadList(filepath.Join(k.file("latest"), candidates.AtRiskFile), candidates.AtRisk) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Reason == candidates.SealedReason {
			sealed = row.ChildID
		}
	}
	if sealed == "" {
		t.Skip("no sealed child is on a list")
	}
	to := filepath.Join(k.dir, "gathered")
	k.wants(t, exitFailed, "the child is sealed", "subject", sealed, "--to", to, "--purpose", "request 4")
	k.wants(t, exitFailed, "the child is sealed", "erase", sealed, "--by", "AB", "--why", "request 4")
	k.wants(t, exitUsage, "--by: missing", "subject", sealed, "--to", to, "--purpose", "request 4", "--designated")
	k.wants(t, exitDone, "gathered in", "subject", sealed, "--to", to, "--purpose", "request 4", "--designated", "--by", "designated officer")
	k.wants(t, exitDone, "as designated officer", "audit", "--of", sealed)
	k.wants(t, exitDone, "taken out", "erase", sealed, "--by", "designated officer", "--why", "request 4", "--designated", "--copies")
	if left := k.holding(t, []string{sealed}); len(left) > 0 {
		t.Errorf("the child still stands in %v", left)
	}
}

// TestACorrectionIsFollowed says of records of several children that they are not theirs, and then that they are: the runs after follow,
// and each child keeps its id, however many records it has and whichever of them was its name.
func TestACorrectionIsFollowed(t *testing.T) {
	k := newKept(t, "")
	limits := strings.NewReplacer("=", ": {lines: 999}, ")
	k.setting(t, "breaker: {"+limits.Replace("new_candidates=gone_candidates=new_at_risk=gone_at_risk=rule=source=unseen=explanations=fortnight=")+"}")
	records := k.recordsToCorrect(t, 12)
	for child, record := range records {
		k.wants(t, exitDone, "1 judgements recorded", "correct", child, "--not-theirs", record, "--by", "case officer", "--why", "the parent says so")
	}
	child := slices.Min(slices.Collect(maps.Keys(records)))
	k.wants(t, exitUsage, "--by and --why", "correct", child, "--not-theirs", records[child])
	k.wants(t, exitFailed, "no such record", "correct", child, "--not-theirs", "health:nowhere.csv#1", "--by", "AB", "--why", "said so")
	k.wants(t, exitDone, "corrected", "audit", "--of", child)
	k.run(t, "2026-10-19")
	k.places(t, records, false)
	for child, record := range records {
		k.wants(t, exitDone, "1 judgements recorded", "correct", child, "--theirs", record, "--by", "case officer", "--why", "it was an error")
	}
	k.run(t, "2026-10-20")
	k.places(t, records, true)
}

// recordsToCorrect is one record of health of each of n children who have records of a school.
func (k keptAuthority) recordsToCorrect(t *testing.T, n int) map[string]string {
	t.Helper()
	records := map[string]string{}
	for child, all := range k.placed(t) {
		of := map[string][]string{}
		for _, p := range all {
			of[p.Source] = append(of[p.Source], p.RecordID)
		}
		if len(of["health"]) == 1 && len(of["school_census"]) > 0 && len(records) < n {
			records[child] = of["health"][0]
		}
	}
	if len(records) < n {
		t.Fatalf("%d children have a record of health and one of a school, want %d", len(records), n)
	}
	return records
}

// places holds the newest run to whether each record is placed with its child, who is there.
func (k keptAuthority) places(t *testing.T, records map[string]string, want bool) {
	t.Helper()
	placed := k.placed(t)
	for child, record := range records {
		all := placed[child]
		if got := slices.ContainsFunc(all, func(p candidates.Placed) bool { return p.RecordID == record }); got != want || len(all) == 0 {
			t.Errorf("child %s has %d records in the run after; its corrected record is among them: %v, want %v", child, len(all), got, want)
		}
	}
}
