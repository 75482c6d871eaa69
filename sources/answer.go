package sources

import (
	"database/sql"
	"io"
	"strconv"
	"strings"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"rollcall/sources/cells"
)

// answerGrid gives the rows of a database's answer, the names of its columns first.
type answerGrid struct {
	rows  *sql.Rows
	kinds []string // of the columns, as the database names them
	held  []any
	into  []any
	cells []string
	begun bool
}

func newAnswerGrid(rows *sql.Rows, o *out) (*answerGrid, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	if len(types) > mostColumns {
		return nil, faultf("the query gives %d columns (want at most %d)", len(types), mostColumns)
	}
	g := &answerGrid{rows: rows, kinds: make([]string, len(types)), held: make([]any, len(types)), into: make([]any, len(types)), cells: make([]string, len(types))}
	for i, t := range types {
		g.kinds[i], g.cells[i], g.into[i] = strings.ToUpper(t.DatabaseTypeName()), t.Name(), &g.held[i]
		if rawBytes[g.kinds[i]] {
			o.addNote("the column %q holds bytes and is not read", cutHeader(t.Name()))
		}
	}
	return g, nil
}

// rawBytes are types of column that hold no text. TIMESTAMP is a row's version in SQL Server; PostgreSQL gives it as a
// time, which is not bytes.
var rawBytes = map[string]bool{"BYTEA": true, "BINARY": true, "VARBINARY": true, "IMAGE": true, "ROWVERSION": true}

func (g *answerGrid) readRow() ([]string, string, error) {
	if !g.begun {
		g.begun = true
		return g.cells, "", nil
	}
	if !g.rows.Next() {
		if err := g.rows.Err(); err != nil {
			return nil, "", err
		}
		return nil, "", io.EOF
	}
	if err := g.rows.Scan(g.into...); err != nil {
		return nil, "", err
	}
	for i, v := range g.held {
		g.cells[i] = answerText(g.kinds[i], v)
	}
	return g.cells, "", nil
}

// answerText is a value as the text that it would be in a CSV file: see parquetText.
func answerText(kind string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return decimalText(kind, strings.ToValidUTF8(v, "\uFFFD"))
	case []byte:
		switch {
		case kind == "UNIQUEIDENTIFIER":
			var id mssql.UniqueIdentifier
			if id.Scan(v) != nil {
				return ""
			}
			return strings.ToLower(id.String())
		case rawBytes[kind] || kind == "TIMESTAMP":
			return ""
		}
		return decimalText(kind, strings.ToValidUTF8(string(v), "\uFFFD"))
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		if kind == "FLOAT4" || kind == "REAL" {
			return floatText(v, 32)
		}
		return floatText(v, 64)
	case time.Time:
		if kind == "TIMESTAMPTZ" || kind == "DATETIMEOFFSET" {
			v = v.In(cells.London)
		}
		return timeText(v)
	}
	return ""
}

// decimalText takes the noughts off the end of a decimal.
func decimalText(kind, s string) string {
	switch kind {
	case "NUMERIC", "DECIMAL", "MONEY", "SMALLMONEY":
		if s == "NaN" {
			return ""
		}
		return trimPlaces(s)
	}
	return s
}
