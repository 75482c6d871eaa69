package sources

import "rollcall/sources/cells"

// SchoolLinks is which school became which.
const SchoolLinks Kind = "school_links"

// Which school came before or after which: in Rollcall's layout, or the Department's file of links. A school that becomes
// an academy changes its number, and without the link all its pupils would seem to have left.
var _ = declareSource(&source{
	kind: SchoolLinks, order: 190, title: "predecessors and successors of schools",
	owner: "the Department for Education",
	basis: "no personal data; Open Government Licence",
	obtain: "Download all establishment data, links as CSV (links_edubasealldata), from Get Information About Schools " +
		"on gov.uk; or keep a list in the layout below. Anyone may, under the Open Government Licence.",
	evidence: aidEvidence("list of school links"),
	expect:   Expectation{Whole: true},
	filed:    []string{"school links", "links", "conversions", "mergers"},
	every:    "with the list of schools", never: "nothing personal is in it",
	ignored: []string{"LinkName"},
	sample:  []string{"school_links/links.csv", "school_links/links_edubasealldata20260901.csv"},
	tables: []*table{{
		places: true,
		fields: []field{
			{name: "laestab", is: cells.SchoolValue, about: "school"},
			{name: "urn", about: "its unique reference number", need: true},
			{name: "link_type", is: cells.WordValue, about: "what the other school is to it", fill: true, words: cells.WithSpellings(
				cells.WordSet("successor", "predecessor", "merged", "amalgamated"),
				"Successor - amalgamated", "successor", "Successor - merged", "successor", "Successor - Split School", "successor",
				"Predecessor - amalgamated", "predecessor", "Predecessor - merged", "predecessor",
				"Predecessor - Split School", "predecessor", "Result of Amalgamation", "amalgamated",
				"Merged - expansion of school capacity", "merged", "Merged - change in age range", "merged",
				"Merged - expansion in school capacity and changer in age range", "merged")},
			{name: "linked_laestab", is: cells.SchoolValue, about: "the other school"},
			{name: "linked_urn", about: "its unique reference number", headers: []string{"LinkURN"}},
			{name: "link_date", is: cells.DateValue, about: "day of the change", headers: []string{"LinkEstablishedDate"}},
		},
		emit: func(c *columns) func(*row, *out) error {
			var (
				number, urn          = c.slotOf("laestab"), c.slotOf("urn")
				kind, on             = c.slotOf("link_type"), c.slotOf("link_date")
				otherNumber, otherID = c.slotOf("linked_laestab"), c.slotOf("linked_urn")
			)
			return func(r *row, o *out) error {
				l := SchoolLink{
					LAESTAB: r.textOf(number), URN: r.textOf(urn), LinkedLAESTAB: r.textOf(otherNumber), LinkedURN: r.textOf(otherID),
					Type: r.textOf(kind), On: r.dateOf(on),
				}
				if (l.URN == "" && l.LAESTAB == "") || (l.LinkedURN == "" && l.LinkedLAESTAB == "") {
					return o.rejectRow(r.rec.Row, "linked_urn", "a link needs two schools, each with a URN or a LAESTAB")
				}
				return o.giveLink(l)
			}
		},
	}},
})
