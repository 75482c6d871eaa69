package rules

import (
	"cmp"
	"strings"
)

// V09 closes the later of two open cases that are one child's, once their records are joined. Both numbers are kept.
var _ = addClosure(&Closure{
	ID: "V09", Title: "the same child as another case",
	Needs:     "records of both cases joined, by an identifier or a person's judgement; both ids are kept",
	Citations: []Citation{{Guidance, "accurate records"}},
	propose: func(h *history, x *Suppression, o opened) *Proposal {
		if o.claim == nil {
			return nil
		}
		for _, c := range h.openCases() {
			if c.Ref != o.claim.Ref && cmp.Or(cmp.Compare(c.From, o.claim.From), strings.Compare(c.Ref, o.claim.Ref)) == -1 {
				p := &Proposal{Grade: proofGrade(o.claim), Reason: "A case of the same child is open since " + c.From.Words() + ".", Records: []string{c.Record, o.claim.Record}}
				if o.claim.Band == M2 || c.Band == M2 {
					p.Wanting = "a person's judgement that they are one child"
				}
				return p
			}
		}
		return nil
	},
})
