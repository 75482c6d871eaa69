package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// asked is the database or a transaction in it.
type asked interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// eachRow reads each row that a query answers into the given places and calls, until a call fails.
func eachRow(ctx context.Context, from asked, into []any, call func() error, query string, args ...any) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := call(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// inTransaction does something in one transaction. What it changed is on disk when no error is returned, and undone otherwise.
func inTransaction(ctx context.Context, db *sql.DB, opts *sql.TxOptions, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// statements runs one after another in a transaction: the first fault stays and every later one does nothing. One that comes again
// is not prepared again.
type statements struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
	fault    error
}

func newStatements(ctx context.Context, tx *sql.Tx) *statements {
	return &statements{ctx: ctx, tx: tx, prepared: map[string]*sql.Stmt{}}
}

func (s *statements) run(statement string, args ...any) {
	if s.prepared[statement] == nil && s.fault == nil {
		s.prepared[statement], s.fault = s.tx.PrepareContext(s.ctx, statement) // the transaction's end closes it
	}
	if s.fault == nil {
		_, s.fault = s.prepared[statement].ExecContext(s.ctx, args...)
	}
}

// nameRegister says of an error that it is the register's; those of its own types say so themselves.
func nameRegister(err error) error {
	if broken := (*BrokenError)(nil); err == nil || errors.As(err, &broken) {
		return err
	}
	key, other := (*KeyError)(nil), (*OtherAuthorityError)(nil)
	if errors.As(err, &key) || errors.As(err, &other) {
		return err
	}
	return fmt.Errorf("register: %w", err)
}

func isoDay(t time.Time) string { return t.UTC().Format(day) }

// day is how dates are written in the register.
const day = "2006-01-02"

func mustJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("register: " + err.Error()) // plain data of this package
	}
	return string(raw)
}
