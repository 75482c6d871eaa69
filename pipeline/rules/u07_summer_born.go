package rules

import "time"

// U07 notes a summer-born child: parents may ask for a start in Reception at five, a year after the others. It relaxes the
// year group that is expected, and it does not excuse: from the term after compulsory school age begins the child needs
// education, in a school or otherwise.
var _ = addSuppressor(&Suppressor{
	ID: "U07", Title: "Summer-born, or out of the year group", Effect: Labels, Part: OfCandidate,
	Does:      "relaxes the expected year group by one; excuses nobody once education is due",
	Citations: []Citation{{code2021, "paragraphs 2.18 to 2.20"}, {educationAct, "section 8"}},
	Proof:     "the date of birth and the admissions note",
	Expires:   "the first school day of the term after compulsory school age begins",
	apply: func(h *history) Suppression {
		if !h.summerBorn() || h.AsOf.ExpectedYear(h.DOB) > 1 || h.AsOf.Before(h.due) {
			return Suppression{}
		}
		return Suppression{Reason: "A summer-born child may begin Reception at five, but education has been due since " + h.due.Words() + "."}
	},
})

// summerBorn reports whether the child was born from 1 April to 31 August.
func (h *history) summerBorn() bool {
	_, m, _ := h.DOB.Split()
	return m >= time.April && m <= time.August
}
