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
	lists := sample()
	lists.Summary.Measures = lists.Measures
	return reportOf(t, lists)
}

func TestGoldenReport(t *testing.T) {
	golden(t, "report.html", blankTimings([]byte(sampleReport(t))))
}

// The run's id and timings are all that may differ between two runs, and all of it is in the one element.
func TestBlankTimingsLeavesNothingOfTheRun(t *testing.T) {
	one, other := sample(), sample()
	other.Summary.RunID = "another"
	other.Summary.Stages = []Stage{{"ingest", 99, "much"}}
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
	lists.Summary.Stages = []Stage{{evil, 1, evil}}
	lists.Summary.Reasons = []Count{{evil, 1}}
	lists.Summary.Limits = []string{evil}
	lists.Summary.Measures = []Measure{{Measure: evil, Group: evil}}
	page := reportOf(t, lists)
	fetches := regexp.MustCompile(`(?i)<(script|img|link|iframe|object|embed|base)|<[a-z]+[^>]*\s(src|href|on[a-z]+)=|url\(|@import`)
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
	for _, what := range []string{`<html lang="en-GB">`, `role="img"`, `aria-label="Waterfall from all children seen`, `role="alert"`} {
		if !strings.Contains(page, what) {
			t.Errorf("the report lacks %s", what)
		}
	}
}

func TestReportOfNothing(t *testing.T) {
	page := reportOf(t, Lists{})
	for _, what := range []string{"The run counted no children.", "No file was read.", "The run measured nothing.", "a date not known"} {
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

// Every bar lies within the chart, whatever the figures.
func TestBarsLieWithinTheChart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []Step
		for range rapid.IntRange(0, 25).Draw(t, "steps") {
			steps = append(steps, Step{Title: "step", Children: rapid.IntRange(0, 2_000_000).Draw(t, "children"), Total: rapid.Bool().Draw(t, "total")})
		}
		bars, _ := stepsLeft(steps)
		d := drawWaterfall(bars)
		for i, b := range d.Bars {
			if b.X < chartLabel || b.W < barLeast || b.X+b.W > float64(d.Width-chartFigure+barLeast) || b.Y+b.H > float64(d.Height) {
				t.Fatalf("bar %d is %+v and leaves the chart of %d by %d", i, b, d.Width, d.Height)
			}
		}
	})
}

func TestFigures(t *testing.T) {
	for want, in := range map[string]float64{
		"0.9871": 0.9871, "1.0000": 1, "0.0000": 0, "1,204,331": 1_204_331, "12": 12, "12.5000": 12.5, "1234.5": 1234.5, "–": math.NaN(), "-1,200": -1200,
	} {
		if got := figureText(in); got != want {
			t.Errorf("figure(%v) = %q, want %q", in, got, want)
		}
	}
	if got := intervalText(Measure{Low: 0, High: 0.02}); got != "0.0000 to 0.0200" {
		t.Errorf("interval from zero = %q", got)
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
