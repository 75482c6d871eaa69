package reports

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
)

// HomeEducated is what is counted of a child whom the home-education register holds or held, without whose it is.
type HomeEducated struct {
	Figures             // of which when born and the sex are counted
	Times   []HomeSpell // oldest first
}

// HomeSpell is a time of home education.
type HomeSpell struct {
	From, To        calendar.Date // To: the last day; zero: going on
	Wanting         calendar.Date // the first day on which it was no education any more; zero: it is
	Returned        calendar.Date // to a school; zero: to none that is known
	Reason          string        // one of the department's; empty: not recorded
	PriorSchool     string        // the type of the school before
	Notices, Orders []calendar.Date
}

// What happened in a year, as it is counted.
const (
	homeBegan    = "Home education began"
	homeReturned = "Returned to a school"
	homeEnded    = "Ended otherwise, or where to is not known"
	homeWanting  = "Found unsuitable, or contact lost"
	homeNotices  = "Notices to satisfy the authority (section 437(1))"
	homeOrders   = "School attendance orders"
)

// homeReturn is the half of the return on children educated at home: on each census day of the school year, and at any time in the last
// one and in this one so far with what happened in it. A child whose education was found wanting is no longer counted from that day:
// such children are counted as missing education.
func (f *Facts) homeReturn() [][]any {
	var rows [][]any
	year := calendar.SchoolYear(f.AsOf)
	for _, census := range calendar.CensusDays(year) {
		if census <= f.AsOf {
			rows = append(rows, f.countHome("on census day", census, census, census)...)
		}
	}
	from, now := calendar.SchoolYearStart(year-1), calendar.SchoolYearStart(year)
	rows = append(rows, f.countHome("at any time in the school year before", 0, from, now-1)...)
	rows = append(rows, f.countHomeEvents("in the school year before", from, now-1)...)
	rows = append(rows, f.countHome("at any time in this school year", 0, now, f.AsOf)...)
	return append(rows, f.countHomeEvents("in this school year", now, f.AsOf)...)
}

// countHome counts the children educated at home on any day of a period by each topic, each once, as on the last such day.
func (f *Facts) countHome(period string, census, from, to calendar.Date) [][]any {
	by := map[string]*tally{"Total": newTally("All"), "Sex": newTally("Female", "Male", "Sex unknown"), "Year group": newTally(yearTitles()...),
		"Reason": newTally(append(slices.Clone(f.HomeReasons), notRecorded)...), "Prior school type": newTally(f.SchoolTypes...)}
	for i := range f.Home {
		c := &f.Home[i]
		s, day := c.lastTaught(from, to)
		if s == nil {
			continue
		}
		by["Total"].add("All")
		by["Sex"].add(sexTitle(c.Sex))
		by["Year group"].add(yearGroup(c.Born, day))
		by["Reason"].add(cmp.Or(s.Reason, notRecorded))
		by["Prior school type"].add(s.PriorSchool)
	}
	var rows [][]any
	for _, topic := range []string{"Total", "Sex", "Year group", "Reason", "Prior school type"} {
		rows = append(rows, homeRows(by[topic], period, census, topic)...)
	}
	return rows
}

// lastTaught is the last day of a period on which the child was of age and taught at home, and in which time; nil when on none.
func (c *HomeEducated) lastTaught(from, to calendar.Date) (*HomeSpell, calendar.Date) {
	if c.Born.Known() {
		start, over := calendar.CompulsorySchoolAge(c.Born)
		from, to = max(from, start), min(to, over)
	}
	for i := len(c.Times) - 1; i >= 0; i-- {
		s, end := &c.Times[i], to
		if s.To.Known() {
			end = min(end, s.To)
		}
		if s.Wanting.Known() {
			end = min(end, s.Wanting-1)
		}
		if end >= max(from, s.From) {
			return s, end
		}
	}
	return nil, 0
}

// countHomeEvents counts what happened in a period to children of age: times that began and ended, and each notice and order.
func (f *Facts) countHomeEvents(period string, from, to calendar.Date) [][]any {
	by := newTally(homeBegan, homeReturned, homeEnded, homeWanting, homeNotices, homeOrders)
	for _, c := range f.Home {
		count := func(what string, days ...calendar.Date) {
			for _, day := range days {
				if day.Known() && from <= day && day <= to && isOfAge(c.Born, day) {
					by.add(what)
				}
			}
		}
		for _, s := range c.Times {
			count(homeBegan, s.From)
			count(homeReturned, s.Returned)
			if !s.Returned.Known() {
				count(homeEnded, s.To)
			}
			count(homeWanting, s.Wanting)
			count(homeNotices, s.Notices...)
			count(homeOrders, s.Orders...)
		}
	}
	return homeRows(by, period, 0, "In the year")
}

// homeRows are the rows of a tally, in the columns of the return; candidates are none of this half.
func homeRows(t *tally, period string, census calendar.Date, topic string) [][]any {
	var rows [][]any
	for _, word := range t.order {
		rows = append(rows, []any{homeHalf, period, dayCell(census), topic, word, t.n[word], RoundedCount(t.n[word]), nil})
	}
	return rows
}
