package rules

// C09 finds a child for whom a school sent a transfer file to no known destination. Such files are never taken back: one that
// is older than the child's last school is no sign.
var _ = addRule(&Rule{
	ID: "C09", Title: "A lost pupil file is the child's",
	Condition: "A Common Transfer File with an unknown destination is joined to a child who lives here and whom nothing explains, " +
		"and the child has been on no roll since the file.",
	Citations: []Citation{duty, {Guidance, "school to school and the lost pupil database"}, transferDay.citation},
	Needs:     []string{"school_census", "lost_pupils"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U15", "U18", "U20", "U21"}, Severity: P2,
	Next: "Tell the authority whose school made the file, and fetch it", Who: "CME officer",
	decide: func(h *history) Finding {
		c := h.lostFile()
		if c == nil {
			return no("No transfer file to an unknown destination is joined to the child.")
		}
		if e := h.lastEnrolment(); e != nil && e.since > c.From.AddDays(sameMove) && e.roll != nil && e.roll.From >= c.From {
			return no("The transfer file is older than the child's last school.")
		}
		return missingEducation(h.Name(c.Place)+" made a transfer file to an unknown destination after the child left on "+c.From.Words()+".", c)
	},
})

// lostFile is the newest transfer file to an unknown destination, or nil.
func (h *history) lostFile() *Claim {
	return h.newestClaim(Lost, beginDay, func(c *Claim) bool {
		return !h.AsOf.Before(c.From) && !h.AsOf.Before(c.Decided) && saysNothing(c.Toward)
	})
}
