package rules

import "rollcall/pipeline/calendar"

// presentCode reports whether a code says that the pupil was there, or at an approved activity elsewhere.
func presentCode(code string) bool {
	switch code {
	case "/", `\`, "L", "B", "K", "P", "V", "W":
		return true
	}
	return false
}

// presentSince reports whether a register has marked the child as present after a day.
func (h *history) presentSince(d calendar.Date) bool {
	for _, m := range h.allMarks() {
		if m.From > d && presentCode(m.Status) {
			return true
		}
	}
	return false
}
