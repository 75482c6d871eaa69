package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

var asOf = calendar.On(2026, 10, 15)

// asking is a gatekeeper of an authority who is asked of kinds that are expected to be so.
func asking(expect map[sources.Kind]sources.Expectation, accepted ...register.Accepted) *gatekeeper {
	s := &settings.Settings{}
	s.Authority.Code = "887"
	k := newGatekeeper(Asked{Settings: s, Past: &past.Past{Accepted: map[string]register.Accepted{}, Files: map[string][]register.File{}}}, asOf, &Ingested{})
	k.expect = expect
	for _, a := range accepted {
		if a.AsOf.IsZero() {
			a.AsOf = (asOf - 7).Midnight()
		}
		k.Past.Accepted[a.Kind] = a
	}
	return k
}

// said is what the gates said, a line each: gate, file, what it holds back and why.
func (k *gatekeeper) said() (lines []string) {
	for _, g := range k.reports {
		line := fmt.Sprintf("%s %s", g.Gate, g.File)
		if g.Unused {
			line += " unused"
		}
		if g.Held {
			line += " held"
		}
		lines = append(lines, line+": "+g.Why)
	}
	return lines
}

// checkSaid holds what the gates said to what is wanted.
func checkSaid(t *testing.T, name string, k *gatekeeper, want ...string) {
	t.Helper()
	if got := k.said(); !slices.Equal(got, want) {
		t.Errorf("%s: said %q, want %q", name, got, want)
	}
}

// file is a report of a file with so many rows of children, all of them used.
func file(kind sources.Kind, name string, rows int) *sources.FileReport {
	return &sources.FileReport{Kind: kind, File: name, SHA256: "sha " + name, Rows: rows, Records: rows, AsOf: asOf, Measures: sources.Measures{Persons: rows, Of: rows, Content: uint64(len(name) + rows<<8)}}
}

// A file that breaks off, of another authority, of no census day or with a column gone is reported, each at its bounds.
func TestTheGatesOfAFile(t *testing.T) {
	own := map[sources.Kind]sources.Expectation{sources.Exclusions: {Own: true}, sources.SchoolCensus: {Own: true, Fill: map[string]float64{"upn": .9, "dob": .9}}, sources.Health: {Homes: true}}
	for _, c := range []struct {
		name string
		kind sources.Kind
		as   func(f *sources.FileReport)
		want []string
	}{
		{"whole", sources.Exclusions, func(*sources.FileReport) {}, nil},
		{"cut", sources.Exclusions, func(f *sources.FileReport) { f.Cut = "no end" }, []string{"cut f held: the file breaks off: no end; ask for it again"}},
		{"a cut return", sources.SchoolCensus, func(f *sources.FileReport) { f.Cut, f.AsOf = "no end", 0 }, []string{"cut f unused: the file breaks off: no end; ask for it again"}},
		{"mostly others' schools", sources.Exclusions, func(f *sources.FileReport) { f.Schools = map[string]int{"887": 4, "886": 5, "888": 1} },
			[]string{"authority f unused held: 6 of its 10 entries name a school of another authority's: it is not 887's file"}},
		{"half others' schools", sources.Exclusions, func(f *sources.FileReport) { f.Schools = map[string]int{"887": 5, "886": 5} }, nil},
		{"too few schools to tell", sources.Exclusions, func(f *sources.FileReport) { f.Schools = map[string]int{"886": 9} }, nil},
		{"others' return", sources.SchoolCensus, func(f *sources.FileReport) { f.Schools, f.AsOf = map[string]int{"886": 10}, 0 },
			[]string{"authority f unused: 10 of its 10 entries name a school of another authority's: it is not 887's file"}},
		{"mostly others' homes", sources.Health, func(f *sources.FileReport) { f.Areas = map[string]int{"ME4": 4, "TN1": 16} },
			[]string{"authority f unused held: 16 of its 20 postcodes lie outside the areas of the authority's schools and addresses, in another authority's: it is not 887's file"}},
		{"homes where no school of ours stands, by the list of addresses", sources.Health, func(f *sources.FileReport) { f.Areas = map[string]int{"FW9": 20} }, nil},
		{"a quarter of homes", sources.Health, func(f *sources.FileReport) { f.Areas = map[string]int{"ME4": 5, "TN1": 15} }, nil},
		{"too few homes to tell", sources.Health, func(f *sources.FileReport) { f.Areas = map[string]int{"TN1": 19} }, nil},
		{"homes say nothing of schools", sources.Exclusions, func(f *sources.FileReport) { f.Areas = map[string]int{"TN1": 99} }, nil},
		{"a census day", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf = calendar.On(2026, 10, 1) }, nil},
		{"a week after", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf = calendar.On(2026, 10, 8) }, nil},
		{"a week before", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf = calendar.On(2026, 9, 24) }, nil},
		{"eight days after", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf = calendar.On(2026, 10, 9) }, []string{"term f unused: 9 October 2026 is not within 7 days of a census day"}},
		{"its own term", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf, f.Term = calendar.On(2026, 5, 21), "summer" }, nil},
		{"another term", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf, f.Term = calendar.On(2026, 1, 15), "autumn" },
			[]string{"term f unused: the file says that it is the autumn census, and 15 January 2026 is that of the spring"}},
		{"no day", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf = 0 }, nil},
		{"no pupil", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf, f.Persons = calendar.On(2026, 7, 1), 0 }, nil},
		{"columns gone", sources.SchoolCensus, func(f *sources.FileReport) { f.AsOf, f.Filled = 0, map[string]int{"upn": 0, "dob": 10, "sex": 0} },
			[]string{"fill f unused: dob has a value in 25 % of 40 rows (want 90 %)"}}, // of a file a gate says one thing
		{"another kind's columns are asked of all its files", sources.Exclusions, func(f *sources.FileReport) { f.Filled = map[string]int{"upn": 0} }, nil},
	} {
		k := asking(own)
		k.in.Schools = []sources.School{{LAESTAB: "8872001", Postcode: "ME4 9ZZ"}, {LAESTAB: "8862001", Postcode: "TN1 1AA"}, {LAESTAB: "8872002", Postcode: "TN1"}}
		k.in.Addresses = []Address{{Postcode: "FW9 1AA", LA: "887"}, {Postcode: "TN1 2BB", LA: "886"}, {Postcode: "TN1", LA: "887"}}
		f := file(c.kind, "f", 40)
		c.as(f)
		k.askFile(f)
		checkSaid(t, c.name, k, c.want...)
		if len(k.reports) > 0 && k.reports[0].Kind != string(c.kind) {
			t.Errorf("%s: reported of %s", c.name, k.reports[0].Kind)
		}
	}
	k := asking(own)
	f := file(sources.Health, "f", 40)
	f.Areas = map[string]int{"TN1": 99}
	if k.askFile(f); len(k.reports) > 0 {
		t.Errorf("without a list of schools: %v", k.said())
	}
}

// A return of another day than the settings give for its file is not used, but for a census day that was moved.
func TestADayThatTheSettingsGive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "return.xml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		settings string
		file     calendar.Date
		want     []string
	}{
		{"2026-10-01", calendar.On(2026, 10, 8), nil}, {"2026-10-08", calendar.On(2026, 10, 1), nil}, {"", calendar.On(2026, 10, 1), nil}, {"2026-10-01", 0, nil},
		{"2026-09-23", calendar.On(2026, 10, 1), []string{"date " + path + " unused: the file says that it is of 1 October 2026, and the settings of 23 September 2026"}},
	} {
		k := asking(nil)
		k.Settings.Sources = []settings.Source{{Kind: "school_census", Path: path, AsOf: c.settings}}
		f := file(sources.SchoolCensus, path, 40)
		f.AsOf = c.file
		k.askFile(f)
		checkSaid(t, c.settings, k, c.want...)
	}
}

// A column is too empty where fewer rows say it than chance makes likely; a short file says nothing.
func TestWhenAColumnIsTooEmpty(t *testing.T) {
	for _, c := range []struct {
		share float64
		rows  int
		want  float64
		empty bool
	}{
		{0, 9, .5, false}, {0, 10, .5, true}, {0, 99, 0, false}, {.1, 19, .9, false}, {.1, 20, .9, true}, {.9, 100, .9, false}, {.8, 100, .9, false}, {.79, 100, .9, true}, {1, 100, .9, false},
	} {
		if got := tooEmpty(c.share, c.rows, c.want); got != c.empty {
			t.Errorf("%v of %d rows, want %v: too empty %v", c.share, c.rows, c.want, got)
		}
	}
	a, b := file(sources.Health, "a", 10), file(sources.Health, "b", 30)
	a.Filled, b.Filled = map[string]int{"upn": 5}, map[string]int{"upn": 5, "dob": 30}
	if share, rows := countFilled([]*sources.FileReport{a, b}).shareOf("upn"); share != .25 || rows != 40 {
		t.Errorf("a value in %v of %d rows", share, rows)
	}
	if share, rows := countFilled([]*sources.FileReport{a, b}).shareOf("dob"); share != 1 || rows != 30 {
		t.Errorf("a value in %v of %d rows", share, rows)
	}
	if share, rows := countFilled([]*sources.FileReport{a, b}).shareOf("sex"); share != 0 || rows != 0 {
		t.Errorf("a value in %v of %d rows", share, rows)
	}
	a.Of = 0
	if share, rows := countFilled([]*sources.FileReport{a}).shareOf("upn"); share != 0 || rows != 0 {
		t.Errorf("of no rows a value in %v of %d", share, rows)
	}
}

// A file that says what another of the run says is not used; short ones may be alike by chance unless every byte is the same.
func TestTheSameFileTwice(t *testing.T) {
	same := func(name string, rows int, sha string) *sources.FileReport {
		f := file(sources.Health, name, rows)
		f.Content, f.SHA256 = 7, sha
		return f
	}
	again := "same b unused: it says what a says: one of the two was sent in place of another"
	for _, c := range []struct {
		name  string
		files []*sources.FileReport
		want  []string
	}{
		{"fifty rows", []*sources.FileReport{same("a", 50, "x"), same("b", 50, "y")}, []string{again}},
		{"fewer", []*sources.FileReport{same("a", 49, "x"), same("b", 49, "y")}, nil},
		{"every byte", []*sources.FileReport{same("a", 3, "x"), same("b", 3, "x")}, []string{again}},
		{"another number of rows", []*sources.FileReport{same("a", 50, "x"), same("b", 51, "x")}, nil},
		{"without children", []*sources.FileReport{same("a", 0, "x"), same("b", 0, "x")}, nil},
		{"three", []*sources.FileReport{same("a", 50, "x"), same("b", 50, "y"), same("c", 50, "z")}, []string{again, "same c unused: it says what a says: one of the two was sent in place of another"}},
	} {
		k := asking(nil)
		k.askSameFiles(sources.Health, c.files)
		checkSaid(t, c.name, k, c.want...)
	}
}

// A whole list that was accepted as speaking for an earlier day and comes back under a newer one was sent by mistake; one that has stood
// since is what it was, and old when it has stood for long.
func TestAFileThatWasKnownBefore(t *testing.T) {
	known := func(asOf calendar.Date, sha, content string) register.File {
		return register.File{Name: "old.csv", AsOf: asOf.String(), SHA256: sha, Content: content}
	}
	f := file(sources.Health, "new.csv", 60)
	const mistake = "same new.csv held: it is the file old.csv, which spoke for 5 October 2026, under a newer date"
	for _, c := range []struct {
		name     string
		rows     int
		before   []register.File // ever accepted
		accepted []register.File // last accepted
		change   func(f *sources.FileReport, e *sources.Expectation)
		want     []string
		stood    calendar.Date
	}{
		{"its bytes", 60, []register.File{known(asOf-10, f.SHA256, "")}, nil, nil, []string{mistake}, 0},
		{"what it says", 60, []register.File{known(asOf-10, "", f.Hash())}, nil, nil, []string{mistake}, 0},
		{"the earliest time", 60, []register.File{known(asOf-3, f.SHA256, ""), known(asOf-10, f.SHA256, ""), known(asOf-5, f.SHA256, "")}, nil, nil, []string{mistake}, 0},
		{"another file", 60, []register.File{known(asOf-10, "other", "other")}, nil, nil, nil, 0},
		{"once without a day", 60, []register.File{known(asOf-10, f.SHA256, ""), {Name: "older.csv", SHA256: f.SHA256}}, nil, nil, []string{mistake}, 0},
		{"of that day already", 60, []register.File{known(asOf, f.SHA256, "")}, nil, nil, nil, 0},
		{"without a day then", 60, []register.File{{Name: "old.csv", SHA256: f.SHA256}}, nil, nil, nil, 0},
		{"without a day now", 60, []register.File{known(asOf-10, f.SHA256, "")}, nil, func(f *sources.FileReport, _ *sources.Expectation) { f.AsOf = 0 }, nil, 0},
		{"files that add up", 60, []register.File{known(asOf-10, f.SHA256, "")}, nil, func(_ *sources.FileReport, e *sources.Expectation) { e.Whole = false }, nil, 0},
		{"it has stood since", 60, []register.File{known(asOf-10, f.SHA256, "")}, []register.File{known(asOf-10, f.SHA256, "")}, nil, nil, 0},
		{"it has stood for long", 60, []register.File{known(asOf-200, f.SHA256, "")}, []register.File{known(asOf-10, f.SHA256, "")}, nil, nil, asOf - 200},
		{"short, and what it says is chance", 49, []register.File{known(asOf-10, "", "content")}, nil, func(f *sources.FileReport, _ *sources.Expectation) { f.SHA256 = "other" }, nil, 0},
	} {
		e := sources.Expectation{Whole: true, AgeDays: 330}
		x := file(sources.Health, "new.csv", c.rows)
		if c.change != nil {
			c.change(x, &e)
		}
		for i := range c.before {
			if c.before[i].Content == "content" {
				c.before[i].Content = x.Hash()
			}
		}
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: e})
		k.Past.Files["health"] = c.before
		if c.accepted != nil {
			k.Past.Accepted["health"] = register.Accepted{Extract: register.Extract{Kind: "health", Files: c.accepted}}
		}
		k.askSameFiles(sources.Health, []*sources.FileReport{x})
		checkSaid(t, c.name, k, c.want...)
		if k.stood["new.csv"] != c.stood {
			t.Errorf("%s: it stands since %s, want %s", c.name, k.stood["new.csv"], c.stood)
		}
	}
	// A register of a few rows may stand for as long as it may be old; others until they are stale, to the day.
	fresh := freshDays[sources.Health]
	for _, c := range []struct{ rows, days, want int }{{20, fresh, 0}, {20, fresh + 1, 1}, {19, fresh + 1, 0}, {19, 330, 0}, {19, 331, 1}} {
		x := file(sources.Health, "new.csv", c.rows)
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: {Whole: true, AgeDays: 330}})
		files := []register.File{known(asOf-calendar.Date(c.days), x.SHA256, "")}
		k.Past.Files["health"], k.Past.Accepted["health"] = files, register.Accepted{Extract: register.Extract{Kind: "health", Files: files}}
		if k.askKnownFile(x); len(k.stood) != c.want {
			t.Errorf("%d rows that stand for %d days are old: %v", c.rows, c.days, k.stood)
		}
	}
}

// A file that cannot be read is missed where an earlier run accepted one of its kind.
func TestAFileThatCannotBeRead(t *testing.T) {
	k := asking(map[sources.Kind]sources.Expectation{sources.Health: {}}, register.Accepted{Extract: register.Extract{Kind: "health"}}, register.Accepted{Extract: register.Extract{Kind: "school_census"}})
	k.failUnreadable(file(sources.Health, "h", 0), "damaged")
	k.failUnreadable(file(sources.Housing, "g", 0), "damaged")
	k.failUnreadable(file(sources.SchoolCensus, "c", 0), "damaged")
	checkSaid(t, "unreadable", k, "missing h held: it cannot be read: damaged")
}

// A gate is failed once for a file, is let pass by the first line of the settings that covers it, and holds its kind where it holds anything.
func TestWhatAFailedGateDoes(t *testing.T) {
	k := asking(nil)
	k.Settings.Accept = []settings.Accept{{Gate: "rows", Kind: "health", By: "data lead", Until: "2026-12-31", Reason: "half term"}, {Gate: "rows", Kind: "health", By: "another"}, {Gate: "cut", Kind: "health", File: "f"}}
	k.used = make([]bool, 3)
	first := k.holdKind(journal.RowsGate, sources.Health, "%d rows", 3)
	if !first.LetPass() || !reflect.DeepEqual(*first.Accepted, journal.Accepted{By: "data lead", Until: "2026-12-31", Reason: "half term"}) || first.Why != "3 rows" || !first.Held {
		t.Errorf("it is let pass as %+v", first)
	}
	if again := k.holdKind(journal.RowsGate, sources.Health, "4 rows"); again != &k.reports[0] || len(k.reports) != 1 {
		t.Errorf("the same gate fails twice: %v", k.said())
	}
	if why := k.whyHeld("health"); why != "" {
		t.Errorf("what is let pass is held: %s", why)
	}
	k.holdKind(journal.FillGate, sources.Housing, "empty")
	k.fail(journal.GateReport{Gate: journal.CutGate, Kind: "deaths", File: "d", Why: "cut", Unused: true})
	if k.whyHeld("housing") != "empty" || k.whyHeld("deaths") != "" {
		t.Errorf("held are housing %q and deaths %q", k.whyHeld("housing"), k.whyHeld("deaths"))
	}
	var told []string
	for _, n := range k.gateNotices() {
		told = append(told, n.Text)
	}
	if want := []string{"health: 3 rows; accepted by data lead until 2026-12-31: half term (gate rows)",
		"housing: empty; it is held back, rules that need it say unknown, and no child is newly listed whom it may explain (gate fill)",
		"deaths: d: cut; the file is not used (gate cut)", "accept[1]: no gate rows of health had to be passed; delete the line", "accept[2]: no gate cut of health f had to be passed; delete the line"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	k.Past.Accepted["housing"] = register.Accepted{Extract: register.Extract{AsOf: "2026-10-01"}, Folder: "runs/x"}
	k.holdKind(journal.RowsGate, sources.Referrals, "few")
	k.lost = true
	if got, want := k.heldKinds(), []Held{{Kind: sources.SchoolCensus}, {Kind: sources.Housing, Whole: true, Accepted: true, SpokeFor: calendar.On(2026, 10, 1), Folder: "runs/x"}, {Kind: sources.Referrals, Whole: true}}; !reflect.DeepEqual(got, want) {
		t.Errorf("held are %+v, want %+v", got, want)
	}
}
