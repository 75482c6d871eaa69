package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
)

// databaseCells are the values of every table of a database, bytes as they are.
func databaseCells(path string) (cells []cellText, err error) {
	dir, err := os.MkdirTemp("", "rollcall-register") // to open one in place would write beside it
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, end := range []string{"", "-wal"} {
		if raw, err := os.ReadFile(path + end); err == nil {
			if err := os.WriteFile(filepath.Join(dir, "copy.db"+end), raw, 0o600); err != nil {
				return nil, err
			}
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "copy.db"))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	tables, err := textsOf(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
	if err != nil {
		return nil, err
	}
	for _, table := range tables {
		more, err := tableCells(db, table)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
		cells = append(cells, more...)
	}
	return cells, nil
}

// textsOf returns the only column of an answer.
func textsOf(db *sql.DB, query string) (texts []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, rows.Err()
}

func tableCells(db *sql.DB, table string) (cells []cellText, err error) {
	rows, err := db.Query(`SELECT * FROM "` + table + `"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for row := 1; rows.Next(); row++ {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, v := range values {
			cells = append(cells, cellText{place: table + "." + columns[i], text: string(v), row: row})
		}
	}
	return cells, rows.Err()
}
