package pipeline

import (
	"fmt"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// DayError says that the day a run is asked for is years from anything that its extracts speak for: a clock that is wrong, a
// slip of the pen, or the wrong extracts. Nothing is published.
type DayError struct{ Text string }

// Error says which day, and what to do.
func (e *DayError) Error() string { return e.Text }

// setAside makes a run that must not become the latest one by itself: one for an earlier day than the latest. It is published
// to be looked at, and neither LATEST nor the register follows it, because what today's extracts say of a day that has passed is
// no memory of that day: it would move the first day of lines back, and hold later extracts to the wrong ones.
func setAside(j *journal.Journal) error {
	latest, known, err := journal.LatestDay(j.Out)
	if err != nil || !known || j.AsOf >= latest || j.MoveLatest {
		return err
	}
	j.SetAside(fmt.Sprintf("this run is for %s, and the latest is for %s: it can be looked at, and LATEST and the register stay as they are "+
		"(--move-latest makes it the latest; is the clock of this machine right?)", j.AsOf.Words(), latest.Words()))
	return nil
}

// checkDay refuses a run for a day that is too far from every day that an extract speaks for. The machine's clock is not asked,
// for it may be what is wrong; where no extract gives a day, the latest run's stands in for them.
func checkDay(j *journal.Journal, s *settings.Settings) error {
	if j.Failure() != nil {
		return nil
	}
	var nearest calendar.Date
	known := false
	consider := func(d calendar.Date) {
		if !known || apart(d, j.AsOf) < apart(nearest, j.AsOf) {
			nearest, known = d, true
		}
	}
	for i := range j.Manifest.Inputs {
		if d, err := calendar.Parse(j.Manifest.Inputs[i].AsOf); err == nil && d != 0 {
			consider(d)
		}
	}
	if !known {
		if latest, is, err := journal.LatestDay(j.Out); err == nil && is {
			consider(latest)
		}
	}
	if most := s.MostDaysApart(); !known || apart(nearest, j.AsOf) <= most {
		return nil
	} else if !j.AnyDay {
		return &DayError{fmt.Sprintf("the run is for %s, and no extract speaks for a day within %d days of it: the nearest is %s; nothing is published "+
			"(is the clock of this machine right? --as-of names the day, and --any-day makes the run all the same)", j.AsOf.Words(), most, nearest.Words())}
	}
	if !j.MoveLatest && !j.IsAside() {
		j.SetAside(fmt.Sprintf("this run is for %s, years from its extracts: it can be looked at, and LATEST and the register stay as they are", j.AsOf.Words()))
	}
	return nil
}

// apart is how many days lie between two.
func apart(a, b calendar.Date) int {
	if a > b {
		a, b = b, a
	}
	return int(b - a)
}
