package settings

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/schedule"
	"rollcall/sources"
)

// How as_of says for which day an extract speaks, beside a day itself:
//
//	as_of: name               # the one day that the file's name says: chis_2026-09-30.csv, "EHE 30 Sept 2026.xlsx"
//	as_of: name 060102        # what of the name is a day in this layout: CHIS 260930.csv; Jan06 is the first day of the month
//	as_of: modified           # the day on which the file was last written
const (
	dayInName     = "name"
	dayOfModified = "modified"
)

// dayFaults says why as_of is none of what it may be.
func (x *Source) dayFaults(fault func(key, format string, a ...any)) {
	how, layout, _ := strings.Cut(x.AsOf, " ")
	switch {
	case x.AsOf == "", x.AsOf == dayInName && x.Query == "", x.AsOf == dayOfModified && x.Query == "":
	case how == dayInName && x.Query == "":
		if !isNameLayout(layout) {
			fault("as_of", "%s is no layout of a day in a name: write 2 January 2006 as the name writes its own, such as name 060102", quoteFound(layout))
		}
	default:
		if _, err := calendar.Parse(x.AsOf); err != nil {
			fault("as_of", "%s; or name, or modified, of a file", dayFault(x.AsOf))
		}
	}
}

// isNameLayout reports whether a layout has a month and a year at least.
func isNameLayout(layout string) bool {
	for _, t := range []time.Time{time.Date(2014, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2009, 3, 1, 0, 0, 0, 0, time.UTC)} {
		if got, err := time.Parse(layout, t.Format(layout)); err != nil || !got.Equal(t) {
			return false
		}
	}
	return true
}

// daysOf are the days for which the files of an entry speak by as_of, by path: those that say none are left out.
func (x *Source) daysOf(files []string) map[string]sources.Date {
	if x.AsOf == "" {
		return nil
	}
	days := map[string]sources.Date{}
	for _, path := range files {
		if d := x.dayOf(path); d != 0 {
			days[path] = d
		}
	}
	return days
}

func (x *Source) dayOf(path string) sources.Date {
	how, layout, given := strings.Cut(x.AsOf, " ")
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	switch {
	case x.AsOf == dayOfModified:
		st, err := os.Stat(path)
		if err != nil {
			return 0
		}
		return calendar.On(st.ModTime().In(schedule.London).Date())
	case how == dayInName && given:
		return dayLaidOut(name, layout)
	case how == dayInName:
		return sources.DayNamed(name)
	}
	d, _ := calendar.Parse(x.AsOf)
	return d
}

// dayLaidOut is the one day that a name says in a layout, or zero.
func dayLaidOut(name, layout string) (found sources.Date) {
	long := len(time.Date(2026, 12, 30, 0, 0, 0, 0, time.UTC).Format(layout))
	for i := 0; i+long <= len(name); i++ {
		t, err := time.Parse(layout, name[i:i+long])
		if err != nil || i > 0 && isDigit(name[i-1]) && isDigit(name[i]) || i+long < len(name) && isDigit(name[i+long]) && isDigit(name[i+long-1]) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = calendar.On(t.Date())
	}
	return found
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
