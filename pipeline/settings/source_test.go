package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// TestWhereAnExtractComesFrom refuses entries that say two things or too little, and says what to write.
func TestWhereAnExtractComesFrom(t *testing.T) {
	const head = "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n"
	load := func(entries string) (*Settings, error) {
		path := filepath.Join(t.TempDir(), "rollcall.yaml")
		if err := os.WriteFile(path, []byte(head+entries), 0o600); err != nil {
			t.Fatal(err)
		}
		return Load(path)
	}
	check := func(entries string, want ...string) {
		t.Helper()
		_, err := load(entries)
		if len(want) == 0 && err != nil {
			t.Errorf("%s: %v", entries, err)
		}
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v does not say %q", entries, err, w)
			}
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password is said: %v", err)
		}
	}
	const query = "  - {kind: health, query: SELECT 1, database: CHIS_DB"
	check("  - {kind: health, path: a.csv.age, key: k.txt}\n")
	check(query + "}\n")
	check(query + ", as_of: 2026-09-30, name: movements.query, columns: {surname: fam}, dates: 02/01/2006}\n" + query + "}\n")
	check("  - {kind: health}\n", "path: missing")
	check(query+", path: a.csv}\n", "path: stands beside a query; want one of the two")
	check("  - {kind: health, query: SELECT 1}\n", "database: missing; name the environment variable")
	check("  - {kind: health, database: CHIS_DB}\n", "query: missing")
	check("  - {kind: health, path: a.csv, database: CHIS_DB}\n", "database: without a query")
	check("  - {kind: health, path: a.csv, name: b}\n", "name: of a file it is its own")
	check("  - {kind: school_census, query: SELECT 1, database: CHIS_DB}\n", "query: this kind is read from files alone")
	check(query+", key: k, sheet: s, encoding: utf-8, delimiter: x}\n", "key: is for files", "sheet: is for files", "encoding: is for files", "delimiter: is for files")
	check(query+", name: ../up}\n", "name: want letters")
	check(query+"}\n"+query+"}\n", "an earlier query of this kind is called health.query")
	for _, address := range []string{"postgres://u:hunter2@host/d", "host=h password=hunter2", "Server=h;Password=hunter2"} {
		check("  - {kind: health, query: SELECT 1, database: \""+address+"\"}\n", "put the address into an environment variable or a file")
	}
	check(query+"}\n    password: hunter2\n", "line 5, column 5: not YAML")
	check("  - kind: health\n    query: SELECT 1\n    database: CHIS_DB\n    password: hunter2\n", "line 7, column 5: sources[0] (health): password: not a key")

	s, err := load(query + "}\n  - {kind: housing, query: SELECT 1, database: secrets/h.dsn, name: h.query}\n  - {kind: deaths, path: d, key: k.txt}\n")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.Extracts()
	if err != nil {
		t.Fatal(err)
	}
	in := func(p string) string { return filepath.Join(s.Root(), filepath.FromSlash(p)) }
	if q := plan[0].Query; *q != (sources.Query{Name: "health.query", SQL: "SELECT 1", Variable: "CHIS_DB"}) {
		t.Errorf("%+v", q)
	}
	if q := plan[1].Query; *q != (sources.Query{Name: "h.query", SQL: "SELECT 1", File: in("secrets/h.dsn")}) {
		t.Errorf("%+v", q)
	}
	if plan[2].Query != nil || plan[2].Key != in("k.txt") || len(plan[0].Files) != 0 {
		t.Error("a query where there is none, another key, or files of a query")
	}
}

// TestAKeyIsPartOfWhatWentIn: with another key an extract may be read that was not before.
func TestAKeyIsPartOfWhatWentIn(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &Settings{path: filepath.Join(dir, "rollcall.yaml"), Sources: []Source{{Kind: "health", Path: "a.age", Key: "key"}}}
	key := func() string {
		k, err := journal.KeyFiles(nil, s.FilesBeside())
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	write("a.age", "sealed")
	none := key()
	write("key", "one")
	one := key()
	write("key", "another")
	if another := key(); none == one || one == another {
		t.Error("another key, and the same checkpoint")
	}
}
