package rules

import "rollcall/pipeline/calendar"

// residence is what the evidence says of where a child lives, by the rule book's residence test: at least one dated sign of
// the child in the area within twelve months, from housing, a health contact, education, social care or a referral. A
// registration with a practice alone is no sign: many lists hold children who left long ago.
type residence struct {
	seen       calendar.Date // the newest day on which a service here, other than a school, dealt with the child
	schooled   calendar.Date // the newest day on which a school here had the child
	held       calendar.Date // the newest day for which a register holds the child here
	registered calendar.Date // the newest registration with a practice here
	by         *Claim        // the record behind the newest of these but the registration

	came      calendar.Date // the newest day on which a home here began or somebody said that the child came
	told      calendar.Date // the newest word of another authority, within the last weeks, that the child came
	arrivedBy *Claim

	gone      [ways]sighting  // the newest word, of each kind, that the child lives elsewhere
	days      []calendar.Date // on which the child, or somebody for it, came to a service here, one for each sign
	contacts  []calendar.Date // on which a practice saw the child, which a visit explains too
	cases     []calendar.Date // on which an officer opened a case of the child
	tenancies []calendar.Date // on which a home of the household began, which need not be the child's yet

	sources int // kinds of extract among the signs within twelve months
	kinds   [8]string
}

// sighting is a record and the day for which it speaks.
type sighting struct {
	on calendar.Date
	by *Claim
}

// wayOut is how the evidence says that a child is elsewhere, the strongest first.
type wayOut uint8

const (
	moved      wayOut = iota // a dated move, or the word of the other authority
	delisted                 // off a list of residents, without the day of the move
	address                  // an address elsewhere
	namedPlace               // a school wrote where the child was to go
	ways
)

// lives works out where the child lives, once.
func (h *history) lives() *residence {
	if h.home == nil {
		h.home = &residence{}
		for i := range h.claims {
			h.home.read(h, &h.claims[i])
		}
		h.home.readSchools(h)
	}
	return h.home
}

// read adds what one claim says of where the child lives.
func (r *residence) read(h *history, c *Claim) {
	if c.From > h.AsOf {
		return
	}
	switch c.Kind {
	case Residence:
		r.readResidence(h, c)
	case Departure:
		r.readDeparture(h, c)
	case Application, Offer:
		r.show(h, c, c.From, &r.held)
		r.meet(h.unplacedFrom(c))
	case HomeEducated, Alternative:
		r.readArranged(h, c)
	case EarlyYearsPlace:
		r.sign(h, c, h.holds(c), &r.held)
	case Flag:
		if c.Status == "fair_access" || c.Status == "meeting_agenda" {
			r.sign(h, c, c.From, &r.held) // a list that the child is on, and no service that sees the child
			return
		}
		r.sign(h, c, h.holds(c), &r.seen)
	case Referral:
		r.sign(h, c, c.From, &r.seen)
	case OpenCase:
		if o := Outcome(c.Status); o.Open() && o != Untraced && (c.To == 0 || c.To > h.AsOf) {
			r.show(h, c, c.From, &r.held) // an officer was told of the child here; that is no sign against a move, and no arrival
			r.cases = append(r.cases, c.From)
		}
	case Lost:
		// MMMMMMM: outside the state schools of England and Wales, which home education is too.
		if !saysNothing(c.Toward) && !h.returnSaysMore(c) {
			r.leaves(c, c.From, namedPlace)
		}
	case Exclusion:
		if isNumber(c.Toward, 3) && c.Toward != h.Home {
			r.leaves(c, c.From, address)
		}
	}
}

// readArranged takes education that the authority oversees as a sign when it began and when it ended: its services dealt with the
// child then. A plan that ceases is no such day: it ceases because the child has gone.
func (r *residence) readArranged(h *history, c *Claim) {
	r.sign(h, c, h.holds(c), &r.held)
	on := max(c.From, min(c.To, h.AsOf))
	if c.Status == "ehc_plan" {
		on = c.From
	}
	r.sign(h, c, on, &r.seen)
}

// holds is the newest day for which a claim with a first and a last day shows the child here.
func (h *history) holds(c *Claim) calendar.Date {
	switch {
	case c.To != 0:
		return min(c.To, h.AsOf)
	case c.AsOf != 0:
		return max(c.From, min(c.AsOf, h.AsOf))
	}
	return c.From
}

func (r *residence) readResidence(h *history, c *Claim) {
	elsewhere := c.Place != "" && c.Place != h.Home
	if elsewhere && (c.Place == h.cameFrom(c.From) || h.servedHere(c)) {
		return // the address before the move, or one of a family whose child a service works with here
	}
	switch c.Status {
	case "moved_out":
		r.leaves(c, h.lastListed(c), delisted)
		return
	case "contact":
		if !elsewhere {
			r.show(h, c, c.From, &r.seen)
			r.contacts = append(r.contacts, c.From)
			return
		}
	case "moved_in", "application":
		if !elsewhere {
			r.sign(h, c, c.From, &r.seen)
			return
		}
	case "registration":
		if !elsewhere {
			r.meet(c.From)
			r.registered = max(r.registered, c.From)
			return
		}
	case "tenancy", "temporary":
		if !elsewhere {
			r.readTenancy(h, c)
			return
		}
	}
	if elsewhere {
		r.leaves(c, h.heldElsewhere(c), address)
		return
	}
	r.sign(h, c, h.holds(c), &r.held)
}

// lastListed is the last day on which a list that marks a child as moved out still dealt with the child. A health list gives
// the day of the registration and of the last contact, not that of the move.
func (h *history) lastListed(c *Claim) calendar.Date {
	on := max(c.From, c.To)
	for i := range h.claims {
		if k := &h.claims[i]; k.Record == c.Record && k.Kind == Residence && k.Status == "contact" {
			on = max(on, k.From)
		}
	}
	return on
}

// returnSaysMore reports whether the return of the school that made a transfer file says that the child was to be taught at
// home or to go to a school of ours.
func (h *history) returnSaysMore(c *Claim) bool {
	root := h.at(c.Place).root
	for i := range h.schools {
		if e := &h.schools[i]; e.root == root && e.leaver != nil {
			to := destinationOf(h, e.leaver)
			return to == destinationHome || to == destinationOurs
		}
	}
	return false
}

// heldElsewhere is the newest day for which an address elsewhere is known: a tenancy or a service runs on, anything else, a
// referral too, was said on its day.
func (h *history) heldElsewhere(c *Claim) calendar.Date {
	switch c.Status {
	case "tenancy", "temporary", "service":
		if h.Extracts[c.Source].KeptUp {
			return h.holds(c)
		}
	}
	return c.From
}

// cameFrom is the authority that said, before a day, that the child had moved from it to here; empty for none. Whoever gives an
// address there afterwards, and is not said to live there again, gives the old one.
func (h *history) cameFrom(before calendar.Date) string {
	var at *Claim
	for i := range h.claims {
		if c := &h.claims[i]; c.Kind == Departure && c.Status == "moved_to_us" && c.From <= before && (at == nil || at.From < c.From) {
			at = c
		}
	}
	if at == nil {
		return ""
	}
	return at.Place
}

// servedHere reports whether the record of an address elsewhere is that of a service of this authority that works with the child
// now. Of a child in care it may be the placement.
func (h *history) servedHere(residence *Claim) bool {
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind == Flag && c.Record == residence.Record && c.Place == h.Home && c.Status != "child_in_care" && h.open(c) {
			return true
		}
	}
	return false
}

// readTenancy takes a tenancy as a sign on the day it began and on the day it ended. That it still runs is no sign of the
// child: nobody looks who lives there, and starts and ends come as rows of their own, of which the end may be missing. Nor is
// its beginning the day on which the child came: the list names who lives there now, and children come to households late.
func (r *residence) readTenancy(h *history, c *Claim) {
	r.show(h, c, c.From, &r.seen)
	r.came = max(r.came, c.From)
	if c.From != 0 {
		r.tenancies = append(r.tenancies, c.From)
	}
	if c.To != 0 {
		r.show(h, c, h.holds(c), &r.held)
	}
}

func (r *residence) readDeparture(h *history, c *Claim) {
	switch c.Status {
	case "living_there", "moved_from_us":
		r.leaves(c, c.From, moved)
	case "moved_to_us":
		r.sign(h, c, c.From, &r.seen)
		r.came = max(r.came, c.From)
		r.arrives(h, c)
	case "moved_in":
		r.sign(h, c, c.From, &r.seen)
	}
}

// readSchools adds what the schools say: a child on a roll of the area is seen here, and a named destination outside says
// that the child was to go there.
func (r *residence) readSchools(h *history) {
	for i := range h.schools {
		e := &h.schools[i]
		ours := h.inArea(e.root)
		if e.roll != nil && ours {
			r.sign(h, e.roll, e.seen, &r.schooled)
		}
		c := e.leaver
		if c == nil {
			continue
		}
		if ours {
			r.sign(h, c, c.From.AddDays(-1), &r.schooled)
		}
		if e.state != movedUp && mayMove(c.Reason) && destinationOf(h, c) == destinationOutside {
			r.leaves(c, c.From, namedPlace)
		}
	}
}

// mayMove reports whether a ground of deletion leaves room for a move: a child not found, in custody or permanently excluded is
// taken off for that, whatever place the return names after it.
func mayMove(ground string) bool {
	switch ground {
	case "H", "I", "J", "N":
		return false
	}
	return true
}

func (r *residence) meet(on calendar.Date) {
	if on != 0 {
		r.days = append(r.days, on)
	}
}

// sign adds a dated sign of the child in the area to one of the days kept, and to those on which somebody met the child.
func (r *residence) sign(h *history, c *Claim, on calendar.Date, day *calendar.Date) {
	if c.From != 0 {
		r.meet(min(c.From, on))
	} else {
		r.meet(on)
	}
	r.show(h, c, on, day)
}

// show adds a dated sign of the child's home in the area to one of the days kept.
func (r *residence) show(h *history, c *Claim, on calendar.Date, day *calendar.Date) {
	if on == 0 {
		return
	}
	if on >= h.AsOf.AddDays(-h.facts.amounts.ResidenceDays) {
		r.count(c.Source)
	}
	if r.by == nil || before(r.newest(), r.by, on, c) {
		r.by = c
	}
	*day = max(*day, on)
}

// newest is the newest sign of the child here.
func (r *residence) newest() calendar.Date { return max(r.seen, r.schooled, r.held) }

func (r *residence) count(kind string) {
	for i := range r.sources {
		if r.kinds[i] == kind {
			return
		}
	}
	if r.sources < len(r.kinds) {
		r.kinds[r.sources] = kind
		r.sources++
	}
}

// arrives keeps the newest word of another authority that the child came here. A health list calls a change of practice within
// the area a move in as well, so its word alone is no arrival.
func (r *residence) arrives(h *history, c *Claim) {
	if c.From < h.AsOf.AddDays(-h.facts.amounts.ArrivalDays) {
		return
	}
	if r.arrivedBy == nil || before(r.told, r.arrivedBy, c.From, c) {
		r.told, r.arrivedBy = c.From, c
	}
}

// arrived returns the day on which the child came to the area, when that was within the last weeks: somebody says so, or
// nothing is older. Zero otherwise.
func (r *residence) arrived(h *history) calendar.Date {
	if r.told != 0 {
		return r.told
	}
	if first := r.met(0); first >= h.AsOf.AddDays(-h.facts.amounts.ArrivalDays) && len(r.days)+len(r.contacts)+len(r.tenancies) > 0 {
		return first
	}
	return 0
}

func (r *residence) leaves(c *Claim, on calendar.Date, how wayOut) {
	if g := &r.gone[how]; g.by == nil || before(g.on, g.by, on, c) {
		*g = sighting{on, c}
	}
}

// here reports whether the residence test is met within some days.
func (r *residence) here(h *history, days int) bool {
	return r.arrived(h) != 0 || r.newest() != 0 && r.newest() >= h.AsOf.AddDays(-days)
}

// away returns the record by which the child lives elsewhere, when the newest evidence says so, or nil. A school only knows
// where a child meant to go, so a sign here more than two weeks later is stronger. An address elsewhere, or being off a list
// of residents, stands until a service here deals with the child: a child who lives over the border and goes to school here
// shows no home here. What a register merely still holds never outweighs a dated move.
func (r *residence) away() (*Claim, wayOut) {
	dealt := max(r.seen, r.told, r.registered)
	newest := [ways]calendar.Date{
		moved: max(dealt, r.schooled), delisted: dealt, address: max(dealt, r.afterMove()), namedPlace: max(dealt, r.schooled).AddDays(-14),
	}
	for how := range ways {
		if g := r.gone[how]; g.by != nil && newest[how] <= g.on {
			return g.by, how
		}
	}
	return nil, 0
}

// afterMove is the day up to which a family that came here may still give its old address.
func (r *residence) afterMove() calendar.Date {
	if r.came == 0 {
		return 0
	}
	return r.came.AddDays(sameMove)
}
