package sources

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
)

// Query asks a database for an extract, in place of files. Its rows are read as those of a table are: the columns of the
// answer are the headers, and what is wrong with a value is said in the same words. Rows are numbered from 1 in the order
// of the answer, so a query should say ORDER BY.
//
// Nothing is written. The query must be one SELECT, alone or behind WITH. PostgreSQL runs it in a transaction that is READ
// ONLY, in which the server itself refuses to write. SQL Server has no such transactions: the words that write are refused
// before the query is sent, the connection says that its intent is to read, and the transaction is rolled back whatever
// was in it. A login that may only read is the guard that depends on nobody's care; ask for one.
//
// All rows are fetched before one is used, so that an answer that breaks off gives nothing.
type Query struct {
	Name string // of the answer, in the place of a file's
	SQL  string

	// Where the address of the database is, which holds a password: one of the two is set.
	Variable string // an environment variable
	File     string // a file
}

// TakesQuery reports whether an extract of the kind can be the answer to a query: those that are tables can.
func TakesQuery(k Kind) bool { return kinds[k] != nil && len(kinds[k].tables) > 0 }

// readQuery reads an extract that is the answer to a query.
func readQuery(ctx context.Context, src *source, x *Extract, to Sink) ([]FileReport, error) {
	in := &input{name: x.Query.Name, x: x}
	p := part{in: in, out: newOut(ctx, src, x, in.name, to)}
	err := p.settle(askQuery(ctx, in, p.out))
	report, lost := p.out.finish(in)
	if err == nil {
		err = lost
	}
	return []FileReport{report}, err
}

func askQuery(ctx context.Context, in *input, o *out) error {
	q := in.x.Query
	if len(o.src.tables) == 0 {
		return faultf("this kind is read from files, not from a database")
	}
	address, err := q.address()
	if err != nil {
		return err
	}
	db, err := openDatabase(address)
	if err != nil {
		return err
	}
	defer db.close()
	said, err := readStatement(q.SQL, db.dialect)
	if err != nil {
		return err
	}
	if !said.ordered {
		o.note("the query says no ORDER BY: the numbers of its rows may be others at every run")
	}
	db.notes(o)
	rows := &rowSpool{sum: sha256.New()}
	defer rows.spool.Close()
	if err := db.fetch(ctx, q.SQL, rows, o); err != nil {
		return err
	}
	in.size, in.sum = rows.bytes, hex.EncodeToString(rows.sum.Sum(nil))
	back, err := rows.back()
	if err != nil {
		return err
	}
	return readGrid(ctx, back, in, o, false)
}

// mostAddressBytes is the most that is read of a file with an address.
const mostAddressBytes = 64 << 10

// address returns the address of the database. No message says anything of it.
func (q *Query) address() (string, error) {
	if q.Variable != "" {
		address := strings.TrimSpace(os.Getenv(q.Variable))
		if address == "" {
			return "", faultf("the environment variable %s, which database in the settings names, is not set; set it to the address of the database", q.Variable)
		}
		return address, nil
	}
	f, err := openFile(q.File, "the file that database in the settings names")
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostAddressBytes))
	b = bytes.TrimSpace(b)
	if err != nil || len(b) == 0 || bytes.ContainsAny(b, "\r\n") {
		return "", faultf("the file that database in the settings names does not hold an address (want one line)")
	}
	return string(b), nil
}

// lost reports whether a run was stopped, which is no fault of a database.
func lost(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
