package linkage

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/matchers"
)

// household invents the people of one home: surname, forenames, sexes, dates of birth, address and postcode. Some sons have their
// father's forename.
func household(r *rand.Rand, pick func(starts ...string) string) [][]string {
	surname := pick("HAZEL", "THISTLE", "WINTER", "FEATHER", "BLACK", "RAVEN", "QUARTER", "MERRI") + pick("WOOD", "STONE", "FORD", "LEY", "BOURNE", "MAN", "WELL", "TON")
	address := fmt.Sprintf("%d %s%s Street", 1+r.IntN(90), pick("Quar", "Or", "Har", "Chal", "Mar"), pick("ry", "chard", "bour", "k", "ket"))
	postcode := fmt.Sprintf("%s%d %d%c%c", pick("QX", "QY", "QZ"), 1+r.IntN(20), r.IntN(10), 'A'+rune(r.IntN(8)), 'P'+rune(r.IntN(8)))
	born := 1950 + r.IntN(40)
	var out [][]string
	father := ""
	for k := range 1 + r.IntN(5) {
		sex := pick("M", "F")
		forename := pick("BER", "ELE", "OTTO", "CUTH", "PHIL", "LEO", "ARA", "HUM", "JOC", "WIN") + pick("TRAM", "NOR", "LINE", "BERT", "IPPA", "POLD", "MINTA", "PHREY", "ASTA", "IFRED") + sex
		year := born + r.IntN(4)
		if k > 1 {
			year = born + 22 + r.IntN(14)
			if sex == "M" && father != "" && r.IntN(4) == 0 {
				forename = father
			}
		}
		if k < 2 && sex == "M" {
			father = forename
		}
		out = append(out, []string{forename, surname, sex, fmt.Sprintf("%02d", 1+r.IntN(28)), fmt.Sprint(1 + r.IntN(12)), fmt.Sprint(year), address, postcode})
	}
	return out
}

// slip makes an error in one field of a record, or loses it.
func slip(r *rand.Rand, row []string) {
	for _, k := range []int{0, 1, 6, 7} {
		if s := row[k]; r.IntN(16) == 0 && len(s) > 3 {
			at := 1 + r.IntN(len(s)-2)
			row[k] = s[:at] + s[at+1:]
		}
	}
	if r.IntN(12) == 0 {
		row[5] = ""
	}
	if r.IntN(30) == 0 {
		row[3], row[4] = row[4], row[3]
	}
}

// TestTwoFilesOfHouseholdsAreLinked links two files of whole households, with namesakes, by settings that name columns alone, and
// holds the links, the probabilities and the rates that the run states to the truth.
func TestTwoFilesOfHouseholdsAreLinked(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	files := [2][][]string{}
	person := 0
	for range 900 {
		for _, p := range household(r, pick) {
			person++
			for f := range files {
				if r.IntN(10) > 0 {
					row := append([]string{fmt.Sprintf("%c%d", 'a'+f, person), fmt.Sprint(person)}, p...)
					slip(r, row[2:])
					files[f] = append(files[f], row)
				}
			}
		}
	}
	dir := t.TempDir()
	header := []string{"rec", "who", "PERNAME1", "PERNAME2", "SEX", "DAY", "MONTH", "YEAR", "WHERE", "PC"}
	var all [][]string
	for f, rows := range files {
		writeCSV(t, filepath.Join(dir, fmt.Sprintf("%d.csv", f)), append([][]string{header}, rows...))
		all = append(all, rows...)
	}
	writeCSV(t, filepath.Join(dir, "truth.csv"), append([][]string{header}, all...))
	config := `tables: [{path: 0.csv, id: rec}, {path: 1.csv, id: rec}]
columns: {PERNAME1: forename, PERNAME2: surname, SEX: sex, DAY: birth_day, MONTH: birth_month, YEAR: birth_year, WHERE: address, PC: postcode}
`
	run := linkIn(t, dir, config, Options{})
	truth, err := LoadTruth(filepath.Join(dir, "truth.csv"), TruthOptions{ID: "rec", Cluster: "who"})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Evaluate(context.Background(), filepath.Join(dir, "out"), truth)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", e)
	for _, table := range run.Tables {
		if !strings.HasPrefix(table.Duplicates, duplicatesNo) {
			t.Errorf("table %s is taken to hold people twice: %s", table.Name, table.Duplicates)
		}
	}
	if e.Quality.F1 < .98 || e.Error > .02 || e.Sure < .995 || e.Compared < .99 {
		t.Errorf("F1 %.4f, calibration error %.4f, right of those stated .99 %.4f, compared %.4f (want .98, .02, .995 and .99)",
			e.Quality.F1, e.Error, e.Sure, e.Compared)
	}
	edges, wrong := run.Report.Calibration.RateAbove(.5)
	if wrong/edges > .03 {
		t.Errorf("the run states %.4f false pairs at .5 or more", wrong/edges)
	}
	if line := fmt.Sprintf("  of pairs at .5 or more %.4f are false, by pairs within files", wrong/edges); !strings.Contains(run.Summary(), line) {
		t.Errorf("the screen does not say %q", line)
	}
	if got := run.statedRates()["false pairs at .5 by pairs within files"]; got != wrong/edges {
		t.Errorf("the manifest says %v (want %v)", got, wrong/edges)
	}
	if want := matchers.ErrorTable(run.Errors); len(run.Errors) != 4 || !strings.Contains(run.Summary(), want) {
		t.Errorf("%d estimates of errors (want 4), and the screen says\n%s", len(run.Errors), run.Summary())
	}
	judgeThePlan(t, run, filepath.Join(dir, "out", PlanFile))
	for i, p := range run.Clusters.None {
		if p < 0 || p > 1 {
			t.Fatalf("row %d: probability %v of no match", i, p)
		}
	}
}

// judgeThePlan fills in half of the plan as the truth has it and reads it as judgements.
func judgeThePlan(t *testing.T, run *Run, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	links, _ := run.Plan.Looks(true)
	possible, _ := run.Plan.Looks(false)
	if len(lines) != 1+links+possible || links < 20 {
		t.Errorf("%d lines to judge (want %d links, at least 20, and %d possible links)", len(lines)-1, links, possible)
	}
	judged := 0
	for k, l := range lines[1:] {
		if k%2 == 0 {
			l[4] = "different"
			if l[1][1:] == l[3][1:] { // ids are a letter for the file and the person
				l[4] = "same"
			}
			judged++
		}
	}
	writeCSV(t, path, lines)
	run.Settings.Judgements = path
	if got, err := run.readJudgements(context.Background()); err != nil || len(got) != judged {
		t.Errorf("%d judgements, %v (want %d)", len(got), err, judged)
	}
}

func writeCSV(t *testing.T, path string, rows [][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}
