package sources

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/survey"
)

// Proposal is how a surveyed file may be read as one kind: what each column may be, with a score and the reason.
type Proposal struct {
	Kind     Kind
	Layout   string  // the name of the layout, when the kind has several
	Fit      float64 // how well the columns are explained, 0 to 1: what kinds are ordered by
	Columns  []ProposedColumn
	Constant map[string]string // fields that all rows say by what a header is: canonical word by field
	Lacking  []string          // needed fields that no column may be
	Dates    string            // the layout to give in the settings, when the usual ones do not read the dates
	Mixed    bool              // the columns of dates need different layouts, and the settings can give one
}

// ProposedColumn says what one column may be.
type ProposedColumn struct {
	Fate  Fate
	Field string // the canonical field, unless the fate is Passed, Never or NotKnown
	Type  string // of the field
	Score float64
	Why   string
	Next  string // the field that it may be instead, when one is near
	Words []ProposedWord
	// Hidden counts different words that are no words of the field and are not shown, for they may be a child's.
	Hidden int
}

// Fate is what becomes of a column.
type Fate uint8

// The fates of a column.
const (
	NotKnown Fate = iota // nothing is like it
	AsItIs               // its header is known: it needs no mapping
	Mapped               // the settings map it already
	Proposed             // it may be the field
	Passed               // known and passed over
	Never                // never loaded
)

// ProposedWord is a local word of a field of words.
type ProposedWord struct {
	Local string
	Times int
	Word  string   // the canonical word that it may stand for, or nothing
	OneOf []string // the words to choose from, when Word is empty
}

// Scores from which on a field is proposed for a column, and named beside a better one.
const (
	leastScore = 0.6
	nearScore  = 0.45
)

// Propose says how the file may be read as a kind, in the layout that fits best. The kind must be one of rows and columns.
func (s *Survey) Propose(k Kind) (Proposal, bool) {
	src := kinds[k]
	if src == nil || len(src.tables) == 0 {
		return Proposal{}, false
	}
	best := Proposal{Fit: -1}
	for _, t := range src.tables {
		if p := s.proposeLayout(src, t); p.Fit > best.Fit {
			best = p
		}
	}
	return best, true
}

// ProposeAll returns a proposal for every kind of rows and columns, the best fit first.
func (s *Survey) ProposeAll() []Proposal {
	var all []Proposal
	for _, src := range inOrder {
		if p, ok := s.Propose(src.kind); ok {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b Proposal) int { return cmp.Compare(b.Fit, a.Fit) })
	return all
}

func (s *Survey) proposeLayout(src *source, t *table) Proposal {
	p := Proposal{Kind: src.kind, Layout: t.name, Columns: make([]ProposedColumn, len(s.Columns))}
	fields := t.allFields(src)
	taken := s.settleKnownHeaders(src, fields, p.Columns)
	s.assignFields(fields, taken, p.Columns)
	for i := range fields {
		f := &fields[i]
		if (f.need || f.fill) && !taken[f.name] {
			p.Lacking = append(p.Lacking, f.name)
		}
	}
	dropWholeName(taken, p.Columns)
	p.Constant = s.findImplied(t, taken, p.Columns)
	p.Fit = s.layoutFit(src, t, &p)
	p.Dates, p.Mixed = s.dateLayout(p.Columns)
	s.proposeWords(fields, p.Columns)
	return p
}

// findImplied gives a column that nothing else explains to the field that its header implies, and returns what it says of all rows.
func (s *Survey) findImplied(t *table, taken map[string]bool, columns []ProposedColumn) map[string]string {
	for i := range columns {
		for _, m := range t.implied {
			alike := survey.BestLikeness(s.Columns[i].form, formsOf([]string{m.header, m.header + " Date"}))
			if columns[i].Fate != NotKnown || taken[m.field] || taken[m.always] || alike < likeNever {
				continue
			}
			columns[i] = ProposedColumn{Fate: Proposed, Field: m.field, Type: cells.DateValue.String(), Score: alike, Why: "header, which says what happened"}
			taken[m.field], taken[m.always] = true, true
			return map[string]string{m.always: m.word}
		}
	}
	return nil
}

// dropWholeName takes a whole name back where its parts have columns of their own.
func dropWholeName(taken map[string]bool, columns []ProposedColumn) {
	whole := person[slotFullName].name
	if !taken[whole] || !taken[person[slotSurname].name] && !taken[person[slotForename].name] {
		return
	}
	for i := range columns {
		if columns[i].Field == whole && columns[i].Fate == Proposed {
			columns[i] = ProposedColumn{Why: "a name again"}
			taken[whole] = false
		}
	}
}

// allFields returns the fields that a row of the table may have.
func (t *table) allFields(src *source) []field {
	if t.places {
		return slices.Concat(placeFields, t.fields)
	}
	return slices.Concat(person, t.fields, src.apart)
}

// settleKnownHeaders fills in the columns whose headers are known, and returns the fields that have one.
func (s *Survey) settleKnownHeaders(src *source, fields []field, columns []ProposedColumn) map[string]bool {
	taken := map[string]bool{}
	at := map[string]int{}
	for i, c := range s.Columns {
		if k := cells.Fold(c.Header); k != "" {
			if _, twice := at[k]; !twice {
				at[k] = i
			}
		}
	}
	for i := range fields {
		f := &fields[i]
		if col, ok := findColumn(f, at, s.x); ok {
			columns[col] = ProposedColumn{Fate: AsItIs, Field: f.name, Type: f.is.String(), Score: 1, Why: "its own header"}
			if _, mapped := s.x.Columns[f.name]; mapped {
				columns[col].Fate, columns[col].Why = Mapped, "mapped in the settings"
			}
			taken[f.name] = true
		}
	}
	passed, never := foldedSet(src.ignored), foldedSet(neverLoaded)
	for i, c := range s.Columns {
		switch k := cells.Fold(c.Header); {
		case columns[i].Fate != NotKnown:
		case never[k]:
			columns[i] = ProposedColumn{Fate: Never, Why: "its own header"}
		case passed[k]:
			columns[i] = ProposedColumn{Fate: Passed, Why: "its own header"}
		}
	}
	return taken
}

// neverForms are the headers that no extract is read for, to find others like them.
var neverForms = formsOf(neverLoaded)

func formsOf(headers []string) []survey.HeaderForm {
	forms := make([]survey.HeaderForm, len(headers))
	for i, h := range headers {
		forms[i] = survey.FormOf(h)
	}
	return forms
}

// likeNever is from which likeness on a column is taken for one that is never loaded.
const likeNever = 0.75

// guess is a field that a column may be.
type guess struct {
	col, field int
	score      float64
	why        string
}

func byScore(a, b guess) int { return cmp.Compare(b.score, a.score) }

// assignFields gives each column left the field that it is likest, the surest first, each field once.
func (s *Survey) assignFields(fields []field, taken map[string]bool, columns []ProposedColumn) {
	var all []guess
	for i := range s.Columns {
		c := &s.Columns[i]
		if columns[i].Fate != NotKnown || c.Header == "" {
			continue
		}
		never := survey.BestLikeness(c.form, neverForms)
		of := s.guessFields(i, fields, taken)
		if never >= likeNever && (len(of) == 0 || never > of[0].score) {
			columns[i] = ProposedColumn{Fate: Never, Score: never, Why: "its header is like one that is never loaded"}
			continue
		}
		all = append(all, of...)
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Or(byScore(a, b), ownFirst(fields, a, b)) })
	for _, g := range all {
		f, c := &fields[g.field], &columns[g.col]
		switch {
		case c.Fate == NotKnown && !taken[f.name] && g.score >= leastScore:
			*c = ProposedColumn{Fate: Proposed, Field: f.name, Type: f.is.String(), Score: g.score, Why: g.why, Next: c.Next}
			taken[f.name] = true
		case c.Next == "" && c.Field != f.name && g.score >= nearScore:
			c.Next = f.name
		}
	}
}

// ownFirst puts a field of the kind before one that every kind has.
func ownFirst(fields []field, a, b guess) int {
	own := func(g guess) int {
		if slices.ContainsFunc(person, func(f field) bool { return f.name == fields[g.field].name }) {
			return 1
		}
		return 0
	}
	return own(a) - own(b)
}

// guessFields returns the fields that a column may be, the likest first.
func (s *Survey) guessFields(col int, fields []field, taken map[string]bool) []guess {
	var of []guess
	c := &s.Columns[col]
	for i := range fields {
		f := &fields[i]
		if f.name == "" || taken[f.name] {
			continue
		}
		if score, why := c.mayBe(f, s.headerLikeness(col, f)); score >= nearScore {
			of = append(of, guess{col, i, score, why})
		}
	}
	slices.SortStableFunc(of, byScore)
	return of
}

// headerLikeness is how alike a column's header is to a field, worked out once for all kinds that have a field of the name.
func (s *Survey) headerLikeness(col int, f *field) float64 {
	all := s.likened[f.name]
	if all == nil {
		forms := survey.SpellingsOf(f.name, f.headers)
		all = make([]float64, len(s.Columns))
		for i := range s.Columns {
			all[i] = survey.BestLikeness(s.Columns[i].form, forms)
		}
		s.likened[f.name] = all
	}
	return all[col]
}

// What is left of a header's likeness beside what the column holds.
const (
	unsupported  = 0.92 // the values say nothing either way
	contradicted = 0.35
	byContent    = 0.62 // the values alone, when no other field has such
)

// mayBe scores a field for a column.
func (c *Column) mayBe(f *field, alike float64) (score float64, why string) {
	holds := c.profile.SpeaksFor(f.is, f.words)
	if whole := c.profile.SpeaksForWholeNames(); f.name == person[slotFullName].name {
		holds = min(whole, holds)
	} else if whole > 0 && (f.name == person[slotSurname].name || f.name == person[slotForename].name) {
		holds = -1
	}
	switch {
	case alike < nearScore && len(f.words) > 0 && c.profile.KnowsWords(f.words):
		return byContent + 0.1, "its words"
	case holds > 0 && alike >= nearScore:
		return alike, "header, and what it holds"
	case holds > 0 && ownType(f) && !c.form.TurnsMeaning(survey.HeaderForm{}) && alike < nearScore:
		return byContent, "what it holds alone"
	case holds == 0:
		return alike * unsupported, "header"
	case holds < 0 && alike >= survey.SameButIdle:
		return leastScore, "header, though it holds something else"
	case holds < 0:
		return alike * contradicted, "header, against what it holds"
	}
	return alike, "header"
}

// ownType reports whether the field is the one that values of its type mostly are.
func ownType(f *field) bool {
	return slices.Contains([]string{"upn", "nhs_number", "uln", "dob", "sex", "postcode", "parent_phone", "parent_email"}, f.name)
}

// layoutFit says how well a layout explains the file's columns: the share of those beyond the person's that are fields of it, and
// the share of its fields that are there, each by how few other layouts have such a field; less for a needed field that
// no column may be.
func (s *Survey) layoutFit(src *source, t *table, p *Proposal) float64 {
	own := map[string]*field{}
	possible := 0.0
	for i := range t.fields {
		own[t.fields[i].name] = &t.fields[i]
		possible += fieldRarity(t.fields[i].name)
	}
	found, others := 0.0, 0.0
	for i, c := range p.Columns {
		f := own[c.Field]
		switch {
		case f != nil:
			w := fieldRarity(f.name)
			if len(f.words) > 0 && s.Columns[i].profile.WordsOf(f.words) > 0 {
				w *= 2 // its words are the surest sign of a kind
			}
			found += w * c.Score
		case c.Fate == NotKnown:
			others++
		}
	}
	if found == 0 {
		return 0
	}
	fit := 0.6*found/(found+0.5*others) + 0.4*math.Min(1, found/possible)
	fit *= math.Pow(0.6, float64(len(p.Lacking)))
	if named := p.namesPeople(); named == t.places {
		fit *= 0.5 // rows about people name them, and rows about places do not
	}
	if src.isFiledAs(s.said) {
		fit += filedBonus
	}
	return fit
}

// filedBonus is what the name of the file and the lines above its header add to the fit of the kind that they name.
const filedBonus = 0.2

// namesPeople reports whether a column is a child's name, birth or number.
func (p *Proposal) namesPeople() bool {
	return slices.ContainsFunc(p.Columns, func(c ProposedColumn) bool {
		return slices.ContainsFunc(person[:slotAddress1], func(f field) bool { return f.name == c.Field }) || c.Field == person[slotFullName].name
	})
}

// fieldRarity weighs a field by how many layouts have one of its name.
func fieldRarity(name string) float64 {
	n := 0
	for _, s := range inOrder {
		for _, t := range s.tables {
			for i := range t.fields {
				if t.fields[i].name == name {
					n++
				}
			}
		}
	}
	return 1 / math.Sqrt(float64(max(n, 1)))
}

// dateLayout is the layout that the settings must give for the date columns, or nothing; mixed when they need several.
func (s *Survey) dateLayout(columns []ProposedColumn) (layout string, mixed bool) {
	needed := map[string]bool{}
	for i, c := range columns {
		p := s.Columns[i].profile
		if c.Type != cells.DateValue.String() && c.Type != cells.BirthValue.String() || p.Filled == 0 {
			continue
		}
		switch {
		case p.HasMonthFirst():
			layout = "01/02/2006"
		case !p.Serial && p.ShareOf(survey.DayCount) >= survey.MostOf:
			layout = cells.SerialDates
		case p.ShareOf(survey.PackedDay) > 0.5:
			layout = "20060102"
		default:
			layout = ""
		}
		needed[layout] = true
	}
	if len(needed) > 1 {
		return "", true
	}
	return layout, false
}

// proposeWords says of the columns of words which local word may stand for which.
func (s *Survey) proposeWords(fields []field, columns []ProposedColumn) {
	names := s.nameValues(columns)
	for i := range columns {
		c := &columns[i]
		at := slices.IndexFunc(fields, func(f field) bool { return f.name == c.Field })
		if at < 0 || len(fields[at].words) == 0 {
			continue
		}
		f, p := &fields[at], s.Columns[i].profile
		mapped := foldKeys(s.x.Values[f.name])
		for _, local := range sortedKeys(p.Distinct) {
			k := cells.Fold(local)
			if f.words[k] != "" || mapped[k] != "" {
				continue
			}
			n := p.Distinct[local]
			if p.Over || names[k] || f.is == cells.EthnicValue || !cells.LooksLikeCode(local) || !mayShow(local, n, p.Distinct, true) {
				c.Hidden++
				continue
			}
			w := ProposedWord{Local: local, Times: n, Word: cmp.Or(f.likely[k], f.nearestWord(k))}
			if w.Word == "" {
				w.OneOf = f.canonicalWords()
			}
			c.Words = append(c.Words, w)
		}
	}
}

// nameValues are the values, folded, of the columns that are or may be of names: a word that is also a name is not shown.
func (s *Survey) nameValues(columns []ProposedColumn) map[string]bool {
	names := map[string]bool{}
	for i := range s.Columns {
		personal := columns[i].Type == cells.NameValue.String()
		for k := range person {
			personal = personal || person[k].is == cells.NameValue && s.headerLikeness(i, &person[k]) >= nearScore
		}
		if !personal {
			continue
		}
		for v := range s.Columns[i].profile.Distinct {
			names[cells.Fold(v)] = true
			for _, w := range strings.Fields(v) {
				names[cells.Fold(w)] = true
			}
		}
	}
	return names
}

// nearestWord is the canonical word of which a local one is a slip, or whose spelling it has within it, or nothing. A word
// that denies another is near none: "not suitable" taken for "suitable" would explain a child who is not.
func (f *field) nearestWord(folded string) string {
	found := ""
	for _, k := range sortedKeys(f.words) {
		if isDenial(folded) != isDenial(k) {
			continue
		}
		if len(k) > 3 && folded[0] == k[0] && survey.SameWord(k, folded) > 0 {
			return f.words[k]
		}
		if len(k) > 5 && strings.Contains(folded, k) {
			if found != "" && found != f.words[k] {
				return "" // of two words
			}
			found = f.words[k]
		}
	}
	return found
}

// isDenial reports whether a word, folded, begins as denials do.
func isDenial(folded string) bool {
	return slices.ContainsFunc([]string{"not", "un", "no", "in", "dis"}, func(no string) bool { return strings.HasPrefix(folded, no) })
}

// FieldLike names the field of a kind that a header which is not known may be, by the header alone, or returns nothing.
func FieldLike(k Kind, header string) string {
	src := kinds[k]
	if src == nil {
		return ""
	}
	form := survey.FormOf(header)
	best, name := leastScore, ""
	for _, f := range src.allFields() {
		if s := survey.BestLikeness(form, survey.SpellingsOf(f.name, f.headers)); s > best {
			best, name = s, f.name
		}
	}
	if survey.BestLikeness(form, neverForms) > best {
		return ""
	}
	return name
}
