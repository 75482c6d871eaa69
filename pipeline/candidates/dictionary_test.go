package candidates

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

// TestEveryColumnIsDescribed holds the dictionary to the files: each column of each is described, in their order, in the dictionary and
// in the file itself, and nothing else is.
func TestEveryColumnIsDescribed(t *testing.T) {
	dir, lists := t.TempDir(), sample()
	lists.Reports = []Table{sampleTable()}
	if err := PublishLists(dir, lists); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"+parquetEnd))
	if err != nil || len(files) != len(publishedTables)-1 { // the register of children not in school is not law
		t.Fatalf("%d files (%v), want one for each of %d tables but one", len(files), err, len(publishedTables))
	}
	reports, _ := filepath.Glob(filepath.Join(dir, ReportsFolder, "*"+parquetEnd))
	if len(reports) == 0 {
		t.Error("no report is looked at")
	}
	for _, file := range append(files, reports...) {
		name := strings.TrimSuffix(filepath.Base(file), parquetEnd)
		told := toldBy(t, file)
		var words map[string]string
		if err := json.Unmarshal([]byte(told["rollcall.columns"]), &words); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got []string
		for _, field := range schemaOf(t, file).Fields() {
			got = append(got, field.Name())
			if words[field.Name()] == "" {
				t.Errorf("%s: column %s is not described in the file", name, field.Name())
			}
			delete(words, field.Name())
		}
		if len(words) > 0 {
			t.Errorf("%s: the file describes columns that it has not: %v", name, words)
		}
		if told["rollcall.table"] != name || told["rollcall.about"] == "" || told["rollcall.schema_version"] != schemaVersion || told["rollcall.care"] == "" {
			t.Errorf("%s: tells of itself %v", name, told)
		}
		if slices.Contains(reports, file) {
			continue
		}
		var want []string
		at := slices.IndexFunc(publishedTables, func(t publishedTable) bool { return t.name == name })
		for _, c := range describeColumns(publishedTables[at].row, []string{"forename", "date_of_birth", "address"}) {
			want = append(want, c.Name)
			if _, known := copyWords[c.Copy]; c.About == "" || !known {
				t.Errorf("%s: %s: about %q, copy %q", name, c.Name, c.About, c.Copy)
			}
		}
		if diff := cmp.Diff(append(want, runColumn, asOfColumn), got); diff != "" {
			t.Errorf("%s (-dictionary +file):\n%s", name, diff)
		}
	}
}

// toldBy is what a file tells of itself, as any reader of Parquet has it.
func toldBy(t *testing.T, path string) map[string]string {
	t.Helper()
	r, err := openParquet(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.file.Close()
	return r.told()
}

// TestFilesTellTheirRun wants the run in every row and in what the file tells of itself.
func TestFilesTellTheirRun(t *testing.T) {
	from := Origin{"2026-10-15T20261016-021500", on(2026, 10, 15), "887", "v1.2.3"}
	path := filepath.Join(t.TempDir(), QualityFile)
	if err := WriteQuality(from, path, []Measure{{Measure: "a", Value: 1}, {Measure: "b", Value: 2}}); err != nil {
		t.Fatal(err)
	}
	for i, run := range valuesOf(t, path, runColumn) {
		if day := valuesOf(t, path, asOfColumn)[i]; run.String() != from.Run || !dayOf(day).Equal(from.AsOf) {
			t.Errorf("row %d: run %v, as of %v", i, run, day)
		}
	}
	told := toldBy(t, path)
	for key, want := range map[string]string{"run": from.Run, "as_of": "2026-10-15", "authority": "887", "program": "v1.2.3"} {
		if told["rollcall."+key] != want {
			t.Errorf("%s: told %q, want %q", key, told["rollcall."+key], want)
		}
	}
}

// reserved are the words that DuckDB takes for its own: those that cannot name a column without quotation marks (duckdb_keywords(),
// reserved and type_function).
var reserved = strings.Fields(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default
	deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into lambda lateral leading
	limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references returning select show some summarize
	symmetric table then to trailing true union unique unpivot using variadic when where window with
	anti asof at authorization binary by collation columns concurrently cross freeze full generated glob ilike inner is isnull join left like map
	natural notnull outer overlaps positional right semi similar struct tablesample try_cast tuple unpack verbose`)

// misleading say something else than they hold, or nothing.
var misleading = []string{"age", "why", "of", "who", "old", "left", "grey", "new", "what"}

// TestNoColumnIsAReservedWord wants names that a query can say.
func TestNoColumnIsAReservedWord(t *testing.T) {
	for _, table := range publishedTables {
		for _, c := range describeColumns(table.row, nil) {
			if slices.Contains(reserved, c.Name) || slices.Contains(misleading, c.Name) {
				t.Errorf("%s: a column is called %q", table.name, c.Name)
			}
		}
	}
}

// TestTheContractStands wants the columns that other programs read, by name.
func TestTheContractStands(t *testing.T) {
	line := "child_id rank severity rules reason since due due_unit next_action p_on_no_roll nearest_provision run as_of"
	for file, want := range map[string]string{
		CMEFile: line, AtRiskFile: line,
		PossibleFile:       "record_id_l record_id_r match_weight match_probability gamma_forename",
		ChildrenFile:       "child_id record_id source file row native_id link_probability",
		LinksFile:          "record_id_l record_id_r match_weight match_probability gamma_forename rule",
		ReconciliationFile: "child_id status explained_by match_band", RejectionsFile: "source file row field reason",
		QualityFile: "measure measure_group value low high",
	} {
		schema := schemaOf(t, filepath.Join(publishSample(t), file))
		for _, column := range strings.Fields(want) {
			if !slices.ContainsFunc(schema.Fields(), func(f parquet.Field) bool { return f.Name() == column }) {
				t.Errorf("%s: no column %s", file, column)
			}
		}
	}
}

// TestTheDictionaryIsWrittenDown holds DATA.md to the types.
func TestTheDictionaryIsWrittenDown(t *testing.T) {
	var b bytes.Buffer
	if err := WriteDictionary(&b, ""); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("..", "DATA.md"), b.Bytes())
	if err := WriteDictionary(&b, "nothing"); err == nil {
		t.Error("a table that there is not is described")
	}
}

// TestNamesOfEarlierBuildsAreRead reads tables as they were published before columns were named anew and told their run; one of them had
// a column run that was something else.
func TestNamesOfEarlierBuildsAreRead(t *testing.T) {
	type measure struct {
		Measure string   `parquet:"measure,dict"`
		Group   string   `parquet:"group,dict"`
		Value   float64  `parquet:"value"`
		Low     *float64 `parquet:"low"`
		High    *float64 `parquet:"high"`
	}
	path := filepath.Join(t.TempDir(), QualityFile)
	low := .25
	if err := parquet.WriteFile(path, []measure{{"link rate", "health", .5, &low, &low}}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, ReadQuality(path)); len(got) != 1 || got[0] != (Measure{Measure: "link rate", Group: "health", Value: .5, Low: .25, High: .25}) {
		t.Errorf("read %+v", got)
	}
	type decided struct {
		Decision int64   `parquet:"decision"`
		ChildID  string  `parquet:"child_id"`
		MadeOn   string  `parquet:"made_on"`
		List     string  `parquet:"list,dict"`
		Outcome  string  `parquet:"outcome,dict"`
		Ground   string  `parquet:"reason,dict"`
		Return   *string `parquet:"return_reason,dict"`
		By       string  `parquet:"decided_by,dict"`
		Made     *int32  `parquet:"made,date"`
		Until    *int32  `parquet:"until,date"`
		State    string  `parquet:"state,dict"`
		Why      *string `parquet:"why"`
		Evidence string  `parquet:"evidence"`
		Facts    *string `parquet:"facts"`
		Run      string  `parquet:"run,dict"`
	}
	day := int32(time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	if err := parquet.WriteFile(path, []decided{{Decision: 7, ChildID: "a", MadeOn: "b", List: "at_risk", Outcome: "traced", Made: &day, State: "holds", Run: "r1"}}); err != nil {
		t.Fatal(err)
	}
	want := Decided{Decision: 7, ChildID: "a", MadeOn: "b", List: AtRisk, Outcome: "traced", Made: on(2026, 10, 1), State: "holds", Run: "r1"}
	if got := read(t, ReadDecided(path)); len(got) != 1 || got[0] != want {
		t.Errorf("read %+v, want %+v", got, want)
	}
}
