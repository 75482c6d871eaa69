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

// readQuery reads an extract that is the answer to a query.
func readQuery(ctx context.Context, src *source, x *Extract, to Sink) ([]FileReport, error) {
	in := &input{name: x.Query.Name, x: x}
	p := part{in: in, out: newOut(ctx, src, x, in.name, to)}
	err := p.settleFault(askQuery(ctx, in, p.out))
	report, lost := p.out.finishReport(in)
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
	address, err := q.databaseAddress()
	if err != nil {
		return err
	}
	db, err := openDatabase(address)
	if err != nil {
		return err
	}
	defer db.closeConnection()
	said, err := readStatement(q.SQL, db.dialect)
	if err != nil {
		return err
	}
	if !said.ordered {
		o.addNote("the query says no ORDER BY: the numbers of its rows may be others at every run")
	}
	db.connectionNotes(o)
	rows := &rowSpool{sum: sha256.New()}
	defer rows.spool.Close()
	if err := db.fetchRows(ctx, q.SQL, rows, o); err != nil {
		return err
	}
	in.was.Bytes, in.was.SHA256 = rows.bytes, hex.EncodeToString(rows.sum.Sum(nil))
	read := func(ctx context.Context, in *input, o *out) error {
		back, err := rows.readBack()
		if err != nil {
			return err
		}
		return readGrid(ctx, back, in, o, false)
	}
	if o.src.gathers {
		return gatherMarks(read)(ctx, []part{{in: in, out: o}})
	}
	return read(ctx, in, o)
}

// mostAddressBytes is the most that is read of a file with an address.
const mostAddressBytes = 64 << 10

// databaseAddress returns the address of the database. No message says anything of it.
func (q *Query) databaseAddress() (string, error) {
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

// lostConnection reports whether a run was stopped, which is no fault of a database.
func lostConnection(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
