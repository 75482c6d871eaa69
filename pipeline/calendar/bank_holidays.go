package calendar

import (
	"time"

	"github.com/rickar/cal/v2/gb"
)

// proclaimed are bank holidays of England and Wales appointed by proclamation for one year only (Banking and Financial
// Dealings Act 1971, section 1(3)) that the holiday tables do not hold.
var proclaimed = []Date{
	On(2022, time.September, 19), // state funeral of Queen Elizabeth II
}

// bankHolidays returns the bank holidays of England and Wales of one year, substitute days in place of those that fall on
// a weekend.
func bankHolidays(year int) []Date {
	var out []Date
	for _, h := range gb.Holidays {
		if _, observed := h.Calc(year); !observed.IsZero() {
			out = append(out, On(observed.Date()))
		}
	}
	for _, d := range proclaimed {
		if y, _, _ := d.Split(); y == year {
			out = append(out, d)
		}
	}
	return out
}

// workingDays returns the working days within the horizon: Monday to Friday, no bank holiday, none of the further days.
func workingDays(further []Date) *days {
	closed := newDays(horizonFrom, horizonTo)
	first, _, _ := horizonFrom.Split()
	last, _, _ := horizonTo.Split()
	for y := first; y <= last; y++ {
		for _, d := range bankHolidays(y) {
			closed.add(d, d)
		}
	}
	for _, d := range further {
		closed.add(d, d)
	}
	return daysWhere(horizonFrom, horizonTo, func(d Date) bool { return !weekend(d) && !closed.has(d) })
}

func weekend(d Date) bool { w := d.Weekday(); return w == time.Saturday || w == time.Sunday }
