package sources

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/stdlib"
	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"
)

// Times that a database is given. A night's extract that takes longer than half an hour wants an index.
const (
	toConnect = 15 * time.Second
	toLock    = time.Minute
	toAnswer  = 30 * time.Minute
)

// mostMessageBytes bounds a message of the server, and with it a row.
const mostMessageBytes = 64 << 20

// dialect is whose SQL a database speaks.
type dialect uint8

const (
	postgreSQL dialect = iota
	sqlServer
)

// database is a database that is asked one query.
type database struct {
	*sql.DB
	dialect dialect
	begin   *sql.TxOptions
	set     []string // statements of the transaction before the query
	open    bool     // the connection is not encrypted
	wait    time.Duration
}

// openDatabase opens the database at an address, which is a URL or the words of the driver. Nothing is sent yet.
func openDatabase(address string) (*database, error) {
	low := strings.ToLower(address)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(low, w) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(low, "sqlserver://"), !strings.Contains(low, "://") && has("server=", "data source="):
		return openSQLServer(address)
	case strings.HasPrefix(low, "postgres://"), strings.HasPrefix(low, "postgresql://"), !strings.Contains(low, "://") && has("host=", "dbname=", "service="):
		return openPostgreSQL(address)
	}
	return nil, faultf("the address of the database is of none that is read (want postgres://user:password@host/database or sqlserver://user:password@host?database=name)")
}

func openPostgreSQL(address string) (*database, error) {
	c, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, faultf("the address of the database cannot be understood (want postgres://user:password@host:5432/database?sslmode=verify-full)")
	}
	c.ConnectTimeout = toConnect
	c.MaxProtocolMessageBodyLen = mostMessageBytes
	c.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: 5 * time.Second} // the server stops as well
	}
	return &database{
		DB: stdlib.OpenDB(*c), dialect: postgreSQL, wait: toAnswer,
		begin: &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
		set:   []string{"SET LOCAL statement_timeout = " + milliseconds(toAnswer), "SET LOCAL lock_timeout = " + milliseconds(toLock)},
		open:  c.TLSConfig == nil && !isLocalHost(c.Host),
	}, nil
}

func openSQLServer(address string) (*database, error) {
	c, err := msdsn.Parse(address)
	if err != nil {
		return nil, faultf("the address of the database cannot be understood (want sqlserver://user:password@host:1433?database=name&encrypt=true)")
	}
	if c.Database == "" {
		return nil, faultf("the address names no database (want sqlserver://user:password@host:1433?database=name&encrypt=true)")
	}
	c.ReadOnlyIntent, c.DialTimeout = true, toConnect
	return &database{
		DB: sql.OpenDB(mssql.NewConnectorConfig(c)), dialect: sqlServer, wait: toAnswer,
		begin: &sql.TxOptions{}, set: []string{"SET LOCK_TIMEOUT " + milliseconds(toLock) + "; SET XACT_ABORT ON"},
		open: (c.Encryption == msdsn.EncryptionDisabled || c.Encryption == msdsn.EncryptionOff) && !isLocalHost(c.Host),
	}, nil
}

func milliseconds(d time.Duration) string { return itoa(int(d.Milliseconds())) }

// isLocalHost reports whether a host is this machine, or a socket on it.
func isLocalHost(host string) bool {
	ip := net.ParseIP(host)
	return strings.HasPrefix(host, "/") || strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func (d *database) closeConnection() { _ = d.Close() }

// connectionNotes says what an operator should mend.
func (d *database) connectionNotes(o *out) {
	if d.open {
		o.addNote("the connection to the database is not encrypted: names travel in the clear (say sslmode=verify-full or encrypt=true in its address)")
	}
}

// fetchRows asks the query and adds the answer to rows: first the names of the columns. It ends the transaction by rolling
// it back.
func (d *database) fetchRows(ctx context.Context, query string, rows *rowSpool, o *out) (err error) {
	limited, stop := context.WithTimeout(ctx, d.wait)
	defer stop()
	defer func() {
		if err == nil {
			return
		}
		if stopped := lostConnection(ctx, err); stopped != nil {
			err = stopped
		} else if _, ours := errors.AsType[fault](err); !ours {
			err = databaseFault(err)
		}
	}()
	tx, err := d.BeginTx(limited, d.begin)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, s := range d.set {
		if _, err := tx.ExecContext(limited, s); err != nil {
			return err
		}
	}
	answer, err := tx.QueryContext(limited, query)
	if err != nil {
		return err
	}
	defer answer.Close()
	g, err := newAnswerGrid(answer, o)
	if err != nil {
		return err
	}
	if err := rows.addRows(limited, g); err != nil {
		return err
	}
	if answer.NextResultSet() {
		return faultf("the query gives more than one answer (want one SELECT)")
	}
	return answer.Err()
}
