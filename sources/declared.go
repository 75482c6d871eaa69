package sources

import (
	"maps"
	"slices"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

// Declaration is what the declaration of a kind says, for pages that people read.
type Declaration struct {
	Kind    Kind
	Title   string // what it is
	Owner   string // whose it is
	Basis   string // the law on which an authority holds and uses it
	Obtain  string // which system and report, whom to ask, under what agreement
	Every   string // how often it comes
	Never   string // what such an extract may carry and is never loaded
	Formats []string
	Person  bool // rows are about people, so that the fields of Person may be there
	Layouts []Layout
	Apart   []DeclaredField // held apart from matching and rules
	Ignored []string        // headers that are known and passed over, beside NeverLoaded

	Reliance        // how far rules go by it
	Explains   bool // a child's education may stand in it, or the word that there is one elsewhere, and in no other extract
	BySchool   bool // each file is the return of one school, on which a child stands once
	HoldsOpen  bool // it holds a child open as being without a school; where a roll has the child, its owner is to put it right
	NameTrust  int  // how well it spells a legal name
	BirthTrust int  // how much its date of birth counts where extracts disagree
}

// Layout is a set of columns or elements in which a kind comes.
type Layout struct {
	Name   string
	Fields []DeclaredField
}

// DeclaredField is a canonical field as it is declared.
type DeclaredField struct {
	Name, Type, About string
	Needed            string // "column", "every row", or nothing
	Sees              string // who may see it
	Words             []DeclaredWord
	Headers           []string // other headers and elements under which it is read
}

// DeclaredWord is a word of a field with the other spellings of it that are known, folded to letters and figures.
type DeclaredWord struct {
	Word      string
	Spellings []string
}

// DeclarationOf returns what the declaration of a kind says, and whether there is such a kind.
func DeclarationOf(k Kind) (Declaration, bool) {
	s := kinds[k]
	if s == nil {
		return Declaration{}, false
	}
	d := Declaration{
		Kind: k, Title: s.title, Owner: s.owner, Basis: s.basis, Obtain: s.obtain, Every: s.every, Never: s.never,
		Apart: describeFields(s.apart), Ignored: s.ignored,
		Reliance: s.evidence.reliance(), Explains: s.evidence.explains == yes, BySchool: s.evidence.bySchool == yes,
		HoldsOpen: s.evidence.holdsOpen == yes,
		NameTrust: s.evidence.names, BirthTrust: s.evidence.births,
	}
	d.Optional = s.optional
	for _, r := range s.allReaders() {
		d.Formats = append(d.Formats, r.name)
	}
	if len(s.message) > 0 {
		d.Person = true
		d.Layouts = append(d.Layouts, Layout{"returns", describeFields(s.message)})
	}
	for _, t := range s.tables {
		l := Layout{t.name, describeFields(t.fields)}
		if t.places {
			l.Fields = append(l.Fields, describeFields(placeFields)...)
		} else {
			d.Person = true
		}
		d.Layouts = append(d.Layouts, l)
	}
	return d, true
}

// PersonFields returns the fields that any row about a child may have.
func PersonFields() []DeclaredField { return describeFields(person) }

// NeverLoaded returns the headers that no extract is read for, but where a kind holds one apart.
func NeverLoaded() []string { return slices.Clone(neverLoaded) }

// seenBy returns the fields of the kind that a reader may see.
func (d *Declaration) seenBy(who sight) []string {
	var names []string
	add := func(fields []field) {
		for i := range fields {
			if fields[i].seenBy()&who != 0 && !slices.Contains(names, fields[i].name) {
				names = append(names, fields[i].name)
			}
		}
	}
	s := kinds[d.Kind]
	if d.Person {
		add(s.personFields())
	}
	add(s.message)
	for _, t := range s.tables {
		if t.places {
			add(placeFields)
		}
		add(t.fields)
	}
	return names
}

// personFields is the fields of the person that a row of the source may have: all, or what the national messages say.
func (s *source) personFields() []field {
	if len(s.tables) > 0 {
		return person
	}
	var in []field
	for i := range person {
		if slices.ContainsFunc(xmlPerson, func(x xmlscan.Field) bool { return x.Name == person[i].name }) {
			in = append(in, person[i])
		}
	}
	return in
}

// ComparedFields returns the fields that the matcher may see.
func (d *Declaration) ComparedFields() []string { return d.seenBy(byMatcher) }

// RuledFields returns the fields that rules may see, through claims.
func (d *Declaration) RuledFields() []string { return d.seenBy(byRules) }

// ForOfficers returns the fields that are kept for officers alone.
func (d *Declaration) ForOfficers() []string { return d.seenBy(byOfficer) }

func describeFields(fields []field) []DeclaredField {
	out := make([]DeclaredField, len(fields))
	for i := range fields {
		f := &fields[i]
		out[i] = DeclaredField{
			Name: f.name, Type: f.is.String(), About: f.about, Sees: f.seenBy().String(), Words: f.declaredWords(), Headers: f.headers,
		}
		switch {
		case f.fill:
			out[i].Needed = "every row"
		case f.need:
			out[i].Needed = "column"
		}
	}
	return out
}

// declaredWords returns the field's words in order, each with its other spellings.
func (f *field) declaredWords() []DeclaredWord {
	var out []DeclaredWord
	for _, w := range f.canonicalWords() {
		d := DeclaredWord{Word: w}
		for _, k := range sortedKeys(f.words) {
			if f.words[k] == w && k != cells.Fold(w) {
				d.Spellings = append(d.Spellings, k)
			}
		}
		out = append(out, d)
	}
	return out
}

// String says who a field is for.
func (s sight) String() string {
	var who []string
	for _, w := range [...]struct {
		bit  sight
		name string
	}{{byMatcher, "matcher"}, {byRules, "rules"}, {byOfficer, "officers"}, {byFairness, "fairness"}, {byNobody, "nobody"}} {
		if s&w.bit != 0 {
			who = append(who, w.name)
		}
	}
	return strings.Join(who, ", ")
}

// FactByKind is one fact of every kind of extract, as it declares it.
func FactByKind[T any](fact func(Declaration) T) map[Kind]T {
	all := map[Kind]T{}
	for _, kind := range Kinds() {
		d, _ := DeclarationOf(kind)
		all[kind] = fact(d)
	}
	return all
}

// What is expected where a source says nothing. A tenth of the rows lost is the freshness gate of the rule book.
const (
	mostDrop     = 0.10
	mostDropped  = 0.34 // of a file that reports events: a window that moves on loses the events of a busy month at once
	mostRejected = 0.05
	// Children gone from one extract to the next whose rows give no reason for it: no end, no age, no day that a window has
	// passed. In an invented year of honest extracts it is at most four in a hundred (one of 26).
	mostGone = 0.05
)

// ExpectationOf returns what is expected of the extracts of a kind: what its declaration says, and the defaults where it says
// nothing.
func ExpectationOf(k Kind) Expectation {
	s := kinds[k]
	if s == nil {
		return Expectation{}
	}
	e := s.expect
	switch {
	case e.Drop != 0:
	case e.Whole:
		e.Drop = mostDrop
	default:
		e.Drop = mostDropped
	}
	if e.Gone == 0 {
		e.Gone = mostGone
	}
	if e.Rejected == 0 {
		e.Rejected = mostRejected
	}
	e.Fill = maps.Clone(e.Fill)
	return e
}

// ExpectedFields returns the canonical fields of a kind whose share of rows can be expected.
func ExpectedFields(k Kind) []string {
	d, ok := DeclarationOf(k)
	if !ok {
		return nil
	}
	return d.seenBy(byMatcher | byRules | byOfficer)
}

// FieldNames returns the canonical fields of a kind, in the order of its tables, those that name a child first.
func FieldNames(k Kind) (names []string) {
	if s := kinds[k]; s != nil {
		for _, f := range s.allFields() {
			if !slices.Contains(names, f.name) {
				names = append(names, f.name)
			}
		}
	}
	return names
}

// MayMap reports whether settings may map a column to a name: a field of the kind, or a header that it knows and leaves out.
func MayMap(k Kind, name string) bool { return kinds[k] != nil && kinds[k].declaresHeader(name) }

// TakesQuery reports whether an extract of the kind can be the answer to a query: those that are tables can.
func TakesQuery(k Kind) bool { return kinds[k] != nil && len(kinds[k].tables) > 0 }

// WordsOf returns the canonical words of a field of a kind, or nothing when its values are no words.
func WordsOf(k Kind, name string) []string {
	f := fieldOf(k, name)
	switch {
	case f == nil:
		return nil
	case f.is == cells.SexValue:
		return []string{"M", "F"}
	case f.is == cells.YesNoValue:
		return []string{"yes", "no"}
	}
	return f.canonicalWords()
}

// KnowsWord reports whether a word is read as one of the words of a field.
func KnowsWord(k Kind, name, word string) bool {
	if kinds[k] == nil {
		return false
	}
	return slices.ContainsFunc(kinds[k].allFields(), func(f field) bool { return f.name == name && f.knowsWord(word) })
}

func (f *field) knowsWord(word string) bool {
	why := ""
	switch f.is {
	case cells.SexValue:
		_, why = cells.ReadSex(word)
	case cells.YesNoValue:
		_, why = cells.ReadYesNo(word)
	case cells.EthnicValue:
		return true
	default:
		return len(f.words) == 0 || f.words[cells.Fold(word)] != ""
	}
	return why == ""
}

// fieldOf is the field of a name that a kind has, or nothing.
func fieldOf(k Kind, name string) *field {
	if kinds[k] == nil {
		return nil
	}
	all := kinds[k].allFields()
	if i := slices.IndexFunc(all, func(f field) bool { return f.name == name }); i >= 0 {
		return &all[i]
	}
	return nil
}

// IsLayout reports whether a text is a layout of days that settings may give.
func IsLayout(layout string) bool { return cells.IsLayout(layout) }

// MayBeConstant reports whether all rows of an extract may say the same of a field: not of those by which children are told apart.
func MayBeConstant(name string) bool {
	return !slices.ContainsFunc(person, func(f field) bool { return f.name == name })
}
