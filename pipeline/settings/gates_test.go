package settings

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

var atPlace = regexp.MustCompile(`^line (\d+), column \d+: `)

// faultsOf loads settings and returns their faults, without the path and the place that each begins with.
func faultsOf(t *testing.T, text string) (faults []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Load(path)
	var wrong *Error
	if errors.As(err, &wrong) {
		for _, f := range wrong.Faults {
			rest, of := strings.CutPrefix(f, path+": ")
			if !of {
				t.Errorf("a fault does not name the file: %s", f)
			}
			faults = append(faults, atPlace.ReplaceAllString(rest, ""))
		}
	} else if err != nil {
		t.Fatal(err)
	}
	return faults
}

const goodSettings = "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - {kind: health, path: a.csv}\n"

// Every fault is told, once, with where it stands; what is at a bound is none.
func TestEveryFaultOfTheSettingsIsTold(t *testing.T) {
	entry := func(more string) string {
		return "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - {kind: health, path: a.csv, " + more + "}\n"
	}
	accept := func(more string) string { return goodSettings + "accept:\n  - {" + more + "}\n" }
	for _, c := range []struct {
		text string
		want []string
	}{
		{goodSettings, nil},
		{"authority: {code: \"88\"}\noutput: out\nsources: [{kind: health, path: a}]\n", []string{"authority.code: want the three digits of the authority, in quotes, found \"88\""}},
		{"authority: {code: \"88x\"}\n", []string{"output: missing; name the folder that the lists go to", "sources: missing; name at least one extract", "authority.code: want the three digits of the authority, in quotes, found \"88x\""}},
		{entry("as_of: 1.9.2026, delimiter: ab"), []string{"sources[0] (health): as_of: not a date (want YYYY-MM-DD), found \"1.9.2026\"; or name, or modified, of a file", "sources[0] (health): delimiter: want one character, or tab, found \"ab\""}},
		{strings.Replace(goodSettings, "health", "helth", 1), []string{"sources[0] (helth): kind: not a kind of extract; did you mean health?; the kinds are " + kindNames()}},
		{entry("expect: {drop: 1, rejected: 0, fill: {surname: 1}, rows_min: 0, rows_max: 0, age_days: 0}"), nil},
		{entry("expect: {drop: 1.1, rejected: -0.1, fill: {surname: 2, tea: 0.5}, rows_min: -1, rows_max: -1, age_days: -1}"), []string{
			"sources[0] (health): expect.drop: want a share between 0 and 1, found 1.1", "sources[0] (health): expect.rejected: want a share between 0 and 1, found -0.1", "sources[0] (health): expect.fill.surname: want a share between 0 and 1, found 2",
			"sources[0] (health): expect.fill.tea: not a field of the kind; its fields are " + strings.Join(sources.ExpectedFields("health"), ", "),
			"sources[0] (health): expect.rows_min: want a number that is not negative, found -1", "sources[0] (health): expect.rows_max: want a number that is not negative, found -1", "sources[0] (health): expect.age_days: want a number that is not negative, found -1"}},
		{entry("expect: {rows_min: 5, rows_max: 5}"), nil}, {entry("expect: {rows_min: 5, rows_max: 0}"), nil},
		{entry("expect: {rows_min: 6, rows_max: 5}"), []string{"sources[0] (health): expect.rows_min: above rows_max"}},
		{goodSettings + "decisions: {terms: {visitor: 1, died: 3653}}\n", nil},
		{goodSettings + "decisions: {terms: {visitor: 0, died: 3654, tea: 5}}\n", []string{"decisions.terms.visitor: want 1 to 3653 days", "decisions.terms.died: want 1 to 3653 days", "decisions.terms.tea: not a reason; the reasons are " + groundCodes()}},
		{goodSettings + "register: {keep: {case_years: 100, list_days: 28, run_days: 1, runs: 100000}}\n", nil},
		{goodSettings + "register: {keep: {case_years: 101, list_days: 27, run_days: 36526, runs: 100001}}\n",
			[]string{"register.keep.case_years: want 1 to 100 years, found 101", "register.keep.list_days: want 28 to 36525 days, found 27", "register.keep.run_days: want 1 to 36525 days, found 36526", "register.keep.runs: want 1 to 100000 folders, found 100001"}},
		{accept("gate: rows, kind: health, until: 2026-12-31, by: lead, reason: so"), nil},
		{accept("gate: tea, kind: housing, until: soon, by: \" \", reason: \" \", file: \"[a\""), []string{"accept[0] (tea): gate: no such gate; the gates are " + gateNames(), "accept[0] (tea): kind: no source of this kind in the settings",
			"accept[0] (tea): until: want the last day on which it is accepted, YYYY-MM-DD, found \"soon\"", "accept[0] (tea): by: missing; name the role that takes the decision", "accept[0] (tea): reason: missing; say why the extract is right as it is",
			"accept[0] (tea): file: not a pattern that can be matched; a [ wants its ]"}},
		{accept("kind: health, until: 2026-12-31, by: lead, reason: so"), []string{"accept[0] (no gate): gate: no such gate; the gates are " + gateNames()}},
		{goodSettings + "jobs: [{name: a, cron: \"0 2 * * *\"}, {name: \"\", cron: \"0 3 * * *\"}, {name: b}, {name: a, cron: \"0 4 * * *\"}]\n", []string{"jobs[1]: name: missing; give the job a name", "jobs[2]: cron: missing; say when, as minute hour day month weekday: \"15 2 * * *\" is every night at 02:15", "jobs[3]: name: name \"a\" is used twice"}},
	} {
		if got := faultsOf(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s\nfaults %q\nwant %q", c.text, got, c.want)
		}
	}
	if !strings.Contains(gateNames(), "cut, rows, ") || !strings.HasPrefix(groundCodes(), "attending, home_educated, ") || !strings.Contains(kindNames(), ", health, ") {
		t.Errorf("names are %s; %s; %s", gateNames(), groundCodes(), kindNames())
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "cannot be read (no such file or directory)") || err.Error()[:10] != "settings: " {
		t.Errorf("no file: %v", err)
	}
	if err := (&Error{[]string{"a", "b"}}); err.Error() != "settings: a\nsettings: b" {
		t.Errorf("it reads %q", err)
	}
	// What is found is shown where no secret can be among it.
	if got := faultsOf(t, goodSettings+"law: hunter2\n"); len(got) != 1 || !strings.Contains(got[0], "hunter2") {
		t.Errorf("a mistake is shown as %q", got)
	}
	for _, secret := range []string{"password: x", "Passwd: x", "pwd: x", "tea: postgres://x", "secret: x", "tea: AGE-SECRET-KEY-1"} {
		if got := faultsOf(t, goodSettings+secret+"\nlaw: hunter2\n"); len(got) != 2 || strings.Contains(got[1], "hunter2") {
			t.Errorf("with %s a mistake is shown as %q", secret, got)
		}
	}
}

// What is expected of a kind is its declaration's, replaced by what sources of the settings say, the last counting.
func TestWhatIsExpectedOfAKind(t *testing.T) {
	n, m, share, age := 5, 50, .3, 7
	own := &Expect{RowsMin: &n, RowsMax: &m, Drop: &share, Rejected: &share, AgeDays: &age, Fill: map[string]float64{"postcode": .1, "sex": .2}}
	s := &Settings{Sources: []Source{{Kind: "health", Expect: own}, {Kind: "housing"}, {Kind: "health", Expect: &Expect{RowsMin: &m}}, {Kind: "health"}}}
	got := s.Expectations()
	want := sources.ExpectationOf("health")
	want.RowsMin, want.RowsMax, want.Drop, want.Rejected, want.AgeDays = 50, 50, .3, .3, 7
	fill := map[string]float64{"postcode": .1, "sex": .2}
	for field, least := range sources.ExpectationOf("health").Fill {
		if _, set := fill[field]; !set {
			fill[field] = least
		}
	}
	want.Fill = fill
	if len(got) != 2 || !reflect.DeepEqual(got["health"], want) || !reflect.DeepEqual(got["housing"], sources.ExpectationOf("housing")) {
		t.Errorf("expected are\n%+v\nwant\n%+v", got["health"], want)
	}
	if sources.ExpectationOf("health").Fill["postcode"] == .1 {
		t.Error("what the settings expect has become what the kind declares")
	}
	if e := own.replace(sources.Expectation{}); e.Fill["sex"] != .2 {
		t.Errorf("where nothing was expected: %+v", e)
	}
}

// A line that accepts a gate covers the failures of its gate and kind: all, those of a file by name, pattern or base name, or of a school.
func TestWhichFailuresALineCovers(t *testing.T) {
	for _, c := range []struct {
		file string
		g    journal.GateReport
		want bool
	}{
		{"", journal.GateReport{}, true}, {"", journal.GateReport{File: "in/a.csv"}, true}, {"in/a.csv", journal.GateReport{File: "in/a.csv"}, true}, {"a.csv", journal.GateReport{File: "in/a.csv"}, true},
		{"in/*.csv", journal.GateReport{File: "in/a.csv"}, true}, {"*.csv", journal.GateReport{File: "in/a.csv"}, true}, {"b.csv", journal.GateReport{File: "in/a.csv"}, false}, {"a.csv", journal.GateReport{}, false},
		{"8872001", journal.GateReport{School: "8872001"}, true}, {"8872002", journal.GateReport{School: "8872001"}, false}, {"in/*", journal.GateReport{File: "out/in/a"}, false},
		{"", journal.GateReport{Gate: journal.CutGate}, false}, {"", journal.GateReport{Kind: "housing"}, false},
	} {
		if c.g.Gate == "" {
			c.g.Gate = journal.RowsGate
		}
		if c.g.Kind == "" {
			c.g.Kind = "health"
		}
		a := Accept{Gate: "rows", Kind: "health", File: c.file}
		if got := a.Covers(&c.g); got != c.want {
			t.Errorf("a line for %q covers %+v: %v", c.file, c.g, got)
		}
	}
	s := &Settings{path: "x.yaml", Accept: []Accept{{Gate: "rows", Until: "2026-10-14"}, {Gate: "cut", Until: "2026-10-15"}, {Gate: "same", Until: "no day"}}}
	err := s.ExpiredAcceptances(calendar.On(2026, 10, 15))
	if err == nil || !strings.HasPrefix(err.Error(), "settings: x.yaml: accept[0] (rows): expired on 14 October 2026; look at the extract again") || strings.Contains(err.Error(), "accept[1]") || strings.Contains(err.Error(), "accept[2]") {
		t.Errorf("run out: %v", err)
	}
	if err := s.ExpiredAcceptances(calendar.On(2026, 10, 14)); err != nil {
		t.Errorf("on the last day: %v", err)
	}
}

// The retention schedule is the default, or what the authority sets; a decision is remembered for the term of its reason, or the authority's own.
func TestHowLongThingsAreKept(t *testing.T) {
	s := &Settings{}
	var got []int
	for _, k := range s.Retention() {
		got = append(got, k.Value)
		if k.Set || k.Name == "" || k.About == "" || k.Basis == "" {
			t.Errorf("a default is %+v", k)
		}
	}
	if !slices.Equal(got, []int{7, 244, 244, 10, 6}) {
		t.Errorf("the defaults are %v", got)
	}
	s.Register.Keep = Keep{CaseYears: 1, ListDays: 30, RunDays: 3, Runs: 4, ActYears: 5}
	got = nil
	for _, k := range s.Retention() {
		got = append(got, k.Value)
		if !k.Set {
			t.Errorf("the authority's own is %+v", k)
		}
	}
	if !slices.Equal(got, []int{1, 30, 3, 4, 5}) || keeping[0].Value != 7 || keeping[0].Set {
		t.Errorf("its own are %v", got)
	}
	s.Decisions.Terms = map[string]int{"visitor": 9}
	visitor, _ := rules.GroundOf("visitor")
	attending, _ := rules.GroundOf("attending")
	if s.DecisionTerm(visitor) != 9 || s.DecisionTerm(attending) != attending.Term || attending.Term == 0 {
		t.Errorf("remembered for %d and %d days", s.DecisionTerm(visitor), s.DecisionTerm(attending))
	}
}

// The authority's calendar is read, with what is wrong of it as notices; without one the standard pattern stands in, and says so.
func TestTheSchoolCalendar(t *testing.T) {
	dir := t.TempDir()
	s := &Settings{path: filepath.Join(dir, "rollcall.yaml")}
	s.Authority.Code = "887"
	c, notices, err := s.SchoolCalendar()
	if err != nil || c == nil || len(notices) != 1 || notices[0] != (journal.Notice{Kind: "calendar", Text: "no term dates were given: school days are counted on the standard pattern"}) {
		t.Errorf("without one: %v, %v", notices, err)
	}
	s.Calendar = "terms.csv"
	var wrong *Error
	if _, _, err := s.SchoolCalendar(); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "calendar: terms.csv cannot be read") {
		t.Errorf("one that is not there: %v", err)
	}
	if _, err := s.SchoolDay(calendar.On(2026, 10, 15)); !errors.As(err, &wrong) {
		t.Errorf("a day of none: %v", err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "terms.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("tea\n")
	if _, _, err := s.SchoolCalendar(); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "calendar: ") {
		t.Errorf("one that is none: %v", err)
	}
	write("place,from,to,kind\n887,2026-10-12,2026-10-14,term\n887,2026-10-99,2026-10-14,term\n")
	_, notices, err = s.SchoolCalendar()
	if err != nil || len(notices) != 1 || !notices[0].Grave || notices[0].Kind != "calendar" {
		t.Errorf("with a row that cannot be: %v, %v", notices, err)
	}
	for on, want := range map[calendar.Date]bool{calendar.On(2026, 10, 14): true, calendar.On(2026, 10, 10): false} {
		if is, err := s.SchoolDay(on); err != nil || is != want {
			t.Errorf("%s is a school day: %v, %v", on, is, err)
		}
	}
}

// What the settings say of how an extract is read reaches the reader; a file is read as the entry that names it says.
func TestHowAnExtractIsRead(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []string{"a.csv", "b.csv"} {
		if err := os.WriteFile(filepath.Join(dir, f), []byte(f), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &Settings{path: filepath.Join(dir, "rollcall.yaml"), Calendar: "terms.csv", Model: "/abs/model.json", Output: "out", Sources: []Source{
		{Kind: "health", Path: "a.csv", AsOf: "2026-10-01", Columns: map[string]string{"a": "b"}, Values: map[string]map[string]string{"c": {"d": "e"}}, Dates: Layouts{"02/01/2006"}, Encoding: "utf-8", Delimiter: ";", Sheet: "s", Key: "k"},
		{Kind: "housing", Path: "b.csv"}, {Kind: "health", Path: "*.csv", AsOf: "2026-10-02"}}}
	all, err := s.Extracts()
	want := sources.Extract{Kind: "health", Files: []string{filepath.Join(dir, "a.csv")}, Root: dir, AsOf: calendar.On(2026, 10, 1), Columns: map[string]string{"a": "b"}, Values: map[string]map[string]string{"c": {"d": "e"}}, Dates: []string{"02/01/2006"},
		Encoding: "utf-8", Delimiter: ";", Sheet: "s", Key: filepath.Join(dir, "k")}
	if err != nil || len(all) != 3 || !reflect.DeepEqual(all[0], want) || all[1].AsOf != 0 || all[1].Key != "" || len(all[2].Files) != 2 {
		t.Errorf("read as\n%+v\nwant\n%+v (%v)", all, want, err)
	}
	files, err := s.InputFiles()
	in := func(name string) string { return filepath.Join(dir, name) }
	if err != nil || !slices.Equal(files, []string{in("terms.csv"), "/abs/model.json", in("k"), "", "", in("a.csv"), in("b.csv"), in("a.csv"), in("b.csv")}) {
		t.Errorf("what goes into a run are %q, %v", files, err)
	}
	if x, named, err := s.ExtractOf(in("b.csv")); err != nil || !named || x.Kind != "housing" {
		t.Errorf("a file is read as %+v, %v, %v", x, named, err)
	}
	if x, named, err := s.ExtractOf(s.Root()); err != nil || named || x.Kind != "" {
		t.Errorf("what no entry names is read as %+v, %v, %v", x, named, err)
	}
	if _, _, err := s.ExtractOf(in("none")); err == nil {
		t.Error("a file that is not there is read")
	}
	for file, day := range map[string]sources.Date{"a.csv": calendar.On(2026, 10, 2), "b.csv": calendar.On(2026, 10, 2), "c.csv": 0} {
		if got := s.DeclaredDays()["health"][file]; got != day {
			t.Errorf("%s is of %s, want %s", file, got, day)
		}
	}
	if got := s.DeclaredDays()["housing"]["b.csv"]; got != 0 {
		t.Errorf("a file without a day is of %s", got)
	}
	s.Sources[2].Path = "[a"
	var wrong *Error
	if _, err := s.Extracts(); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "sources[2] (health): path: not a pattern that can be matched") {
		t.Errorf("a pattern that cannot be matched: %v", err)
	}
	if _, err := s.InputFiles(); err == nil {
		t.Error("what goes into a run is known without a pattern")
	}
	if _, _, err := s.ExtractOf(in("b.csv")); err == nil {
		t.Error("a file is named by a pattern that cannot be matched")
	}
	if s.OutputDir() != in("out") || s.Resolve("") != "" || s.Path() != in("rollcall.yaml") {
		t.Errorf("paths are %s, %s", s.OutputDir(), s.Path())
	}
	loaded, err := loadLaw(t, "")
	raw, _ := os.ReadFile(loaded.Path())
	if err != nil || loaded.Hash() != journal.HashBytes(raw) || loaded.Authority.Name != "Fenwick" {
		t.Errorf("loaded %+v, %v", loaded, err)
	}
}

// The manifest names the amounts in force: who set each, from when and on what.
func TestWhichAmountsAreInForce(t *testing.T) {
	s, err := loadLaw(t, "  offer_answer:\n    - {from: 2026-09-01, value: 15, basis: policy}\n    - {value: 12, basis: first}\n  summer_hold:\n    - {from: 2027-01-01, value: 5, basis: later}\n")
	if err != nil {
		t.Fatal(err)
	}
	by := func(on calendar.Date) map[string]journal.LawAmount {
		all := map[string]journal.LawAmount{}
		for _, a := range s.LawAmounts(on) {
			all[a.Name] = a
		}
		return all
	}
	if got := by(calendar.On(2026, 8, 31))["offer_answer"]; got.Value != 12 || got.Set != "authority" || got.Basis != "first" || got.From != "" {
		t.Errorf("at first %+v", got)
	}
	now := by(calendar.On(2026, 9, 1))
	if got := now["offer_answer"]; got.Value != 15 || got.Set != "authority" || got.Basis != "policy" || got.From != "2026-09-01" {
		t.Errorf("from the day on %+v", got)
	}
	if got := now["summer_hold"]; got.Set != "" || got.Basis != "" || got.Value == 5 {
		t.Errorf("before the day %+v", got)
	}
	if got := now["sixth_day"]; got.Set != "law" || got.Basis == "" || got.Value != 6 {
		t.Errorf("what the law fixes is %+v", got)
	}
}
