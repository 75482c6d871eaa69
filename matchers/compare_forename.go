package matchers

import (
	"slices"
	"strings"
)

// MeasureForename has the levels swapped (the parts of one row's name are all in the other's, in other fields), crossed (a part
// stands in other fields, and each name has another), exact, close, known (a nickname, a middle name or one of several names),
// near, initial, part (one of several names is shared, and each has another), else. Columns are alternatives (given, preferred);
// Middle and Surname name the columns it may be confused with.
const MeasureForename Measure = "forename"

func init() {
	registerMeasure(MeasureForename, measure{bind: bindForename, names: true, levels: []Level{
		{Name: "else", M: .03, U: .93},
		{Name: "part", M: .003, U: .003, Free: true},   // brothers and sisters share one as often as not
		{Name: "initial", M: .01, U: .006, Free: true}, // as rare as records with an initial only
		{Name: "near", M: .02, U: .03},
		{Name: "known", M: .02, U: .006},
		{Name: "close", M: .05, U: .006},
		{Name: "exact", M: .85, U: .008},
		{Name: "crossed", M: .003, U: 2e-4, Free: true},
		{Name: "swapped", M: .005, U: 2e-6, Free: true},
	}})
}

// The levels of MeasureForename.
const (
	forenameElse int8 = iota
	forenamePart
	forenameInitial
	forenameNear
	forenameKnown
	forenameClose
	forenameExact
	forenameCrossed
	forenameSwapped
)

// forenameComparer compares forenames, each with each where rows have several.
type forenameComparer struct {
	packedForename
	measuredValues
	rows        *fullNames
	left, right nameSet     // of the two rows that are compared
	ids         [2][3]int32 // their names, where each has one of each
}

// bindForename makes the comparer of a MeasureForename.
func bindForename(t *Table, c Comparison, names *lexicon) comparer {
	given, surname := names.entriesOf(t, c.Columns, false), names.entriesOf(t, c.Surname, false)
	values := measuredValues{texts: names, values: given, exact: forenameExact, measure: measureForenames}
	return &forenameComparer{measuredValues: values, rows: newFullNames(t.Len(), given, surname, names.wordsOf(t, c.Middle, true))}
}

// forWorker implements comparer.
func (f *forenameComparer) forWorker() comparer {
	f.rows.noteBegins(f.texts)
	g := *f
	g.startWorker()
	return &g
}

// packRow implements comparer.
func (f *forenameComparer) packRow(i int32, row []uint32) {
	f.packValues(f.texts, f.rows.of(i), row)
}

// isSilent implements comparer: who has one name may have it in either column.
func (f *forenameComparer) isSilent(row []uint32) bool {
	return row[f.at+nameGiven] == absent && row[f.at+nameSurname] == absent
}

// compareAtSight implements comparer.
func (f *forenameComparer) compareAtSight(a, b []uint32) int8 { return f.lookAtWords(a, b) }

// compareRows implements comparer.
func (f *forenameComparer) compareRows(i, j int32) (int8, int32, int32) {
	x, y := f.rows.of(i), f.rows.of(j)
	return f.compareNames(&x, &y)
}

// comparePacked implements packedMeasurer.
func (f *forenameComparer) comparePacked(a, b []uint32) (int8, int32, int32) {
	if (a[f.at+nameMark]|b[f.at+nameMark])&nameSeveral != 0 {
		return f.compareRows(int32(a[rowNumber]), int32(b[rowNumber]))
	}
	x, y := f.singleNames(a, &f.ids[0]), f.singleNames(b, &f.ids[1])
	return f.compareNames(&x, &y)
}

// fetchRest implements distant: of a row of several names.
func (f *forenameComparer) fetchRest(row []uint32) uint32 {
	if row[f.at+nameMark]&nameSeveral == 0 {
		return 0
	}
	return uint32(f.rows.ids[f.rows.at[row[rowNumber]]])
}

// singleNames returns the names of a packed row that has one of each at most, in memory that is given.
func (f *forenameComparer) singleNames(row []uint32, ids *[3]int32) fullName {
	out := fullName{single: true}
	take := func(k int) []int32 {
		ids[k] = int32(row[f.at+k])
		if ids[k] == missing {
			return nil
		}
		return ids[k : k+1]
	}
	out.given, out.surname, out.middle = take(nameGiven), take(nameSurname), take(nameMiddle)
	out.givenBegin, out.surnameBegin = f.texts.beginOf(out.given), f.texts.beginOf(out.surname)
	return out
}

// compareNames compares the names of two rows.
func (f *forenameComparer) compareNames(x, y *fullName) (int8, int32, int32) {
	if len(x.given) == 0 || len(y.given) == 0 {
		return f.oneName(x, y), missing, missing
	}
	best, va, vb := f.bestOf(x.given, y.given)
	if best >= forenameExact {
		return best, va, vb
	}
	if f.namesSwapped(x, y) || best <= forenameInitial && f.nearlySwapped(x, y) {
		return forenameSwapped, missing, missing
	}
	if best <= forenameKnown {
		if g := f.regrouped(x, y); g == forenameSwapped || g == forenameCrossed && best <= forenameInitial {
			return g, missing, missing
		}
	}
	if best < forenameKnown && (shareValue(x.given, y.middle) || shareValue(y.given, x.middle)) {
		return forenameKnown, missing, missing
	}
	return best, va, vb
}

// regrouped returns swapped where all parts of one row's name are in the other's, some in another field; crossed where some are, or
// all are but some by their initial; else where none is.
func (f *forenameComparer) regrouped(x, y *fullName) int8 {
	if !x.mayCross(y) || x.single && y.single && !shareValue(x.given, y.surname) && !shareValue(y.given, x.surname) {
		return forenameElse
	}
	f.left.takeNames(f.texts, x)
	f.right.takeNames(f.texts, y)
	if f.left.several || f.right.several {
		one, other := f.findWithin(&f.left, &f.right), f.findWithin(&f.right, &f.left)
		switch {
		case one.isWhole() || other.isWhole():
			return forenameSwapped
		case one.isWholeByInitials() || other.isWholeByInitials():
			return forenameCrossed
		}
	}
	// A name that the surnames share is the family's: who bears it as a forename too is no nearer to the others.
	if !shareValue(x.surname, y.surname) && (f.left.givesTo(&f.right) || f.right.givesTo(&f.left)) {
		return forenameCrossed
	}
	return forenameElse
}

// oneName compares rows of which at least one has no forename: a person of one name may have it in either column.
func (f *forenameComparer) oneName(x, y *fullName) int8 {
	switch {
	case len(x.given) == 0 && shareValue(x.surname, y.given), len(y.given) == 0 && shareValue(y.surname, x.given),
		f.regrouped(x, y) == forenameSwapped:
		return forenameSwapped
	}
	return -1
}

// namesSwapped reports whether forename and surname changed places between the rows: one row's forename is the other's surname,
// and what stands in its surname has the other's forename in it, alone or beside a middle name (TRẦN, ANH LONG for LONG
// TRẦN), or is what that forename is the initial of (a father's, written before: K MEENA for MEENA KANDASAMY).
func (f *forenameComparer) namesSwapped(x, y *fullName) bool {
	return x.mayCross(y) && (f.tookPlaceOf(x, y) || f.tookPlaceOf(y, x))
}

// tookPlaceOf reports whether the forename of one row is the other's surname, and the other's forename in the surname of the one.
func (f *forenameComparer) tookPlaceOf(x, y *fullName) bool {
	return shareValue(x.given, y.surname) && (f.allWordsWithin(y.given, x.surname) || f.isInitialOf(y.given, x.surname))
}

// isInitialOf reports whether one of the names is a single letter, and one of the others a longer word that begins with it.
func (f *forenameComparer) isInitialOf(names, others []int32) bool {
	for _, a := range names {
		for _, b := range others {
			if x, y := f.texts.words[a], f.texts.words[b]; len(x) == 1 && len(y) > 1 && x[0] == y[0] {
				return true
			}
		}
	}
	return false
}

// nearlySwapped reports whether forename and surname changed places and one or both were misspelt on the way: one crosswise
// pair is the same or close, the other at least near.
func (f *forenameComparer) nearlySwapped(x, y *fullName) bool {
	one := f.bestLevel(x.given, y.surname)
	if one < forenameNear {
		return false
	}
	other := f.bestLevel(y.given, x.surname)
	return min(one, other) >= forenameNear && max(one, other) >= forenameClose
}

// bestLevel is the best level that names of the two lists reach which are spelt alike.
func (f *forenameComparer) bestLevel(a, b []int32) int8 {
	best := int8(-1)
	for _, x := range a {
		for _, y := range b {
			if f.texts.mayBeNear(x, y) {
				best = max(best, f.levelOf(x, y))
			}
		}
	}
	return best
}

// allWordsWithin reports whether all words of one of the names are words of one of the others.
func (f *forenameComparer) allWordsWithin(names, others []int32) bool {
	for _, a := range names {
		for _, b := range others {
			if a == b || f.texts.containsWords(a, b) {
				return true
			}
		}
	}
	return false
}

// measureForenames compares two names that differ.
func measureForenames(f *measuredValues, a, b int32) int8 {
	x, y := f.texts.words[a], f.texts.words[b]
	if len(x) == 1 || len(y) == 1 {
		if x[0] == y[0] {
			return forenameInitial
		}
		return forenameElse
	}
	if f.texts.parts.has(a) && f.texts.parts.has(b) {
		return f.measureWords(a, b)
	}
	if p, q := f.texts.partsOf(a), f.texts.partsOf(b); len(p) > 1 && allInitials(p) || len(q) > 1 && allInitials(q) {
		if p[0][0] == q[0][0] { // A J for ADA, whose second name stands in another field
			return forenameInitial
		}
		return forenameElse
	}
	oneEdit, jw := false, 0.0
	if f.texts.mayBeNear(a, b) {
		oneEdit, jw = f.kernels.within(x, y, 1), f.kernels.jaroWinkler(x, y)
	}
	switch {
	case oneEdit && len(x) >= 4 && len(y) >= 4, misread(x, y), jw >= .92 && !f.texts.severalWords(a, b):
		return forenameClose
	case f.texts.knownAs(a, b), f.texts.containsWords(a, b), f.likeAWord(a, b), f.likeAWord(b, a):
		return forenameKnown
	case oneEdit, jw >= .80, scrambled(x, y), isShortFor(x, y), isShortFor(y, x):
		return forenameNear
	}
	return forenameElse
}

// isShortFor reports whether a name is the beginning of another, or its end: SEUN is short for OLUWASEUN as TOLU is for TOLUWANI.
func isShortFor(short, long string) bool {
	return len(short) >= 3 && strings.HasPrefix(long, short) || len(short) >= 4 && strings.HasSuffix(long, short)
}

// allInitials reports whether words are single letters.
func allInitials(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return len(w) > 1 })
}

// measureWords compares two names of several words word by word. As a whole MUHAMMAD ALI is close to MUHAMMAD TARIQ, who may
// be his twin: only words that agree count, and where each has one that the other lacks they share a part.
func (f *measuredValues) measureWords(a, b int32) int8 {
	p, q := fewerFirst(f.texts.parts.at(a), f.texts.parts.at(b))
	agree := 0
	for _, w := range p {
		if slices.ContainsFunc(q, func(v string) bool { return f.alikeWords(w, v) }) {
			agree++
		}
	}
	switch {
	case agree == len(p) && len(p) == len(q), f.kernels.within(f.texts.words[a], f.texts.words[b], 1):
		return forenameClose
	case agree == len(p):
		return forenameKnown
	case agree > 0:
		return forenamePart
	}
	return forenameElse
}

// alikeWords reports whether two words of names are equal, close, another form of each other, or an initial of one another.
func (f *measuredValues) alikeWords(w, v string) bool {
	if len(w) == 1 || len(v) == 1 {
		return w[0] == v[0]
	}
	return w == v || f.closeWords(w, v) || sharesGroup(nicknames[w], nicknames[v])
}

// closeWords reports whether two words of names that differ are close.
func (f *measuredValues) closeWords(w, v string) bool {
	return len(w) >= 4 && len(v) >= 4 && f.kernels.within(w, v, 1) || f.kernels.jaroWinkler(w, v) >= .92
}

// likeAWord reports whether a name of one word is close to a word of a name of several, or another form of it: RLEANOR and
// ELEANOR VICTORIA. Of two names of several words all would have to be alike: brothers may share the first.
func (f *measuredValues) likeAWord(a, b int32) bool {
	x := f.texts.words[a]
	if f.texts.parts.has(a) || len(x) < 3 {
		return false
	}
	words := f.texts.parts.at(b)
	if len(words) == 0 {
		return false
	}
	looks, known := f.texts.inner.at(b), f.texts.known.at(a)
	for k, w := range words {
		if len(w) < 3 {
			continue
		}
		if looksAlike(f.texts.looks[a], looks[k]) && (len(x) >= 4 && len(w) >= 4 && f.kernels.within(x, w, 1) || f.kernels.jaroWinkler(x, w) >= .92) {
			return true
		}
		if len(known) > 0 && sharesGroup(known, nicknames[w]) {
			return true
		}
	}
	return false
}
