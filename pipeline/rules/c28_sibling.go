package rules

import (
	"cmp"
	"strings"
)

// C28 notes that a brother or sister of the same home is at a school here and this child is not: the school is the quickest to
// ask. It adds to what other rules say; alone it speaks only where two kinds of extract show the child in the area.
var _ = addRule(&Rule{
	ID: "C28", Title: "A sibling is on a roll here, and this child is not",
	Condition: "A child with the same address and the same surname, parent or telephone is on the roll of a school here, and nothing " +
		"explains this child; alone it needs two kinds of extract that show the child in the area.",
	Citations: []Citation{duty, {southwark, "checks, identified siblings attending school"}, {medway, "paragraph 9.3"}},
	Needs:     []string{"school_census"}, AnyOf: []string{"health", "housing", "admissions", "roll_changes", "referrals"},
	Nowhere: registersOfEducation,
	Without: "nothing: the brother or sister of a child at another school, or taught at home, is no sign of anything",
	Excuses: []ID{"U01", "U03", "U04", "U15"}, Severity: P4, For: Strengthens, RestsOnNothing: true,
	Next: "Ask the sibling's school", Who: "CME officer",
	decide: func(h *history) Finding {
		at := h.siblingAtSchool()
		if at == nil {
			return no("No child of the same household is known on a roll here.")
		}
		f := missingEducation("A child of the same household, by "+at.How+", is on the roll of "+h.Name(at.Place)+".", h.residenceEvidence().by)
		f.Besides = f.Reason
		f.Records = append(f.Records, at.Record)
		return f
	},
})

// siblingAtSchool is the sibling whom a school showed last, by its newest trusted return; or nil.
func (h *history) siblingAtSchool() *Sibling {
	return bestOf(h.Siblings, func(s *Sibling) bool { return !h.AsOf.Before(s.Seen) && s.Seen >= h.schoolAt(s.Place).trusted },
		func(s, than *Sibling) bool {
			return cmp.Or(cmp.Compare(s.Seen, than.Seen), strings.Compare(than.Record, s.Record)) == 1
		})
}
