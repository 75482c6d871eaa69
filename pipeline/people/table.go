package people

import (
	"encoding/hex"
	"slices"

	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/sources"
	"rollcall/sources/cells"
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
// returns that it stands in from all of them. Columns that have nothing to do with one another are filled side by side.
func (p *People) buildTable(homes *homes) (*matchers.Table, error) {
	b := matchers.NewBuilder(columns...)
	b.Expect(p.Identities())
	besides := pool.New() // each task waits for nobody, and some share out what they do
	fill := func(add func(to *matchers.Columns, identity int32, w *sources.Identity), columns ...int) func() {
		to := b.Apart(columns...)
		return func() {
			var w sources.Identity
			for identity := range int32(p.Identities()) {
				p.ReadWho(identity, &w)
				to.NextRow()
				add(to, identity, &w)
			}
		}
	}
	var numbers *sharedNumbers
	var crossed crossings
	fillNumbers := fill(func(to *matchers.Columns, identity int32, w *sources.Identity) {
		kind := p.KindOf(identity)
		numbers.clearShared(kind, w)
		addNumbers(to, kind, w, crossed)
	}, colUPN, colFormerUPN, colNHS, colULN, colLocal)
	besides.Go(func() {
		numbers, crossed = p.newSharedNumbers(), p.crossed()
		fillNumbers()
	})
	besides.Go(fill(func(to *matchers.Columns, _ int32, w *sources.Identity) { addPlaces(to, w, homes) }, colPostcode, colAddress))
	returns, groups, rec := returnNames{}, []string(nil), sources.Record{}
	besides.Go(fill(func(to *matchers.Columns, identity int32, w *sources.Identity) {
		addNames(to, w)
		groups = groups[:0]
		p.eachReturn(identity, &rec, func(r returnOf) { groups = append(groups, returns.nameOf(r)) })
		slices.Sort(groups)
		groups = slices.Compact(groups)
		for _, g := range groups {
			to.Add(colExclusive, g)
		}
	}, colForename, colPreferredForename, colMiddle, colSurname, colPreferredSurname, colFormerSurname, colExclusive))
	births := map[sources.Date]string{}
	besides.Go(fill(func(to *matchers.Columns, _ int32, w *sources.Identity) {
		birth, had := births[w.DOB]
		if !had {
			birth = w.DOB.String()
			births[w.DOB] = birth
		}
		to.Add(colDOB, birth)
		to.Add(colSex, w.Sex)
	}, colDOB, colSex))
	keys := p.printKeys()
	besides.Wait()
	datasets := make([]uint16, len(p.extracts))
	for k, kind := range p.extracts {
		datasets[k] = uint16(max(0, slices.Index(sources.Kinds(), kind)))
	}
	for identity, key := range keys {
		b.Row(key, datasets[p.extract[identity]])
	}
	p.shared = numbers.spared
	return b.Table()
}

// printKeys are the fingerprints of identities as the table's keys, all in one run of memory.
func (p *People) printKeys() []string {
	all := make([]byte, 0, 2*len(Fingerprint{})*len(p.print))
	for _, f := range p.print {
		all = hex.AppendEncode(all, f[:])
	}
	text, keys := string(all), make([]string, len(p.print))
	for i := range keys {
		keys[i], text = text[:2*len(Fingerprint{})], text[2*len(Fingerprint{}):]
	}
	return keys
}

func addNames(to *matchers.Columns, w *sources.Identity) {
	to.Add(colForename, w.Forename)
	to.Add(colPreferredForename, w.PreferredForename)
	to.Add(colMiddle, w.MiddleNames)
	to.Add(colSurname, w.Surname)
	to.Add(colPreferredSurname, w.PreferredSurname)
	to.Add(colFormerSurname, w.FormerSurname)
}

func addPlaces(to *matchers.Columns, w *sources.Identity, homes *homes) {
	if homes.mayCompare(w.Address, w.Postcode, w.UPRN) {
		to.Add(colPostcode, w.Postcode)
		to.Add(colAddress, w.Address)
	}
	if (w.PreviousPostcode != "" || w.PreviousAddress != "") && homes.mayCompare(w.PreviousAddress, w.PreviousPostcode, "") {
		// The second postcode of a row belongs with its second address.
		to.Add(colPostcode, w.PreviousPostcode)
		to.Add(colAddress, w.PreviousAddress)
	}
}

func addNumbers(to *matchers.Columns, kind sources.Kind, w *sources.Identity, crossed crossings) {
	switch {
	case crossed.holds(w): // another child's
	case cells.TemporaryUPN(w.UPN):
		to.Add(colFormerUPN, w.UPN)
	default:
		to.Add(colUPN, w.UPN)
	}
	to.Add(colFormerUPN, w.FormerUPN)
	to.Add(colNHS, w.NHSNumber)
	to.Add(colULN, w.ULN)
	if w.LocalID != "" {
		to.Add(colLocal, string(kind)+":"+w.LocalID)
	}
}

// bySchool is the kinds whose files are each the return of one school.
var bySchool = sources.FactByKind(func(d sources.Declaration) bool { return d.BySchool })

// returnOf is a return of a school on a day.
type returnOf struct {
	kind  sources.Kind
	place string
	day   sources.Date
}

// returnNames are what returns are called, each put together once.
type returnNames map[returnOf]string

func (n returnNames) nameOf(r returnOf) string {
	name, had := n[r]
	if !had {
		name = string(r.kind) + " " + r.place + "@" + r.day.String()
		n[r] = name
	}
	return name
}

// eachReturn calls with each return, of a census or of a night, that a row stands in, as often as it does; rec is memory to use again. One
// school lists a child once in one return, so that two rows of one return are two children, however alike.
func (p *People) eachReturn(identity int32, rec *sources.Record, do func(returnOf)) {
	kind := p.KindOf(identity)
	if !bySchool[kind] {
		return
	}
	for _, at := range p.RecordsAt(identity) {
		p.Records.ReadAt(at, rec, sources.ClaimPart)
		for k := range rec.Claims {
			if c := &rec.Claims[k]; c.Kind == sources.Roll {
				do(returnOf{kind, c.Place, rec.AsOf})
			}
		}
	}
}
