package pipeline

import (
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// checked is a check of two kinds, made by hand.
func checked() *Checked {
	s := &settings.Settings{}
	s.Authority.Code, s.Authority.Name = "887", "Fenwick"
	a := &rules.Authority{AsOf: calendar.On(2026, 10, 15), Home: "887", Calendar: calendar.New(nil), Extracts: map[string]rules.Extract{
		"health": {Came: true, AsOf: calendar.On(2026, 10, 1), Stale: true}, "housing": {Came: true, AsOf: calendar.On(2026, 10, 2), Held: "few"}, "deaths": {Came: true, AsOf: calendar.On(2026, 10, 3)}}}
	file := func(kind sources.Kind, name, format string, rows, rejects, values int, bytes int64) sources.FileReport {
		return sources.FileReport{Kind: kind, File: name, Format: format, Rows: rows, Records: rows - rejects, Rejects: rejects, Values: values, Bytes: bytes}
	}
	return &Checked{Settings: s, Authority: a, Ingested: &intake.Ingested{Seconds: map[sources.Kind]float64{"health": 2, "housing": .004, "deaths": .5}, Reports: []sources.FileReport{
		file("health", "a.csv", "CSV", 1500, 3, 7, 4_000_000), file("health", "b.csv", "CSV", 500, 0, 0, 0), file("health", "c.xlsx", "workbook", 4, 4, 0, 0), file("housing", "h.csv", "", 9, 0, 1, 100), file("deaths", "d.csv", "CSV", 2, 0, 0, 1)}}}
}

// A check is written as a table: a line for each kind with how it was read, how fast, and for which day it speaks, and the sum.
func TestTheTableOfACheck(t *testing.T) {
	table := checked().makeTable()
	if len(table) != len(sources.Kinds())+2 || strings.Join(table[0], " ") != "extract read as files rows records rejected values left out seconds rows/s MB/s speaks for" {
		t.Errorf("%d lines under %q", len(table), table[0])
	}
	by := map[string]string{}
	for _, row := range table[1:] {
		by[row[0]] = strings.Join(row[1:], "|")
	}
	for kind, want := range map[string]string{
		"health": "CSV, workbook|3|2,004|1,997|7|7|2.00|1,000|2.0|1 October 2026 (stale)", "housing": "|1|9|9|0|1|0.00|–|–|2 October 2026 (held back)",
		"deaths": "CSV|1|2|2|0|0|0.50|4.0|0.0|3 October 2026", "referrals": "–|none||||||||", "all": "|5|2,015|2,008|7|8|2.50|805|1.6|",
	} {
		if by[kind] != want {
			t.Errorf("%s: %s, want %s", kind, by[kind], want)
		}
	}
	for _, c := range []struct {
		n, seconds float64
		want       string
	}{{5, .004, "–"}, {5, .005, "1,000"}, {9.94, 1, "9.9"}, {10, 1, "10"}, {999.4, 1, "999"}, {1000, 1, "1,000"}, {1999, 1, "1,000"}, {123456, 1, "123,000"}} {
		if got := perSecondText(c.n, c.seconds); got != c.want {
			t.Errorf("%v in %v s: %s, want %s", c.n, c.seconds, got, c.want)
		}
	}
	if got := (checkTable{{"a", "é", "rows", "last"}, {"long", "b", "1", "x"}}).terminalText(); got != "a     é  rows  last\nlong  b     1  x\n" {
		t.Errorf("on a terminal it reads\n%s", got)
	}
}

// What was not used is counted by kind, field and reason, the commonest first and the rest added up.
func TestWhatWasNotUsed(t *testing.T) {
	c := checked()
	if c.notUsedText() != "" {
		t.Errorf("where all was used it reads %q", c.notUsedText())
	}
	add := func(n int, x sources.Rejection) {
		for range n {
			c.Ingested.Rejections = append(c.Ingested.Rejections, x)
		}
	}
	add(3, sources.Rejection{Kind: "health", Row: 1, Field: "dob", Reason: "not a date", Whole: true})
	add(1200, sources.Rejection{Kind: "health", Row: 2, Field: "upn", Reason: "check"})
	add(1, sources.Rejection{Kind: "health", Whole: true, Reason: "damaged"})
	for i, field := range []string{"f", "e", "d", "c"} {
		add(2, sources.Rejection{Kind: "health", Row: 1, Field: field, Reason: string(rune('z' - i))})
	}
	add(2, sources.Rejection{Kind: "health", Row: 1, Field: "c", Reason: "a"})
	add(1, sources.Rejection{Kind: "deaths", Row: 1, Reason: "empty", Whole: true})
	want := `
not used, most often, by extract
  health                     1,200 values  upn: check
                                 3 rows    dob: not a date
                                 2 values  c: a
                                 2 values  c: w
                                 2 values  d: x
                                 2 values  e: y
                                 3 others  2 reasons more, in rejections.parquet after a run
  deaths                         1 row     empty
`
	if got := c.notUsedText(); got != want {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
	few := checked()
	for i := range mostReasons + 1 {
		few.Ingested.Rejections = append(few.Ingested.Rejections, sources.Rejection{Kind: "health", Row: 1, Field: string(rune('a' + i)), Reason: "x"})
	}
	if got := few.notUsedText(); !strings.HasSuffix(got, "1 other   1 reasons more, in rejections.parquet after a run\n") {
		t.Errorf("of one reason more it reads\n%s", got)
	}
	md := c.Markdown()
	for _, line := range []string{"| extract | read as | files | rows | records | rejected | values left out | seconds | rows/s | MB/s | speaks for |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n",
		"| deaths | CSV | 1 | 2 | 2 | 0 | 0 | 0.50 | 4.0 | 0.0 | 3 October 2026 |\n", "\n| extract | not used | times | field and reason |\n|---|---|---:|---|\n| health | value | 1,200 | upn: check |\n", "| deaths | row | 1 | empty |\n"} {
		if !strings.Contains(md, line) {
			t.Errorf("as Markdown it lacks %q:\n%s", line, md)
		}
	}
}

// A check tells what is odd about files, which rules could not answer, and notices, grave ones marked.
func TestWhatACheckTells(t *testing.T) {
	c := checked()
	for i := range c.Ingested.Reports {
		c.Ingested.Reports[i].Notes = nil
	}
	if text := c.String(); strings.Contains(text, "\nodd\n") || strings.Contains(text, "\nnotices\n") || c.Held() || !strings.HasPrefix(text, "Fenwick as of 15 October 2026\n\nextract ") {
		t.Errorf("it reads\n%s", text)
	}
	header := ""
	for _, h := range []string{"date of birth", "surname", "postcode", "family name"} {
		if sources.FieldLike("health", h) != "" {
			header = h
			break
		}
	}
	if header == "" {
		t.Fatal("no header is like a field")
	}
	c.Ingested.Reports[0].Unknown, c.Ingested.Reports[0].Codes = []string{"qqqq", header}, map[string]int{"sex=9": 2}
	c.Ingested.Reports[2].Notes = []string{"two sheets"}
	c.Notices = []journal.Notice{{Text: "health: old", Grave: true}, {Text: "calendar: none"}}
	text := c.String()
	for _, want := range []string{
		"\nodd\n  health: a.csv: not known, not read: qqqq, " + header + "; unknown code sex=9, 2 times; \"" + header + "\" may be " + sources.FieldLike("health", header) +
			" (map it with columns; `rollcall sources map` looks at the whole file)\n  health: c.xlsx: two sheets\n",
		"\nnotices\n! health: old\n  calendar: none\n", "\nrules that would say unknown of every child\n  the school_census was not received: C0",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if !c.Held() || !slices.IsSorted([]int{strings.Index(text, "extract "), strings.Index(text, "\nodd"), strings.Index(text, "\nrules that"), strings.Index(text, "\nnotices")}) {
		t.Errorf("held %v, or in another order:\n%s", c.Held(), text)
	}
	c.Settings.Authority.Name = ""
	if text := c.String(); !strings.HasPrefix(text, "887 as of") {
		t.Errorf("without a name it begins %q", text[:20])
	}
	for _, format := range []string{"CTF XML", "COLLECT CSV"} {
		if got := likelyFields(sources.FileReport{Kind: "health", Format: format, Unknown: []string{header}}); got != "" {
			t.Errorf("a file read as %s is to be mapped: %s", format, got)
		}
	}
	if got := likelyFields(sources.FileReport{Kind: "health", Unknown: []string{"qqqq"}}); got != "" {
		t.Errorf("a header like no field: %s", got)
	}
	for _, n := range []int{40, 42} {
		c.Ingested.Reports = nil
		for range n {
			c.Ingested.Reports = append(c.Ingested.Reports, sources.FileReport{Kind: "health", File: "x", Notes: []string{"odd"}})
		}
		var b strings.Builder
		c.writeOddities(&b)
		if more := strings.Contains(b.String(), "  … and 2 files more\n"); strings.Count(b.String(), "health: x: odd") != 40 || more != (n == 42) || strings.Contains(b.String(), "more") != more {
			t.Errorf("of %d odd files it reads\n%s", n, b.String())
		}
	}
}

// A run is summed up on a screen: the waterfall, the lists, the first five reasons, how long each stage took, what is grave, and where it is.
func TestTheSummaryOfARun(t *testing.T) {
	r := &Result{Folder: "out/runs/x", Manifest: &journal.Manifest{Stages: []journal.StageReport{{Name: "ingest", Seconds: 1.5}, {Name: "gate", Seconds: .25}}, Notices: []journal.Notice{{Text: "grave", Grave: true}, {Text: "light"}}},
		Lists: &candidates.Lists{AtRisk: make([]candidates.Line[candidates.Row], 1200), Possible: make([]candidates.Line[candidates.Possible], 3), Untold: make([]candidates.Line[candidates.Untold], 40), Summary: candidates.Summary{Authority: "Fenwick",
			Lacking: []candidates.Lack{{Name: "home-education register", Children: 31}}, AsOf: calendar.On(2026, 10, 15).Midnight(),
			Waterfall: []candidates.Step{{Title: "Seen", Children: 1500, Total: true}, {Title: "Explained", Children: 1499}, {Title: "Candidate CME", Children: 1, Total: true}},
			Reasons:   []candidates.Count{{Title: "C01", N: 6}, {Title: "C02", N: 5}, {Title: "C03", N: 4}, {Title: "C04", N: 3}, {Title: "C05", N: 2}, {Title: "C06", N: 1}},
			Overview: candidates.Overview{Duties: []candidates.Duty{{Late: 7}, {Late: 5, Open: 9}},
				Clocks: []candidates.Split{{ID: "cme_candidates", Columns: []string{"Overdue"}, Groups: []candidates.Group{{N: []int{2}}, {N: []int{3}}}}, {ID: "at_risk", Columns: []string{"Overdue"}}}}}}}
	want := `Fenwick, as of 15 October 2026

  = Seen                                                           1,500
  − Explained                                                      1,499
  = Candidate CME                                                      1
    Not known, for want of extracts that were never had               40
      would be answered by the home-education register                31
    At risk (on a roll or in provision)                            1,200
      CME officers                                                 1,200
    Possible matches for a person to judge                             3
    Candidates whose day has passed                                    5
    Owed by schools, officers or senders of extracts, and late        12

  Top reasons
    C01                                                                6
    C02                                                                5
    C03                                                                4
    C04                                                                3
    C05                                                                2

  ingest 1.50 s · gate 0.25 s (1.75 s)
  ! grave
  out/runs/x
`
	if got := Summary(r); got != want {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
	for _, n := range []int{0, 4} {
		r.Lists.Summary.Reasons = r.Lists.Summary.Reasons[:n]
		if got := Summary(r); strings.Count(got, "    C0") != n {
			t.Errorf("with %d reasons it reads\n%s", n, got)
		}
		r.Lists.Summary.Reasons = r.Lists.Summary.Reasons[:6]
	}
}
