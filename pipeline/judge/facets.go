package judge

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// NameTrust orders extracts by how well they spell a child's legal name: a school writes it from a birth certificate.
var NameTrust = sources.FactByKind(func(d sources.Declaration) int { return d.NameTrust })

// facets is what the child whose Case was built last is counted by.
func (b *builder) facets(born calendar.Date) (f candidates.Facets) {
	if born.Known() {
		f.BirthYear, _, _ = born.Split()
	}
	if f.LastSchool = b.lastSchool(); f.LastSchool != "" {
		f.LastSchoolName = b.authority.Name(f.LastSchool)
	}
	f.Ward = b.ward()
	trust := -1
	for _, r := range b.who {
		if r.Who.Sex == "" {
			continue
		}
		if trusted := NameTrust[r.Kind]; trusted > trust {
			f.Sex, trust = r.Who.Sex, trusted
		}
	}
	return f
}

// ward is the ward of a child's newest place, which may lie outside the list of addresses: the child is then of no ward, whatever
// older records say.
func (b *builder) ward() string {
	if b.boundary == nil {
		return ""
	}
	var newest *sources.Record
	var on sources.Date
	for _, r := range b.who { // by record id, the first of several as new counts
		if r.Who.UPRN == "" && r.Who.Postcode == "" {
			continue
		}
		if seen := LastSeen(r); newest == nil || seen > on {
			newest, on = r, seen
		}
	}
	if newest == nil {
		return ""
	}
	return b.boundary.wardOf(b.survey.dwellingOf(&newest.Who), on)
}

// LastSeen is the newest day on which a record can have known where the child lived.
func LastSeen(r *sources.Record) sources.Date {
	var on sources.Date
	for i := range r.Claims {
		if c := &r.Claims[i]; c.Kind == sources.Residence {
			on = max(on, c.From)
		}
	}
	return cmp.Or(on, r.AsOf)
}

// attended is a school whose roll records show a child on.
type attended struct {
	place    string
	from, to calendar.Date
	on       calendar.Date // of the newest record
	now      bool          // it has the child still, as far as is known
}

// lastSchool is the school that has the child on roll, or had it last, as far as any record says.
func (b *builder) lastSchool() string {
	b.schools = b.schools[:0]
	for _, r := range b.who {
		for i := range r.Claims {
			if c := &r.Claims[i]; (c.Kind == sources.Roll || c.Kind == sources.LeftRoll) && c.Place != "" && !b.asOf.Before(c.From) {
				b.addAttended(c, cmp.Or(c.Decided, r.AsOf))
			}
		}
	}
	var last *attended
	for i := range b.schools {
		a := &b.schools[i]
		a.now = a.now && b.isShownByNewest(a) &&
			!slices.ContainsFunc(b.schools, func(later attended) bool { return later.from.Known() && later.from > a.on })
		if last == nil || cmp.Or(CompareBools(last.now, a.now), cmp.Compare(laterDay(last.on, last.to), laterDay(a.on, a.to)), cmp.Compare(a.place, last.place)) < 0 {
			last = a
		}
	}
	if last == nil {
		return ""
	}
	return last.place
}

// addAttended adds what a claim of a roll says, as of a day.
func (b *builder) addAttended(c *sources.Claim, on calendar.Date) {
	if on = b.asOf.Cap(on); !on.Known() {
		on = b.asOf.Day()
	}
	i := slices.IndexFunc(b.schools, func(a attended) bool { return a.place == c.Place })
	newer := i < 0 || on > b.schools[i].on
	if i < 0 {
		i, b.schools = len(b.schools), append(b.schools, attended{place: c.Place})
	}
	a := &b.schools[i]
	if newer {
		a.on = on
	}
	if c.Kind == sources.LeftRoll {
		a.to, a.now = laterDay(a.to, c.From), a.now && !newer
		return
	}
	if c.From.Known() && (!a.from.Known() || c.From < a.from) {
		a.from = c.From
	}
	a.to = laterDay(a.to, c.To)
	if newer {
		a.now = !c.To.Known() || !b.asOf.After(c.To)
	}
}

// isShownByNewest reports whether a school is open and no return of it is newer than the record that shows the child on its roll.
func (b *builder) isShownByNewest(a *attended) bool {
	closed := b.authority.Schools[a.place].Closed
	if closed.Known() && !b.asOf.Before(closed) {
		return false
	}
	for _, r := range b.authority.Returns[a.place] {
		if r.Held == "" && r.On.Known() && r.On > a.on {
			return false
		}
	}
	return true
}

// laterDay is the later of two days, either of which may not be known.
func laterDay(a, b calendar.Date) calendar.Date {
	if !a.Known() || b.Known() && b > a {
		return b
	}
	return a
}
