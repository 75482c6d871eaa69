package sources

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	mssql "github.com/microsoft/go-mssqldb"
)

// databaseFault says why a database did not answer. The texts of servers and drivers are never passed on: they hold
// addresses, users, and values of rows.
func databaseFault(err error) error {
	var (
		postgres *pgconn.PgError
		server   mssql.Error
		unknown  x509.UnknownAuthorityError
		name     x509.HostnameError
		cert     *tls.CertificateVerificationError
		long     *pgproto3.ExceededMaxBodyLenErr
	)
	switch {
	case errors.As(err, &postgres):
		return postgresFault(postgres)
	case errors.As(err, &server):
		return serverFault(server.Number)
	case errors.Is(err, context.DeadlineExceeded):
		return faultf("the database gave no answer in %s", toAnswer)
	case errors.As(err, &long):
		return faultf("a row of the answer is larger than %d MiB", mostMessageBytes>>20)
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &cert):
		return faultf("the certificate of the database is not one that is trusted, or is another host's")
	}
	return faultf("the database cannot be reached, or the connection broke off (is its address right, and its server up?)")
}

// postgresFaults are the answers of PostgreSQL that an operator can act on, by their SQLSTATE.
var postgresFaults = map[string]string{
	"28000": "the database refuses the user",
	"28P01": "the database refuses the user or the password",
	"3D000": "there is no database of that name on the server",
	"42501": "the user may not read a table of the query",
	"42P01": "a table of the query does not exist",
	"42703": "a column of the query does not exist",
	"42601": "the query is not SQL that the database understands",
	"25006": "the query writes; it is run in a transaction that may only read",
	"57014": "the database stopped the query: it took too long",
	"55P03": "the database waited too long for a lock",
	"57P01": "the server was shut down during the query",
	"57P03": "the server is starting up and takes no query yet",
	"53300": "the server has too many connections",
}

func postgresFault(e *pgconn.PgError) error {
	text, known := postgresFaults[e.Code]
	switch {
	case !known && len(e.Code) == 5:
		return faultf("the database refuses the query (SQLSTATE %s)", e.Code)
	case !known:
		return faultf("the database refuses the query")
	case e.Position > 0:
		return faultf("%s (at character %d of it)", text, e.Position)
	}
	return faultf("%s", text)
}

// serverFaults are the same of SQL Server, by the number of its message.
var serverFaults = map[int32]string{
	18456: "the database refuses the user or the password",
	18452: "the database refuses the user",
	4060:  "there is no database of that name on the server, or the user may not open it",
	208:   "a table of the query does not exist",
	207:   "a column of the query does not exist",
	102:   "the query is not SQL that the database understands",
	156:   "the query is not SQL that the database understands",
	229:   "the user may not read a table of the query",
	230:   "the user may not read a column of the query",
	1222:  "the database waited too long for a lock",
	3906:  "the query writes, and the database may only be read",
	978:   "the database is a replica that takes no query with this address",
}

func serverFault(number int32) error {
	if text, known := serverFaults[number]; known {
		return faultf("%s", text)
	}
	return faultf("the database refuses the query (message %d)", number)
}
