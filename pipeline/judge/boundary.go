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

// authorityOf returns the LA code of an address on a day; nothing when the list does not say, or says two.
func (b *boundary) authorityOf(uprn, postcode string, on sources.Date) string {
	if b == nil {
		return ""
	}
	return b.onlySaid(uprn, postcode, on, func(t territory) string { return t.la })
}

// WardAt returns the ward of an address on a day; nothing when the list of addresses does not say, or says two.
func (c *Cases) WardAt(uprn, postcode string, on sources.Date) string {
	if c.boundary == nil {
		return ""
	}
	return c.boundary.onlySaid(uprn, postcode, on, func(t territory) string { return t.ward })
}

// onlySaid is the one thing that the list says of a property, or else of its postcode.
func (b *boundary) onlySaid(uprn, postcode string, on sources.Date, of func(territory) string) string {
	if uprn != "" {
		if said := onlyOne(b.uprn[uprn], on, of); said != "" {
			return said
		}
	}
	return onlyOne(b.postcode[postcode], on, of)
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

// placeHome writes the authority into a claim of a home that does not say in which it lies, by the record that it is of. The
// day that counts is that on which the child is known to have lived there; for a home without one, the extract's.
func (b *boundary) placeHome(c *rules.Claim, rec *sources.Record) {
	if b == nil || c.Kind != rules.Residence || c.Place != "" || rec.Who.UPRN == "" && rec.Who.Postcode == "" {
		return
	}
	c.Place = b.authorityOf(rec.Who.UPRN, rec.Who.Postcode, cmp.Or(c.To, c.From, c.AsOf))
}
