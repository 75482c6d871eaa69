package lists

import (
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// placesOf are the schools that stories name, with what tells whether a child is still there.
func placesOf(a *rules.Authority, phones map[string]string, asOf calendar.Date) map[string]candidates.Place {
	all := make(map[string]candidates.Place, len(a.Schools))
	set := func(laestab string) {
		closed := a.Schools[laestab].Closed
		p := candidates.Place{Name: a.Name(laestab), Phone: phones[laestab], Closed: closed.Known() && closed <= asOf}
		for _, r := range a.Returns[laestab] {
			if r.Held == "" {
				p.Returned = latest(p.Returned, r.On.Midnight())
			}
		}
		all[laestab] = p
	}
	for laestab := range a.Schools {
		set(laestab)
	}
	for laestab := range a.Returns {
		set(laestab)
	}
	for laestab := range phones {
		set(laestab)
	}
	return all
}

// placeOf is a place; one that no list of schools has is named by what kind of place it is.
func (t *teller) placeOf(place string) candidates.Place {
	if known, is := t.places[place]; is {
		return known
	}
	return candidates.Place{Name: (&rules.Authority{}).Name(place)}
}

// world is what stories tell of besides children.
func (m *maker) world() candidates.World {
	return candidates.World{AsOf: m.asOf.Midnight(), Registers: registersOf(m.Judged.Authority), Places: m.places}
}

// registersOf are the extracts that may hold a child's education, with what is said of a child who is in them and of one who is not.
func registersOf(a *rules.Authority) (all []candidates.Register) {
	for _, kind := range a.RegistersLookedIn() {
		x := a.Extracts[kind]
		r := candidates.Register{Kind: kind, Name: x.Name, AsOf: x.AsOf.Midnight(), Found: "found", Missed: "not found"}
		switch {
		case !x.Came && x.Optional:
			continue
		case !x.Came:
			r.Found, r.Missed = "did not come", "did not come"
		case x.Held != "":
			r.Missed = "held back: " + x.Held
		case x.Stale:
			r.Missed = "not found; it is older than it should be"
		}
		all = append(all, r)
	}
	return all
}
