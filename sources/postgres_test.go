//go:build unix

package sources

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// postgres starts a server of PostgreSQL on a socket in a folder of its own, and returns the address of a login that may
// only read, and a connection that may do all. Without the programs of a server the test is skipped.
func postgres(t *testing.T) (address string, owner *sql.DB) {
	t.Helper()
	bin := serverPrograms(t)
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := unprivileged(t, dir)
	run := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir, c.SysProcAttr = dir, &syscall.SysProcAttr{Credential: as}
		return c
	}
	data := filepath.Join(dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync").CombinedOutput(); err != nil {
		t.Skipf("initdb: %v\n%s", err, out)
	}
	server := run("postgres", "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20")
	var logged bytes.Buffer
	server.Stdout, server.Stderr = &logged, &logged
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGQUIT)
		_ = server.Wait()
	})
	at := "host=" + dir + " dbname=postgres user="
	owner, err = sql.Open("pgx", at+"owner")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close() })
	for end := time.Now().Add(20 * time.Second); owner.Ping() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the server does not start:\n%s", logged.String())
		}
	}
	return at + "reader", owner
}

// serverPrograms returns the folder of initdb and postgres.
func serverPrograms(t *testing.T) string {
	places, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for _, path := range append(filepath.SplitList(os.Getenv("PATH")), places...) {
		if _, err := os.Stat(filepath.Join(path, "initdb")); err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(path, "postgres")); err == nil {
			return path
		}
	}
	t.Skip("no initdb and postgres in PATH or /usr/lib/postgresql: the test against a server is left out")
	return ""
}

// unprivileged returns a user to run the server as, which refuses to be run by root, and gives the folder to it.
func unprivileged(t *testing.T, dir string) *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Skipf("root cannot give a folder away: %v", err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	t.Skip("run by root, and there is no user postgres or nobody to run the server as")
	return nil
}

// asked is an extract of a kind that is the answer to a query.
func asked(t *testing.T, kind Kind, address, query string) Extract {
	t.Helper()
	t.Setenv("ROLLCALL_TEST_DB", address)
	return Extract{Kind: kind, AsOf: sampleDay, Query: &Query{Name: string(kind) + ".query", SQL: query, Variable: "ROLLCALL_TEST_DB"}}
}

// TestPostgreSQL reads extracts from a real server.
func TestPostgreSQL(t *testing.T) {
	address, owner := postgres(t)
	for _, s := range []string{
		`CREATE ROLE reader LOGIN`,
		`CREATE TABLE child (id bigint, family text, given varchar(40), born date, died timestamptz, uprn numeric(14,2), nhs float8, refuge bool, photo bytea, key uuid, note char(8))`,
		`INSERT INTO child VALUES
			(2, 'Alderwick', 'Bram', '2016-02-28', '2026-01-03 00:00+00', 100060000017, 9434765919, true, '\x00ff', '01020304-0506-0708-090a-0b0c0d0e0f10', 'x'),
			(1, 'Alderwick', 'Bryony', '2015-01-31', '2025-06-15 00:00+01', 100060000017.00, 9434765919, false, NULL, NULL, NULL),
			(3, NULL, NULL, 'infinity', NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
		`CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM child; RETURN 1; END'`,
		`GRANT SELECT, DELETE, UPDATE ON child TO reader`,
	} {
		if _, err := owner.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	query := `SELECT family AS surname, given AS forename, born AS dob, died AS date_of_death, uprn, nhs AS nhs_number, photo, refuge AS "Flag"
		FROM child ORDER BY id`
	got, reports := readAll(t, asked(t, Deaths, address, query))
	if d := cmp.Diff([]string{"deaths:deaths.query#1", "deaths:deaths.query#2"}, ids(got)); d != "" {
		t.Fatal(d, reasons(got))
	}
	if w := got.records[0].Who; w.Forename != "Bryony" || w.DOB != calendar.On(2015, 1, 31) || w.UPRN != "100060000017" || w.NHSNumber != "9434765919" {
		t.Error("another first child")
	}
	if from := got.records[0].Claims[0].From; from != calendar.On(2025, 6, 15) {
		t.Errorf("died on %v: midnight of a summer's day in London is on that day", from)
	}
	r := reports[0]
	if r.Rows != 3 || r.Rejects != 1 || r.Bytes == 0 || len(r.SHA256) != 64 {
		t.Errorf("%d rows, %d rejects, %d bytes, hash %q", r.Rows, r.Rejects, r.Bytes, r.SHA256)
	}
	if d := cmp.Diff([]string{"Flag", "photo"}, sortedCopy(r.Unknown)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{`the column "photo" holds bytes and is not read`}, r.Notes); d != "" {
		t.Error(d)
	}
	_, again := readAll(t, asked(t, Deaths, address, query))
	if again[0].SHA256 != r.SHA256 {
		t.Error("the same rows have another hash")
	}
	_, unordered := readAll(t, asked(t, Deaths, address, strings.TrimSuffix(query, "ORDER BY id")))
	if !strings.Contains(fmt.Sprint(unordered[0].Notes), "no ORDER BY") || unordered[0].SHA256 == r.SHA256 {
		t.Error("an answer in no order is not said, or has the hash of one in order")
	}
	for _, c := range []struct{ query, reason string }{
		{"DELETE FROM child", "not a SELECT"},
		{"SELECT 1; DELETE FROM child", "more than one statement"},
		{"WITH gone AS (DELETE FROM child RETURNING family) SELECT family AS surname FROM gone", "may only read"},
		{"SELECT sneak()", "may only read"},
		{"SELECT family INTO copied FROM child", "may only read"},
		{"SELECT family FROM child FOR UPDATE", "may only read"},
		{"SELECT set_config('transaction_read_only', 'off', true), sneak()", "refuses the query"},
		{"SELECT nosuch FROM child", "a column of the query does not exist (at character 8"},
		{"SELECT 1 FROM nosuch", "a table of the query does not exist"},
		{"SELECT * FROM pg_authid", "may not read"},
		{"SELECT FROM WHERE", "not SQL"},
		{"SELECT family::int AS surname FROM child", "SQLSTATE 22P02"},
		{"SELECT 1 / (n - 30000) AS surname, 'Bea' AS forename FROM generate_series(1, 60000) n ORDER BY n", "SQLSTATE 22012"},
		{"SELECT repeat('x', 70000000) AS surname", "larger than 64 MiB"},
		{"SELECT $1 AS surname", "database"},
	} {
		got, reports := readAll(t, asked(t, Deaths, address, c.query))
		if len(got.records) != 0 || len(got.rejections) != 1 || reports[0].Rows != 0 {
			t.Errorf("%s: %d records, %v", c.query, len(got.records), reasons(got))
			continue
		}
		said := got.rejections[0].Reason
		if !strings.Contains(said, c.reason) || strings.Contains(said, "Alderwick") || strings.Contains(said, "reader") {
			t.Errorf("%s: %q, want %q", c.query, said, c.reason)
		}
	}
	var left int
	if err := owner.QueryRow("SELECT count(*) FROM child").Scan(&left); err != nil || left != 3 {
		t.Errorf("%d children are left: %v", left, err)
	}
	long := "SELECT repeat('x', 300000) AS surname, 'Bea' AS forename UNION ALL SELECT 'Birch', 'Bea' ORDER BY 1"
	got, reports = readAll(t, asked(t, Deaths, address, long))
	if len(got.records) != 1 || reports[0].Rejects != 1 {
		t.Errorf("a row of 300 kB: %v", reasons(got))
	}
	stops(t, owner, asked(t, Deaths, address, "SELECT pg_sleep(60)::text AS surname"))
}

// stops ends a run while the database is still at work, and wants both to stop.
func stops(t *testing.T, owner *sql.DB, x Extract) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	running := `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`
	atWork := func(want int) {
		n := -1
		for end := time.Now().Add(20 * time.Second); n != want && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if err := owner.QueryRow(running).Scan(&n); err != nil {
				t.Error(err)
				return
			}
		}
		if n != want {
			t.Errorf("%d queries are at work, want %d", n, want)
		}
	}
	done := make(chan error)
	go func() {
		var c collector
		_, err := Read(ctx, x, &c)
		done <- err
	}()
	atWork(1)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the run was stopped", err)
	}
	atWork(0)
}

func sortedCopy(s []string) []string { return sortedKeys(cells.SetOf(s...)) }
