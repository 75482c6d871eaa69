package pipeline

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/sources"
	"rollcall/sources/cells"
)

// People is the records ready to compare: one row of the table for each distinct identity that an extract gives.
type People struct {
	In    *Ingested
	Table *matchers.Table

	views    []*sources.View
	offset   []int   // of the first record of each batch
	rowOf    []int32 // by record
	start    []int32 // by row: its records are members[start[row]:start[row+1]]
	members  []int32
	print    []Fingerprint // by row
	ordered  sync.Once
	least    []sources.RecordID // by row: the id, first in order, of its records
	address  []uint64           // by row: a digest of its address, zero for none
	notHomes int                // addresses that were not compared
	seals    *seals
	boundary *boundary // nil without a list of addresses
}

// Fingerprint is a digest of an identity as one extract gives it. It lets a child keep its id from run to run without any
// name being kept.
type Fingerprint = register.Fingerprint

// standardise turns records into rows of a table. Rows of one extract that say exactly the same of who they are about, and
// say enough, become one row: a child in four censuses is compared once. What is compared is normalised by the table.
func standardise(r *run, in *Ingested) (*People, error) {
	p := newPeople(in)
	p.group()
	p.seals = p.newSeals(sources.Date(r.options.AsOf))
	p.boundary = newBoundary(in.Places)
	r.manifest.Notices = append(r.manifest.Notices, p.seals.notices()...)
	t, err := p.table()
	if err != nil {
		return nil, err
	}
	p.Table = t
	r.count("records", len(p.rowOf))
	r.count("distinct identities", t.Len())
	if p.notHomes > 0 {
		r.count("addresses of schools and of too many families, not compared", p.notHomes)
	}
	return p, nil
}

func newPeople(in *Ingested) *People {
	p := &People{In: in}
	n := 0
	for _, b := range in.Batches {
		p.views = append(p.views, sources.NewView(b))
		p.offset = append(p.offset, n)
		n += int(b.NumRows())
	}
	p.rowOf = make([]int32, n)
	return p
}

// Len returns the number of records.
func (p *People) Len() int { return len(p.rowOf) }

// at returns the batch of record i and its position there.
func (p *People) at(i int) (*sources.View, int) {
	b, found := slices.BinarySearch(p.offset, i)
	if !found {
		b--
	}
	return p.views[b], i - p.offset[b]
}

// Record returns record i. Its strings point into its batch.
func (p *People) Record(i int) *sources.Record {
	v, k := p.at(i)
	return v.Record(k)
}

// place returns record i without who it is about and what it says.
func (p *People) place(i int) *sources.Record {
	v, k := p.at(i)
	return v.Place(k)
}

// subject returns record i without what it says.
func (p *People) subject(i int) *sources.Record {
	v, k := p.at(i)
	return v.Subject(k)
}

// rowRecords returns the records of a row of the table. They say the same of who they are about, so that is read once.
func (p *People) rowRecords(row int) []*sources.Record {
	members := p.members[p.start[row]:p.start[row+1]]
	recs := make([]*sources.Record, 0, len(members))
	for _, i := range members {
		v, k := p.at(int(i))
		if len(recs) == 0 {
			recs = append(recs, v.Record(k))
			continue
		}
		rec := v.Said(k)
		rec.Who = recs[0].Who
		recs = append(recs, rec)
	}
	return recs
}

// firstRecord is the record id, first in order, of a row.
func (p *People) firstRecord(row int32) string {
	p.ordered.Do(func() {
		p.least = make([]sources.RecordID, len(p.start)-1)
		for i, row := range p.rowOf {
			if id := p.place(i).ID; p.least[row] == "" || id < p.least[row] {
				p.least[row] = id
			}
		}
	})
	return string(p.least[row])
}

// kindOf returns the extract that a row of the table comes from.
func (p *People) kindOf(row int) sources.Kind { return p.place(int(p.members[p.start[row]])).Kind }

// group gives every record its row.
func (p *People) group() {
	rows := map[Fingerprint]int32{}
	var size []int32
	var buf []byte
	for i := range p.Len() {
		rec := p.subject(i)
		buf = identityBytes(buf[:0], rec)
		digest := sha256.Sum256(buf)
		f := Fingerprint(digest[:16])
		row, seen := rows[f]
		if !seen || !solid(&rec.Who) {
			row = int32(len(size))
			rows[f] = row
			size = append(size, 0)
			p.print = append(p.print, f)
			p.address = append(p.address, addressKey(rec.Who.Address, rec.Who.Postcode))
		}
		size[row]++
		p.rowOf[i] = row
	}
	p.start = make([]int32, len(size)+1)
	for row, n := range size {
		p.start[row+1] = p.start[row] + n
	}
	p.members = make([]int32, p.Len())
	next := slices.Clone(p.start)
	for i, row := range p.rowOf {
		p.members[next[row]] = int32(i)
		next[row]++
	}
}

// solid reports whether an identity says enough that two rows of one extract which give it alike are the same child:
// a number that belongs to one person, or full names with a date of birth and a place.
func solid(w *sources.Identity) bool {
	if w.UPN != "" || w.NHSNumber != "" || w.ULN != "" || w.LocalID != "" {
		return w.Forename != "" || w.Surname != ""
	}
	return w.Forename != "" && w.Surname != "" && w.DOB != 0 && (w.Address != "" || w.Postcode != "")
}

// identityBytes writes an identity and its kind of extract unambiguously, letter case apart.
func identityBytes(b []byte, rec *sources.Record) []byte {
	w := &rec.Who
	put := func(s string) {
		for i := range len(s) {
			c := s[i]
			if 'a' <= c && c <= 'z' {
				c -= 'a' - 'A'
			}
			b = append(b, c)
		}
		b = append(b, 0)
	}
	for _, s := range [...]string{string(rec.Kind), w.UPN, w.FormerUPN, w.ULN, w.NHSNumber, w.LocalID, w.Surname, w.Forename,
		w.MiddleNames, w.PreferredSurname, w.PreferredForename, w.FormerSurname, w.Sex, w.Address, w.Postcode, w.UPRN,
		w.PreviousAddress, w.PreviousPostcode} {
		put(s)
	}
	return fmt.Append(b, int32(w.DOB))
}

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
	{Name: exclusiveColumn, Kind: matchers.Groups},
}

// exclusiveColumn holds the census returns that a row stands in.
const exclusiveColumn = "return"

// personColumns says which columns hold what. A former or temporary UPN, and a supplier's own key, may agree but never
// disagree: a child has many in a life, and a supplier may list a child twice.
var personColumns = matchers.PersonColumns{
	Forenames: []string{"forename", "preferred_forename"},
	Surnames:  []string{"surname", "preferred_surname", "former_surname"},
	Middle:    []string{"middle_names"},
	Birth:     "dob",
	Sex:       "sex",
	Addresses: []string{"address"},
	Postcodes: []string{"postcode"},
	Identifiers: []matchers.IdentifierColumns{
		{Name: "upn", Columns: []string{"upn"}, Former: []string{"former_upn"}},
		{Name: "nhs_number", Columns: []string{"nhs_number"}},
		{Name: "uln", Columns: []string{"uln"}},
		{Name: "local_id", Former: []string{"local_id"}},
	},
}

// table builds the table: a row's values come from its first record, since all of its records say the same, and the
// returns that it stands in from all of them.
func (p *People) table() (*matchers.Table, error) {
	b := matchers.NewBuilder(columns...)
	lived := p.newHomes()
	datasets := map[sources.Kind]uint16{}
	for k, kind := range sources.Kinds() {
		datasets[kind] = uint16(k)
	}
	for row := range len(p.start) - 1 {
		members := p.members[p.start[row]:p.start[row+1]]
		rec := p.subject(int(members[0]))
		b.Row(p.print[row].String(), datasets[rec.Kind])
		addIdentity(b, rec, lived)
		for _, g := range p.returnsOf(members) {
			b.Add(colExclusive, g)
		}
	}
	p.notHomes = lived.spared
	return b.Table()
}

func addIdentity(b *matchers.Builder, rec *sources.Record, lived *homes) {
	w := &rec.Who
	b.Add(colForename, w.Forename)
	b.Add(colPreferredForename, w.PreferredForename)
	b.Add(colMiddle, w.MiddleNames)
	b.Add(colSurname, w.Surname)
	b.Add(colPreferredSurname, w.PreferredSurname)
	b.Add(colFormerSurname, w.FormerSurname)
	b.Add(colDOB, w.DOB.String())
	b.Add(colSex, w.Sex)
	if lived.compared(w.Address, w.Postcode, w.UPRN) {
		b.Add(colPostcode, w.Postcode)
		b.Add(colAddress, w.Address)
	}
	if (w.PreviousPostcode != "" || w.PreviousAddress != "") && lived.compared(w.PreviousAddress, w.PreviousPostcode, "") {
		// The second postcode of a row belongs with its second address.
		b.Add(colPostcode, w.PreviousPostcode)
		b.Add(colAddress, w.PreviousAddress)
	}
	if cells.TemporaryUPN(w.UPN) {
		b.Add(colFormerUPN, w.UPN)
	} else {
		b.Add(colUPN, w.UPN)
	}
	b.Add(colFormerUPN, w.FormerUPN)
	b.Add(colNHS, w.NHSNumber)
	b.Add(colULN, w.ULN)
	if w.LocalID != "" {
		b.Add(colLocal, string(rec.Kind)+":"+w.LocalID)
	}
}

// returnsOf names the census returns that a row stands in. One school lists a child once in one return, so that two rows of
// one return are two children, however alike.
func (p *People) returnsOf(members []int32) []string {
	var groups []string
	for _, i := range members {
		if !bySchool[p.place(int(i)).Kind] {
			return nil // the records of a row are of one extract
		}
		rec := p.Record(int(i))
		for _, c := range rec.Claims {
			if c.Kind == sources.Roll {
				groups = append(groups, c.Place+"@"+rec.AsOf.String())
			}
		}
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// identifiers returns the numbers of a record that belong to one person, each with its kind.
func identifiers(rec *sources.Record) []string {
	w := &rec.Who
	var ids []string
	for _, id := range [...]struct{ kind, number string }{
		{"upn", w.UPN}, {"upn", w.FormerUPN}, {"nhs", w.NHSNumber}, {"uln", w.ULN},
	} {
		if id.number != "" {
			ids = append(ids, id.kind+strings.ReplaceAll(id.number, " ", ""))
		}
	}
	return ids
}

// compareFingerprints orders fingerprints.
func compareFingerprints(a, b Fingerprint) int { return bytes.Compare(a[:], b[:]) }
