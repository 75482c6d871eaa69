package sources

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/survey"
)

// columns joins the fields of a table to the columns of one file.
type columns struct {
	table  *table
	fields []field // person, then the table's own
	bound  []binding
	seen   []bool
	header []string
	width  int // columns of the header, without empty ones at its end
	serial bool
	note   func(format string, args ...any) // adds what is odd about the file
}

// binding is a field that has a column in the file.
type binding struct {
	field  *field
	slot   int
	col    int
	values map[string]string // local word, folded → canonical word
	always string            // what all rows say, in place of a column
	known  map[string]word   // cells met before
	layout int               // the date layout that the last cell had
	lately [64]cellRead      // cells that were read without anything to note: see placeLately

	american bool              // the first rows have the month before the day
	names    *cells.NameColumn // of names: what the first rows have
	tally
}

// placeLately is where a cell is looked for among those that were read lately: by its last letters, so that the days of two months and the
// words of a code have each a place of their own.
func placeLately(s string) int {
	n := len(s)
	h := int(s[n-1])
	if n > 3 {
		h += 10*int(s[n-2]) + 32*int(s[n-4])
	}
	return h % 64
}

// cellRead is a cell as it is written and as it is read.
type cellRead struct {
	text string
	cell cells.Cell
}

// tally is what is counted of a column.
type tally struct {
	letters
	said       int // cells with something in them
	bad        int // cells left out
	zeros      int // telephone numbers without their zero
	monthFirst int // dates that can only have the month first
	either     int // dates read with the day first that can have either
	short      int // dates whose year has two figures
	nothing    int // cells with a program's word for nothing
	kept       int // names that may be one
	swapped    int // dates that are not in the layout of the settings, and would be with day and month in the other order

	met map[string]bool // local words of the settings that cells have, folded
}

func (t *tally) addTally(u tally) {
	t.addLetters(u.letters)
	t.said, t.bad, t.zeros = t.said+u.said, t.bad+u.bad, t.zeros+u.zeros
	t.monthFirst, t.either = t.monthFirst+u.monthFirst, t.either+u.either
	t.nothing, t.kept, t.short, t.swapped = t.nothing+u.nothing, t.kept+u.kept, t.short+u.short, t.swapped+u.swapped
	for w := range u.met {
		t.meet(w)
	}
}

// noted is how much has been noted of the cells, beside how many say something: it grows when the reading of one leaves a note.
func (t *tally) noted() int {
	return t.mended + t.odd + t.zeros + t.monthFirst + t.either + t.short + t.nothing + t.kept + t.swapped + len(t.met)
}

// meet notes that a cell has a local word of the settings.
func (t *tally) meet(folded string) {
	if t.met == nil {
		t.met = map[string]bool{}
	}
	t.met[folded] = true
}

// slotOf returns the position of a field's cell. A declaration that asks for a field it does not declare is a mistake in
// the program.
func (c *columns) slotOf(name string) int {
	for i := range c.fields {
		if c.fields[i].name == name {
			return i
		}
	}
	panic(fmt.Sprintf("sources: no field %q is declared", name))
}

// hasColumn reports whether the file has a column for the field.
func (c *columns) hasColumn(name string) bool { return c.seen[c.slotOf(name)] }

// bindColumns finds the layout of a header and joins its columns to fields. It returns a fault when no layout fits, and gives
// everything else that is odd to o.
func bindColumns(src *source, header []string, x *Extract, o *out) (*columns, error) {
	at, err := indexHeaders(header, o)
	if err != nil {
		return nil, err
	}
	var best *columns
	missing := []string(nil)
	for _, t := range src.tables {
		c, lacking := bindTable(t, src.apart, at, x)
		if len(lacking) == 0 {
			best = c
			break
		}
		if missing == nil || len(lacking) < len(missing) {
			missing = lacking
		}
	}
	if best == nil {
		return nil, fault{missing[0], "no column for " + strings.Join(missing, ", ") + listHeaders(header, src, x, missing[0])}
	}
	best.header, best.width, best.note = slices.Clone(header), len(header), o.addNote
	for best.width > 1 && cells.Plain(header[best.width-1]) == "" {
		best.width--
	}
	if err := best.checkMapping(src, header, at, x); err != nil {
		return nil, err
	}
	if len(best.bound) == 0 || !best.sayAnything() {
		return nil, faultf("no header of the layout is in the first row (is the header row missing?)")
	}
	best.reportUnread(src, header, x, o)
	return best, nil
}

// indexHeaders finds each header's column. Of headers that are there twice the first is read.
func indexHeaders(header []string, o *out) (map[string]int, error) {
	if len(header) > mostColumns {
		return nil, faultf("the first row has %d columns (want at most %d)", len(header), mostColumns)
	}
	at := make(map[string]int, len(header))
	for i, h := range header {
		k := cells.Fold(h)
		if k == "" {
			continue
		}
		if first, twice := at[k]; twice {
			o.addNote("columns %d and %d have the same header; column %d is read", first+1, i+1, first+1)
			continue
		}
		at[k] = i
	}
	return at, nil
}

// mostColumns bounds the width of a file.
const mostColumns = 2000

// bindTable joins a table's fields to columns and returns the names of the needed fields that have none.
func bindTable(t *table, apart []field, at map[string]int, x *Extract) (*columns, []string) {
	c := &columns{table: t, fields: make([]field, 0, len(person)+len(t.fields))}
	if !t.places {
		c.fields = append(c.fields, person...)
	} else {
		c.fields = append(c.fields, make([]field, len(person))...)
		c.fields[slotUPRN], c.fields[slotPostcode] = placeFields[0], placeFields[1]
	}
	c.fields = append(append(c.fields, t.fields...), apart...)
	c.seen = make([]bool, len(c.fields))
	var lacking []string
	for i := range c.fields {
		f := &c.fields[i]
		if f.name == "" {
			continue
		}
		col, ok := findColumn(f, at, x)
		if c.bindConstant(f, i, ok, x) {
			continue
		}
		if !ok {
			if f.need || f.fill {
				lacking = append(lacking, f.name)
			}
			continue
		}
		c.seen[i] = true
		c.bound = append(c.bound, binding{field: f, slot: i, col: col, values: foldKeys(x.Values[f.name]), known: map[string]word{}})
	}
	return c, lacking
}

// bindConstant binds a field to what the settings say that all rows say, where the file has no column of it.
func (c *columns) bindConstant(f *field, slot int, column bool, x *Extract) bool {
	always, said := x.Constant[f.name]
	if !said || column {
		return false
	}
	c.seen[slot] = true
	c.bound = append(c.bound, binding{field: f, slot: slot, col: noColumn, always: always, known: map[string]word{}})
	return true
}

// noColumn is the column of a field that the settings say.
const noColumn = -1

// textIn is the text of the field in a row.
func (b *binding) textIn(row []string) string {
	if b.col == noColumn {
		return b.always
	}
	return row[b.col]
}

// findColumn returns the column of a field: by the settings, by its canonical name, or by a header that national files use. A
// header that the settings give to another field is not taken for this one as well.
func findColumn(f *field, at map[string]int, x *Extract) (int, bool) {
	if local, mapped := x.Columns[f.name]; mapped {
		col, ok := at[cells.Fold(local)]
		return col, ok
	}
	if col, ok := at[cells.Fold(f.name)]; ok && !isMapped(cells.Fold(f.name), x) {
		return col, true
	}
	for _, h := range f.headers {
		if col, ok := at[cells.Fold(h)]; ok && !isMapped(cells.Fold(h), x) {
			return col, true
		}
	}
	return 0, false
}

// isMapped reports whether the settings give a header, folded, to some field.
func isMapped(folded string, x *Extract) bool {
	for _, local := range x.Columns {
		if cells.Fold(local) == folded {
			return true
		}
	}
	return false
}

// checkMapping holds the settings' columns and values to the layout and to the file.
func (c *columns) checkMapping(src *source, header []string, at map[string]int, x *Extract) error {
	for _, name := range sortedKeys(x.Columns) {
		if !src.declaresHeader(name) {
			return fault{name, "the settings map a column to a field that this kind does not have"}
		}
		if _, ok := at[cells.Fold(x.Columns[name])]; !ok {
			return fault{name, fmt.Sprintf("the settings map it to the header %q%s, which the file does not have%s",
				cutHeader(x.Columns[name]), x.onLine("columns."+name), listHeaders(header, src, x, name))}
		}
	}
	for _, name := range sortedKeys(x.Values) {
		if !src.declaresHeader(name) {
			return fault{name, "the settings map values of a field that this kind does not have"}
		}
	}
	for i := range c.bound {
		b := &c.bound[i]
		for _, local := range sortedKeys(b.values) {
			if len(b.field.words) > 0 && b.field.words[cells.Fold(b.values[local])] == "" {
				return fault{b.field.name, fmt.Sprintf("the settings map a word to %q (want one of %s)",
					b.values[local], strings.Join(b.field.canonicalWords(), ", "))}
			}
		}
	}
	return nil
}

// noteSettings notes the words of the settings that no cell has, and a layout whose day and month are likely in the wrong order.
func (c *columns) noteSettings(x *Extract, o *out) {
	if o.report.Rows == 0 {
		return
	}
	for i := range c.bound {
		b := &c.bound[i]
		var unmet []string
		for _, local := range sortedKeys(x.Values[b.field.name]) {
			if !b.met[cells.Fold(local)] {
				unmet = append(unmet, local)
			}
		}
		for _, local := range unmet[:min(len(unmet), mostUnmet)] {
			o.addNote("%s: no cell has the word %q that the settings map%s; write it as the file does, or leave it out",
				b.field.name, cutHeader(local), x.onLine("values."+b.field.name+"."+local))
		}
		if b.swapped >= fewSwapped && len(x.Dates) > 0 && 10*b.swapped > b.said {
			o.addNote("%s: %d of %d dates are not in the layout %s of the settings%s and would be in %s: day and month are likely the other way round, and those that are read may be wrong",
				b.field.name, b.swapped, b.said, strings.Join(x.Dates, " or "), x.onLine("dates"), cells.SwapDayAndMonth(x.Dates[0]))
		}
	}
	for _, name := range sortedKeys(x.Values) {
		if !slices.ContainsFunc(c.bound, func(b binding) bool { return b.field.name == name }) {
			o.addNote("%s: the settings map words of it%s, and no column is read as %s; name its header under columns", name, x.onLine("values."+name), name)
		}
	}
}

const (
	mostUnmet  = 5 // words that are told, of a field
	fewSwapped = 3 // dates, from which on their order is told
)

// sayAnything reports whether a column of the table's own or one that names a child was found.
func (c *columns) sayAnything() bool {
	return slices.ContainsFunc(c.bound, func(b binding) bool { return b.slot >= slotFullName || b.slot <= slotForename })
}

// reportUnread gives what the layout does not know to o.
func (c *columns) reportUnread(src *source, header []string, x *Extract, o *out) {
	if c.table.wide {
		return
	}
	known := foldedSet(neverLoaded, src.ignored, slices.Collect(maps.Values(x.Columns)))
	read := map[int]bool{}
	for _, b := range c.bound {
		read[b.col] = true
	}
	show := looksLikeHeader(header, src.knownHeaders(x))
	for i, h := range header {
		if k := cells.Fold(h); k != "" && !read[i] && !known[k] {
			o.addUnknown(shownHeader(header, i, show))
		}
	}
	if !show && holdsValues(header) {
		o.addNote("what stands in the place of the header holds values of rows (are its line ends lost?)")
	}
}

// listHeaders lists the headers of a file for a message, when the first row is surely a header: a first row of data would
// put a child's name into it.
func listHeaders(header []string, src *source, x *Extract, wanted string) string {
	if !looksLikeHeader(header, src.knownHeaders(x)) {
		return "; the first row does not look like a header"
	}
	names := make([]string, 0, len(header))
	for i, h := range header {
		if cells.Plain(h) != "" {
			names = append(names, shownHeader(header, i, true))
		}
	}
	if meant := headerMeant(names, src, x, wanted); meant != "" {
		return fmt.Sprintf("; did you mean %q? The headers are %s", meant, strings.Join(names, ", "))
	}
	return "; the headers are " + strings.Join(names, ", ")
}

// likeMeant is from which likeness on a header is said to be meant.
const likeMeant = 0.6

// headerMeant is the header of a file that a field is likely meant to be read from: it is like the one that the settings name, or like
// what the field is called elsewhere.
func headerMeant(names []string, src *source, x *Extract, wanted string) string {
	forms := []survey.HeaderForm{survey.FormOf(x.Columns[wanted])}
	for _, f := range src.allFields() {
		if f.name == wanted {
			forms = append(forms, survey.SpellingsOf(f.name, f.headers)...)
		}
	}
	best, meant := likeMeant, ""
	for _, h := range names {
		if alike := survey.BestLikeness(survey.FormOf(h), forms); alike > best && !isMapped(cells.Fold(h), x) {
			best, meant = alike, h
		}
	}
	return meant
}

// declaresHeader reports whether one of the source's tables has the field.
func (s *source) declaresHeader(name string) bool {
	return slices.ContainsFunc(s.allFields(), func(f field) bool { return f.name == name }) ||
		slices.ContainsFunc(s.message, func(f field) bool { return f.name == name && f.mapped }) ||
		slices.ContainsFunc(slices.Concat(s.ignored, neverLoaded), func(h string) bool { return cells.Fold(h) == cells.Fold(name) })
}

func (s *source) allFields() []field {
	all := slices.Clone(person)
	for _, t := range s.tables {
		all = append(all, t.fields...)
	}
	return append(all, s.apart...)
}

// canonicalWords returns the field's words, each once, in order.
func (f *field) canonicalWords() []string {
	return slices.Compact(slices.Sorted(maps.Values(f.words)))
}

// foldedSet is the headers of several lists, folded.
func foldedSet(lists ...[]string) map[string]bool {
	set := map[string]bool{}
	for _, headers := range lists {
		for _, h := range headers {
			set[cells.Fold(h)] = true
		}
	}
	return set
}

func foldKeys(m map[string]string) map[string]string {
	if len(m) == 0 {
		return nil
	}
	out := make(map[string]string, len(m))
	for _, k := range sortedKeys(m) {
		out[cells.Fold(cells.WholeDigits(cells.Plain(k)))] = m[k]
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
