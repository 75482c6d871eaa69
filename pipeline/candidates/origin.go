package candidates

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/parquet-go/parquet-go"
)

// Origin is the run that a table is from. It stands in every file twice: as columns, so that the files of many runs are read as one
// table, and in what the file tells of itself. The zero Origin is a table of no run.
type Origin struct {
	Run       string
	AsOf      time.Time
	Authority string // LA code
	Program   string // version
}

// schemaVersion is that of the columns, told by every file. It goes up when one is renamed, is taken away, or comes to mean something
// else; not when one is added. The first had no dictionary, and no column of the run.
const schemaVersion = "2"

// parquetEnd is the ending of a table's file.
const parquetEnd = ".parquet"

// The columns of the run.
const (
	runColumn  = "run"
	asOfColumn = "as_of"
)

// originFields are they as the library knows them, and originWords what the dictionary says of them.
var (
	originFields = []reflect.StructField{
		{Name: "Run", Type: reflect.TypeFor[*string](), Tag: `parquet:"` + runColumn + `,dict"`},
		{Name: "AsOf", Type: reflect.TypeFor[*int32](), Tag: `parquet:"` + asOfColumn + `,date"`},
	}
	originWords = map[string]string{
		runColumn:  "the run that wrote the row",
		asOfColumn: "the day for which the run was made",
	}
)

// appendTo appends the columns of the run behind others.
func (o Origin) appendTo(row parquet.Row, at int) parquet.Row {
	run, asOf := parquet.NullValue(), dayValue(o.AsOf)
	if o.Run != "" {
		run = parquet.ValueOf(o.Run)
	}
	for i, v := range [...]parquet.Value{run, asOf} {
		level := 1
		if v.IsNull() {
			level = 0
		}
		row = append(row, v.Level(0, level, at+i))
	}
	return row
}

// tellTable is what a file tells of itself: the run, and the dictionary of its columns.
func (o Origin) tellTable(name string, row reflect.Type, gammas []string) (map[string]string, error) {
	words := map[string]string{}
	for _, c := range describeColumns(row, gammas) {
		words[c.Name] = c.About
	}
	return o.tell(name, tableWords[name], words)
}

func (o Origin) tell(name, about string, columns map[string]string) (map[string]string, error) {
	for name, words := range originWords {
		columns[name] = words
	}
	dictionary, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	told := map[string]string{
		"rollcall.schema_version": schemaVersion, "rollcall.table": name, "rollcall.about": about, "rollcall.columns": string(dictionary),
		"rollcall.run": o.Run, "rollcall.authority": o.Authority, "rollcall.program": o.Program, "rollcall.care": careWords,
	}
	if !o.AsOf.IsZero() {
		told["rollcall.as_of"] = o.AsOf.Format(time.DateOnly)
	}
	return told, nil
}

// origin is the run as its tables tell of it.
func (s Summary) origin() Origin { return Origin{s.RunID, s.AsOf, s.Code, s.Program} }
