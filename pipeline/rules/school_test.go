package rules

import (
	"testing"

	"rollcall/pipeline/calendar"
)

// TestTheStatusOfASchoolDecides wants a school open or not as its status says, whatever days the list leaves out or gainsays it with.
func TestTheStatusOfASchoolDecides(t *testing.T) {
	listed, later := calendar.On(2026, 10, 1), calendar.On(2026, 10, 15)
	for _, c := range []struct {
		s            School
		open, closed bool
	}{
		{School{Status: "Open"}, true, false},
		{School{Status: "Open, but proposed to close", Closed: calendar.On(2027, 8, 31)}, true, false},
		{School{Status: "Open, but proposed to close", Closed: calendar.On(2026, 10, 9)}, false, true}, // since the list
		{School{Status: "Open", Closed: calendar.On(2020, 8, 31)}, true, false},
		{School{Status: "Closed"}, false, true},
		{School{Status: "CLOSED ", Opened: calendar.On(1990, 1, 1)}, false, true},
		{School{Status: "Closed", Closed: calendar.On(2027, 8, 31)}, false, true},
		{School{Status: "Created in error"}, false, true},
		{School{Status: "Proposed to open"}, false, false},
		{School{Status: "Proposed to open", Opened: calendar.On(2024, 9, 1)}, false, false},
		{School{Status: "Proposed to open", Opened: calendar.On(2026, 10, 5)}, true, false}, // since the list
		{School{Opened: calendar.On(2027, 9, 1)}, false, false},
		{School{Closed: calendar.On(2020, 8, 31)}, false, true},
		{School{}, true, false},
	} {
		s := c.s.SettleDates(listed)
		if s.OpenOn(later) != c.open || s.ClosedBy(later) != c.closed {
			t.Errorf("%+v: open %v, closed %v (want %v, %v)", c.s, s.OpenOn(later), s.ClosedBy(later), c.open, c.closed)
		}
	}
	may := calendar.On(2026, 5, 21)
	if s := (School{Status: "Closed", Closed: calendar.On(2026, 8, 31)}); !s.OpenOn(may) || s.OpenOn(later) {
		t.Error("a school that closed in August owed no return in May, or owes one since")
	}
}

// TestTheOpenSchoolOfANumberIsMeant wants one of every two establishments with one number, whichever comes first.
func TestTheOpenSchoolOfANumberIsMeant(t *testing.T) {
	inOrder := []School{
		{Name: "open", Status: "Open", Opened: 9}, {Name: "to open", Status: "Proposed to open"}, {Name: "closed since", Status: "Closed", Closed: 20},
		{Name: "closed", Status: "Closed", Closed: 10}, {Name: "closed long ago", Status: "Closed"},
	}
	for i, s := range inOrder {
		for k, u := range inOrder {
			if got, want := s.Outranks(u), i < k; got != want {
				t.Errorf("%s before %s: %v (want %v)", s.Name, u.Name, got, want)
			}
		}
	}
}
