package safekeeping

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/settings"
)

// namesOf are the names of copies made at some times, the newest first.
func namesOf(times ...string) (names []string) {
	for _, text := range times {
		made, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			panic(err)
		}
		names = append(names, filepath.Join("backups", copyName(made, Wrapping{})))
	}
	slices.Sort(names)
	slices.Reverse(names)
	return names
}

// Of the last days, weeks and months that have a copy the newest stays; nights without a run take no copy's place.
func TestWhichCopiesGo(t *testing.T) {
	check := func(name string, keep settings.KeepCopies, all, want []string) {
		t.Helper()
		past := pastCopies(namesOf(all...), keep)
		var kept []string
		for _, path := range namesOf(all...) {
			if !slices.Contains(past, path) {
				kept = append(kept, path)
			}
		}
		if diff := cmp.Diff(namesOf(want...), kept); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check("the newest of a day", settings.KeepCopies{Days: 2, Weeks: 1, Months: 1},
		[]string{"2026-10-15 01:00", "2026-10-15 17:00", "2026-10-14 01:00", "2026-10-13 01:00"}, []string{"2026-10-15 17:00", "2026-10-14 01:00"})
	check("weeks and months", settings.KeepCopies{Days: 1, Weeks: 2, Months: 3},
		[]string{"2026-10-15 01:00", "2026-10-11 01:00", "2026-10-10 01:00", "2026-09-30 01:00", "2026-09-29 01:00", "2026-08-01 01:00", "2026-07-01 01:00"},
		[]string{"2026-10-15 01:00", "2026-10-11 01:00", "2026-09-30 01:00", "2026-08-01 01:00"})
	check("none but one", settings.KeepCopies{Days: 7, Weeks: 4, Months: 3}, []string{"2019-01-01 01:00"}, []string{"2019-01-01 01:00"})
}

// A year of nights leaves a dozen copies, and never none of the last seven nights.
func TestAYearOfCopies(t *testing.T) {
	var kept []string
	keep := settings.KeepCopies{Days: 7, Weeks: 4, Months: 3}
	for n := range 400 {
		made := time.Date(2026, 9, 1+n, 1, 30, 0, 0, time.UTC)
		kept = append([]string{copyName(made, Wrapping{End: ".age"})}, kept...)
		past := pastCopies(kept, keep)
		kept = slices.DeleteFunc(kept, func(name string) bool { return slices.Contains(past, name) })
		if len(kept) > 14 || len(kept) < min(n+1, 7) || !strings.Contains(kept[0], made.Format("20060102")) {
			t.Fatalf("night %d keeps %d: %v", n, len(kept), kept)
		}
	}
}

// Files that are no copies are nobody's to remove.
func TestOtherFilesAreNoCopies(t *testing.T) {
	for name, is := range map[string]bool{
		"register-20261015-013000-000000.tar.zst": true, "register-20261015-013000-000000.tar.zst.age": true,
		"register-20261015.tar.zst": false, "register.db": false, "register-20261015-013000-000000.tar": false,
		"register-2026101x-013000-000000.tar.zst": false, ".part-register-20261015-013000-000000.tar.zst": false,
	} {
		if got := !madeAt(name).IsZero(); got != is {
			t.Errorf("%s: a copy %v, want %v", name, got, is)
		}
	}
}
