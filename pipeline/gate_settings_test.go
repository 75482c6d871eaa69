package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// settingsFaults are the faults of settings with some lines after the least that they need, without the path that each begins with.
func settingsFaults(t *testing.T, more string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - kind: health\n    path: a.csv\n" + more
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := settings.Load(path)
	var wrong *settings.Error
	if err != nil && !errors.As(err, &wrong) {
		t.Fatalf("%v, want a *SettingsError", err)
	}
	var faults []string
	if wrong != nil {
		for _, f := range wrong.Faults {
			faults = append(faults, strings.TrimPrefix(f, path+": "))
		}
	}
	return faults
}

// Each fault of the settings names what is wrong and what is wanted, and all are told together; a value on the edge of what may
// be is none.
func TestEveryFaultOfTheSettingsIsTold(t *testing.T) {
	check := func(more string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, settingsFaults(t, more)); d != "" {
			t.Errorf("%s (-want +got):\n%s", more, d)
		}
	}
	const accept = "accept:\n  - {gate: rows, kind: health, until: 2026-11-30, by: data officer, reason: list confirmed"
	check("    expect: {rows_min: 0, rows_max: 0, age_days: 0, drop: 0, rejected: 1, fill: {surname: 1}}\n")
	check("    expect: {rows_min: 5, rows_max: 5}\n")
	check("    expect: {rows_min: 6, rows_max: 5}\n", "sources[0] (health): expect.rows_min: above rows_max")
	check("    expect: {drop: 1.1, rejected: -0.1, rows_min: -1, rows_max: -1, age_days: -1}\n",
		"sources[0] (health): expect.drop: want a share between 0 and 1", "sources[0] (health): expect.rejected: want a share between 0 and 1",
		"sources[0] (health): expect.rows_min: want a number that is not negative", "sources[0] (health): expect.rows_max: want a number that is not negative",
		"sources[0] (health): expect.age_days: want a number that is not negative")
	check("    as_of: 30.9.2026\n    delimiter: \";;\"\n", "sources[0] (health): as_of: not a date (want YYYY-MM-DD)", "sources[0] (health): delimiter: want one character")
	check(accept + "}\n")
	check(accept+", file: \"[a\"}\n", "accept[0] (rows): file: not a pattern that can be matched")
	check("accept:\n  - {kind: housing}\n",
		"accept[0] (no gate): gate: no such gate; the gates are "+gateList(t), "accept[0] (no gate): kind: no source of this kind in the settings",
		"accept[0] (no gate): until: want the last day on which it is accepted, YYYY-MM-DD",
		"accept[0] (no gate): by: missing; name the role that takes the decision", "accept[0] (no gate): reason: missing; say why the extract is right as it is")
	check("decisions: {terms: {died: 1, attending: 3653}}\n")
	check("decisions: {terms: {died: 0, attending: 3654}}\n", "decisions.terms.attending: want 1 to 3653 days", "decisions.terms.died: want 1 to 3653 days")
	check("register: {keep: {case_years: 1, list_days: 28, run_days: 1, runs: 1}}\n")
	check("register: {keep: {case_years: 100, list_days: 36525, run_days: 36525, runs: 100000}}\n")
	check("register: {keep: {case_years: 101, list_days: 27, run_days: 36526, runs: 100001}}\n", "register.keep.case_years: want 1 to 100 years",
		"register.keep.list_days: want 28 to 36525 days", "register.keep.run_days: want 1 to 36525 days", "register.keep.runs: want 1 to 100000 folders")
	check("jobs: [{name: a}, {cron: y}, {name: a, cron: z}]\n", "jobs[0]: want a name and a cron expression", "jobs[1]: want a name and a cron expression",
		"jobs[2]: name \"a\" is used twice")
}

// gateList is the gates, as the settings name them.
func gateList(t *testing.T) string {
	t.Helper()
	for _, f := range settingsFaults(t, "accept:\n  - {gate: none, kind: health, until: 2026-11-30, by: x, reason: y}\n") {
		if _, gates, is := strings.Cut(f, "the gates are "); is && strings.Contains(gates, "rows") {
			return gates
		}
	}
	t.Fatal("no fault names the gates")
	return ""
}

// A gate that a person accepts holds nothing back, for the extract and the file that the line names, to its last day; after
// that the line is a fault of the settings.
func TestAnAcceptedGateHoldsNothingBack(t *testing.T) {
	t.Parallel()
	held := func(accept ...settings.Accept) (n int) {
		t.Helper()
		s, _ := firstNight(t)
		register := openCSV(t, s, "independent_schools.csv")
		register.save(register.rows[:4])
		s.Accept = accept
		holdNothing(s)
		for _, g := range run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 20)}).Manifest.Gates {
			if g.Kind == "independent_schools" && g.Held && g.Accepted == nil {
				n++
			}
		}
		return n
	}
	line := settings.Accept{Gate: "rows", Kind: "independent_schools", Until: "2026-10-20", By: "data officer", Reason: "confirmed"}
	kind, gate, file, pattern := line, line, line, line
	kind.Kind, gate.Gate, file.File, pattern.File = "health", "age", "housing.csv", "indep*.csv"
	if n := held(line); n != 0 {
		t.Errorf("the gate is accepted, and holds %d times", n)
	}
	if n := held(pattern); n != 1 {
		t.Errorf("the gate is accepted of a file alone, and holds %d times, want once for the kind", n)
	}
	if n := held(kind, gate, file); n != 2 {
		t.Errorf("other gates are accepted, and this holds %d times, want for the file and for the kind", n)
	}
	s, _ := firstNight(t)
	s.Accept = []settings.Accept{line}
	var wrong *settings.Error
	if _, err := pipeline.Run(t.Context(), s, journal.Options{AsOf: calendar.On(2026, 10, 21)}); !errors.As(err, &wrong) || !strings.Contains(err.Error(),
		"accept[0] (rows): expired on 20 October 2026; look at the extract again, and renew the line or delete it") {
		t.Errorf("the day after: %v", err)
	}
}
