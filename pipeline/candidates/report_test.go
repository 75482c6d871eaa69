package candidates

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func reportOf(t *testing.T, l Lists) string {
	t.Helper()
	var out bytes.Buffer
	if err := writeReport(&out, l); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func sampleReport(t *testing.T) string {
	t.Helper()
	return reportOf(t, sampleForReport())
}

// sampleForReport is the sample with what a manager asks of it.
func sampleForReport() Lists {
	lists := sample()
	lists.Summary.Measures = append(lists.Measures,
		Measure{Measure: "grey", Group: "sex: F", Value: .01, Low: .005, High: .02, Part: 10, Whole: 1000}, Measure{Measure: "grey", Group: "sex: M", Value: .003, Low: .001, High: .01, Part: 3, Whole: 1000})
	lists.Summary.Overview = sampleOverview()
	return lists
}

// sampleOverview is of a list of 166 and one of 40, with small parts of every kind.
func sampleOverview() Overview {
	both := []string{"Candidates", "At risk"}
	clock := []string{"Overdue", "Due today", "Within a week", "Later", "No day", "All"}
	return Overview{
		Last: on(2026, 10, 14), Warnings: sampleSummary().Banners,
		Trend: []Point{{on(2026, 9, 24), 150, 30, 0, 0}, {on(2026, 10, 1), 171, 36, 25, 12}, {on(2026, 10, 8), 160, 41, 9, 20}, {on(2026, 10, 15), 166, 40, 14, 8}},
		Clocks: []Split{
			{ID: "cme_candidates", Title: "Candidate CME", Of: "who acts", Columns: clock, Across: true, Groups: []Group{
				{"CME officer", []int{12, 7, 40, 50, 0, 109}}, {"admissions officer", []int{6, 0, 21, 25, 0, 52}}, {"youth worker", []int{1, 0, 3, 1, 0, 5}}}},
			{ID: "at_risk", Title: "At risk", Of: "who acts", Columns: clock, Across: true, Groups: []Group{
				{"CME officers", []int{5, 2, 9, 4, 0, 20}}, {"The school itself", []int{0, 0, 0, 0, 20, 20}}, {"Home education", []int{0, 0, 0, 0, 0, 0}}}},
		},
		Splits: []Split{
			{ID: "sex", Title: "Sex", Of: "sex", Columns: both, Groups: []Group{{"Girls", []int{80, 17}}, {"Boys", []int{85, 20}}, {NotKnown, []int{1, 3}}}},
			{ID: "school", Title: "School", About: "The last one.", Of: "school", Columns: both, Long: true, Groups: []Group{
				{"Hazel Road Primary", []int{90, 33}}, {"Ash Primary", []int{61, 3}}, {"Elm Primary", []int{4, 2}}, {"Oak Primary", []int{3, 0}}, {"Yew Primary", []int{1, 2}}, {NotKnown, []int{7, 0}}}},
			{ID: "risks", Title: "Why", Of: "reason", Columns: []string{"Candidates"}, Groups: []Group{{"All of one", []int{3}}}},
			{ID: "ward", Title: "Ward", Of: "ward", Columns: both, Groups: []Group{{NotKnown, []int{166, 40}}}},
		},
		Duties:  []Duty{{"school compliance", "Deletion return missing", 3, 12}, {"officer's task", "Referral not acknowledged", 1, 9}, {"designated officer's", "Of a sealed child", 0, 2}},
		Refused: []Refusal{{"health", "not a date (want DD/MM/YYYY)", 9, false}, {"health", "not a child", 4, true}},
		Figures: []Figure{
			{Title: "On the roll of a school", Part: 19_775, Whole: 20_898, Of: "children of compulsory school age", Means: "Here or elsewhere."},
			{Title: "On two rolls", Part: 2, Whole: 9000, Of: "children", Means: "One child cannot be that."},
			{Title: "Wrongly joined", Share: .0002, Low: 0, High: .002, Of: "pairs of records that were joined", Means: "A wrong join can hide a child."},
		},
	}
}

func TestGoldenReport(t *testing.T) {
	golden(t, "report.html", blankTimings([]byte(sampleReport(t))))
}

// The run's id and timings are all that may differ between two runs, and all of it is in the one element.
func TestBlankTimingsLeavesNothingOfTheRun(t *testing.T) {
	one, other := sample(), sample()
	other.Summary.RunID = "another"
	other.Summary.Stages = []Stage{{"ingest", 99}}
	a, b := reportOf(t, one), reportOf(t, other)
	if a == b {
		t.Error("the reports of two runs do not differ: the test tests nothing")
	}
	if diff := cmp.Diff(string(blankTimings([]byte(a))), string(blankTimings([]byte(b)))); diff != "" {
		t.Errorf("blanked reports differ:\n%s", diff)
	}
	if blank := string(blankTimings([]byte(a))); !strings.HasSuffix(strings.TrimSpace(blank), "</html>") || !strings.Contains(blank, "How to read this") {
		t.Error("more than the timings was blanked")
	}
	if got := string(blankTimings([]byte("no such element"))); got != "no such element" {
		t.Errorf("a page without timings became %q", got)
	}
}

// The report goes to managers: no child's id, name, date of birth, address or number may be in it.
func TestReportNamesNoChild(t *testing.T) {
	page := sampleReport(t)
	for _, secret := range []string{
		"c-0000", "Zofia", "Hollow", "Sealwright", "Ottoline", "Madeup", "ZZ99", "A8874001", "07700", "09/03/2018", "9 March 2018", "#17", "Invented Row",
	} {
		if strings.Contains(page, secret) {
			t.Errorf("the report holds %q", secret)
		}
	}
}

// The page works without a network and without a script, and an input cannot bring either in.
func TestReportStandsAlone(t *testing.T) {
	lists := sample()
	evil := `"><script>alert(1)</script><img src=http://nowhere.invalid/x>`
	lists.Summary.Authority, lists.Summary.Guidance, lists.Summary.RunID = evil, evil, evil
	lists.Summary.Banners = []Banner{{true, evil}}
	lists.Summary.Waterfall = []Step{{evil, evil, 3, true}}
	lists.Summary.Inputs = []Input{{Kind: evil, File: evil, Note: evil}}
	lists.Summary.Stages = []Stage{{evil, 1}}
	lists.Summary.Reasons = []Count{{evil, 1}}
	lists.Summary.Limits = []string{evil}
	lists.Summary.Measures = []Measure{{Measure: evil, Group: evil}}
	lists.Summary.Lacking = []Lack{{Name: evil}}
	lists.Summary.Overview = Overview{Last: on(2026, 10, 1), Warnings: []Banner{{true, evil}}, Trend: sampleOverview().Trend, Duties: []Duty{{evil, evil, 9, 9}}, Refused: []Refusal{{evil, evil, 9, false}},
		Figures: []Figure{{Title: evil, Part: 9, Whole: 20, Of: evil, Means: evil}}, Splits: []Split{{ID: "x", Title: evil, Of: evil, Columns: []string{evil}, Groups: []Group{{evil, []int{9}}}}}}
	lists.Gone = open(Gone{Why: evil})
	page := reportOf(t, lists)
	fetches := regexp.MustCompile(`(?i)<(script|img|link|iframe|object|embed|base)|<[a-z]+[^>]*\s(src|href|on[a-z]+)=|url\(|@import`)
	page = regexp.MustCompile(`<a href="(#[a-z]+|candidates\.xlsx|reports\.xlsx)">`).ReplaceAllString(page, "<a>")
	if found := fetches.FindString(page); found != "" {
		t.Errorf("the report holds %q", found)
	}
	if !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the report does not hold the text that was to be escaped: the test tests nothing")
	}
}

// Every element is closed and every table has headers with a scope, for readers that read aloud.
func TestReportIsWellFormed(t *testing.T) {
	page := strings.TrimPrefix(sampleReport(t), "<!DOCTYPE html>")
	page = regexp.MustCompile(`<meta [^>]*>`).ReplaceAllString(page, "")
	reader := xml.NewDecoder(strings.NewReader(page))
	heads := 0
	for {
		token, err := reader.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "th" {
			heads++
			if len(start.Attr) == 0 || start.Attr[0].Name.Local != "scope" {
				t.Errorf("byte %d: a header without a scope", reader.InputOffset())
			}
		}
	}
	if heads == 0 {
		t.Error("no table has a header")
	}
	for _, what := range []string{`<html lang="en-GB">`, `role="img"`, `aria-label="Candidates at each run"`} {
		if !strings.Contains(page, what) {
			t.Errorf("the report lacks %s", what)
		}
	}
}

func TestReportOfNothing(t *testing.T) {
	page := reportOf(t, Lists{})
	for _, what := range []string{"The run counted no children.", "No file was read.", "The run measured nothing.", "a date not known", "This is the first run.", "no earlier run", "Nothing to warn of"} {
		if !strings.Contains(page, what) {
			t.Errorf("the report of nothing lacks %q", what)
		}
	}
}

func TestWaterfallThatDoesNotAddUpSaysSo(t *testing.T) {
	steps := []Step{{"Seen", "", 100, true}, {"On roll", "U01", 90, false}, {"Candidate CME", "", 9, true}}
	bars, faults := stepsLeft(steps)
	if len(faults) != 1 || !strings.Contains(faults[0], `"Candidate CME" leave 10 and it counts 9`) {
		t.Errorf("faults %q, want one of 10 against 9", faults)
	}
	if bars[1].Left != 10 || bars[2].Left != 9 {
		t.Errorf("left %d then %d, want 10 then 9", bars[1].Left, bars[2].Left)
	}
	page := reportOf(t, Lists{Summary: Summary{Waterfall: steps}})
	if !strings.Contains(page, "the difference is not explained") {
		t.Error("the report does not say that the steps do not add up")
	}
	steps[2].Children = 10
	if _, faults := stepsLeft(steps); len(faults) > 0 {
		t.Errorf("faults %q in steps that add up", faults)
	}
}

// Steps of few children are put together, so that the rest still adds up and no step is small.
func TestSmallStepsArePutTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.IntRange(0, 60).Draw(t, "last")
		steps := []Step{{Title: "end", Children: left, Total: true}}
		for k := range rapid.IntRange(0, 8).Draw(t, "steps") {
			n := rapid.IntRange(1, 12).Draw(t, "children")
			left += n
			steps = append([]Step{{Title: string(rune('a' + k)), Children: n}}, steps...)
		}
		got := gatherSmall(append([]Step{{Title: "start", Children: left, Total: true}}, steps...))
		bars, faults := stepsLeft(got)
		if len(faults) > 0 || bars[len(bars)-1].Children != steps[len(steps)-1].Children {
			t.Fatalf("%v, %v", faults, bars)
		}
		for _, s := range got {
			if !s.Total && isSmall(s.Children) && len(got) > 3 {
				t.Fatalf("%d children are shown among other steps: %v", s.Children, got)
			}
		}
	})
}

// Every bar lies within its cell, whatever the figures.
func TestBarsLieWithinTheirCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []Step
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			steps = append(steps, Step{Title: "step", Children: rapid.IntRange(0, 2_000_000).Draw(t, "children"), Total: rapid.Bool().Draw(t, "total")})
		}
		table, _ := waterfallTable(steps)
		for i, r := range table.Rows {
			if r.Track.From < 0 || r.Track.Wide < 0 || r.Track.From+r.Track.Wide > 100.001 {
				t.Fatalf("bar %d is %+v", i, r.Track)
			}
		}
	})
}

func TestFigures(t *testing.T) {
	for want, in := range map[string]float64{
		"98.7 %": 0.9871, "100.0 %": 1, "0.0 %": 0, "0.02 %": .0002, "1,204,331": 1_204_331, "12": 12, "12.5": 12.5, "1234.5": 1234.5, "–": math.NaN(), "-1,200": -1200,
	} {
		if got := figureText(in); got != want {
			t.Errorf("figure(%v) = %q, want %q", in, got, want)
		}
	}
	if got := intervalText(Measure{Low: 0, High: 0.02}); got != "0.0 % to 2.0 %" {
		t.Errorf("interval from zero = %q", got)
	}
	for _, c := range []struct {
		part, whole int
		want        string
	}{
		{2149, 2226, "96.5 %, 2,149 of 2,226 x"}, {3, 2226, "under 0.2 %, fewer than five of 2,226 x"}, {2224, 2226, "over 99.8 %, all but fewer than five of 2,226 x"},
		{0, 50, "none, of 50 x"}, {1, 3, "[c], of fewer than five x"}, {50, 50, "100.0 %, 50 of 50 x"},
	} {
		if share, text := shareWords(c.part, c.whole, "x"); share+", "+text != c.want {
			t.Errorf("%d of %d is %q, %q; want %s", c.part, c.whole, share, text, c.want)
		}
	}
}

func TestThousands(t *testing.T) {
	for want, in := range map[string]int{"0": 0, "999": 999, "1,000": 1000, "30,112": 30_112, "1,048,576": 1_048_576, "-999": -999, "-1,000": -1000, "-123,456": -123_456} {
		if got := withCommas(in); got != want {
			t.Errorf("thousands(%d) = %q, want %q", in, got, want)
		}
	}
}

// Hundreds of files of one kind are one line; the files with a note are still named.
func TestKindsSumInputs(t *testing.T) {
	got := sumByKind([]Input{
		{"school_census", "a.xml", on(2026, 10, 1), 10, 9, 1, 2, ""},
		{"health", "h.csv", time.Time{}, 5, 5, 0, 0, ""},
		{"school_census", "b.xml", on(2026, 5, 21), 20, 20, 0, 0, "late"},
		{"school_census", "c.xml", time.Time{}, 1, 1, 0, 0, ""},
	})
	want := []kindOfInput{
		{"school_census", 3, on(2026, 5, 21), on(2026, 10, 1), 31, 30, 1, 2, []Input{{"school_census", "b.xml", on(2026, 5, 21), 20, 20, 0, 0, "late"}}},
		{"health", 1, time.Time{}, time.Time{}, 5, 5, 0, 0, nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

// The element of the report that holds what differs from run to run.
const timingsStart, timingsEnd = `<section id="timings"`, `</section>`

// blankTimings returns a report without the element that holds the run's id and timings, so that two runs can be compared.
func blankTimings(page []byte) []byte {
	before, rest, ok := strings.Cut(string(page), timingsStart)
	if !ok {
		return page
	}
	_, after, _ := strings.Cut(rest, timingsEnd)
	return []byte(before + after)
}
