package rules

import (
	"slices"
	"strings"
)

// C24 finds a child whom somebody has reported and for whom no provision is found. Anyone may report a child, with as little as
// they know: a report is never lost for want of a date of birth.
var _ = addRule(&Rule{
	ID: "C24", Title: "Referred, no provision found",
	Condition: "A referral has come within three months, no school has had the child since, and nothing explains the child.",
	Citations: []Citation{duty, {Guidance, "referrals from agencies and the public"}, {medway, "paragraphs 2.4 and 9.1"}, {southwark, "two forms of referral"}},
	Needs:     []string{"school_census", "referrals"},
	Excuses:   []ID{"U01", "U02", "U03", "U04", "U05", "U06", "U08", "U20", "U22"}, Severity: P3, Ageless: true, Firm: true,
	Next: "Acknowledge and log the referral the same day; look at the nearest records before calling", Who: "CME officer",
	decide: func(h *history) Finding {
		c := h.recentReferral(h.facts.amounts.ReferralDays)
		if c == nil || h.enteredAfter(c.From) {
			return no("No referral has come recently, or a school has had the child since.")
		}
		f := missingEducation("Referred on "+c.From.Words()+", and no provision is found.", c)
		if h.DOB == 0 {
			f.Label = "age not known"
			f.Reason += " No usable date of birth is held."
		}
		if gravelyConcerned(c) {
			f.Severity = P1
		}
		return f
	},
})

// gravelyConcerned reports whether the referrer's word for the concern is one of harm: a recorded concern is worked the same day.
func gravelyConcerned(c *Claim) bool {
	return slices.Contains([]string{
		"safeguarding", "harm", "risk of harm", "significant harm", "abuse", "neglect", "exploitation", "fgm", "forced marriage", "missing",
	}, strings.ToLower(strings.ReplaceAll(c.Reason, "_", " ")))
}
