package sources

import (
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// View reads a batch of Schema as Records. Several goroutines may read one View.
type View struct {
	n                      int
	id, kind, file, native reading
	row, line              *array.Int32
	asOf, dob              *array.Date32
	who                    []filled[Identity]
	list                   *array.List
	claim                  *array.Uint8
	count                  *array.Int32
	said                   []filled[Claim]
	dates                  []filledDate
}

// filled is a column of text that says something somewhere in the batch. Most extracts fill few of the columns, and one that
// is empty throughout need not be asked for every record.
type filled[T any] struct {
	reading
	at func(*T) *string
}

// filledDate is a column of days of which the batch knows one.
type filledDate struct {
	days *array.Date32
	at   func(*Claim) *Date
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
	v.id, v.kind, v.file, v.native = readingOf(take()), readingOf(take()), readingOf(take()), readingOf(take()) // as placeColumns has them
	v.row, v.line = take().(*array.Int32), take().(*array.Int32)
	v.asOf, v.dob = take().(*array.Date32), take().(*array.Date32)
	v.who = filledOf(identityColumns, func(int) arrow.Array { return take() })
	v.list = take().(*array.List)
	v.openClaims(v.list.ListValues().(*array.Struct))
	return v
}

func (v *View) openClaims(claims *array.Struct) {
	v.claim, v.count = claims.Field(0).(*array.Uint8), claims.Field(1).(*array.Int32)
	v.said = filledOf(claimTexts, func(i int) arrow.Array { return claims.Field(2 + i) })
	for i, c := range claimDates {
		if days := claims.Field(2 + len(claimTexts) + i).(*array.Date32); days.NullN() < days.Len() {
			v.dates = append(v.dates, filledDate{days, c.at})
		}
	}
}

func filledOf[T any](columns []textColumn[T], array func(int) arrow.Array) (all []filled[T]) {
	for i, c := range columns {
		if r := readingOf(array(i)); !r.isBlank() {
			all = append(all, filled[T]{r, c.at})
		}
	}
	return all
}

// Len returns the number of records.
func (v *View) Len() int { return v.n }

// KindOf returns the extract of record i.
func (v *View) KindOf(i int) Kind { return Kind(v.kind.valueAt(i)) }

// OriginOf returns where record i stands.
func (v *View) OriginOf(i int) Origin {
	return Origin{
		ID: RecordID(v.id.valueAt(i)), Kind: v.KindOf(i), File: v.file.valueAt(i), Row: int(v.row.Value(i)), Line: int(v.line.Value(i)), Native: v.native.valueAt(i),
		AsOf: dayAt(v.asOf, i),
	}
}

// Part is what is read of a Record beside its origin.
type Part uint8

// The parts of a Record.
const (
	WhoPart   Part = 1 << iota // who it is about
	ClaimPart                  // what it says
)

// Read reads record i into r, and leaves the parts empty that are not asked for. The claims stand where those of r stood:
// whoever keeps a Record reads into a new one. Its strings point into the batch.
func (v *View) Read(i int, r *Record, parts Part) {
	o := v.OriginOf(i)
	r.ID, r.Kind, r.File, r.Row, r.Line, r.Native, r.AsOf = o.ID, o.Kind, o.File, o.Row, o.Line, o.Native, o.AsOf
	r.Who, r.Claims = Identity{}, r.Claims[:0]
	if parts&WhoPart != 0 {
		v.readIdentity(i, &r.Who)
	}
	if parts&ClaimPart != 0 {
		v.readClaims(i, r)
	}
}

func (v *View) readIdentity(i int, w *Identity) {
	w.DOB = dayAt(v.dob, i)
	for k := range v.who {
		*v.who[k].at(w) = v.who[k].valueAt(i)
	}
}

func (v *View) readClaims(i int, r *Record) {
	from, to := v.list.ValueOffsets(i)
	if n := int(to - from); n > cap(r.Claims) {
		r.Claims = make([]Claim, n)
	} else {
		r.Claims = r.Claims[:n]
	}
	for k := range r.Claims {
		v.readClaim(int(from)+k, &r.Claims[k])
	}
}

func (v *View) readClaim(i int, c *Claim) {
	*c = Claim{Kind: ClaimKind(v.claim.Value(i)), Count: v.count.Value(i)}
	for k := range v.said {
		*v.said[k].at(c) = v.said[k].valueAt(i)
	}
	for k := range v.dates {
		*v.dates[k].at(c) = dayAt(v.dates[k].days, i)
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
	text  *array.String // the values; nil when coded
	words []string      // the dictionary
	codes []int32
}

func readingOf(a arrow.Array) reading {
	d, coded := a.(*array.Dictionary)
	if !coded {
		return reading{text: a.(*array.String)}
	}
	dictionary := d.Dictionary().(*array.String)
	words := make([]string, dictionary.Len())
	for i := range words {
		words[i] = dictionary.Value(i)
	}
	return reading{words: words, codes: d.Indices().(*array.Int32).Int32Values()}
}

func (r *reading) valueAt(i int) string {
	if r.text == nil {
		return r.words[r.codes[i]]
	}
	return r.text.Value(i)
}

// isBlank reports whether the column says nothing anywhere.
func (r *reading) isBlank() bool {
	if r.text == nil {
		return !slices.ContainsFunc(r.words, func(s string) bool { return s != "" })
	}
	return len(r.text.ValueBytes()) == 0
}
