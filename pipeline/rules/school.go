package rules

import (
	"strings"

	"rollcall/pipeline/calendar"
)

// School is what a rule may know of an establishment.
type School struct {
	LAESTAB, Name, Phase, Group, Type, Status string
	Opened, Closed                            calendar.Date
	LowAge, HighAge                           int
	Successor                                 string // LAESTAB that its pupils went to on conversion or merger
	Predecessors                              []string
}

// standing says whether a school is open, by its status in the list of schools.
type standing uint8

const (
	byDates standing = iota // the list says no status
	isClosed
	isProposed
	isOpen
)

// standing reads the status. What is neither open nor to open is closed: the list has several words for that.
func (s School) standing() standing {
	switch status := strings.ToLower(strings.TrimSpace(s.Status)); {
	case status == "":
		return byDates
	case strings.HasPrefix(status, "open"), status == "1", status == "3":
		return isOpen
	case strings.HasPrefix(status, "proposed"), status == "4":
		return isProposed
	}
	return isClosed
}

// ClosedBy reports whether a school has closed by a day. Closed schools of long ago have no closing day in the list: the status decides.
func (s School) ClosedBy(on calendar.Date) bool {
	if s.Closed != 0 {
		return s.Closed <= on
	}
	return s.standing() == isClosed
}

// OpenOn reports whether a school is open on a day. One that is proposed has no opening day, mostly.
func (s School) OpenOn(on calendar.Date) bool {
	return !s.ClosedBy(on) && s.Opened <= on && (s.Opened != 0 || s.standing() != isProposed)
}

// SettleDates drops the days that gainsay a school's status on the day of the list: one that is open has not closed, one that is closed is not
// to close, one that is proposed has not opened.
func (s School) SettleDates(listed calendar.Date) School {
	switch s.standing() {
	case isOpen:
		if s.Closed <= listed {
			s.Closed = 0
		}
	case isClosed:
		if s.Closed > listed && listed != 0 {
			s.Closed = 0
		}
	case isProposed:
		if s.Opened <= listed {
			s.Opened = 0
		}
	}
	return s
}

// Outranks reports whether of two establishments with one number the first is meant: the open one, else the one that is to open, else the one
// that was open last. The order in which the list has them says nothing.
func (s School) Outranks(t School) bool {
	x, y := s.standing(), t.standing()
	if x == byDates {
		x = isOpen
		if s.Closed != 0 {
			x = isClosed
		}
	}
	if y == byDates {
		y = isOpen
		if t.Closed != 0 {
			y = isClosed
		}
	}
	switch {
	case x != y:
		return x > y
	case x == isClosed && s.Closed != t.Closed:
		return s.Closed > t.Closed
	}
	return s.Opened > t.Opened
}

// closingWords says when a school closed.
func (s School) closingWords() string { return closingWords(s.Closed, s.Closed == 0) }

func closingWords(on calendar.Date, undated bool) string {
	if undated {
		return "closed on a day that the list of schools does not say"
	}
	return "closed on " + on.Words()
}
