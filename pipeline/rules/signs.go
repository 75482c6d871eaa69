package rules

import "rollcall/pipeline/calendar"

// Sign is a dated fact that speaks for looking at a child of whom no rule can tell. It lists nobody: it puts the children of
// whom registers not had could tell in an order, so that an officer begins with those who may need it most.
type Sign struct {
	Kind   SignKind
	On     calendar.Date
	Words  string // a sentence for a caseworker, which names no person and no place
	Record string
}

// SignKind says what kind of fact a Sign is, the strongest first.
type SignKind uint8

// The kinds of Sign.
const (
	ProtectionSign SignKind = iota + 1 // a social worker, a court or a refuge protects the child now
	ReferralSign                       // somebody asked the authority to look
	ArrivalSign                        // somebody told the authority that the family came
	HousingSign                        // the family is in temporary accommodation now
	DroppedSign                        // a school's return no longer shows the child, and a service has seen the child here since
)

// seenSigns are the signs of a child, the strongest first.
func (h *history) seenSigns() []Sign {
	var out []Sign
	add := func(kind SignKind, on calendar.Date, words string, c *Claim) {
		out = append(out, Sign{kind, on, words, c.Record})
	}
	if c := h.safeguardingFact(); c != nil {
		add(ProtectionSign, c.From, onRecordWords(c)+" since "+c.From.Words()+".", c)
	}
	if c := h.recentReferral(h.facts.amounts.ReferralDays); c != nil {
		add(ReferralSign, c.From, "Referred on "+c.From.Words()+".", c)
	}
	if c := h.newestClaim(Departure|Residence, beginDay, h.tellsOfArrival); c != nil {
		add(ArrivalSign, c.From, "Said to have moved here on "+c.From.Words()+".", c)
	}
	if c := h.newestClaim(Residence, beginDay, func(c *Claim) bool {
		return c.Status == "temporary" && c.To == 0 && h.openNow(c) && !h.tenancyEnds(c.Ref) && (c.Place == "" || c.Place == h.Home)
	}); c != nil {
		add(HousingSign, c.From, "In temporary accommodation since "+c.From.Words()+".", c)
	}
	if e := h.lastEnrolment(); e != nil && e.roll != nil && (e.state == dropped || e.state == left) {
		if off, seen := h.firstOffRoll(e), h.residenceEvidence().seen; seen > off {
			add(DroppedSign, off, "Off the roll of "+e.name+" by "+off.Words()+", and seen here by a service on "+seen.Words()+".", e.roll)
		}
	}
	return out
}

// firstOffRoll is the first day on which a school's word no longer has the child: of one who was dropped, its first trusted return
// without the child.
func (h *history) firstOffRoll(e *enrolment) calendar.Date {
	if e.state == dropped && e.trusted > e.seen {
		return h.returnWithout(e)
	}
	return e.since
}

// tellsOfArrival reports whether a claim is somebody's word, within the days that make an arrival recent, that the child came.
func (h *history) tellsOfArrival(c *Claim) bool {
	if h.AsOf.Before(c.From) || h.AsOf.After(c.From.AddDays(h.facts.amounts.ArrivalDays)) {
		return false
	}
	return c.Kind == Departure && (c.Status == "moved_to_us" || c.Status == "moved_in") ||
		c.Kind == Residence && c.Status == "moved_in" && (c.Place == "" || c.Place == h.Home)
}

// String names the kind in a word.
func (k SignKind) String() string {
	return [...]string{"", ProtectionSign: "protection", ReferralSign: "referral", ArrivalSign: "arrival", HousingSign: "housing", DroppedSign: "dropped"}[k]
}
