package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/breaker"
)

const shaped = `authority: {code: "887"}
output: out
sources:
  - kind: school_census
    path: census/2025-autumn/*
  - kind: school_census
    path: census/2026-spring/*
  - kind: health
    path: inbox/chis_2026-09.csv
    as_of: 2026-09-30
    columns: {dob: DateOfBirth}
    values: {sex: {"1": M}}
    dates: 02/01/2006
  - kind: home_education
    path: he.xlsx
  - kind: housing
    query: SELECT a FROM b ORDER BY a
    database: HOUSING_DB
`

// shapeOf is the shape of settings in which a text stands in place of others, two by two.
func shapeOf(t *testing.T, replace ...string) Shape {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := shaped
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("no %q in the settings", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return s.Shape()
}

// What is new of the settings is told; what is gone, or read otherwise, holds the extract back; a new month or term is neither.
func TestHowSettingsChange(t *testing.T) {
	then := shapeOf(t)
	for name, c := range map[string]struct {
		replace []string
		want    []Change
	}{
		"nothing":   {nil, nil},
		"a month":   {[]string{"chis_2026-09.csv", "chis_2026-10.csv", "2026-09-30", "2026-10-31"}, nil},
		"next term": {[]string{"2025-autumn", "2026-autumn"}, nil},
		"a term more": {[]string{"sources:\n", "sources:\n  - {kind: school_census, path: census/2026-summer/*}\n"},
			[]Change{{Kind: "school_census", What: "the settings name census/#-summer/* as well"}}},
		"a term fewer": {[]string{"  - kind: school_census\n    path: census/2025-autumn/*\n", ""},
			[]Change{{Kind: "school_census", What: "the settings no longer name census/#-autumn/*"}}},
		"an authority": {[]string{`"887"`, `"886"`}, []Change{{What: "authority.code is 886; the last lists are of 887", Authority: true}}},
		"an entry gone": {[]string{"  - kind: home_education\n    path: he.xlsx\n", ""},
			[]Change{{Kind: "home_education", What: "the settings name it no longer", HoldsBack: true}}},
		"an entry more": {[]string{"sources:\n", "sources:\n  - {kind: deaths, path: deaths.csv}\n"},
			[]Change{{Kind: "deaths", What: "the settings name it now, and did not before"}}},
		"another folder": {[]string{"he.xlsx", "new/he.xlsx"}, []Change{{Kind: "home_education", What: "its path was he.xlsx and is new/he.xlsx"}}},
		"another column, word and layout": {[]string{"DateOfBirth", "DateRegistered", `{"1": M}`, `{"1": F, "2": M}`, "02/01/2006", "01/02/2006"},
			[]Change{{Kind: "health", What: "it is read otherwise: columns.dob was DateOfBirth and is DateRegistered; values.sex.1 was M and is F; " +
				"values.sex.2 was none and is M; dates was 02/01/2006 and is 01/02/2006", HoldsBack: true}}},
		"a limit": {[]string{"output: out\n", "output: out\nbreaker: {rule: {lines: 3}}\n"}, []Change{{What: "breaker.rule was 12 lines, 0.5 and 0 and is 3 lines, 0.5 and 0"}}},
		"an amount": {[]string{"output: out\n", "output: out\nlaw:\n  summer_hold: [{from: 2026-09-01, value: 15, basis: policy}]\n"},
			[]Change{{What: "law.summer_hold.2026-09-01 was none and is 15"}}},
		"an expectation": {[]string{"path: he.xlsx\n", "path: he.xlsx\n    expect: {rows_min: 3}\n"},
			[]Change{{What: `home_education.expect was none and is {"RowsMin":3,"RowsMax":null,"Drop":null,"Gone":null,"Fill":null,"Rejected":null,"AgeDays":null}`}}},
	} {
		if d := cmp.Diff(c.want, shapeOf(t, c.replace...).ChangesFrom(then)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	asked := shapeOf(t, "SELECT a FROM b", "SELECT a, c FROM b").ChangesFrom(then)
	if len(asked) != 1 || asked[0].Kind != "housing" || !asked[0].HoldsBack || strings.Contains(asked[0].What, "SELECT") {
		t.Errorf("another query: %+v", asked)
	}
}

// A change that nobody accepted is noted as it was before, so that it is told again; one that was accepted is told once.
func TestAChangeIsRememberedWhenAccepted(t *testing.T) {
	then, now := shapeOf(t), shapeOf(t, "  - kind: home_education\n    path: he.xlsx\n", "", "DateOfBirth", "DateRegistered")
	kinds := func(open ...string) (kinds []string) {
		held := map[string]bool{}
		for _, k := range open {
			held[k] = true
		}
		for _, c := range now.ChangesFrom(now.Accepting(then, held)) {
			kinds = append(kinds, c.Kind)
		}
		return kinds
	}
	if d := cmp.Diff([]string{"health", "home_education"}, kinds("health", "home_education")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"home_education"}, kinds("home_education")); d != "" {
		t.Error(d)
	}
	if got := kinds(); len(got) > 0 {
		t.Errorf("accepted, and told again: %v", got)
	}
}

// The authority's own limits stand in place of the defaults, in whole or in part; what cannot be is told with its line.
func TestLimitsOfTheBreaker(t *testing.T) {
	load := func(more string) (*Settings, error) {
		path := filepath.Join(t.TempDir(), "rollcall.yaml")
		if err := os.WriteFile(path, []byte("authority: {code: \"887\"}\noutput: out\nsources: [{kind: health, path: a.csv}]\n"+more), 0o600); err != nil {
			t.Fatal(err)
		}
		return Load(path)
	}
	s, err := load("breaker:\n  new_candidates: {lines: 3}\n  gone_at_risk: {share: 0}\n  explanations: {list: 0.5}\n  keep_days: 3\n")
	if err != nil {
		t.Fatal(err)
	}
	want := breaker.DefaultLimits()
	want.NewCandidates.Lines, want.GoneAtRisk.Share, want.Explanations.List = 3, 0, 0.5
	if d := cmp.Diff(want, s.BreakerLimits()); d != "" || s.HeldDays() != 3 {
		t.Errorf("%d days, (-want +got):\n%s", s.HeldDays(), d)
	}
	if s, err := load(""); err != nil || s.BreakerLimits() != breaker.DefaultLimits() || s.HeldDays() != 14 {
		t.Errorf("by default %+v, %v", s, err)
	}
	for more, want := range map[string]string{
		"breaker: {rules: {lines: 3}}\n":                                "breaker.rules: not a key; did you mean rule?",
		"breaker:\n  rule: {lines: -1}\n":                               "line 5, column 10: breaker.rule.lines: want 0 to 100000 lines",
		"breaker:\n  rule: {lines: 1}\n  unseen:\n    share: 200\n":     "line 7, column 5: breaker.unseen.share: want a share",
		"breaker:\n  keep_days: 0\n":                                    "line 5, column 3: breaker.keep_days: want 1 to 365 days",
		"breaker:\n  explanations:\n    lines: 1\n    list: -0.1\n":     "line 7, column 5: breaker.explanations.list: want a share",
		"breaker:\n  new_at_risk: {lines: 100001}\n  keep_days: 1000\n": "breaker.keep_days",
	} {
		if _, err := load(more); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", more, err, want)
		}
	}
}

// What the settings name no longer may be accepted by name; a kind that there is not may not.
func TestAVanishedKindMayBeAccepted(t *testing.T) {
	for kind, wrong := range map[string]bool{"home_education": false, "horoscopes": true} {
		s := &Settings{Accept: []Accept{{Gate: "settings", Kind: kind, Until: "2026-11-30", By: "lead", Reason: "closed"}}}
		if got := s.acceptFaults(); len(got) > 0 != wrong {
			t.Errorf("%s: %v", kind, got)
		}
	}
}
