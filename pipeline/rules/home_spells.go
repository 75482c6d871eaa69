package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// HomeSpell is a time for which the home-education register holds a child, as it is counted.
type HomeSpell struct {
	From, To calendar.Date // To: the last day; zero: going on
	Wanting  calendar.Date // the first day on which it was no education any more: unsuitable, an order, contact lost; zero: it is
	Reason   string        // why the parents chose it, as the register has it
	School   string        // the school before, LAESTAB; empty: none is known
	Returned calendar.Date // the day on which the child came to a school after it; zero: to none that is known
	Notices  []calendar.Date
	Orders   []calendar.Date
}

// HomeSpells are the times for which the home-education register holds a child, oldest first, also those that are over. Rows of one
// time are one: a register holds a family under several numbers.
func HomeSpells(c *Case) []HomeSpell {
	var all []HomeSpell
	for x := range eachOf(InOrder(c.Claims)) {
		if x.Kind != HomeEducated || x.From == 0 || x.From > c.AsOf {
			continue
		}
		s := c.homeSpell(x)
		if n := len(all); n > 0 && (all[n-1].To == 0 || all[n-1].To >= s.From) {
			all[n-1].join(s)
		} else {
			all = append(all, s)
		}
	}
	for i := range all {
		next := calendar.Date(0)
		if i+1 < len(all) {
			next = all[i+1].From
		}
		c.endAtSchool(&all[i], next)
	}
	c.addSteps(all)
	return all
}

// homeSpell is what one row of the register says.
func (c *Case) homeSpell(x *Claim) HomeSpell {
	s := HomeSpell{From: x.From, To: x.To, Reason: x.Reason, School: x.Toward}
	switch x.Status {
	case "closed":
		if s.To == 0 {
			s.To = max(x.From, x.Decided)
		}
	case "unsuitable", "no_contact", "attendance_order":
		s.Wanting = max(x.From, x.Decided)
	}
	if x.Status == "attendance_order" {
		s.Orders = []calendar.Date{s.Wanting}
	}
	if s.To > c.AsOf {
		s.To = 0
	}
	if s.School == "" {
		if before := bestOf(c.Claims, func(r *Claim) bool { return r.Kind == Roll && r.From != 0 && r.From < x.From },
			func(r, than *Claim) bool { return comesBefore(than.From, than, r.From, r) }); before != nil {
			s.School = before.Place
		}
	}
	return s
}

// join takes in another row of the same time, which began no earlier.
func (s *HomeSpell) join(x HomeSpell) {
	if s.To != 0 && x.To != 0 {
		s.To = max(s.To, x.To)
	} else {
		s.To = 0
	}
	s.Reason, s.School, s.Wanting = cmp.Or(s.Reason, x.Reason), cmp.Or(s.School, x.School), cmp.Or(s.Wanting, x.Wanting)
	s.Orders = append(s.Orders, x.Orders...)
}

// endAtSchool ends a time with the first roll that came after it began, and before the next time; the register may not know of it yet,
// or close its row some weeks later.
func (c *Case) endAtSchool(s *HomeSpell, next calendar.Date) {
	for r := range eachOf(c.Claims) {
		if r.Kind != Roll || r.From <= max(s.From, s.Wanting) || r.From > c.AsOf || next != 0 && r.From >= next || s.Returned != 0 && r.From >= s.Returned {
			continue
		}
		s.Returned = r.From
	}
	if s.Returned != 0 && (s.To == 0 || s.To >= s.Returned) {
		s.To = s.Returned - 1
	}
}

// addSteps gives each notice and order to the time in which it was served: those that a register gives a day of, and of a row that only
// says that there is an order, the day of the row.
func (c *Case) addSteps(all []HomeSpell) {
	if len(all) == 0 {
		return
	}
	for i := range all {
		if len(all[i].Orders) > 0 && c.hasOrder(all[i].From) {
			all[i].Orders = nil
		}
	}
	for x := range eachOf(c.Claims) {
		if x.Kind != AttendanceOrder || x.From > c.AsOf {
			continue
		}
		at := 0
		for i := range all {
			if all[i].From <= x.From {
				at = i
			}
		}
		if x.Status == "notice" {
			all[at].Notices = addDay(all[at].Notices, x.From)
		} else {
			all[at].Orders = addDay(all[at].Orders, x.From)
		}
	}
	for i := range all {
		slices.Sort(all[i].Orders)
		all[i].Orders = slices.Compact(all[i].Orders)
	}
}

// hasOrder reports whether a register gives the day of an order from a day on.
func (c *Case) hasOrder(since calendar.Date) bool {
	return findFirst(c.Claims, func(x *Claim) bool { return x.Kind == AttendanceOrder && x.Status == "order" && x.From >= since }) != nil
}

// addDay adds a day that is not there: two rows of a family tell of one notice.
func addDay(days []calendar.Date, day calendar.Date) []calendar.Date {
	if slices.Contains(days, day) {
		return days
	}
	return append(days, day)
}

// SchoolTypes are the kinds of school by which prior schools are counted, in order.
var SchoolTypes = []string{"State-funded primary", "State-funded secondary", "State-funded all-through", "Special school", "Alternative provision", "Independent school", "Another establishment", "Not known"}

// SchoolType is the kind of school that a place is, by the list of schools.
func (a *Authority) SchoolType(laestab string) string {
	s, listed := a.Schools[laestab]
	kind := strings.ToLower(s.Type)
	switch {
	case !listed || s.Type == "" && s.Phase == "":
		return "Not known"
	case strings.Contains(kind, "referral unit") || strings.Contains(kind, "alternative provision"):
		return "Alternative provision"
	case strings.Contains(kind, "special"):
		return "Special school"
	case s.Group == independentGroup:
		return "Independent school"
	}
	switch strings.ToLower(s.Phase) {
	case "nursery", "primary", "middle deemed primary":
		return "State-funded primary"
	case "secondary", "middle deemed secondary", "16 plus":
		return "State-funded secondary"
	case "all-through":
		return "State-funded all-through"
	}
	return "Another establishment"
}
