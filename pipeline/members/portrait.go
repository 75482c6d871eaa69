package members

import (
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/stream"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// Portrait is what was seen of an extract.
type Portrait struct {
	Kind    sources.Kind
	Rows    int
	Sample  *Sample // of tonight, for the next night to be held to
	Known   bool    // there was one before
	Change          // since the one before
	Agrees  []Agreement
	Births  int     // rows with a date of birth
	Ages    [25]int // of those, by whole years of age on the day; the last are older
	Unborn  int     // of those, born after the day
	sided   bool    // other extracts say what it says, and not what the surer reference does
	rowsOn  map[calendar.Date]int
	sampler *sampler
	since   *comparison
}

// Asked is what to look at.
type Asked struct {
	Key    Key
	AsOf   calendar.Date
	Before map[sources.Kind]*Sample // by kind, of the extract last accepted
	// Held are kinds to which no other is held.
	Held map[sources.Kind]bool
	// References are the kinds to which others are held, the surest first; each is held to those before it.
	References []sources.Kind
	Workers    int                     // how many read at a time; it changes nothing
	Whole      func(sources.Kind) bool // the kind is a list of all, not of events in a window
}

// Rows are the records of all extracts, by number. A Record is written over by the next of its span; several spans are read at a
// time.
type Rows interface {
	Len() int
	SpanOf(wanted func(sources.Kind) bool, from, to int, parts sources.Part) iter.Seq2[int, *sources.Record]
}

// DrawPortraits looks at the records of every kind that has members. Each is read and made digests of once: the references first, the surest
// before the others, and then whom is held to them.
func DrawPortraits(a Asked, rows Rows) map[sources.Kind]*Portrait {
	d := drawing{Asked: a, rows: rows, all: map[sources.Kind]*Portrait{}, agree: map[sources.Kind][]Agreement{}}
	for _, kind := range a.References {
		if !a.Held[kind] {
			r := newReference(kind, rows.Len())
			d.readRows(r, func(k sources.Kind) bool { return k == kind })
			d.refs = append(d.refs, r)
		}
	}
	d.readRows(nil, func(k sources.Kind) bool {
		return Kinds[k] && !slices.ContainsFunc(d.refs, func(r *reference) bool { return r.kind == k })
	})
	for _, l := range d.all {
		l.finish(a)
	}
	for n, r := range d.refs {
		for kind, l := range d.all {
			if d.isHeldTo(kind, r.kind) {
				l.Agrees = append(l.Agrees, d.agree[kind][n])
			}
		}
	}
	for n, r := range d.refs {
		for _, later := range d.refs[n+1:] {
			settle(d.all, r.kind, later.kind)
		}
	}
	return d.all
}

// drawing is portraits while they are drawn.
type drawing struct {
	Asked
	rows  Rows
	refs  []*reference // that have been read
	all   map[sources.Kind]*Portrait
	agree map[sources.Kind][]Agreement // by kind and by reference
	spare sync.Pool                    // of digests of a span
}

// isHeldTo reports whether a kind is held to a reference: every one but itself and those surer than it.
func (d *drawing) isHeldTo(kind, reference sources.Kind) bool {
	for _, surer := range d.References {
		if surer == kind {
			return false
		}
		if surer == reference {
			return true
		}
	}
	return true
}

// spanRows is how many rows one worker reads at a time.
const spanRows = 1 << 14

// readRows makes the digests of the rows of some kinds and holds them to the references that were read before, side by side, and takes them
// in in the order of the rows: into a reference, if any, and into the portraits of their kinds.
func (d *drawing) readRows(into *reference, wanted func(sources.Kind) bool) {
	parts, see := sources.WhoPart|sources.ClaimPart, (*hasher).personOf
	if into != nil && !Kinds[into.kind] { // others are held to it, and it to nothing
		parts, see = sources.WhoPart, (*hasher).referredTo
	}
	work := stream.New().WithMaxGoroutines(max(1, d.Workers))
	for from := 0; from < d.rows.Len(); from += spanRows {
		work.Go(func() stream.Callback {
			span, _ := d.spare.Get().(*spanOf)
			if span == nil {
				span = &spanOf{hasher: newHasher(d.Key)}
			}
			span.persons, span.kinds = span.persons[:0], span.kinds[:0]
			for _, rec := range d.rows.SpanOf(wanted, from, min(from+spanRows, d.rows.Len()), parts) {
				span.persons = append(span.persons, see(span.hasher, rec, d.AsOf))
				span.addKind(rec.Kind)
			}
			d.holdSpan(span)
			return func() {
				d.addSpan(into, span)
				d.spare.Put(span)
			}
		})
	}
	work.Wait()
}

// spanOf is the digests of a span of rows, with the extracts that they are of one after another.
type spanOf struct {
	hasher  *hasher
	persons []person
	kinds   []kindSpan
}

// kindSpan is the rows of one extract, up to one of a span, and what was counted of them by reference.
type kindSpan struct {
	kind  sources.Kind
	to    int
	agree []Agreement
}

// addKind notes of which extract the last row is.
func (s *spanOf) addKind(kind sources.Kind) {
	if n := len(s.kinds); n == 0 || s.kinds[n-1].kind != kind {
		s.kinds = append(s.kinds, kindSpan{kind: kind})
	}
	s.kinds[len(s.kinds)-1].to = len(s.persons)
}

// holdSpan holds rows to the references.
func (d *drawing) holdSpan(span *spanOf) {
	from := 0
	for k := range span.kinds {
		of := &span.kinds[k]
		of.agree = make([]Agreement, len(d.refs))
		for n, r := range d.refs {
			if !Kinds[of.kind] || !d.isHeldTo(of.kind, r.kind) {
				continue
			}
			for i := from; i < of.to; i++ {
				of.agree[n].holdRow(r, &span.persons[i])
			}
		}
		from = of.to
	}
}

// addSpan takes rows in.
func (d *drawing) addSpan(into *reference, span *spanOf) {
	from := 0
	for k := range span.kinds {
		of := &span.kinds[k]
		rows := span.persons[from:of.to]
		from = of.to
		if into != nil {
			for i := range rows {
				into.addRow(&rows[i])
			}
		}
		if !Kinds[of.kind] {
			continue
		}
		l := d.portraitOf(of.kind)
		for i := range rows {
			l.addRow(&rows[i], d.AsOf)
		}
		for n := range of.agree {
			d.agree[of.kind][n].add(&of.agree[n])
		}
	}
}

// portraitOf is the portrait of an extract, which is begun with its first row.
func (d *drawing) portraitOf(kind sources.Kind) *Portrait {
	l := d.all[kind]
	if l == nil {
		l = d.newPortrait(kind)
		d.all[kind], d.agree[kind] = l, make([]Agreement, len(d.refs))
		for n, r := range d.refs {
			d.agree[kind][n].With = r.kind
		}
	}
	return l
}

func (a *Asked) newPortrait(kind sources.Kind) *Portrait {
	l := &Portrait{Kind: kind, sampler: newSampler(), rowsOn: map[calendar.Date]int{}}
	if before := a.Before[kind]; before != nil {
		l.Known, l.since = true, newComparison(before)
	}
	return l
}

func (l *Portrait) addRow(p *person, asOf calendar.Date) {
	l.Rows++
	l.rowsOn[p.newest]++
	l.sampler.addRow(p, asOf)
	if l.since != nil {
		l.since.addRow(p)
	}
	switch birth := p.born; {
	case birth == 0:
	case birth > asOf:
		l.Births++
		l.Unborn++
	default:
		l.Births++
		l.Ages[min(int(float64(asOf-birth)/365.25), len(l.Ages)-1)]++
	}
}

func (l *Portrait) finish(a Asked) {
	window := calendar.Date(0)
	if !a.Whole(l.Kind) {
		window = windowOf(l.rowsOn)
	}
	if l.since != nil {
		var lost []Member
		l.Change, lost = l.since.finish(window)
		l.sampler.keepLost(lost, a.AsOf)
	}
	l.Sample = l.sampler.finish()
	l.rowsOn, l.sampler, l.since = nil, nil, nil
}

// settle decides which of two references that disagree is one: the surer, unless more of the other extracts side with the
// later. One that is not is left out of what the others are held to.
func settle(all map[sources.Kind]*Portrait, surer, later sources.Kind) {
	l := all[later]
	a := l.agreementWith(surer)
	if a == nil {
		return
	}
	column, why := a.fault()
	if why == "" {
		return
	}
	side := 0
	for kind, o := range all {
		if kind != later && kind != surer {
			side += o.agreesWith(later, column) - o.agreesWith(surer, column)
		}
	}
	if l.sided = side > 0; l.sided {
		return
	}
	for _, o := range all {
		o.Agrees = slices.DeleteFunc(o.Agrees, func(a Agreement) bool { return a.With == later })
	}
}

// agreementWith is the agreement with a reference; nil: it was not held to it.
func (l *Portrait) agreementWith(kind sources.Kind) *Agreement {
	if l != nil {
		for i := range l.Agrees {
			if l.Agrees[i].With == kind {
				return &l.Agrees[i]
			}
		}
	}
	return nil
}

// agreesWith is one when the extract says in a column what a reference says, of children enough.
func (l *Portrait) agreesWith(kind sources.Kind, column int) int {
	a := l.agreementWith(kind)
	if a == nil {
		return 0
	}
	same, of := a.counts(column)
	return one(of >= leastBoth && !tooFew(same, of))
}

const (
	// Children whom two extracts both have before what they say of them is told. With twenty, chance alone does not halve a share
	// of nine tenths.
	leastBoth = 20
	// What two systems agree on at least, of the children whom both have.
	leastAgree = 0.5
)

// Disagrees says with which reference and in which column the extract disagrees, in words; empty: with none. Where it agrees in
// that column with another reference, doubted is the one that stands alone.
func (l *Portrait) Disagrees() (why string, doubted sources.Kind) {
	for i := range l.Agrees {
		column, text := l.Agrees[i].fault()
		if text == "" {
			continue
		}
		for j := range l.Agrees {
			if l.sided || j != i && l.agreesWith(l.Agrees[j].With, column) == 1 {
				doubted = l.Agrees[i].With
			}
		}
		if doubted == "" || why == "" {
			why = text
		}
		if doubted == "" {
			break
		}
	}
	return why, doubted
}

// OddAges is how many dates of birth are of nobody from three to eighteen years.
func (l *Portrait) OddAges() int {
	n := l.Births
	for age := 3; age <= 18; age++ {
		n -= l.Ages[age]
	}
	return n
}

// counts is how many of the children whom both have are said the same of in a column.
func (a *Agreement) counts(column int) (same, of int) {
	switch column {
	case BirthColumn:
		return a.BirthsSame, a.Births
	case NameColumn:
		return a.NamesSame, a.Names
	}
	return a.SexesSame, a.Sexes
}

// fault says in which column most children have another value, in words.
func (a *Agreement) fault() (column int, why string) {
	if a.Names >= leastBoth && 2*a.NamesSwapped > a.Names {
		return NameColumn, fmt.Sprintf("of %d children whom the %s has too, %d have their surname in the place of the forename", a.Names, kindWords(a.With), a.NamesSwapped)
	}
	for column, word := range [...]string{"the same date of birth", "the same surname", "the same sex"} {
		if same, of := a.counts(column); tooFew(same, of) {
			return column, fmt.Sprintf("of %d children whom the %s has too, %d have %s", of, kindWords(a.With), same, word)
		}
	}
	return 0, ""
}

func tooFew(same, of int) bool { return of >= leastBoth && float64(same) < leastAgree*float64(of) }

// kindWords calls a reference what a caseworker calls it.
func kindWords(k sources.Kind) string {
	d, _ := sources.DeclarationOf(k)
	return d.Name
}
