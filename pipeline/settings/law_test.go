package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

func loadLaw(t *testing.T, law string) (*Settings, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	text := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - kind: health\n    path: a.csv\nlaw:\n" + law
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path)
}

func TestAnAuthorityMaySetWhatNoLawFixes(t *testing.T) {
	s, err := loadLaw(t, `  offer_answer:
    - {from: 2026-09-01, value: 15, basis: "Admissions policy, June 2026"}
    - {from: 2027-01-04, value: 10, basis: "Admissions policy, December 2026"}
`)
	if err != nil {
		t.Fatal(err)
	}
	check := func(on calendar.Date, want int, by string) {
		t.Helper()
		if got := s.AmountsOn(on).OfferAnswer; got != want {
			t.Errorf("%s: %d school days, want %d", on, got, want)
		}
		for _, x := range s.LawAmounts(on) {
			if x.Name == "offer_answer" && (x.Value != float64(want) || x.Basis != by || x.Unit != "school days") {
				t.Errorf("%s: the manifest says %+v", on, x)
			}
		}
	}
	check(calendar.On(2026, time.August, 31), 20, "")
	check(calendar.On(2026, time.September, 1), 15, "Admissions policy, June 2026")
	check(calendar.On(2027, time.January, 4), 10, "Admissions policy, December 2026")
}

func TestFaultsOfTheLawNameTheirLine(t *testing.T) {
	check := func(law string, want ...string) {
		t.Helper()
		_, err := loadLaw(t, law)
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%q: %v, want %q", law, err, w)
			}
		}
	}
	check("  tea:\n    - {value: 5, basis: x}\n", "line 8, column 7: law.tea: not an amount; the amounts are")
	check("  sixth_day:\n    - {value: 5, basis: x}\n", "line 8, column 7: law.sixth_day: it is fixed at 6 school days")
	check("  summer_hold:\n    - {value: 5, basis: x}\n    - {value: 6, basis: x, from: 1.9.2026}\n", "line 9, column 7: law.summer_hold: from: not a date")
	check("  summer_hold:\n    - {value: 5, basis: x}\n    - {value: 6, basis: y}\n", "line 9, column 7: law.summer_hold: from: two values begin on one day")
	check("  summer_hold:\n    - {value: 5}\n", "line 8, column 7: law.summer_hold: basis: missing")
	check("  summer_hold:\n    - {basis: x}\n", "line 8, column 7: law.summer_hold: value: missing")
	check("  summer_hold:\n    - {valeu: 5, basis: x}\n", "line 8, column 8: law.summer_hold: not a key; did you mean value?")
}
