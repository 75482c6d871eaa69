package people

import (
	"rollcall/matchers"
	"rollcall/sources"
	"rollcall/sources/cells"
	"slices"
)

// The columns of the table.
const (
	colForename = iota
	colPreferredForename
	colMiddle
	colSurname
	colPreferredSurname
	colFormerSurname
	colDOB
	colSex
	colPostcode
	colAddress
	colUPN
	colFormerUPN
	colNHS
	colULN
	colLocal
	colExclusive
)

var columns = []matchers.Field{
	{Name: "forename", Kind: matchers.Names},
	{Name: "preferred_forename", Kind: matchers.Names},
	{Name: "middle_names", Kind: matchers.Names},
	{Name: "surname", Kind: matchers.Names},
	{Name: "preferred_surname", Kind: matchers.Names},
	{Name: "former_surname", Kind: matchers.Names},
	{Name: "dob", Kind: matchers.Dates},
	{Name: "sex", Kind: matchers.Categories},
	{Name: "postcode", Kind: matchers.Postcodes},
	{Name: "address", Kind: matchers.Addresses},
	{Name: "upn", Kind: matchers.Identifiers},
	{Name: "former_upn", Kind: matchers.Identifiers},
	{Name: "nhs_number", Kind: matchers.Identifiers},
	{Name: "uln", Kind: matchers.Identifiers},
	{Name: "local_id", Kind: matchers.Identifiers},
	{Name: ReturnColumn, Kind: matchers.Groups},
}

// ReturnColumn holds the census returns that a row stands in.
const ReturnColumn = "return"

// PersonColumns says which columns hold what. A former or temporary UPN, and a supplier's own key, may agree but never
// disagree: a child has many in a life, and a supplier may list a child twice. Twins differ in forename alone: nobody is joined
// without it but by an identifier.
var PersonColumns = matchers.PersonColumns{
	Forenames:      []string{"forename", "preferred_forename"},
	ForenameNeeded: true,
	Surnames:       []string{"surname", "preferred_surname", "former_surname"},
	Middle:         []string{"middle_names"},
	Birth:          "dob",
	Sex:            "sex",
	Addresses:      []string{"address"},
	Postcodes:      []string{"postcode"},
	Identifiers: []matchers.IdentifierColumns{
		{Name: "upn", Columns: []string{"upn"}, Former: []string{"former_upn"}},
		{Name: "nhs_number", Columns: []string{"nhs_number"}},
		{Name: "uln", Columns: []string{"uln"}},
		{Name: "local_id", Former: []string{"local_id"}},
	},
}

// buildTable builds the table: a row's values come from its first record, since all of its records say the same, and the
// returns that it stands in from all of them.
func (p *People) buildTable(homes *homes) (*matchers.Table, error) {
	numbers := p.newSharedNumbers()
	b := matchers.NewBuilder(columns...)
	datasets := map[sources.Kind]uint16{}
	for k, kind := range sources.Kinds() {
		datasets[kind] = uint16(k)
	}
	crossed := p.newCrossings()
	rec := &sources.Record{}
	for identity := range int32(p.Identities()) {
		p.Records.Read(int(p.RecordsOf(identity)[0]), rec, sources.WhoPart)
		b.Row(p.print[identity].String(), datasets[rec.Kind])
		numbers.clearShared(rec.Kind, &rec.Who)
		addIdentity(b, rec, homes, crossed)
		for _, g := range p.returnsOf(identity) {
			b.Add(colExclusive, g)
		}
	}
	p.shared = numbers.spared
	return b.Table()
}

func addIdentity(b *matchers.Builder, rec *sources.Record, homes *homes, crossed crossings) {
	w := &rec.Who
	b.Add(colForename, w.Forename)
	b.Add(colPreferredForename, w.PreferredForename)
	b.Add(colMiddle, w.MiddleNames)
	b.Add(colSurname, w.Surname)
	b.Add(colPreferredSurname, w.PreferredSurname)
	b.Add(colFormerSurname, w.FormerSurname)
	b.Add(colDOB, w.DOB.String())
	b.Add(colSex, w.Sex)
	if homes.mayCompare(w.Address, w.Postcode, w.UPRN) {
		b.Add(colPostcode, w.Postcode)
		b.Add(colAddress, w.Address)
	}
	if (w.PreviousPostcode != "" || w.PreviousAddress != "") && homes.mayCompare(w.PreviousAddress, w.PreviousPostcode, "") {
		// The second postcode of a row belongs with its second address.
		b.Add(colPostcode, w.PreviousPostcode)
		b.Add(colAddress, w.PreviousAddress)
	}
	switch {
	case crossed.holds(w): // another child's
	case cells.TemporaryUPN(w.UPN):
		b.Add(colFormerUPN, w.UPN)
	default:
		b.Add(colUPN, w.UPN)
	}
	b.Add(colFormerUPN, w.FormerUPN)
	b.Add(colNHS, w.NHSNumber)
	b.Add(colULN, w.ULN)
	if w.LocalID != "" {
		b.Add(colLocal, string(rec.Kind)+":"+w.LocalID)
	}
}

// bySchool is the kinds whose files are each the return of one school.
var bySchool = sources.FactByKind(func(d sources.Declaration) bool { return d.BySchool })

// returnsOf names the returns, of a census or of a night, that a row stands in. One school lists a child once in one return, so that two rows of
// one return are two children, however alike.
func (p *People) returnsOf(identity int32) []string {
	kind := p.KindOf(identity)
	if !bySchool[kind] {
		return nil
	}
	var groups []string
	rec := &sources.Record{}
	for _, i := range p.RecordsOf(identity) {
		p.Records.Read(int(i), rec, sources.ClaimPart)
		for _, c := range rec.Claims {
			if c.Kind == sources.Roll {
				groups = append(groups, string(kind)+" "+c.Place+"@"+rec.AsOf.String())
			}
		}
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}
