package pipeline_test

import (
	"errors"
	"strings"
	"testing"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

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
