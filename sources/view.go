package sources

import (
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// View reads a batch of Schema as Records. Several goroutines may read one View.
type View struct {
	n     int
	place []reading
	row   *array.Int32
	asOf  *array.Date32
	dob   *array.Date32
	who   []reading
	list  *array.List
	kind  *array.Uint8
	count *array.Int32
	said  []reading
	dates []*array.Date32
}

// NewView returns a View of a batch, which must not be released while the View or a Record of it is in use. It panics
// when the batch is not of Schema: whoever loads a checkpoint compares the schemas first.
func NewView(batch arrow.Record) *View {
	if !batch.Schema().Equal(Schema) {
		panic(fmt.Sprintf("sources: a batch of another schema: %d columns (want %d)", batch.NumCols(), len(Schema.Fields())))
	}
	columns := batch.Columns()
	take := func() (a arrow.Array) {
		a, columns = columns[0], columns[1:]
		return a
	}
	v := &View{n: int(batch.NumRows())}
	for range placeColumns {
		v.place = append(v.place, readingOf(take()))
	}
	v.row, v.asOf, v.dob = take().(*array.Int32), take().(*array.Date32), take().(*array.Date32)
	for range identityColumns {
		v.who = append(v.who, readingOf(take()))
	}
	v.list = take().(*array.List)
	v.openClaims(v.list.ListValues().(*array.Struct))
	return v
}

func (v *View) openClaims(claims *array.Struct) {
	v.kind, v.count = claims.Field(0).(*array.Uint8), claims.Field(1).(*array.Int32)
	for i := range claimTexts {
		v.said = append(v.said, readingOf(claims.Field(2+i)))
	}
	for i := range claimDates {
		v.dates = append(v.dates, claims.Field(2+len(claimTexts)+i).(*array.Date32))
	}
}

// Len returns the number of records.
func (v *View) Len() int { return v.n }

// PlaceOf returns record i without who it is about and what it says of them: its id, extract, file, row, key and day.
func (v *View) PlaceOf(i int) *Record {
	r := &Record{Row: int(v.row.Value(i)), AsOf: dayAt(v.asOf, i)}
	for k := range placeColumns {
		*placeColumns[k].at(r) = v.place[k].valueAt(i)
	}
	return r
}

// IdentityOf returns record i without what it says: its place and who it is about.
func (v *View) IdentityOf(i int) *Record {
	r := v.PlaceOf(i)
	v.readIdentity(i, r)
	return r
}

// ClaimsOf returns record i without who it is about: its place and what it says.
func (v *View) ClaimsOf(i int) *Record {
	r := v.PlaceOf(i)
	v.readClaims(i, r)
	return r
}

// Record returns record i, which the caller may keep. Its strings point into the batch.
func (v *View) Record(i int) *Record {
	r := v.PlaceOf(i)
	v.readIdentity(i, r)
	v.readClaims(i, r)
	return r
}

func (v *View) readIdentity(i int, r *Record) {
	r.Who.DOB = dayAt(v.dob, i)
	for k := range identityColumns {
		*identityColumns[k].at(&r.Who) = v.who[k].valueAt(i)
	}
}

func (v *View) readClaims(i int, r *Record) {
	from, to := v.list.ValueOffsets(i)
	if from < to {
		r.Claims = make([]Claim, to-from)
	}
	for k := range r.Claims {
		v.readClaim(int(from)+k, &r.Claims[k])
	}
}

func (v *View) readClaim(i int, c *Claim) {
	c.Kind, c.Count = ClaimKind(v.kind.Value(i)), v.count.Value(i)
	for k := range claimTexts {
		*claimTexts[k].at(c) = v.said[k].valueAt(i)
	}
	for k := range claimDates {
		*claimDates[k].at(c) = dayAt(v.dates[k], i)
	}
}

func dayAt(a *array.Date32, i int) Date {
	if a.IsNull(i) {
		return 0
	}
	return Date(a.Value(i))
}

// reading is a column of text, coded or not.
type reading struct {
	text  *array.String // the values, or the dictionary
	codes []int32       // nil when not coded
}

func readingOf(a arrow.Array) reading {
	if d, ok := a.(*array.Dictionary); ok {
		return reading{d.Dictionary().(*array.String), d.Indices().(*array.Int32).Int32Values()}
	}
	return reading{text: a.(*array.String)}
}

func (r *reading) valueAt(i int) string {
	if r.codes != nil {
		i = int(r.codes[i])
	}
	return r.text.Value(i)
}
