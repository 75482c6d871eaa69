package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquetCells are the values of every column; where a table names a file and a row, also the record that the two say.
func parquetCells(raw []byte) (cells []cellText, err error) {
	f, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	leaves := f.Schema().Columns()
	names, dates := make([]string, len(leaves)), make([]bool, len(leaves))
	for i, path := range leaves {
		leaf, _ := f.Schema().Lookup(path...)
		lt := leaf.Node.Type().LogicalType()
		names[i], dates[i] = strings.TrimSuffix(strings.Join(path, "."), ".list.element"), lt != nil && lt.String() == "DATE"
	}
	at := 0
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 256)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				var source, file, number string
				at++
				for _, v := range row {
					if v.IsNull() {
						continue
					}
					text := v.String()
					if dates[v.Column()] {
						text = time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
					}
					name := names[v.Column()]
					switch name {
					case "source":
						source = text
					case "file":
						file = text
					case "row":
						number = text
					}
					cells = append(cells, cellText{place: name, text: text, row: at})
				}
				if file != "" && number != "" {
					cells = append(cells, cellText{place: "file and row", text: fmt.Sprintf("%s:%s#%s", source, file, number), row: at})
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
		}
		rows.Close()
		more, err := dictionaries(group, names)
		if err != nil {
			return nil, err
		}
		cells = append(cells, more...)
	}
	return cells, nil
}

// dictionaries are the words of the dictionary pages, also those that no row has.
func dictionaries(group parquet.RowGroup, names []string) (cells []cellText, err error) {
	for i, chunk := range group.ColumnChunks() {
		pages := chunk.Pages()
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			pages.Close()
			continue
		}
		if err != nil {
			return nil, err
		}
		if d := page.Dictionary(); d != nil {
			for n := range d.Len() {
				cells = append(cells, cellText{names[i] + " (dictionary)", d.Index(int32(n)).String(), 0, true})
			}
		}
		parquet.Release(page)
		pages.Close()
	}
	return cells, nil
}
