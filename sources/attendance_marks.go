package sources

// readMarks makes of a row of the register its mark, which the mark book takes. One that does not say of which session it is
// stands alone: nothing can replace it.
func readMarks(c *columns) func(*row) {
	school, date, session, code := c.slotOf("school_laestab"), c.slotOf("date"), c.slotOf("session"), c.slotOf("code")
	return func(r *row) {
		m := sessionMark{school: r.textOf(school), on: r.dateOf(date), code: r.textOf(code)}
		switch r.textOf(session) {
		case "AM":
			m.half = morning
		case "PM":
			m.half = afternoon
		default:
			if m.code != "" {
				r.addClaim(m.claimAlone())
			}
			return
		}
		*r.mark = m
	}
}
