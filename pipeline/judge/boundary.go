package judge

import (
	"cmp"
	"slices"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// boundary says in which authority and ward a place lies, by the list of addresses. A postcode that lies in several says nothing; the
// property may.
type boundary struct {
	uprn, postcode map[string][]territory
}

// territory is the authority and the ward in which a place lies from a day to a day; a zero day is open.
type territory struct {
	la, ward string
	from, to sources.Date
}

// newBoundary indexes the list of addresses, or returns nil when there is none.
func newBoundary(list []intake.Address) *boundary {
	if len(list) == 0 {
		return nil
	}
	b := &boundary{map[string][]territory{}, map[string][]territory{}}
	for _, p := range list {
		t := territory{p.LA, p.Ward, p.From, p.To}
		if p.UPRN != "" {
			b.uprn[p.UPRN] = addTerritory(b.uprn[p.UPRN], t)
		}
		if p.Postcode != "" {
			b.postcode[p.Postcode] = addTerritory(b.postcode[p.Postcode], t)
		}
	}
	return b
}

func addTerritory(to []territory, t territory) []territory {
	if slices.Contains(to, t) {
		return to // thousands of properties share a postcode and an authority
	}
	return append(to, t)
}

// dwelling is a property as the list of addresses has it.
type dwelling struct {
	uprn, postcode string
	ofProperty     []territory
}

func (b *boundary) dwellingAt(uprn, postcode string) dwelling {
	return dwelling{uprn, postcode, b.uprn[uprn]} // no property has an empty number
}

// authorityOf returns the LA code of a property on a day; nothing when the list does not say, or says two.
func (b *boundary) authorityOf(d *dwelling, on sources.Date) string {
	return b.onlySaid(d, on, func(t territory) string { return t.la })
}

// wardOf returns the ward of a property on a day; nothing when the list of addresses does not say, or says two.
func (b *boundary) wardOf(d *dwelling, on sources.Date) string {
	return b.onlySaid(d, on, func(t territory) string { return t.ward })
}

// onlySaid is the one thing that the list says of a property, or else of its postcode.
func (b *boundary) onlySaid(d *dwelling, on sources.Date, of func(territory) string) string {
	if said := onlyOne(d.ofProperty, on, of); said != "" {
		return said
	}
	return onlyOne(b.postcode[d.postcode], on, of)
}

func onlyOne(ts []territory, on sources.Date, of func(territory) string) string {
	only := ""
	for _, t := range ts {
		if t.from != 0 && on != 0 && on < t.from || t.to != 0 && on != 0 && on > t.to {
			continue
		}
		said := of(t)
		if only != "" && only != said {
			return ""
		}
		only = said
	}
	return only
}

// surveyor finds the properties of one child after another. What several records of a child give alike is looked for once.
type surveyor struct {
	*boundary // nil where there is no list of addresses
	found     []dwelling
}

// startChild forgets the properties of the child before.
func (s *surveyor) startChild() { s.found = s.found[:0] }

func (s *surveyor) dwellingOf(who *sources.Identity) *dwelling {
	for i := range s.found {
		if d := &s.found[i]; d.uprn == who.UPRN && d.postcode == who.Postcode {
			return d
		}
	}
	s.found = append(s.found, s.dwellingAt(who.UPRN, who.Postcode))
	return &s.found[len(s.found)-1]
}

// placeHome writes the authority into a claim of a home that does not say in which it lies, by the record that it is of. The
// day that counts is that on which the child is known to have lived there; for a home without one, the extract's.
func (s *surveyor) placeHome(c *rules.Claim, rec *sources.Record) {
	if s.boundary == nil || c.Kind != rules.Residence || c.Place != "" || rec.Who.UPRN == "" && rec.Who.Postcode == "" {
		return
	}
	c.Place = s.authorityOf(s.dwellingOf(&rec.Who), cmp.Or(c.To, c.From, c.AsOf))
}
