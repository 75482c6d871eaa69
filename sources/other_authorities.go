package sources

import "rollcall/sources/cells"

// OtherAuthorities is the messages of other authorities.
const OtherAuthorities Kind = "other_authorities"

// What other local authorities write: that a child is on a roll or lives there, has moved, or was offered a place over
// the border. Answers to enquiries come the same way.
var _ = declareSource(&source{
	kind: OtherAuthorities, order: 130, title: "messages between local authorities about children who moved or learn over the border",
	owner: "other local authorities",
	basis: "Education Act 1996 s.436A; Children Act 2004 s.10; children missing education guidance (2025)",
	obtain: "Messages of other authorities' children missing education contacts, by secure e-mail or the " +
		"school-to-school service, kept as a list. Ask the children missing education officer; the duty of " +
		"section 436A and the guidance cover the exchange.",
	evidence: evidence{called: "messages of other authorities", looked: 8, freshDays: 120, needsFresh: no, snapshot: no, meets: yes, keptUp: yes,
		explains: yes, bySchool: no, holdsOpen: no, names: 1, births: 2},
	expect: Expectation{AgeDays: 330, Fill: namedFill(map[string]float64{"message_type": 0.9})},
	filed:  []string{"other authorities", "ola", "other la", "cross border", "messages"},
	every:  "as they come", never: "free text of the message",
	ignored: []string{"message", "body", "officer", "officer email"}, sample: []string{"other_authorities/messages.csv"},
	tables: []*table{{
		native: "message_ref", fields: []field{
			{name: "message_ref", is: cells.KeyValue, about: "the message"},
			{name: "from_la", about: "authority that writes"},
			{name: "to_la", about: "authority that is written to"},
			{name: "message_type", is: cells.WordValue, about: "what it says", words: cells.WordSet(
				"on_roll_there", "living_there", "moved_to_us", "moved_from_us", "enquiry_sent", "offer"), need: true},
			{name: "message_date", is: cells.DateValue, about: "day of the message"},
			{name: "school_name", about: "school there"},
			{name: "school_laestab", is: cells.SchoolValue, about: "its number"},
			{name: "event_date", is: cells.DateValue, about: "day of what it says"},
		}, claims: otherAuthoritiesClaims,
	}},
})

func otherAuthoritiesClaims(c *columns) func(*row) {
	var (
		ref, from, to  = c.slotOf("message_ref"), c.slotOf("from_la"), c.slotOf("to_la")
		kind, sent, on = c.slotOf("message_type"), c.slotOf("message_date"), c.slotOf("event_date")
		name, number   = c.slotOf("school_name"), c.slotOf("school_laestab")
	)
	return func(r *row) {
		when := r.dateOf(on)
		if when == 0 {
			when = r.dateOf(sent)
		}
		they, school := r.firstText(from, to), r.firstText(number, name)
		switch s := r.textOf(kind); s {
		case "":
		case "offer":
			r.addClaim(Claim{Kind: Offer, From: when, Place: school, Status: "offered", Ref: r.textOf(ref)})
		case "enquiry_sent":
			r.addClaim(Claim{Kind: Departure, From: when, Status: s, Place: r.firstText(to, from), Toward: school, Ref: r.textOf(ref)})
		default:
			if s == "on_roll_there" {
				place := school
				if place == "" {
					place = they
				}
				r.addClaim(Claim{Kind: Roll, From: r.dateOf(on), Place: place, Status: "other_authority", Decided: r.dateOf(sent)})
			}
			r.addClaim(Claim{Kind: Departure, From: when, Status: s, Place: they, Toward: school, Decided: r.dateOf(sent), Ref: r.textOf(ref)})
		}
	}
}
