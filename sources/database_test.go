package sources

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	mssql "github.com/microsoft/go-mssqldb"
)

// fakeServer answers as the driver of SQL Server does: with its types of column and the Go values that it gives for them.
// There is no such server to test against, so the path from its values to records is tested up to the wire.
type fakeServer struct {
	columns []fakeColumn
	rows    [][]driver.Value
	fails   error    // after the rows
	said    []string // what it was asked
}

type fakeColumn struct{ name, kind string }

func (s *fakeServer) Connect(context.Context) (driver.Conn, error) { return &fakeConn{s}, nil }
func (s *fakeServer) Driver() driver.Driver                        { return nil }

type fakeConn struct{ *fakeServer }

func (c *fakeConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not prepared") }
func (c *fakeConn) Close() error                        { return nil }
func (c *fakeConn) Begin() (driver.Tx, error)           { return c, nil }
func (c *fakeConn) Commit() error                       { c.said = append(c.said, "commit"); return nil }
func (c *fakeConn) Rollback() error                     { c.said = append(c.said, "rollback"); return nil }

func (c *fakeConn) ExecContext(_ context.Context, s string, _ []driver.NamedValue) (driver.Result, error) {
	c.said = append(c.said, s)
	return driver.RowsAffected(0), nil
}

func (c *fakeConn) QueryContext(_ context.Context, s string, _ []driver.NamedValue) (driver.Rows, error) {
	c.said = append(c.said, s)
	return &fakeRows{fakeServer: c.fakeServer}, nil
}

type fakeRows struct {
	*fakeServer
	at int
}

func (r *fakeRows) Columns() []string {
	var names []string
	for _, c := range r.columns {
		names = append(names, c.name)
	}
	return names
}
func (r *fakeRows) Close() error                            { return nil }
func (r *fakeRows) ColumnTypeDatabaseTypeName(i int) string { return r.columns[i].kind }
func (r *fakeRows) Next(dest []driver.Value) error {
	if r.at == len(r.rows) {
		if r.fails != nil {
			return r.fails
		}
		return io.EOF
	}
	copy(dest, r.rows[r.at])
	r.at++
	return nil
}

// fetched asks a server a query as SQL Server is asked, and returns the rows.
func fetched(t *testing.T, s *fakeServer) ([]string, error) {
	t.Helper()
	real, err := openSQLServer("sqlserver://u:p@localhost?database=d")
	if err != nil {
		t.Fatal(err)
	}
	real.closeConnection()
	d := &database{DB: sql.OpenDB(s), dialect: sqlServer, begin: real.begin, set: real.set, wait: time.Minute}
	defer d.closeConnection()
	rows := &rowSpool{sum: sha256.New()}
	defer rows.spool.Close()
	if err := d.fetchRows(t.Context(), "SELECT 1", rows, &out{}); err != nil {
		return nil, err
	}
	back, err := rows.readBack()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		cells, reason, err := back.readRow()
		if err != nil {
			return got, nil
		}
		got = append(got, strings.Join(cells, "|")+reason)
	}
}

// TestTheValuesOfSQLServerAreText holds each type to the text that a CSV file would have.
func TestTheValuesOfSQLServerAreText(t *testing.T) {
	day := func(h int, zone *time.Location) time.Time { return time.Date(2015, 6, 14, h, 0, 0, 0, zone) }
	guid := []byte{4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16}
	s := &fakeServer{columns: []fakeColumn{{"a", "NVARCHAR"}, {"b", "DATE"}, {"c", "DATETIME2"}, {"d", "DATETIMEOFFSET"}, {"e", "BIGINT"},
		{"f", "DECIMAL"}, {"g", "MONEY"}, {"h", "BIT"}, {"i", "FLOAT"}, {"j", "REAL"}, {"k", "UNIQUEIDENTIFIER"}, {"l", "VARBINARY"}, {"m", "TIMESTAMP"}, {"n", "CHAR"}}}
	s.rows = [][]driver.Value{
		{"Zoë", day(0, time.UTC), day(9, time.UTC), day(23, time.UTC), int64(100060000017), []byte("9434765919.00"), []byte("12.3400"), true,
			float64(100060000017), float64(float32(1.1)), guid, []byte{0, 1}, []byte{0, 0, 7}, "x  "},
		make([]driver.Value, 14),
	}
	got, err := fetched(t, s)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a|b|c|d|e|f|g|h|i|j|k|l|m|n",
		"Zoë|2015-06-14|2015-06-14 09:00:00|2015-06-15|100060000017|9434765919|12.34|true|100060000017|1.1|01020304-0506-0708-090a-0b0c0d0e0f10|||x  ",
		"|||||||||||||"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"SET LOCK_TIMEOUT 60000; SET XACT_ABORT ON", "SELECT 1", "rollback"}, s.said); d != "" {
		t.Error(d)
	}
}

// TestAnAnswerThatBreaksOffGivesNothing and its reason holds nothing of what the server says.
func TestAnAnswerThatBreaksOffGivesNothing(t *testing.T) {
	for want, fails := range map[string]error{
		"cannot be reached, or the connection broke off": errors.New("read tcp 10.0.0.7: reset by peer, login sa"),
		"a table of the query does not exist":            mssql.Error{Number: 208, Message: "Invalid object name 'Alderwick'."},
		"refuses the query (message 245)":                mssql.Error{Number: 245, Message: "Conversion failed when converting 'Alderwick' to int."},
		"refuses the user or the password":               mssql.Error{Number: 18456, Message: "Login failed for user 'sa'."},
		"no answer in 30m0s":                             fmt.Errorf("query: %w", context.DeadlineExceeded),
	} {
		s := &fakeServer{columns: []fakeColumn{{"surname", "NVARCHAR"}}, rows: [][]driver.Value{{"Alderwick"}}, fails: fails}
		got, err := fetched(t, s)
		if got != nil || err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Alderwick") || strings.Contains(err.Error(), "sa") && !strings.Contains(want, "sa") {
			t.Errorf("%v: %v, %v", want, got, err)
		}
		if _, is := errors.AsType[fault](err); !is {
			t.Errorf("%v stops the run", want)
		}
	}
}

// TestAddresses tells databases apart, and says nothing of an address that is wrong.
func TestAddresses(t *testing.T) {
	const secret = "hunter2"
	for address, want := range map[string]string{
		"postgres://u:hunter2@localhost/d":                       "",
		"host=/tmp user=u password=hunter2 dbname=d":             "",
		"sqlserver://u:hunter2@localhost?database=d":             "",
		"Server=localhost;User Id=u;Password=hunter2;Database=d": "",
		"sqlserver://u:hunter2@localhost":                        "names no database",
		"postgres://u:hunter2@localhost:port/d":                  "cannot be understood",
		"sqlserver://u:hunter2@localhost:port?database=d":        "cannot be understood",
		"mysql://u:hunter2@localhost/d":                          "of none that is read",
		"hunter2":                                                "of none that is read",
	} {
		d, err := openDatabase(address)
		if err == nil {
			d.closeConnection()
		}
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", address, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v", address, err)
		case err != nil && strings.Contains(err.Error(), secret):
			t.Errorf("the password is said: %v", err)
		}
	}
	far, err := openDatabase("postgres://u:hunter2@db.example.org/d?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	defer far.closeConnection()
	var o out
	if far.connectionNotes(&o); len(o.report.Notes) != 1 {
		t.Error("a connection in the clear is not said")
	}
}

// TestWhereTheAddressIs looks an address up in the environment and in a file.
func TestWhereTheAddressIs(t *testing.T) {
	t.Setenv("ROLLCALL_TEST_DB", "postgres://u:hunter2@127.0.0.1:1/d?sslmode=disable")
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for want, q := range map[string]Query{
		"cannot be reached":             {Variable: "ROLLCALL_TEST_DB"},
		"ROLLCALL_TEST_NONE":            {Variable: "ROLLCALL_TEST_NONE"},
		"is not there":                  {File: filepath.Join(dir, "none")},
		"does not hold an address":      {File: write("two", "host=a\nhost=b\n")},
		"cannot be reached, or the con": {File: write("one", "sqlserver://u:hunter2@127.0.0.1:1?database=d&encrypt=disable\n")},
	} {
		q.Name, q.SQL = "deaths.query", "SELECT 1 ORDER BY 1"
		got, reports := readAll(t, Extract{Kind: Deaths, AsOf: sampleDay, Query: &q})
		if len(reports) != 1 || reports[0].File != "deaths.query" || len(got.rejections) != 1 || got.rejections[0].Row != 0 {
			t.Errorf("%s: %v", want, reasons(got))
			continue
		}
		said := fmt.Sprint(got.rejections[0], reports[0])
		if !strings.Contains(said, want) || strings.Contains(said, "hunter2") || strings.Contains(said, dir) || strings.Contains(said, "127.0.0.1") {
			t.Errorf("%s: %s", want, said)
		}
	}
	q := Query{Name: "c", SQL: "SELECT 1", Variable: "ROLLCALL_TEST_DB"}
	got, _ := readAll(t, Extract{Kind: SchoolCensus, AsOf: sampleDay, Query: &q})
	if TakesQuery(SchoolCensus) || !TakesQuery(Deaths) || TakesQuery("nonsense") || len(got.rejections) != 1 {
		t.Error("a kind of no table takes a query")
	}
}
