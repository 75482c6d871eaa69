package register

import (
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOpenTwiceAndEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?with #signs%20", "register.db")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := open(t, path)
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1"})})
	r.Close()
	r = open(t, path)
	if got := identities(t, r)[print(1)]; got != "C1" {
		t.Errorf("opened again: child %q, want C1", got)
	}
	if got := rows(t, r, `SELECT count(*) || ' ' || max(version) FROM migration`); got[0] != fmt.Sprintf("%d %d", len(migrations), len(migrations)) {
		t.Errorf("migrations: %s of %d, each once", got[0], len(migrations))
	}
}

func TestOnlyItsOwnerReadsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	r := open(t, path)
	record(t, r, Run{ID: "a", AsOf: on(1)})
	if err := r.BackupTo(t.Context(), path+".copy"); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", ".copy"} {
		info, err := os.Stat(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("register%s: mode %o, want 600", end, info.Mode().Perm())
		}
	}
}

func TestPragmas(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		if got := rows(t, r, "PRAGMA "+pragma); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", pragma, got, want)
		}
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	folder := t.TempDir()
	check := func(name, want string, fill func(path string)) {
		t.Helper()
		path := filepath.Join(folder, name)
		fill(path)
		before, _ := os.ReadFile(path)
		r, err := Open(path)
		if err == nil {
			r.Close()
			t.Errorf("%s: opened", name)
			return
		}
		if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %q, want the path and %q", name, err, want)
		}
		if after, _ := os.ReadFile(path); name == "text.db" && string(before) != string(after) {
			t.Errorf("%s: written to", name)
		}
	}
	with := func(statements string) func(string) {
		return func(path string) {
			db, err := sql.Open("sqlite", databaseAddress(path))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	check("text.db", "not a database", func(path string) {
		if err := os.WriteFile(path, []byte(strings.Repeat("place,from,to,kind\n", 100)), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	check("other.db", "another program", with(`CREATE TABLE t (a)`))
	check("newer.db", "newer program", func(path string) {
		open(t, path).Close()
		with(`INSERT INTO migration VALUES (99)`)(path)
	})
	if _, err := Open(filepath.Join(folder, "no", "folder.db")); err == nil {
		t.Error("opened in a folder that is not there")
	}
}

// The register keeps nothing that says who a child is. A column that is not listed here is a decision to be made.
func TestSchemaHoldsNoPersonalColumn(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	got := rows(t, r, `SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' ORDER BY m.name, c.cid`)
	want := []string{
		"accepted_extract.kind", "accepted_extract.run", "accepted_extract.measures",
		"accepted_file.kind", "accepted_file.sha256", "accepted_file.content", "accepted_file.file", "accepted_file.as_of", "accepted_file.run",
		"accepted_members.kind", "accepted_members.run", "accepted_members.members", // keyed digests, for sixty days
		"child_change.run", "child_change.child", "child_change.into_child", "child_change.kind",
		"entry.seq", "entry.kind", "entry.about", "entry.body", "entry.before", "entry.hash", // a body is checked where it is made
		"evidence.number", "evidence.digest", "evidence.body",
		"generation.n",
		"identity.fingerprint", "identity.child", "identity.first_run", "identity.last_seen",
		"keyed.entry", "keyed.confirms", // where the fingerprints of the ledger begin to be keyed
		"line.number", "line.child", "line.evidence", "line.body",
		"migration.version",
		"pair.entry", "pair.record_l", "pair.record_r", "pair.body",
		"pruning.entry",
		"ranking.entry", "ranking.list", "ranking.lines", // numbers of lines, and their ranks
		"run.seq", "run.id", "run.as_of", "run.folder", "run.published",
		"shown.list", "shown.child", "shown.first_as_of", "shown.last_as_of", "shown.rules", "shown.said", "shown.went", "shown.answered",
		"standing.entry", "standing.decision", "standing.child",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	for _, column := range got {
		for _, word := range []string{"name", "birth", "dob", "sex", "address", "postcode", "upn", "nhs", "phone", "email", "ethnic"} {
			if strings.Contains(column, word) {
				t.Errorf("%s may hold who a child is (%s)", column, word)
			}
		}
	}
}

func TestBackup(t *testing.T) {
	folder := t.TempDir()
	r := open(t, filepath.Join(folder, "register.db"))
	record(t, r, Run{ID: "a", AsOf: on(1), Identities: maps.All(map[Fingerprint]string{print(1): "C1"})})
	copied := filepath.Join(folder, "copy.db")
	if err := os.Link(filepath.Join(folder, "register.db"+KeyEnd), copied+KeyEnd); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second replaces the first
		if err := r.BackupTo(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
	}
	record(t, r, Run{ID: "b", AsOf: on(2), Identities: maps.All(map[Fingerprint]string{print(2): "C2"})})
	if diff := cmp.Diff(map[Fingerprint]string{print(1): "C1"}, identities(t, open(t, copied))); diff != "" {
		t.Errorf("copy (-want +got):\n%s", diff)
	}
	if err := r.BackupTo(t.Context(), filepath.Join(folder, "no", "copy.db")); err == nil {
		t.Error("copied into a folder that is not there")
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*.part")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
