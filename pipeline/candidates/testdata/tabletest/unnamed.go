package tabletest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// ReadUnnamed is all that a table says, its schema and what it tells of itself, but for the name of the run; of another file its bytes.
func ReadUnnamed(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) != ".parquet" {
		return raw
	}
	table, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var said bytes.Buffer
	fmt.Fprintln(&said, table.Schema(), table.NumRows())
	for _, told := range table.Metadata().KeyValueMetadata {
		if told.Key != "rollcall.run" {
			fmt.Fprintf(&said, "%s %q\n", told.Key, told.Value)
		}
	}
	run, named := table.Schema().Lookup("run")
	if !named {
		t.Fatalf("%s: does not name its run", path)
	}
	for _, group := range table.RowGroups() {
		rows, buffer := group.Rows(), make([]parquet.Row, 256)
		for n, err := 1, error(nil); n > 0; {
			if n, err = rows.ReadRows(buffer); err != nil && !errors.Is(err, io.EOF) {
				t.Fatalf("%s: %v", path, err)
			}
			for _, row := range buffer[:n] {
				for _, v := range row {
					if v.Column() != run.ColumnIndex {
						fmt.Fprintf(&said, "%+v|", v)
					}
				}
				said.WriteByte('\n')
			}
		}
		rows.Close()
	}
	return said.Bytes()
}
