package matchers

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// labelled is a table whose truth is known.
type labelled struct {
	table *Table
	truth []string // person of each row
	house []string // household of each row, when known
	birth []string // date of birth of each row as recorded
}

// readLabelled reads a CSV file with a header. The fields are columns of the file; each goes to the column of its own name.
func readLabelled(t *testing.T, rows [][]string, truth, house, birth string, trim func(string) string, fields ...Field) labelled {
	t.Helper()
	at := map[string]int{}
	for k, h := range rows[0] {
		at[strings.TrimSpace(h)] = k
	}
	b := NewBuilder(fields...)
	var out labelled
	for n, row := range rows[1:] {
		b.Row(fmt.Sprintf("%09d", n), 0)
		for k, f := range fields {
			b.Add(k, strings.TrimSpace(row[at[f.Name]]))
		}
		out.truth = append(out.truth, trim(strings.TrimSpace(row[at[truth]])))
		if house != "" {
			out.house = append(out.house, row[at[house]])
		}
		out.birth = append(out.birth, row[at[birth]])
	}
	var err error
	if out.table, err = b.Table(); err != nil {
		t.Fatal(err)
	}
	return out
}

// readCSV reads a whole CSV file.
func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// dataFolder returns the folder of labelled sets, or skips.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ROLLCALL_DATA")
	if dir == "" {
		t.Skip("ROLLCALL_DATA names no folder of labelled sets")
	}
	return dir
}

// people returns the person of each row as a number.
func (l labelled) people() []int32 {
	number := map[string]int32{}
	out := make([]int32, len(l.truth))
	for i, p := range l.truth {
		if _, ok := number[p]; !ok {
			number[p] = int32(len(number))
		}
		out[i] = number[p]
	}
	return out
}

// twins counts the pairs of rows joined of one household and date of birth, but of two people.
func (l labelled) twins(c *Clusters) int {
	if l.house == nil {
		return 0
	}
	twins := 0
	groups := membersOf(c)
	for g := range int32(c.N) {
		rows := groups.of(g)
		for y, j := range rows {
			for _, i := range rows[:y] {
				if l.truth[i] != l.truth[j] && l.house[i] == l.house[j] && l.birth[i] == l.birth[j] && l.birth[i] != "" {
					twins++
				}
			}
		}
	}
	return twins
}

// run runs the engine on a labelled set and logs what it is worth.
func run(t *testing.T, l labelled, spec Spec, o ResolveOptions) Quality {
	t.Helper()
	ctx := context.Background()
	start := time.Now()
	lap := func(stage string) {
		t.Logf("%s: %.2f s", stage, time.Since(start).Seconds())
		start = time.Now()
	}
	m, training, err := Train(ctx, l.table, spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	lap("train")
	t.Logf("trained on %d pairs, %d rounds, converged %v, collapsed %v, λM·N %.0f, λH·N %.0f, ε %.4f; untrained %v; repaired %v; %v",
		training.Pairs, training.Rounds, training.Converged, training.Collapsed, m.Prior.Match*pairsOf(l.table, spec), m.Prior.Household*pairsOf(l.table, spec), m.Namesakes, training.Untrained, training.Repaired, training.Warnings)
	for _, p := range m.Parameters {
		t.Logf("  %-10s m %.4g\n             h %.4g\n             u %.4g", p.Comparison, p.M, p.H, p.U)
	}
	e, report, err := Compare(ctx, l.table, m, CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	lap("compare")
	for _, r := range report.Rules {
		t.Logf("  %+v", r)
	}
	l.reliability(t, e)
	start = time.Now()
	c, err := Resolve(ctx, l.table, m, e, o)
	if err != nil {
		t.Fatal(err)
	}
	lap("resolve")
	q := Judge(c.Of, l.people())
	why := map[Reason]int{}
	for _, p := range c.Possible {
		why[p.Why]++
	}
	l.linkBands(t, c)
	t.Logf("pairs compared %d, edges %d; clusters %d, P %.4f R %.4f F1 %.4f B³ %.4f, twins joined %d, grey %d %v, largest component %d raised %d",
		report.Pairs, e.Len(), c.N, q.Precision, q.Recall, q.F1, q.B3, l.twins(c), len(c.Possible), why, c.Largest, c.Raised)
	return q
}

// reliability logs, by band of stated probability, the share of pairs that are right.
func (l labelled) reliability(t *testing.T, e *Edges) {
	var pairs []Labelled
	for k := range e.L {
		pairs = append(pairs, Labelled{float64(e.Weight[k]), float64(e.Probability[k]), l.truth[e.L[k]] == l.truth[e.R[k]]})
	}
	logBands(t, "pairs", pairs)
}

// logBands logs bands of stated probability.
func logBands(t *testing.T, what string, pairs []Labelled) {
	bands, ece := Bands(pairs)
	for _, b := range bands {
		if b.Pairs > 0 {
			t.Logf("  %s stated %.4f true %.4f (%.0f)", what, b.Stated, b.True, b.Pairs)
		}
	}
	t.Logf("  %s: expected calibration error %.4f", what, ece)
}

// linkBands logs the same of links and possible links.
func (l labelled) linkBands(t *testing.T, c *Clusters) {
	var pairs []Labelled
	note := func(x Link) { pairs = append(pairs, Labelled{x.Weight, x.Probability, l.truth[x.L] == l.truth[x.R]}) }
	for _, x := range c.Links {
		note(x)
	}
	for _, x := range c.Possible {
		note(x.Link)
	}
	logBands(t, "links", pairs)
}

func kids(t *testing.T) labelled {
	path := os.Getenv("ROLLCALL_KIDS")
	if path == "" {
		t.Skip("ROLLCALL_KIDS names no file of synthetic children")
	}
	same := func(s string) string { return s }
	return readLabelled(t, readCSV(t, path), "person_id", "hh_id", "dob", same,
		Field{"forename", Names}, Field{"middle", Names}, Field{"surname", Names}, Field{"sex", Categories}, Field{"dob", Dates},
		Field{"postcode", Postcodes}, Field{"address", Addresses}, Field{"upn", Identifiers}, Field{"nhs_no", Identifiers})
}

var kidsColumns = PersonColumns{
	Forenames: []string{"forename"}, Surnames: []string{"surname"}, Middle: []string{"middle"}, Birth: "dob", Sex: "sex",
	Addresses: []string{"address"}, Postcodes: []string{"postcode"},
}

var kidsIdentifiers = []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}}, {Name: "nhs", Columns: []string{"nhs_no"}}}

func TestMeasureKids(t *testing.T) {
	l := kids(t)
	with := kidsColumns
	with.Identifiers = kidsIdentifiers
	for _, c := range []struct {
		name    string
		columns PersonColumns
		options ResolveOptions
		least   float64
	}{
		{"without identifiers, link .5", kidsColumns, ResolveOptions{Link: .5}, .98},
		{"without identifiers", kidsColumns, ResolveOptions{}, .97},
		{"with identifiers", with, ResolveOptions{}, .985},
		{"with identifiers, link .5", with, ResolveOptions{Link: .5}, .985},
	} {
		t.Run(c.name, func(t *testing.T) {
			if q := run(t, l, PersonSpec(c.columns), c.options); q.F1 < c.least {
				t.Errorf("F1 %.4f (want at least %.3f)", q.F1, c.least)
			}
		})
	}
}

func TestMeasureFebrl3(t *testing.T) {
	dir := dataFolder(t)
	person := func(s string) string { return strings.Split(s, "-")[1] }
	rows := readCSV(t, filepath.Join(dir, "febrl", "dataset3.csv"))
	l := readLabelled(t, rows, "rec_id", "", "date_of_birth", person,
		Field{"given_name", Names}, Field{"surname", Names}, Field{"date_of_birth", Dates}, Field{"street_number", Words}, Field{"address_1", Words},
		Field{"address_2", Words}, Field{"suburb", Words}, Field{"postcode", Words}, Field{"soc_sec_id", Identifiers})
	spec := PersonSpec(PersonColumns{
		Forenames: []string{"given_name"}, Surnames: []string{"surname"}, Birth: "date_of_birth",
		Other:       []string{"street_number", "address_1", "address_2", "suburb", "postcode"},
		Identifiers: []IdentifierColumns{{Name: "soc_sec_id", Columns: []string{"soc_sec_id"}}},
	})
	for k := range spec.Comparisons { // numbers that are mistyped speak against a match but do not forbid it
		spec.Comparisons[k].Conflict = false
	}
	spec.Vetoes = nil
	if q := run(t, l, spec, ResolveOptions{Link: .5}); q.F1 < .997 {
		t.Errorf("F1 %.4f (want at least .997)", q.F1)
	}
}

func TestMeasureHistorical50k(t *testing.T) {
	dir := dataFolder(t)
	type row struct {
		Cluster    string  `parquet:"cluster"`
		FirstName  *string `parquet:"first_name,optional"`
		Surname    *string `parquet:"surname,optional"`
		DOB        *string `parquet:"dob,optional"`
		BirthPlace *string `parquet:"birth_place,optional"`
		Postcode   *string `parquet:"postcode_fake,optional"`
		Gender     *string `parquet:"gender,optional"`
		Occupation *string `parquet:"occupation,optional"`
	}
	data, err := parquet.ReadFile[row](filepath.Join(dir, "historical_50k", "historical_figures_with_errors_50k.parquet"))
	if err != nil {
		t.Skip(err)
	}
	b := NewBuilder(Field{"first_name", Names}, Field{"surname", Names}, Field{"dob", Dates}, Field{"birth_place", Words},
		Field{"postcode", Postcodes}, Field{"gender", Categories}, Field{"occupation", Words})
	var l labelled
	for n, r := range data {
		b.Row(fmt.Sprintf("%09d", n), 0)
		for k, v := range []*string{r.FirstName, r.Surname, r.DOB, r.BirthPlace, r.Postcode, r.Gender, r.Occupation} {
			if v != nil {
				b.Add(k, *v)
			}
		}
		l.truth, l.birth = append(l.truth, r.Cluster), append(l.birth, "")
	}
	if l.table, err = b.Table(); err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{
		Forenames: []string{"first_name"}, Surnames: []string{"surname"}, Birth: "dob", Sex: "gender",
		Postcodes: []string{"postcode"}, Other: []string{"birth_place", "occupation"},
	})
	spec.Vetoes = nil
	if q := run(t, l, spec, ResolveOptions{Link: .5}); q.F1 < .85 {
		t.Errorf("F1 %.4f (want at least .85)", q.F1)
	}
}

// TestMeasureTwoFiles links two files that hold nobody twice: ROLLCALL_TWO names what they are called before _A.csv and _B.csv.
func TestMeasureTwoFiles(t *testing.T) {
	path := os.Getenv("ROLLCALL_TWO")
	if path == "" {
		t.Skip("ROLLCALL_TWO names no files")
	}
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates}, Field{"sex", Categories},
		Field{"address", Addresses}, Field{"postcode", Postcodes})
	var l labelled
	for d, name := range []string{"_A.csv", "_B.csv"} {
		for _, r := range readCSV(t, path+name)[1:] {
			b.Row(r[0], uint16(d))
			b.Add(0, r[3])
			b.Add(1, r[4])
			b.Add(2, fmt.Sprintf("%04s-%02s-%02s", r[8], r[7], r[6]))
			b.Add(3, r[5])
			b.Add(4, r[9])
			b.Add(5, r[10])
			l.truth, l.house, l.birth = append(l.truth, r[1]), append(l.house, r[2]), append(l.birth, r[8]+r[7]+r[6])
		}
	}
	var err error
	if l.table, err = b.Table(); err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth", Sex: "sex",
		Addresses: []string{"address"}, Postcodes: []string{"postcode"}})
	spec.Never = [][2]uint16{{0, 0}, {1, 1}}
	if q := run(t, l, spec, ResolveOptions{Link: .5}); q.F1 < .97 {
		t.Errorf("F1 %.4f (want at least .97)", q.F1)
	}
}

// TestMeasureEMRecovery fits comparison vectors drawn from known m and u, and demands them back within the error of the draw.
func TestMeasureEMRecovery(t *testing.T) {
	rows := readCSV(t, filepath.Join(dataFolder(t), "em_recovery", "known_params_comparison_vectors.csv"))
	seen := newPatternCounts()
	for _, row := range rows[1:] {
		var v Vector
		for k := range 3 {
			v = v.set(k, int8(row[k][0]-'0'))
		}
		seen.add(v, 1)
	}
	spec := Spec{Blocking: []BlockingRule{{Name: "drawn", Keys: []Key{{Columns: []string{"x"}}}}}}
	for k := range 3 {
		spec.Comparisons = append(spec.Comparisons, Comparison{Name: fmt.Sprintf("col_%d", k+1), Measure: MeasureCategory, Columns: []string{"y"}})
	}
	m := [3]float64{.7, .9, .95} // of agreement
	u := [3]float64{.1, .025, .2}
	n := float64(len(rows) - 1)
	x := newMixture(spec, nil, n, n, false)
	for k := range u {
		x.chance[k] = []float64{1 - u[k], u[k]}
		x.theta[classU][k] = []float64{1 - u[k], u[k]}
	}
	cells := sumCells(seen)
	rounds, converged := x.fitMixture(&observed{rules: [][]cell{cells}, apart: [][]cell{nil}, union: nil}, 2000)
	matches := n * x.blocked[0][classM]
	t.Logf("%d rounds, converged %v, %.0f expected matches of %.0f", rounds, converged, matches, n)
	for k := range m {
		got := x.theta[classM][k][1]
		sampling := math.Sqrt(m[k] * (1 - m[k]) / matches)
		t.Logf("col_%d: m %.4f (drawn with %.2f, sampling error %.4f)", k+1, got, m[k], sampling)
		if math.Abs(got-m[k]) > 4*sampling+believedPairs/matches {
			t.Errorf("col_%d: m %.4f (want %.2f)", k+1, got, m[k])
		}
	}
}
