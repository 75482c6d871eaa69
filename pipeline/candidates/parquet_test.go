package candidates

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"
)

// publishSample publishes the sample into a new folder.
func publishSample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := PublishLists(dir, sample()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func read[T any](t *testing.T, rows iter.Seq2[T, error]) []T {
	t.Helper()
	all, err := CollectRows(rows)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// bare is a row without what Parquet does not hold.
func bare(lines []Line[Row]) []Row {
	var all []Row
	for _, r := range PrintedRows(lines) {
		r.Person, r.Sealed = Person{}, false
		all = append(all, r)
	}
	return all
}

func TestEveryTableComesBack(t *testing.T) {
	dir, want := publishSample(t), sample()
	check := func(name string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check(CMEFile, bare(want.CME), read(t, ReadList(filepath.Join(dir, CMEFile), CME)))
	check(AtRiskFile, bare(want.AtRisk), read(t, ReadList(filepath.Join(dir, AtRiskFile), AtRisk)))
	check(ChildrenFile, slices.Collect(printedSeq(want.Placed)), read(t, ReadChildren(filepath.Join(dir, ChildrenFile))))
	check(ReconciliationFile, slices.Collect(printedSeq(want.Reconciled)), read(t, ReadReconciliation(filepath.Join(dir, ReconciliationFile))))
	check(RejectionsFile, slices.Collect(want.Rejected), read(t, readTable[Rejected](filepath.Join(dir, RejectionsFile))))
	check(QualityFile, want.Measures, read(t, readTable[Measure](filepath.Join(dir, QualityFile))))

	check(DecisionsFile, PrintedRows(want.Decided), read(t, ReadDecided(filepath.Join(dir, DecisionsFile))))
	check(TasksFile, PrintedRows(want.Tasks), read(t, readTable[Task](filepath.Join(dir, TasksFile))))
	gone := PrintedRows(want.Gone)
	for i := range gone {
		gone[i].Person, gone[i].Sealed = Person{}, false
	}
	check(GoneFile, gone, read(t, readTable[Gone](filepath.Join(dir, GoneFile))))

	untold := PrintedRows(want.Untold)
	for i := range untold {
		untold[i].Person, untold[i].Sealed = Person{}, false
	}
	check(UntoldFile, untold, read(t, ReadUntold(filepath.Join(dir, UntoldFile))))

	links := slices.Collect(printedSeq(want.Links))
	links[1].Levels = Levels{sampleComparisons, []int32{0, -1, -1}} // not compared: the null level
	check(LinksFile, links, read(t, ReadLinks(filepath.Join(dir, LinksFile))))

	possible := samplePossible()[:1]
	for i := range possible {
		possible[i].PersonL, possible[i].PersonR = Person{}, Person{}
	}
	check(PossibleFile, possible, read(t, ReadPossible(filepath.Join(dir, PossibleFile))))
}

// Nulls in every pattern: a field that the library took for given after a null would come back as an empty text or as 1970.
func TestNullsComeBackAsNulls(t *testing.T) {
	path := filepath.Join(t.TempDir(), ReconciliationFile)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Reconciled {
			r := Reconciled{ChildID: rapid.StringMatching(`c-[0-9]{1,3}`).Draw(t, "child"), Status: "explained"}
			if rapid.Bool().Draw(t, "explained") {
				r.ExplainedBy, r.MatchBand, r.RecordID = "U01", "M1", "health:a.csv#1"
			}
			if rapid.Bool().Draw(t, "until") {
				r.Until = on(2026, 9, 1).AddDate(0, 0, rapid.IntRange(-20_000, 900).Draw(t, "days"))
			}
			return r
		}), 0, 200).Draw(t, "rows")
		if err := WriteReconciliation(Origin{}, path, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		nulls, until := 0, valuesOf(t, path, "explained_until")
		for i, v := range until {
			if v.IsNull() != rows[i].Until.IsZero() {
				t.Fatalf("row %d: until is null %v, want %v", i, v.IsNull(), rows[i].Until.IsZero())
			}
			nulls++
		}
		if nulls != len(rows) {
			t.Fatalf("%d values of until, want %d", nulls, len(rows))
		}
		got, err := CollectRows(ReadReconciliation(path))
		if diff := cmp.Diff(rows, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	})
}

// A line of a sealed child has no numbers: none, nought and not a number would each say something untrue.
func TestASealedLineHasNoNumbers(t *testing.T) {
	row := Row{ChildID: "a", List: CME, Severity: "P1", POnNoRoll: .5, Grey: 1, Records: 2, Seen: 3, Memory: Memory{Age: 4, AgeDays: 5}}
	lists := Lists{CME: []Line[Row]{NewLine(row, true), NewLine(row, false)}}
	dir := t.TempDir()
	if err := PublishLists(dir, lists); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, CMEFile)
	for _, column := range []string{"p_on_no_roll", "possible_matches", "records_joined", "sources_agreeing", "siblings", "siblings_at_school", "days_open", "calendar_days_open", "since", "due"} {
		values := valuesOf(t, path, column)
		if got, plain := values[0].IsNull(), column != "since" && column != "due"; !got || values[1].IsNull() == plain {
			t.Errorf("%s is %v, want null of a sealed child alone", column, values)
		}
	}
	got := read(t, ReadList(path, CME))
	if diff := cmp.Diff(bare(lists.CME), got, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

// A list that an earlier build published, whose numbers are never null, is read as it is.
func TestANumberThatIsNeverNullIsRead(t *testing.T) {
	type earlier struct {
		Rule string  `parquet:"rule"`
		P    float64 `parquet:"p"`
		Age  int     `parquet:"age"`
	}
	type now struct {
		Rule   string  `parquet:"rule"`
		P      float64 `parquet:"p,null"`
		Age    int     `parquet:"age,seal"`
		Sealed bool
	}
	path := filepath.Join(t.TempDir(), "a.parquet")
	if err := writeTable(Origin{}, path, nil, slices.Values([]earlier{{"C01", .5, 7}})); err != nil {
		t.Fatal(err)
	}
	if got := read(t, readTable[now](path)); len(got) != 1 || got[0] != (now{"C01", .5, 7, false}) {
		t.Errorf("read %+v", got)
	}
	if err := writeTable(Origin{}, path, nil, slices.Values([]now{{"C01", .5, 7, false}})); err != nil {
		t.Fatal(err)
	}
	if _, err := CollectRows(readTable[earlier](path)); err == nil {
		t.Error("a column that may be null is read as one that may not")
	}
}

// valuesOf returns the values of one column, nulls too.
func valuesOf(t interface{ Fatal(...any) }, path string, name ...string) []parquet.Value {
	r, err := openParquet(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.file.Close()
	leaf, _ := r.table.Schema().Lookup(name...)
	var all []parquet.Value
	for row, err := range r.readRows() {
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range row {
			if v.Column() == leaf.ColumnIndex {
				all = append(all, v.Clone())
			}
		}
	}
	return all
}

func TestDatesAreDatesAndRulesAreLists(t *testing.T) {
	dir := publishSample(t)
	for name, want := range map[string]map[string]string{
		CMEFile:            {"since": "DATE", "due": "DATE", "first_listed": "DATE", "rank": "INT(32,true)", "p_on_no_roll": "DOUBLE"},
		AtRiskFile:         {"since": "DATE", "due": "DATE", "first_listed": "DATE", "possible_matches": "INT(32,true)"},
		ReconciliationFile: {"explained_until": "DATE", "explained_by_stale": "BOOLEAN"},
		LinksFile:          {"gamma_forename": "INT(32,true)", "gamma_address": "INT(32,true)", "match_weight": "DOUBLE"},
		PossibleFile:       {"gamma_forename": "INT(32,true)", "runner_up_gap_bits": "DOUBLE"},
		ChildrenFile:       {"row": "INT(64,true)", "link_probability": "DOUBLE"},
		QualityFile:        {"low": "DOUBLE", "high": "DOUBLE"},
	} {
		schema := schemaOf(t, filepath.Join(dir, name))
		for column, kind := range want {
			leaf, ok := schema.Lookup(column)
			if !ok || leaf.Node.Type().String() != kind {
				t.Errorf("%s: %s is %v, want %s", name, column, leaf.Node.Type(), kind)
			}
		}
	}
	for _, name := range []string{CMEFile, AtRiskFile} {
		for _, field := range schemaOf(t, filepath.Join(dir, name)).Fields() {
			if field.Name() == "rules" && field.Type().String() != "LIST" {
				t.Errorf("%s: rules is %v, want LIST", name, field.Type())
			}
		}
	}
}

func schemaOf(t *testing.T, path string) *parquet.Schema {
	t.Helper()
	r, err := openParquet(path)
	if err != nil {
		t.Fatal(err)
	}
	r.file.Close()
	return r.table.Schema()
}

// A column that earlier builds did not publish may lack, and is zero then; any other may not.
func TestLateColumnsMayLack(t *testing.T) {
	type early struct {
		Source string `parquet:"source,dict"`
		File   string `parquet:"file,dict"`
		Row    int    `parquet:"row,wide"`
		Field  string `parquet:"field,dict,null"`
		Reason string `parquet:"reason,dict"`
		Whole  bool   `parquet:"whole"`
	}
	path := filepath.Join(t.TempDir(), RejectionsFile)
	if err := writeTable(Origin{}, path, nil, slices.Values([]early{{"health", "a.csv", 7, "dob", "not a date", true}})); err != nil {
		t.Fatal(err)
	}
	for got, err := range readTable[Rejected](path) {
		if err != nil || got != (Rejected{"health", "a.csv", 7, 0, "dob", "not a date", true}) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	for _, err := range readTable[Placed](path) {
		if err == nil {
			t.Error("a table of other columns is read")
		}
	}
}

// Nothing of a Person may reach Parquet, whatever the column.
func TestParquetHoldsNoPerson(t *testing.T) {
	dir := publishSample(t)
	secret := []string{"Zofia", "Hollow", "Testby", "Sealwright", "Plainwright", "Newname", "Hidden", "Returned", "Otto", "07700", "ZZ99", "A8874001", "Nowhere"}
	for _, name := range []string{CMEFile, AtRiskFile, PossibleFile, UntoldFile, GoneFile, DecisionsFile} {
		path := filepath.Join(dir, name)
		for _, leaf := range schemaOf(t, path).Columns() {
			for _, value := range valuesOf(t, path, leaf...) {
				for _, s := range secret {
					if strings.Contains(value.String(), s) {
						t.Errorf("%s: %v holds %q", name, leaf, s)
					}
				}
			}
		}
	}
}

// A measure without an interval has nulls and not an interval from zero to zero.
func TestMeasuresWithoutIntervalHaveNulls(t *testing.T) {
	path := filepath.Join(publishSample(t), QualityFile)
	for _, end := range []string{"low", "high"} {
		for i, v := range valuesOf(t, path, end) {
			if want := !sample().Measures[i].HasInterval(); v.IsNull() != want {
				t.Errorf("measure %d: %s is null %v, want %v", i, end, v.IsNull(), want)
			}
		}
	}
}

func TestDayOfLondonSummerMidnight(t *testing.T) {
	london := time.FixedZone("BST", 3600)
	midnight := time.Date(2026, 9, 1, 0, 0, 0, 0, london) // 23:00 UTC on 31 August
	if got := dayOf(dayValue(midnight)); !got.Equal(on(2026, 9, 1)) {
		t.Errorf("days of midnight in London = %v, want 1 September", got)
	}
	if !dayValue(time.Time{}).IsNull() {
		t.Error("an unknown date is not null")
	}
	if n := dayValue(on(1970, 1, 1)); n.IsNull() || n.Int32() != 0 {
		t.Error("1 January 1970 is taken for unknown")
	}
}

// Ten million links are not kept in memory: they are asked for one by one, and a group is on its way before the next.
func TestLinksStreamOverRowGroups(t *testing.T) {
	const n = rowsPerGroup + 7
	path := filepath.Join(t.TempDir(), LinksFile)
	link := func(i int) Link {
		levels := Levels{[]string{"a"}, []int32{int32(i % 4)}}
		return Link{
			RecordL: fmt.Sprintf("health:a.csv#%d", i), RecordR: fmt.Sprintf("housing:b.csv#%d", i),
			Weight: float64(i), Probability: 0.5, Levels: levels, Rule: "postcode",
		}
	}
	err := WriteLinks(Origin{}, path, []string{"a"}, func(yield func(Link) bool) {
		for i := range n {
			if !yield(link(i)) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for got, err := range readTable[Link](path) {
		if err != nil {
			t.Fatal(err)
		}
		if want := link(i); got.RecordL != want.RecordL || got.RecordR != want.RecordR || got.Weight != want.Weight || !cmp.Equal(got.Levels, want.Levels) {
			t.Fatalf("link %d is %v, want %v", i, got, want)
		}
		i++
	}
	if i != n {
		t.Errorf("%d links came back, want %d", i, n)
	}
}

func TestNamesOfComparisons(t *testing.T) {
	path := filepath.Join(t.TempDir(), LinksFile)
	for _, names := range [][]string{{"a", "a"}, {""}, {"a,optional"}, {"a b"}, {"a\"`"}, {"né"}} {
		if err := WriteLinks(Origin{}, path, names, nil); err == nil {
			t.Errorf("comparisons %q are taken", names)
		}
	}
	for _, names := range [][]string{nil, {"a"}, {"first-name", "B_2"}} {
		if err := WriteLinks(Origin{}, path, names, nil); err != nil {
			t.Errorf("comparisons %q: %v", names, err)
		}
		if got := read(t, readTable[Link](path)); len(got) > 0 {
			t.Errorf("comparisons %q: %d links from none", names, len(got))
		}
	}
}

func TestReadersRefuseAnotherTable(t *testing.T) {
	dir := publishSample(t)
	check := func(err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	_, err := CollectRows(ReadList(filepath.Join(dir, ChildrenFile), CME))
	check(err, "column [rank]: missing")
	_, err = CollectRows(ReadChildren(filepath.Join(dir, LinksFile)))
	check(err, "column [child_id]: missing")
	_, err = CollectRows(readTable[Link](filepath.Join(dir, QualityFile)))
	check(err, "column [record_id_l]: missing")
	_, err = CollectRows(ReadPossible(filepath.Join(dir, LinksFile)))
	check(err, "column [child_id_l]: missing")
	_, err = CollectRows(readTable[Measure](filepath.Join(dir, WorkbookFile)))
	check(err, WorkbookFile)
	_, err = CollectRows(readTable[Rejected](filepath.Join(dir, "none.parquet")))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want that the file does not exist", err)
	}
}

// A column of the right name and the wrong type is refused before a row is read.
func TestReadersRefuseAnotherType(t *testing.T) {
	type other struct {
		Measure string  `parquet:"measure"`
		Group   string  `parquet:"group"`
		Value   string  `parquet:"value"`
		Low     float64 `parquet:"low,null"`
		High    float64 `parquet:"high,null"`
	}
	path := filepath.Join(t.TempDir(), QualityFile)
	if err := writeTable(Origin{}, path, nil, slices.Values([]other{{Measure: "a", Value: "1"}})); err != nil {
		t.Fatal(err)
	}
	_, err := CollectRows(readTable[Measure](path))
	if err == nil || !strings.Contains(err.Error(), "column [value]") {
		t.Errorf("error %v, want one of the column value", err)
	}
}

// A panic of the caller is the caller's: the guard against the library must not swallow it.
func TestCallersPanicPasses(t *testing.T) {
	dir := publishSample(t)
	defer func() {
		if recover() == nil {
			t.Error("the panic was swallowed")
		}
	}()
	for range ReadChildren(filepath.Join(dir, ChildrenFile)) {
		panic("of the caller")
	}
}
