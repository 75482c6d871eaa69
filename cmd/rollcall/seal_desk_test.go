package main

import (
	"context"
	"database/sql"
	varints "encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates/desk"
)

// deskCells are all that stands in the store of a run: what its reader gives, and what lies in its tables whoever reads them.
func deskCells(path string) (cells []cellText, err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	blocks, err := unpackedBlobs(db, `SELECT ids FROM child`)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, raw := range blocks {
		ids = append(ids, idsOfBlock(raw)...)
	}
	for i, id := range ids {
		cells = append(cells, cellText{place: "child", text: id, row: i + 1})
	}
	for query, place := range map[string]string{`SELECT first FROM child`: "first children", `SELECT child || ' ' || who || ' ' || school || ' ' || due FROM line`: "columns of lines", `SELECT l || ' ' || r FROM pair`: "columns of pairs",
		`SELECT levels FROM score`: "score", `SELECT child FROM task`: "columns of tasks"} {
		texts, err := textsOf(db, query)
		if err != nil {
			return nil, err
		}
		for i, text := range texts {
			cells = append(cells, cellText{place: place, text: text, row: i + 1})
		}
	}
	for query, place := range map[string]string{`SELECT body FROM about WHERE name <> 'layout'`: "about", `SELECT children FROM shelf`: "packed children", `SELECT bodies FROM line_bodies`: "packed lines",
		`SELECT bodies FROM pair_bodies`: "packed pairs", `SELECT bodies FROM task_bodies`: "packed tasks", `SELECT block FROM found_by`: "keys"} {
		blobs, err := unpackedBlobs(db, query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", place, err)
		}
		for i, raw := range blobs {
			if place != "keys" {
				cells = append(cells, cellText{place: place, text: string(raw), row: i + 1})
				continue
			}
			for _, key := range keysOfBlock(raw) {
				cells = append(cells, cellText{place: place, text: key[1:], row: i + 1})
			}
		}
	}
	more, err := deskAnswers(filepath.Dir(path), ids)
	return append(cells, more...), err
}

// deskAnswers are what the reader of the store gives, days in words and figures.
func deskAnswers(dir string, ids []string) (cells []cellText, err error) {
	d, err := pipeline.OpenStore(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	ctx := context.Background()
	add := func(place string, row int, v any) {
		raw, failed := json.Marshal(v)
		err = errors.Join(err, failed)
		cells = append(cells, cellText{place: place, text: string(raw), row: row})
	}
	for i, id := range ids {
		story, failed := d.Child(ctx, id)
		if err = errors.Join(err, failed); failed == nil {
			add("story", i+1, story)
		}
	}
	lines, _, failed := d.Lines(ctx, desk.LineFilter{Most: -1})
	err = errors.Join(err, failed)
	for i, l := range lines {
		if l.Row != nil {
			l.Row.POnNoRoll = 0 // which may be no number
		}
		add("line", i+1, l)
	}
	pairs, _, failed := d.Pairs(ctx, desk.PairFilter{Most: -1})
	err = errors.Join(err, failed)
	for i, p := range pairs {
		add("pair", i+1, p)
	}
	tasks, failed := d.Tasks(ctx, "")
	err = errors.Join(err, failed)
	for i, t := range tasks {
		add("task", i+1, t)
	}
	if err == nil && len(cells) < len(ids) {
		err = errors.New("the store answers less than it holds")
	}
	return cells, err
}

// unpackedBlobs are the blobs of a query, unpacked.
func unpackedBlobs(db *sql.DB, query string) (all [][]byte, err error) {
	d, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var blob []byte
		if err := rows.Scan(&blob); err != nil {
			return nil, err
		}
		raw, err := d.DecodeAll(blob, nil)
		if err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, rows.Err()
}

// idsOfBlock are the ids of a block, each of which is written whole and with a number.
func idsOfBlock(block []byte) (ids []string) {
	number := func() int {
		n, size := varints.Uvarint(block)
		block = block[size:]
		return int(n)
	}
	for range number() {
		if number() != 0 {
			panic("an id that is not written whole")
		}
		n := number()
		ids = append(ids, string(block[:n]))
		block = block[n:]
		number()
	}
	return ids
}

// keysOfBlock are the keys of a block, each of which is written as what differs from the one before it.
func keysOfBlock(block []byte) (keys []string) {
	key := ""
	number := func() int {
		n, size := varints.Uvarint(block)
		block = block[size:]
		return int(n)
	}
	for len(block) > 0 {
		shared, rest := number(), number()
		key = key[:shared] + string(block[:rest])
		block = block[rest:]
		number() // the first child
		block = block[number():]
		keys = append(keys, key)
	}
	return keys
}
