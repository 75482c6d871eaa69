package rules

import "strings"

// C27 finds a child whose case was closed within twelve months and who has no education again, or still has none. What was
// believed at the closing did not hold: the case is proposed for reopening, with what it was closed on.
var _ = addRule(&Rule{
	ID: "C27", Title: "A closed case is contradicted, or repeats itself",
	Condition: "The case list has a case of the child closed within twelve months, no case is open, and nothing explains the child now.",
	Citations: []Citation{duty, {Guidance, "keeping time out of education and repeated instances to a minimum"}, {medway, "paragraph 5.3"}, {southwark, "paragraph 1.3"}},
	Needs:     []string{"school_census", "case_list"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U05", "U20", "U22"}, Severity: P2, Repeats: true, RestsOnNothing: true,
	Next: "Propose to reopen the case, with its history", Who: "CME officer",
	decide: func(h *history) Finding {
		c := h.closedCase()
		if c == nil {
			return no("No case was closed within twelve months, or one is open.")
		}
		reason := "A case was closed on " + c.To.Words() + closedAs(c) + ", and nothing explains the child now."
		return missingEducation(reason, c)
	},
})

// closedCase is the case closed last, within the time that counts, when none is open; or nil. One closed as an error of the
// data says nothing of the child.
func (h *history) closedCase() *Claim {
	var at *Claim
	for _, c := range h.of(OpenCase) {
		if h.AsOf.Before(c.From) {
			continue
		}
		if c.To == 0 || h.AsOf.Before(c.To) {
			if c.Status != "resolved" && c.Status != "not_cme" {
				return nil
			}
			continue
		}
		if !h.AsOf.After(c.To.AddDays(h.facts.amounts.RepeatDays)) && !dataError(c) && (at == nil || comesBefore(at.To, at, c.To, c)) {
			at = c
		}
	}
	return at
}

// closedAs says on what a case was closed.
func closedAs(c *Claim) string {
	out := ""
	if c.Status == "not_cme" {
		out = " as no case of a child missing education"
	}
	for _, grade := range []string{"E0", "E1", "E2", "E3", "E4", "E5"} {
		if c.hasMark(strings.ToLower(grade)) {
			return out + " on evidence of grade " + grade
		}
	}
	return out
}
