package intake

import (
	"reflect"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// An extract is held to how many rows are expected, to those last accepted, and each file to the one before it, at the bounds.
func TestHowManyRowsAnExtractMayHave(t *testing.T) {
	before := func(rows int, files ...register.File) register.Accepted {
		return register.Accepted{Extract: register.Extract{Kind: "health", Rows: rows, Files: files}}
	}
	rows := func(name string, n int, asOf calendar.Date) *sources.FileReport {
		f := file(sources.Health, name, n)
		f.AsOf = asOf
		return f
	}
	past := func(name string, n int, asOf calendar.Date) register.File {
		return register.File{Name: name, Rows: n, AsOf: asOf.String()}
	}
	for _, c := range []struct {
		name   string
		expect sources.Expectation
		before register.Accepted
		files  []*sources.FileReport
		want   []string
	}{
		{"as many as wanted", sources.Expectation{RowsMin: 10, RowsMax: 10}, before(0), []*sources.FileReport{rows("a", 4, asOf), rows("b", 6, asOf)}, nil},
		{"fewer", sources.Expectation{RowsMin: 11}, before(0), []*sources.FileReport{rows("a", 4, asOf), rows("b", 6, asOf)}, []string{"rows  held: 10 rows (want at least 11)"}},
		{"more", sources.Expectation{RowsMax: 9}, before(0), []*sources.FileReport{rows("a", 10, asOf)}, []string{"rows  held: 10 rows (want at most 9)"}},
		{"a tenth lost", sources.Expectation{Drop: .1}, before(100), []*sources.FileReport{rows("a", 90, asOf)}, nil},
		{"more than a tenth", sources.Expectation{Drop: .1}, before(100), []*sources.FileReport{rows("a", 89, asOf)}, []string{"rows  held: 89 rows, where the run for 8 October 2026 had 100"}},
		{"two rows of few", sources.Expectation{Drop: .1}, before(4), []*sources.FileReport{rows("a", 2, asOf)}, nil},
		{"three rows of few", sources.Expectation{Drop: .1}, before(4), []*sources.FileReport{rows("a", 1, asOf)}, []string{"rows  held: 1 rows, where the run for 8 October 2026 had 4"}},
		{"uneven", sources.Expectation{Drop: .1, Uneven: true}, before(100), []*sources.FileReport{rows("a", 1, asOf)}, nil},
		{"a file of the same name", sources.Expectation{Drop: .1, Uneven: true}, before(0, past("a", 50, asOf-7), past("b", 50, asOf-7)), []*sources.FileReport{rows("a", 9, asOf)},
			[]string{"rows a held: 9 rows, where it had 50 in the run for 8 October 2026"}},
		{"the next month's file", sources.Expectation{Drop: .1, Whole: true}, before(0, past("h 09.csv", 50, asOf-30)), []*sources.FileReport{rows("h 10.csv", 9, asOf)}, []string{"rows h 10.csv held: 9 rows, where h 09.csv had 50"}},
		{"of files that add up", sources.Expectation{Drop: .1}, before(0, past("h 09.csv", 50, asOf-30)), []*sources.FileReport{rows("h 10.csv", 9, asOf)}, nil},
		{"of another name", sources.Expectation{Drop: .1, Whole: true}, before(0, past("g 09.csv", 50, asOf-30)), []*sources.FileReport{rows("h 10.csv", 9, asOf)}, nil},
		{"of the same day", sources.Expectation{Drop: .1, Whole: true}, before(0, past("h 09.csv", 50, asOf)), []*sources.FileReport{rows("h 10.csv", 9, asOf)}, nil},
		{"both in the run", sources.Expectation{Drop: .1, Whole: true}, before(0), []*sources.FileReport{rows("h 10.csv", 9, asOf), rows("h 09.csv", 50, asOf-30)}, []string{"rows h 10.csv held: 9 rows, where h 09.csv had 50"}},
		{"against the last before it", sources.Expectation{Drop: .1, Whole: true}, before(0, past("h 08.csv", 90, asOf-60), past("h 09.csv", 10, asOf-30)), []*sources.FileReport{rows("h 10.csv", 9, asOf)}, nil},
		{"one that is gone against one before", sources.Expectation{Drop: .1, Whole: true}, before(0, past("h 08.csv", 90, asOf-60), past("h 09.csv", 10, asOf-30)), []*sources.FileReport{rows("h 07.csv", 95, asOf-90)}, nil},
	} {
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: c.expect}, c.before)
		k.askRows(sources.Health, c.files)
		checkSaid(t, c.name, k, c.want...)
	}
}

// An extract that is too old, whose newest row is, or that speaks for an earlier day than the one before it, is held back; the files of a
// whole list are not used.
func TestHowOldAnExtractMayBe(t *testing.T) {
	dated := func(asOf, newest calendar.Date, rows int) *sources.FileReport {
		f := file(sources.Health, "f", rows)
		f.AsOf, f.Newest = asOf, newest
		return f
	}
	const day = "15 October 2026"
	for _, c := range []struct {
		name   string
		expect sources.Expectation
		before string
		files  []*sources.FileReport
		want   []string
	}{
		{"just young enough", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf-30, 0, 60)}, nil},
		{"too old", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf-31, 0, 60)}, []string{"age  held: it speaks for 14 September 2026, more than 30 days before the as-of date"}},
		{"too old, a whole list", sources.Expectation{AgeDays: 30, Whole: true}, "", []*sources.FileReport{dated(asOf-31, 0, 60)}, []string{"age f unused held: it speaks for 14 September 2026, more than 30 days before the as-of date"}},
		{"the newest counts", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf-90, 0, 60), dated(asOf-30, 0, 60)}, nil},
		{"the newest first", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf-30, 0, 60), dated(asOf-90, 0, 60)}, nil},
		{"the newest row of any file", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf, asOf-330, 25), dated(asOf, asOf-400, 25)}, nil},
		{"never too old", sources.Expectation{}, "", []*sources.FileReport{dated(asOf-9000, asOf-9999, 60)}, nil},
		{"no day", sources.Expectation{AgeDays: 30}, "2026-10-20", []*sources.FileReport{dated(0, 0, 60)}, nil},
		{"newest row", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf, asOf-330, 50)}, nil},
		{"newest row of last year", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf, asOf-331, 50)}, []string{"date  held: it is said to speak for " + day + ", and its newest row is of 18 November 2025"}},
		{"of few rows", sources.Expectation{AgeDays: 30}, "", []*sources.FileReport{dated(asOf, asOf-331, 49)}, nil},
		{"where it may be older", sources.Expectation{AgeDays: 400}, "", []*sources.FileReport{dated(asOf, asOf-331, 50)}, nil},
		{"the day before", sources.Expectation{AgeDays: 30}, "2026-10-15", []*sources.FileReport{dated(asOf, 0, 60)}, nil},
		{"earlier than the one before", sources.Expectation{AgeDays: 30}, "2026-10-15", []*sources.FileReport{dated(asOf-1, 0, 60)}, []string{"date  held: it speaks for 14 October 2026, and the one before it spoke for " + day}},
	} {
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: c.expect})
		if c.before != "" {
			k.Past.Accepted["health"] = register.Accepted{Extract: register.Extract{AsOf: c.before}}
		}
		k.askDates(sources.Health, c.files)
		checkSaid(t, c.name, k, c.want...)
	}
}

// Fields that are expected, and those that the last accepted said, are to be said again; of lists of events only those that are gone altogether.
func TestWhichFieldsAnExtractMustSay(t *testing.T) {
	for _, c := range []struct {
		name   string
		expect sources.Expectation
		fill   map[string]float64
		rows   int
		said   map[string]int
		want   []string
	}{
		{"as expected", sources.Expectation{Fill: map[string]float64{"dob": .9}}, nil, 100, map[string]int{"dob": 90}, nil},
		{"fewer", sources.Expectation{Fill: map[string]float64{"dob": .9}}, nil, 100, map[string]int{"dob": 30}, []string{"fill  held: dob has a value in 30 % of 100 rows (want 90 %)"}},
		{"not counted", sources.Expectation{Fill: map[string]float64{"dob": .9}}, nil, 100, nil, nil},
		{"a quarter less than before", sources.Expectation{Whole: true}, map[string]float64{"upn": .75}, 20, map[string]int{"upn": 10}, nil},
		{"more than a quarter less", sources.Expectation{Whole: true}, map[string]float64{"upn": .75}, 20, map[string]int{"upn": 9}, []string{"fill  held: upn has a value in 45 % of the rows, where the run for 8 October 2026 had one in 75 %"}},
		{"of few rows", sources.Expectation{Whole: true}, map[string]float64{"upn": .75}, 19, map[string]int{"upn": 0}, nil},
		{"events that say less", sources.Expectation{}, map[string]float64{"upn": .75}, 20, map[string]int{"upn": 1}, nil},
		{"events that say it no more", sources.Expectation{}, map[string]float64{"upn": .75}, 20, map[string]int{"upn": 0}, []string{"fill  held: upn has a value in 0 % of the rows, where the run for 8 October 2026 had one in 75 %"}},
	} {
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: c.expect}, register.Accepted{Extract: register.Extract{Kind: "health", Fill: c.fill}})
		f := file(sources.Health, "f", c.rows)
		f.Filled = c.said
		k.askColumns(sources.Health, []*sources.FileReport{f})
		checkSaid(t, c.name, k, c.want...)
	}
}

// Rows that cannot be used are counted, those that nobody wanted apart.
func TestHowManyRowsMayBeRefused(t *testing.T) {
	refused := func(n int, reason string) (all []sources.Rejection) {
		for i := range n {
			all = append(all, sources.Rejection{Kind: sources.Health, Row: i + 1, Whole: true, Reason: reason})
		}
		return all
	}
	for _, c := range []struct {
		name     string
		rows     int
		rejected []sources.Rejection
		want     []string
	}{
		{"a tenth", 90, refused(10, "dob: not a date"), nil},
		{"more than a tenth", 89, refused(11, "dob: not a date"), []string{"rejected  held: 11 of 100 rows cannot be used (want at most 10 %)"}},
		{"of few rows", 9, refused(10, "dob: not a date"), nil},
		{"adults, totals and empty rows", 20, func() []sources.Rejection {
			unwanted := refused(20, "not a child")
			for i := range unwanted {
				unwanted[i].Rest = true
			}
			return unwanted
		}(), nil},
		{"values, and files", 20, append([]sources.Rejection{{Kind: sources.Health, Whole: true, Reason: "damaged"}}, sources.Rejection{Kind: sources.Health, Row: 3, Reason: "x"}, sources.Rejection{Kind: sources.Housing, Row: 3, Whole: true}), nil},
	} {
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: {Rejected: .1}})
		k.in.Rejections = c.rejected
		k.askRefusals(sources.Health, []*sources.FileReport{file(sources.Health, "f", c.rows)})
		checkSaid(t, c.name, k, c.want...)
	}
}

// An extract that was accepted, is named and does not come is missed; all gates are asked of each kind, and a census is asked school by school.
func TestEveryGateIsAskedOfAnExtract(t *testing.T) {
	was := func(kind string, rows int) register.Accepted {
		return register.Accepted{Extract: register.Extract{Kind: kind, Rows: rows}}
	}
	for _, c := range []struct {
		name   string
		before register.Accepted
		named  bool
		want   []string
	}{
		{"missed", was("health", 3), true, []string{"missing  held: no file of it came; the run for 8 October 2026 had 3 rows of it"}}, {"not named", was("health", 3), false, nil},
		{"had no rows", was("health", 0), true, nil}, {"not accepted before", was("housing", 3), true, nil},
	} {
		k := asking(map[sources.Kind]sources.Expectation{}, c.before)
		if c.named {
			k.expect[sources.Health] = sources.Expectation{}
		}
		k.askExtract(sources.Health, nil)
		checkSaid(t, c.name, k, c.want...)
	}
	k := asking(map[sources.Kind]sources.Expectation{sources.Health: {}}, was("health", 3))
	k.failUnreadable(file(sources.Health, "f", 0), "damaged")
	if k.askExtract(sources.Health, nil); len(k.reports) != 1 {
		t.Errorf("what cannot be read is missed as well: %v", k.said())
	}
	all := sources.Expectation{AgeDays: 30, RowsMin: 999, Fill: map[string]float64{"dob": .9}, Rejected: .01}
	k = asking(map[sources.Kind]sources.Expectation{sources.Health: all, sources.SchoolCensus: all})
	f := file(sources.Health, "f", 40)
	f.AsOf, f.Filled, f.Cut = asOf-60, map[string]int{"dob": 1}, "no end"
	twin := *f
	twin.File = "g"
	bad := file(sources.Housing, "bad", 0)
	k.in.Reports = []sources.FileReport{*f, twin, *bad}
	k.Past.Accepted["housing"] = was("housing", 3)
	k.expect[sources.Housing] = sources.Expectation{}
	k.in.Rejections = []sources.Rejection{{Kind: sources.Housing, File: "bad", Whole: true, Reason: "damaged"}, {Kind: sources.Health, File: "f", Row: 4, Whole: true, Reason: "x"}}
	k.askFiles()
	gates := map[string]int{}
	for _, g := range k.reports {
		gates[string(g.Gate)+" "+g.Kind]++
	}
	if want := map[string]int{"missing housing": 1, "same health": 1, "cut health": 2, "age health": 1, "rows health": 1, "fill health": 1, "rejected health": 1}; !reflect.DeepEqual(gates, want) {
		t.Errorf("asked were %v, want %v", gates, want)
	}
	k = asking(map[sources.Kind]sources.Expectation{sources.SchoolCensus: all}, was("school_census", 9))
	if k.askExtract(sources.SchoolCensus, nil); len(k.reports) > 0 {
		t.Errorf("a census is asked as a whole: %v", k.said())
	}
}

// What a run accepts is kept for later runs: counts, days, digests and shares of the files that were used, and of a census the pupils of
// its returns.
func TestWhatARunAccepts(t *testing.T) {
	k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "school_census", Schools: map[string]int{"8872001@2026-10-01": 90, "8872003@2026-10-01": 0}}})
	a, b := file(sources.Health, "a", 30), file(sources.Health, "b", 10)
	b.AsOf = asOf - 9
	a.Filled, b.Filled = map[string]int{"upn": 30, "sex": 10, "dob": 12}, map[string]int{"upn": 0}
	unused, nameless, of := file(sources.Health, "c", 99), file(sources.Health, "d", 99), file(sources.SchoolCensus, "e", 99)
	nameless.SHA256 = ""
	k.in.Reports = []sources.FileReport{*a, *b, *unused, *nameless, *of, *file(sources.Housing, "h", 5)}
	k.fail(journal.GateReport{Gate: journal.SameGate, Kind: "health", File: "c", Unused: true})
	k.fail(journal.GateReport{Gate: journal.SameGate, Kind: "health", File: "a", Unused: true, Accepted: &journal.Accepted{}})
	k.fail(journal.GateReport{Gate: journal.SameGate, Kind: "housing", File: "b", Unused: true})
	k.holdKind(journal.RowsGate, sources.Housing, "few")
	authority := &rules.Authority{Returns: map[string][]rules.Return{"8872002": {{On: calendar.On(2026, 10, 1), Pupils: 50}}, "8872001": {{On: calendar.On(2026, 10, 1), Pupils: 5, Held: "short"}},
		"8872003": {{On: calendar.On(2026, 10, 1), Pupils: 5, Held: "short"}}}}
	got := k.acceptedExtracts(authority)
	want := []register.Extract{
		{Kind: "school_census", Rows: 99, AsOf: "2026-10-15", Schools: map[string]int{"8872001@2026-10-01": 90, "8872002@2026-10-01": 50}},
		{Kind: "health", Rows: 40, AsOf: "2026-10-15", Fill: map[string]float64{"upn": .75, "sex": 1. / 3, "dob": .4},
			Files: []register.File{{Name: "a", SHA256: "sha a", Content: a.Hash(), AsOf: "2026-10-15", Rows: 30}, {Name: "b", SHA256: "sha b", Content: b.Hash(), AsOf: "2026-10-06", Rows: 10}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("accepted\n%+v\nwant\n%+v", got, want)
	}
	c := file(sources.Health, "c", 100)
	c.Filled = map[string]int{"sex": 25, "upn": 26}
	if got := countFilled([]*sources.FileReport{c}).often(); !reflect.DeepEqual(got, map[string]float64{"upn": .26}) {
		t.Errorf("of the fields that many say: %v", got)
	}
}
