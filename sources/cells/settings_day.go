package cells

import (
	"strings"
	"time"

	"rollcall/pipeline/calendar"
)

// ReadDateBefore reads a day in a Go layout of the settings, with or without noughts before its numbers and a time of day behind. A year
// of two figures is the latest that gives no day after latest.
func ReadDateBefore(layout, s string, latest calendar.Date) (calendar.Date, bool) {
	if layout == SerialDates {
		return ReadSerialDay(s)
	}
	short := !strings.Contains(layout, "2006")
	if short && !strings.Contains(layout, "06") {
		return 0, false
	}
	t, rest, ok := parseAs(layout, s)
	if !ok || t.Year() < 1000 {
		return 0, false
	}
	y, m, day := t.Date()
	if short {
		if y = latestCentury(y%100, int(m), day, latest); day > monthDays(y, int(m)) {
			return 0, false
		}
	}
	if strings.Contains(layout, "MST") || strings.Contains(layout, "-07") || strings.Contains(layout, "Z07") {
		return calendar.On(t.In(London).Date()), true
	}
	return withClock(daysOf(y, int(m), day), true, rest)
}

// parseAs parses s by a layout, and where it has a time of day behind that the layout has not, returns that.
func parseAs(layout, s string) (t time.Time, rest string, ok bool) {
	if t, err := time.Parse(layout, s); err == nil {
		return t, "", true
	}
	if loose := looseLayout.Replace(layout); strings.ContainsAny(layout, "/-. ") {
		if t, err := time.Parse(loose, s); err == nil {
			return t, "", true
		}
		layout = loose
	}
	if strings.Contains(layout, "04") {
		return t, "", false
	}
	for i := 6; i < len(s); i++ {
		if s[i] != ' ' && s[i] != 'T' {
			continue
		}
		if t, err := time.Parse(layout, s[:i]); err == nil {
			return t, s[i:], true
		}
	}
	return t, "", false
}

// looseLayout makes a layout that wants noughts one that takes numbers with and without.
var looseLayout = strings.NewReplacer("2006", "2006", "15", "15", "02", "2", "01", "1", "MST", "MST", "-07", "-07", "Z07", "Z07")
