package past

import (
	"fmt"
	"slices"
	"testing"

	"rollcall/pipeline/register"
)

// Each of a few runs for earlier days is told, with how long its lists were.
func TestNightsOfAFewRuns(t *testing.T) {
	reg := openIn(t, t.TempDir())
	risk := shown("B", "1")
	risk.List = "at_risk"
	record(t, reg, register.Run{ID: "first", AsOf: (today - 8).Midnight(), Published: true, Shown: []register.Shown{shown("A", "1"), risk}})
	record(t, reg, register.Run{ID: "second", AsOf: (today - 1).Midnight(), Published: true, Shown: []register.Shown{shown("A", "1"), shown("C", "1")}})
	record(t, reg, register.Run{ID: "same day", AsOf: today.Midnight(), Published: true, Shown: []register.Shown{shown("A", "1")}})
	got, err := recall(t, reg, today).Nights(t.Context())
	if want := []Night{{today - 8, 1, 1}, {today - 1, 2, 0}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if got, err := (&Past{}).Nights(t.Context()); err != nil || got != nil {
		t.Errorf("of no register %v, %v", got, err)
	}
}

// Of a run a night one a week is told, a year back: the newest of each week that is over.
func TestNightsOfManyRuns(t *testing.T) {
	var runs []register.Past
	for back := 400; back > 0; back-- {
		if back%7 != 3 { // no run on that weekday
			runs = append(runs, register.Past{ID: fmt.Sprint(back), AsOf: (today.AddDays(-back)).Midnight()})
		}
	}
	kept := thinNights(runs, today)
	if len(kept) != weeksBack || kept[0].ID != "364" || kept[len(kept)-1].ID != "7" {
		t.Errorf("%d kept, from %s to %s", len(kept), kept[0].ID, kept[len(kept)-1].ID)
	}
	if few := thinNights(runs[:fewNights-1], today); len(few) != fewNights-1 {
		t.Errorf("of a few runs %d", len(few))
	}
}
