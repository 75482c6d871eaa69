package linkage

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/pipeline/custody"
	"rollcall/sources"
)

// plainColumns is all that a table holds beside what makes it faster.
func plainColumns(t *table) map[string]any {
	out := map[string]any{"rows": t.rows, "passed": t.passed, "notes": t.notes, "digest": t.digest}
	for _, c := range t.columns {
		out[c.name] = []any{slices.Clone(c.values), c.codes, c.own, c.serial}
	}
	return out
}

// TestFollowingAnEarlierVersionChangesNothing reads a file with what was kept of an earlier version of it, which may have the rows in
// another order, others among them, other columns, or nothing to do with it, and demands what is read without.
func TestFollowingAnEarlierVersionChangesNothing(t *testing.T) {
	dir := t.TempDir()
	followed := 0
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(header string, n int) []string {
			rows := []string{header}
			for k := range n {
				rows = append(rows, fmt.Sprintf("%d,%s,%s,%s", k, rapid.SampledFrom([]string{"OTTO", "LEO", "PIPPA", "", " LEO "}).Draw(rt, "forename"),
					rapid.SampledFrom([]string{"MOSS", "VALE", "VAL", "ÅSE"}).Draw(rt, "surname"), rapid.StringMatching("[AB]{0,3}").Draw(rt, "text")))
			}
			return rows
		}
		read := func(rows []string, kept *keptTable) *table {
			writeFile(rt, dir, "people.csv", strings.Join(rows, "\n")+"\n")
			how := func(name string) reading { return reading{own: name == "id"} }
			read, err := readTable(t.Context(), filepath.Join(dir, "people.csv"), "people", sources.TableOptions{}, how, kept)
			if err != nil {
				rt.Fatal(err)
			}
			return read
		}
		rows := draw("id,forename,surname,text", rapid.IntRange(1, 200).Draw(rt, "before"))
		before := read(rows, nil)
		kept := &keptTable{Name: "people", Rows: before.rows, columns: before.columns}
		switch rapid.IntRange(0, 3).Draw(rt, "what") {
		case 0:
			from := rapid.IntRange(1, len(rows)).Draw(rt, "from")
			rows = slices.Delete(rows, from, rapid.IntRange(from, len(rows)).Draw(rt, "to"))
			rows = append(rows, "n1,OTTO,NEW,", "n2,,,B")
		case 1:
			rows = append(rows[:1:1], rapid.Permutation(rows[1:]).Draw(rt, "rows")...)
		case 2:
			rows = draw("forename,id,text,surname", 30)
		case 3:
			rows[0] = "key,forename,surname,text"
		}
		for range rapid.IntRange(0, 3).Draw(rt, "altered") {
			if len(rows) > 1 {
				k := rapid.IntRange(1, len(rows)-1).Draw(rt, "which")
				rows[k] = strings.Replace(rows[k], "O", "A", 1)
			}
		}
		if len(rows) == 1 {
			rows = append(rows, "1,OTTO,MOSS,A")
		}
		want, got := read(rows, nil), read(rows, kept)
		if d := cmp.Diff(plainColumns(want), plainColumns(got)); d != "" {
			rt.Fatal(d)
		}
		if f := newFollower([]*column{{name: "id", own: true, kept: before.columns[0]}}); f.placeOf("0") == 0 {
			followed++
		}
	})
	if followed == 0 {
		t.Error("no row is found where it stood")
	}
}

// TestAFileThatHasNotChangedIsNotReadAgain goes on from a linkage of two tables, one of which has changed, and then with another build of
// the program and with other settings.
func TestAFileThatHasNotChangedIsNotReadAgain(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "people.csv", manyPeople)
	writeFile(t, dir, "more.csv", manyPeople)
	settings := "tables: [{path: people.csv}, {path: more.csv}]\nincremental: true\ntraining: {allow: [not_converged]}\n"
	linkIn(t, dir, settings, Options{Out: "before", Version: "v"})
	kept, err := readKeptTables(filepath.Join(dir, "before"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("%d tables, %v", len(kept), err)
	}
	writeFile(t, dir, "more.csv", strings.Replace(manyPeople, "Quartermaine", "Quartermainf", 1))
	for _, c := range []struct {
		name, settings, version string
		restored                [2]bool
	}{
		{"one has changed", settings, "v", [2]bool{true, false}},
		{"another build", settings, "w", [2]bool{}},
		{"other columns", settings + "columns: [forename, surname, dob]\n", "v", [2]bool{}},
	} {
		r := &Run{Settings: settingsOf(t, dir, c.settings)}
		for k, s := range r.Settings.Tables {
			got, _, err := r.readOrRestore(t.Context(), k, kept[s.Name], Options{Version: c.version})
			if err != nil {
				t.Fatal(err)
			}
			if is := &got.columns[0].codes[0] == &kept[s.Name].columns[0].codes[0]; is != c.restored[k] {
				t.Errorf("%s: %s restored %v (want %v)", c.name, s.Name, is, c.restored[k])
			}
			anew, err := readTable(t.Context(), r.Settings.resolvePath(s.Path), s.Name, s.readingOptions(r.Settings), r.Settings.columnReadings(k), nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(plainColumns(anew), plainColumns(got)); d != "" {
				t.Errorf("%s: %s: %s", c.name, s.Name, d)
			}
		}
	}
}

// TestDamagedTablesAreReadAgain spoils what was kept: with and without a right sum.
func TestDamagedTablesAreReadAgain(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "people.csv", manyPeople)
	settings := "tables: [{path: people.csv}]\nincremental: true\ntraining: {allow: [not_converged]}\n"
	first := linkIn(t, dir, settings, Options{Out: "before"})
	for name, spoil := range map[string]func(){
		"no file of ours": func() { writeFile(t, dir, filepath.Join("before", stateTablesFile), "damaged") },
		"a code of no value": func() {
			kept := first.keptTables[0]
			kept.columns[1] = &column{name: kept.columns[1].name, codes: kept.columns[1].codes}
			if err := writeKeptTables(filepath.Join(dir, "before"), first.keptTables); err != nil {
				t.Fatal(err)
			}
		},
	} {
		spoil()
		r := linkIn(t, dir, settings, Options{Out: "now", Since: "before"})
		if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "are damaged: all are read again") || r.Report.Pairs > 0 || len(r.keptTables) != 1 {
			t.Errorf("%s: %q, %d pairs", name, r.Notes, r.Report.Pairs)
		}
	}
}

// TestAnEncryptedStateIsGoneOnFrom links under encryption, and goes on with the identity of the settings. Without it that is told, and the
// model, the pairs and the ids are made anew.
func TestAnEncryptedStateIsGoneOnFrom(t *testing.T) {
	dir := t.TempDir()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "people.csv", manyPeople)
	plain := "tables: [{path: people.csv}]\nincremental: true\ntraining: {allow: [not_converged]}\n"
	sealed := plain + fmt.Sprintf("encrypt: {recipients: [%s]", id.Recipient())
	first := linkIn(t, dir, sealed+"}\n", Options{Out: "before"})
	entries, err := os.ReadDir(filepath.Join(dir, "before"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != custody.RecipientsFile && filepath.Ext(e.Name()) != custody.SealedEnd {
			t.Errorf("%s lies in the clear", e.Name())
		}
	}
	without := linkIn(t, dir, sealed+"}\n", Options{Out: "without", Since: "before"})
	if said := strings.Join(without.Notes, "\n"); !strings.Contains(said, "everything was compared: encrypted, and no identity") ||
		!strings.Contains(said, "all clusters have new ids") || without.Report.Pairs == 0 {
		t.Errorf("without an identity: %q, %d pairs", said, without.Report.Pairs)
	}
	writeFile(t, dir, "identity", id.String()+"\n")
	with := linkIn(t, dir, sealed+", identity: identity}\n", Options{Out: "with", Since: "before"})
	if len(with.Notes) > 0 || with.Report.Pairs > 0 || with.modelFrom == "" {
		t.Errorf("with the identity: %q, %d pairs (want none), model of %q", with.Notes, with.Report.Pairs, with.modelFrom)
	}
	if d := cmp.Diff(first.ids, with.ids); d != "" {
		t.Errorf("the ids do not live: %s", d)
	}
	if r, changed, err := Open(t.Context(), filepath.Join(dir, "with")); err != nil || len(changed) > 0 || r.Table.Len() != first.Table.Len() {
		t.Errorf("an encrypted linkage is not opened: %v, %v", changed, err)
	}
	if _, err := Link(t.Context(), settingsOf(t, dir, plain+"encrypt: {identity: nowhere}\n"), Options{Clock: time.Now}); err == nil || !strings.Contains(err.Error(), "encrypt.identity") {
		t.Errorf("an identity that is not there: %v", err)
	}
	writeFile(t, dir, "link.yaml", plain+"encrypt: {recipients: [x]}\n")
	if _, err := LoadSettings(filepath.Join(dir, "link.yaml")); err == nil || !strings.Contains(err.Error(), "encrypt.recipients[0]: not a recipient") {
		t.Errorf("a recipient that is none: %v", err)
	}
}

// TestAnEncryptedTableIsNotKeptInTheClear goes on from a linkage of an encrypted table in a folder that is not.
func TestAnEncryptedTableIsNotKeptInTheClear(t *testing.T) {
	dir := t.TempDir()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "identity", id.String()+"\n")
	policy := custody.Policy{Recipients: []string{id.Recipient().String()}}
	if _, err := policy.WriteFile(filepath.Join(dir, "people.csv"), func(w io.Writer) error {
		_, err := io.WriteString(w, manyPeople)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	settings := "tables: [{path: people.csv.age, name: people, key: identity}]\nincremental: true\ntraining: {allow: [not_converged]}\n"
	linkIn(t, dir, settings, Options{Out: "before"})
	if kept, err := readKeptTables(filepath.Join(dir, "before")); err != nil || len(kept) > 0 {
		t.Errorf("%d tables are kept in the clear, %v", len(kept), err)
	}
	if r := linkIn(t, dir, settings, Options{Out: "now", Since: "before"}); len(r.Notes) > 0 || r.Report.Pairs > 0 {
		t.Errorf("%q, %d pairs (want none)", r.Notes, r.Report.Pairs)
	}
}
