package intake

import (
	"strings"

	"rollcall/sources"
)

// Dangers is what extracts say of records that seals a child without any list of seals: the rows are known before any file of
// theirs passes a gate.
type Dangers struct {
	Refuges  []Refuge
	Families []sources.RecordID // in which a service sees a danger to the child
}

// Refuge is a row whose household an extract places in a refuge, with its address.
type Refuge struct {
	Record                  sources.RecordID
	Address, Postcode, UPRN string
}

// Note notes what a record tells: a household in a refuge, whose place is sealed for everybody who lives there, or a family that is
// a danger to the child. It keeps copies.
func (d *Dangers) Note(rec *sources.Record) {
	refuge, family := false, false
	for _, claim := range rec.Claims {
		refuge = refuge || claim.Kind == sources.Flag && claim.Status == "refuge" || claim.Kind == sources.Residence && strings.Contains(claim.Marks, "refuge")
		family = family || claim.Kind == sources.Flag && claim.Status == "family_risk"
	}
	if refuge {
		w := &rec.Who
		d.Refuges = append(d.Refuges, Refuge{rec.ID, strings.Clone(w.Address), strings.Clone(w.Postcode), strings.Clone(w.UPRN)})
	}
	if family {
		d.Families = append(d.Families, rec.ID)
	}
}

func (d *Dangers) add(o Dangers) {
	d.Refuges, d.Families = append(d.Refuges, o.Refuges...), append(d.Families, o.Families...)
}
