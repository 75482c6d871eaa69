package rules

import (
	"strconv"

	"rollcall/pipeline/calendar"
)

func number(n int) string { return strconv.Itoa(n) }

// newestSign is the day of the newest sign of the child in the area.
func (h *history) newestSign() calendar.Date {
	r := h.lives()
	return max(r.newest(), r.arrived(h))
}
