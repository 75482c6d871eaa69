package rules

import (
	"slices"

	"rollcall/pipeline/calendar"
)

// residenceEvidence works out where the child lives, once.
func (h *history) residenceEvidence() *residence {
	if h.home == nil {
		h.home = &residence{}
		for i := range h.claims {
			h.home.readClaim(h, &h.claims[i])
		}
		h.home.readSchools(h)
	}
	return h.home
}

// readClaim adds what one claim says of where the child lives.
func (r *residence) readClaim(h *history, c *Claim) {
	if h.AsOf.Before(c.From) {
		return
	}
	switch c.Kind {
	case Residence:
		r.readResidence(h, c)
	case Departure:
		r.readDeparture(h, c)
	case Application, Offer:
		r.addHomeSign(h, c, c.From, &r.listed)
		r.addMeeting(h.unplacedFrom(c))
	case HomeEducated, Alternative:
		r.readArranged(h, c)
	case EarlyYearsPlace:
		r.addSign(h, c, h.newestDayShown(c), &r.listed)
	case Flag:
		if c.Status == "fair_access" || c.Status == "meeting_agenda" {
			r.addSign(h, c, c.From, &r.listed) // a list that the child is on, and no service that sees the child
			return
		}
		on := h.newestDayShown(c)
		if h.keyedElsewhere(c) {
			if !h.servesRecord(c.Record) {
				on = c.From // it places the child elsewhere, as it began
			}
			r.addHomeSign(h, c, on, &r.seen) // a case that began elsewhere is no day on which the child came here
			r.cases = append(r.cases, c.From)
			return
		}
		r.addSign(h, c, on, &r.seen)
	case Referral:
		r.addSign(h, c, c.From, &r.seen)
	case OpenCase:
		if o := Outcome(c.Status); o.Open() && o != Untraced && (c.To == 0 || h.AsOf.Before(c.To)) {
			r.addHomeSign(h, c, c.From, &r.listed) // an officer was told of the child here; that is no sign against a move, and no arrival
			r.cases = append(r.cases, c.From)
		}
	case Lost:
		// MMMMMMM: outside the state schools of England and Wales, which home education is too.
		if saysNothing(c.Toward) {
			return
		}
		said := c
		if e := h.returnBehind(c); e != nil {
			said = e.leaver // the file is the return's word again, on a later day
		}
		if destinationOf(h, said) == destinationOutside && h.wordHolds(said) {
			r.keepSighting(said, c.From, namedPlace)
		}
	case Exclusion:
		if isNumber(c.Toward, 3) && c.Toward != h.Home {
			r.keepSighting(c, c.From, address)
		}
	}
}

// readArranged takes education that the authority oversees as a sign when it began and when it ended: its services dealt with the
// child then. A plan that ceases is no such day: it ceases because the child has gone.
func (r *residence) readArranged(h *history, c *Claim) {
	r.addSign(h, c, h.newestDayShown(c), &r.listed)
	on := c.From
	if c.Status != "ehc_plan" {
		on = max(on, h.AsOf.Cap(c.To))
	}
	r.addSign(h, c, on, &r.seen)
}

// newestDayShown is the newest day for which a claim with a first and a last day shows the child here.
func (h *history) newestDayShown(c *Claim) calendar.Date {
	switch {
	case c.To != 0:
		return h.AsOf.Cap(c.To)
	case c.AsOf != 0:
		return max(c.From, h.AsOf.Cap(c.AsOf))
	}
	return c.From
}

func (r *residence) readResidence(h *history, c *Claim) {
	elsewhere := c.Place != "" && c.Place != h.Home
	if elsewhere && (c.Place == h.cameFrom(c.From) || c.From != 0 && c.From <= h.toldToHaveCome() || h.servesRecord(c.Record)) {
		return // the address before the move, or one of a family whose child a service works with here
	}
	switch c.Status {
	case "moved_out":
		r.keepSighting(c, h.lastListed(c), delisted)
		return
	case "contact":
		if !elsewhere {
			r.addHomeSign(h, c, c.From, &r.seen)
			r.contacts = append(r.contacts, c.From)
			return
		}
	case "moved_in", "application":
		if !elsewhere {
			r.addSign(h, c, c.From, &r.seen)
			return
		}
	case "registration":
		if !elsewhere {
			r.addMeeting(c.From)
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
		r.keepSighting(c, h.heldElsewhere(c), address)
		return
	}
	r.addSign(h, c, h.newestDayShown(c), &r.listed)
}

// lastListed is the last day on which a list that marks a child as moved out still dealt with the child. A health list gives
// the day of the registration and of the last contact, not that of the move.
func (h *history) lastListed(c *Claim) calendar.Date {
	on := max(c.From, c.To)
	for _, k := range h.of(Residence) {
		if k.Record == c.Record && k.Status == "contact" {
			on = max(on, k.From)
		}
	}
	return on
}

// returnBehind is the enrolment at the school that made a transfer file, when the school's return says where the child was to go; or nil.
func (h *history) returnBehind(c *Claim) *enrolment {
	root := h.schoolAt(c.Place).root
	return findFirst(h.schools, func(e *enrolment) bool {
		return e.root == root && e.leaver != nil && destinationOf(h, e.leaver) != destinationUnknown
	})
}

// heldElsewhere is the newest day for which an address elsewhere is known. A tenancy runs on, and so does a place for which parents
// give their address each term; a case keeps the address with which it began, and anything else was said on its day.
func (h *history) heldElsewhere(c *Claim) calendar.Date {
	switch c.Status {
	case "tenancy", "temporary", "service":
		if h.Extracts.goBy(c.Source).KeptUp {
			return h.newestDayShown(c)
		}
	}
	return c.From
}

// cameFrom is the authority that said, before a day, that the child had moved from it to here; empty for none. Whoever gives an
// address there afterwards, and is not said to live there again, gives the old one.
func (h *history) cameFrom(before calendar.Date) string {
	var at *Claim
	for _, c := range h.of(Departure) {
		if c.Status == "moved_to_us" && c.From <= before && (at == nil || c.From > at.From) {
			at = c
		}
	}
	if at == nil {
		return ""
	}
	return at.Place
}

// servesRecord reports whether a record, which may give an address elsewhere, is that of a service of this authority that works with the
// child now: a list of our own that names no authority means us. Of a child in care the address may be the placement.
func (h *history) servesRecord(record string) bool {
	return h.hasClaim(Flag, func(c *Claim) bool {
		return c.Record == record && (c.Place == h.Home || c.Place == "") && c.Status != "child_in_care" && h.openNow(c)
	})
}

// keyedElsewhere reports whether the record of a service gives an address in another authority.
func (h *history) keyedElsewhere(flag *Claim) bool {
	return h.hasClaim(Residence, func(c *Claim) bool {
		return c.Record == flag.Record && c.Place != "" && c.Place != h.Home
	})
}

// readTenancy takes a tenancy as a sign on the day it began and on the day it ended. That it still runs is no sign of the
// child: nobody looks who lives there, and starts and ends come as rows of their own, of which the end may be missing. Nor is
// its beginning the day on which the child came: the list names who lives there now, and children come to households late.
func (r *residence) readTenancy(h *history, c *Claim) {
	r.addHomeSign(h, c, c.From, &r.seen)
	r.came = max(r.came, c.From)
	if c.From != 0 {
		r.tenancies = append(r.tenancies, c.From)
	}
	if c.To != 0 {
		r.addHomeSign(h, c, h.newestDayShown(c), &r.listed)
	}
	if c.To != 0 && !h.AsOf.Before(c.To) && (r.leftHome == nil || comesBefore(r.leftHome.To, r.leftHome, c.To, c)) {
		r.leftHome = c
	}
}

func (r *residence) readDeparture(h *history, c *Claim) {
	switch c.Status {
	case "living_there", "moved_from_us":
		r.keepSighting(c, c.From, moved)
	case "moved_to_us":
		r.addSign(h, c, c.From, &r.seen)
		r.came = max(r.came, c.From)
		r.keepArrival(h, c)
	case "moved_in":
		r.addSign(h, c, c.From, &r.seen)
	}
}

// readSchools adds what the schools say: a child on a roll of the area is seen here, and a named destination outside says
// that the child was to go there.
func (r *residence) readSchools(h *history) {
	for e := range eachOf(h.schools) {
		ours := h.inArea(e.root)
		if e.roll != nil && ours {
			r.addSign(h, e.roll, e.seen, &r.schooled)
		}
		c := e.leaver
		if c == nil {
			continue
		}
		if ours {
			r.addHomeSign(h, c, c.From.AddDays(-1), &r.schooled) // the last day at the school that the child left: no meeting after it
		}
		if h.namesOutside(e) && h.wordHolds(c) {
			r.keepSighting(c, c.From, namedPlace)
		}
	}
}

// mayMove reports whether a ground of deletion leaves room for a move: a child not found, in custody or permanently excluded is
// taken off for that, whatever place the return names after it.
func mayMove(ground string) bool {
	return !slices.Contains([]string{"H", "I", "J", "N"}, ground)
}

// addSign adds a dated sign of the child in the area to one of the days kept, and to those on which somebody met the child.
func (r *residence) addSign(h *history, c *Claim, on calendar.Date, day *calendar.Date) {
	if c.From != 0 {
		r.addMeeting(min(c.From, on))
	} else {
		r.addMeeting(on)
	}
	r.addHomeSign(h, c, on, day)
}

// addHomeSign adds a dated sign of the child's home in the area to one of the days kept.
func (r *residence) addHomeSign(h *history, c *Claim, on calendar.Date, day *calendar.Date) {
	if on == 0 {
		return
	}
	if !h.AsOf.After(on.AddDays(h.facts.amounts.ResidenceDays)) {
		r.countSource(c.Source)
	}
	if r.by == nil || comesBefore(r.newestSign(), r.by, on, c) {
		r.by = c
	}
	*day = max(*day, on)
}

// keepArrival keeps the newest word of another authority that the child came here. A health list calls a change of practice within
// the area a move in as well, so its word alone is no arrival.
func (r *residence) keepArrival(h *history, c *Claim) {
	if h.AsOf.After(c.From.AddDays(h.facts.amounts.ArrivalDays)) {
		return
	}
	if r.arrivedBy == nil || comesBefore(r.told, r.arrivedBy, c.From, c) {
		r.told, r.arrivedBy = c.From, c
	}
}

// arrivalDay returns the day on which the child came to the area, when that was within the last weeks: somebody says so, or
// nothing is older. Zero otherwise.
func (r *residence) arrivalDay(h *history) calendar.Date {
	if r.told != 0 {
		return r.told
	}
	if first := r.firstMeeting(0); !h.AsOf.After(first.AddDays(h.facts.amounts.ArrivalDays)) && len(r.days)+len(r.contacts)+len(r.tenancies) > 0 {
		return first
	}
	return 0
}

// shownWithin reports whether the residence test is met within some days.
func (r *residence) shownWithin(h *history, days int) bool {
	return r.arrivalDay(h) != 0 || r.newestSign() != 0 && !h.AsOf.After(r.newestSign().AddDays(days))
}

// livesHere reports whether the evidence shows the child living here, or not long enough gone to be elsewhere.
func (h *history) livesHere() bool {
	home := h.residenceEvidence()
	away, _ := home.livesElsewhere()
	return away == nil && home.shownWithin(h, h.facts.amounts.TraceDays)
}
