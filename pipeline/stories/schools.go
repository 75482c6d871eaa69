package stories

import (
	"cmp"
	"slices"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/sources"
)

// SchoolsOf are the schools whose rolls records show a child on, newest first, with when it came and went as far as any record says.
func (t *Teller) SchoolsOf(recs []*sources.Record) []candidates.Attended {
	var all []candidates.Attended
	at := func(place string) *candidates.Attended {
		i := slices.IndexFunc(all, func(a candidates.Attended) bool { return a.LAESTAB == place })
		if i < 0 {
			known := t.placeOf(place)
			i, all = len(all), append(all, candidates.Attended{LAESTAB: place, Name: known.Name, Phone: known.Phone})
		}
		return &all[i]
	}
	for _, r := range recs {
		for _, c := range r.Claims {
			if c.Kind != sources.Roll && c.Kind != sources.LeftRoll || c.Place == "" || c.From > t.AsOf {
				continue
			}
			a := at(c.Place)
			on := cmp.Or(c.Decided, r.AsOf).Midnight()
			if on.IsZero() || on.After(t.AsOf.Midnight()) {
				on = t.AsOf.Midnight()
			}
			newer := a.Record == "" || on.After(a.On)
			if newer {
				a.Source, a.On, a.Record = sourceWords(r.Kind), on, string(r.ID)
			}
			if c.Kind == sources.LeftRoll {
				a.To = latest(a.To, c.From.Midnight())
				if newer || !a.Now {
					a.Now, a.Words = false, t.claimWords(r.Kind, &c)
				}
				continue
			}
			if from := c.From.Midnight(); !from.IsZero() && (a.From.IsZero() || from.Before(a.From)) {
				a.From = from
			}
			a.To = latest(a.To, c.To.Midnight())
			if newer {
				a.Now, a.Words = !c.To.Known() || c.To >= t.AsOf, t.claimWords(r.Kind, &c)
			}
		}
	}
	for i := range all {
		a := &all[i]
		at := t.placeOf(a.LAESTAB)
		a.Now = a.Now && !at.Returned.After(a.On) && !at.Closed && // no roll of the school is newer than the record that shows the child on it
			!slices.ContainsFunc(all, func(later candidates.Attended) bool { return later.From.After(a.On) })
	}
	slices.SortStableFunc(all, func(a, b candidates.Attended) int {
		return cmp.Or(judge.CompareBools(b.Now, a.Now), latest(b.On, b.To).Compare(latest(a.On, a.To)), cmp.Compare(a.LAESTAB, b.LAESTAB))
	})
	return all
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
