package rules

// K15 reminds of the time that parents have to answer a notice before a school attendance order, and then of the order.
var _ = addClock(&Clock{
	ID: "K15", Title: "Notice or school attendance order in force",
	Condition: "The home-education register says that a notice or an order was made, or gives the day of one, and its row is open and was not " +
		"found suitable since.",
	Citations: []Citation{{educationAct, "sections 437 to 443"}, {medway, "paragraph 7.3.6"}},
	Needs:     []string{"home_education"}, Of: OfOfficer,
	Next: "See whether the parents have answered or a school has the child, and take the next step", Who: "home education officer",
	child: func(h *history, _ *Verdict) []Task {
		c := h.homeEducation()
		if c == nil || !h.openNow(c) {
			return nil
		}
		if step := h.newestClaim(AttendanceOrder, beginDay, func(x *Claim) bool { return x.From >= c.From && !h.AsOf.Before(x.From) }); step != nil {
			if c.Status == "suitable" && c.Decided >= step.From {
				return nil
			}
			what := "A notice to satisfy the authority was served on "
			if step.Status == "order" {
				what = "A school attendance order was made on "
			}
			return []Task{newTask(what+step.From.Words()+".", step.From, step.From.AddDays(noticeDay.n), CalendarDays, step)}
		}
		if c.Status != "attendance_order" {
			return nil
		}
		on := max(c.From, c.Decided)
		return []Task{newTask("A notice or order was made on "+on.Words()+".", on, on.AddDays(noticeDay.n), CalendarDays, c)}
	},
})
