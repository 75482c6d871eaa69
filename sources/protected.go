package sources

import "rollcall/sources/cells"

// Protected is the children whose address or identity is sealed.
const Protected Kind = "protected"

// Children whose address or former identity must not come to light: in a refuge, adopted, a witness, or by order of a
// court. Read before any record is compared, so that no two identities are joined that were parted on purpose.
var _ = declareSource(&source{
	kind: Protected, order: 230, title: "children whose address or former identity is sealed",
	owner: "the authority's social care, adoption and community safety services",
	basis: "Adoption and Children Act 2002 ss.56-65; Family Law Act 1996 Pt IV; Serious Organised Crime and Police Act 2005 s.82; UK GDPR arts 5(1)(f), 32",
	obtain: "A list kept by hand, by as few people as can be: social care for refuges, the adoption team for adopted " +
		"children, community safety for witnesses, legal services for orders. Ask the named safeguarding lead; " +
		"encrypt it, and agree in writing who may open it.",
	evidence: aidEvidence("list of protected children"),
	expect:   Expectation{Whole: true, Drop: 0.02},
	filed:    []string{"protected", "sealed", "seals", "do not disclose", "refuge"},
	every:    "before every run, on the day a seal is made or lifted", never: "why, and by whom the child is in danger",
	ignored: []string{"reason", "risk", "perpetrator"},
	sample:  []string{"protected/seals.csv"},
	tables: []*table{{
		fields: []field{
			{name: "seal", is: cells.WordValue, about: "what seals it", words: cells.WordSet("refuge", "adoption", "witness", "court"), need: true},
			{name: "until", is: cells.DateValue, about: "last day of the seal; empty: for good"},
			{name: "other_local_id", is: cells.KeyValue, about: "the identity with which this one must not be joined"},
		},
		claims: func(c *columns) func(*row) {
			seal, until, other := c.slotOf("seal"), c.slotOf("until"), c.slotOf("other_local_id")
			return func(r *row) {
				// A seal of an unknown kind is a seal: to leave it out would open the address.
				r.addClaim(Claim{Kind: Seal, To: r.dateOf(until), Status: r.textOf(seal), Ref: r.textOf(other)})
			}
		},
	}},
})
