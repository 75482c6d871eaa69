package linkage

import (
	"regexp"
	"strconv"
	"strings"

	"rollcall/sources/cells"
)

// shape counts what the distinct values of a column look like.
type shape struct {
	values, filled        int // distinct values looked at, and rows with one
	distinct              int // values that say something
	rows                  int
	dates, postcodes      int
	emails, numbers       int
	numbered, multiWorded int // addresses begin with a number and go on with words
	lettered              int // of letters, as names are
	years, months, days   int // numbers that can be one
	figured               int // with three figures or more
}

var (
	postcodeShape = regexp.MustCompile(`^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}$`)
	emailShape    = regexp.MustCompile(`^[^@ ]+@[^@ ]+$`)
	letteredShape = regexp.MustCompile(`^[\p{L}\p{M}][\p{L}\p{M}' .’,-]*$`)
	addressShape  = regexp.MustCompile(`^(?i:(flat|unit|apartment|room) )?[0-9]+[A-Za-z]?[ ,]+[A-Za-z]`)
)

// shapeLooks is how many distinct values are looked at.
const shapeLooks = 5000

// shapeOf looks at the values of a column, words for nothing left out.
func shapeOf(c *column) shape {
	s := shape{rows: len(c.codes)}
	rows := c.countRows()
	step := max(1, len(c.values)/shapeLooks)
	for k, v := range c.values {
		if rows[k] == 0 || cells.WordForNothing(v) {
			continue
		}
		s.filled += rows[k]
		s.distinct++
		if k%step != 0 {
			continue
		}
		s.values++
		countIf(&s.dates, looksLikeDate(v))
		countIf(&s.postcodes, postcodeShape.MatchString(v))
		countIf(&s.emails, emailShape.MatchString(v))
		countIf(&s.numbers, numberShape.MatchString(v))
		countIf(&s.numbered, addressShape.MatchString(v))
		countIf(&s.multiWorded, strings.Contains(v, " "))
		countIf(&s.lettered, letteredShape.MatchString(v))
		countIf(&s.figured, countFigures(v) >= 3)
		countIf(&s.years, yearOf(v) > 1800 && yearOf(v) < 2100)
		n, _ := strconv.Atoi(strings.TrimSuffix(v, ".0"))
		countIf(&s.months, n >= 1 && n <= 12)
		countIf(&s.days, n >= 1 && n <= 31)
	}
	s.values = max(s.values, 1)
	return s
}

// countFigures returns how many figures a text has.
func countFigures(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

func countIf(n *int, is bool) {
	if is {
		*n++
	}
}

// mostly reports whether at least the share of the values looked at are so.
func (s shape) mostly(n int, share float64) bool { return float64(n) >= share*float64(s.values) }

// fewRows is how many rows a table has in which a value that all rows share may be a person's own.
const fewRows = 20

// guessKind returns what a column of the name and shape holds, and why when the name alone would say something else.
func guessKind(name string, s shape) (Kind, string) {
	kind, ignored := kindByName(name)
	switch {
	case s.filled == 0:
		return Ignore, "it is empty"
	case s.distinct == 1 && kind != Sex && s.rows > fewRows:
		return Ignore, "all its values are the same"
	case kind == Birth && s.mostly(s.days, 1) && s.distinct > 12:
		return BirthDay, "its values are days of a month"
	case kind == Birth && !s.mostly(s.dates, .5):
		return Text, "its name says date of birth, and its values are no dates"
	case kind == Postcode && !s.mostly(s.postcodes, .5):
		return Place, "its values are no UK postcodes"
	case kind == Email && !s.mostly(s.emails, .3):
		return Text, "its name says e-mail, and its values are no addresses"
	case kind == Address && !s.mostly(s.numbered, .2) && !s.mostly(s.multiWorded, .5):
		return Place, "its values are no addresses with house number and street"
	case kind == Place && s.mostly(s.numbered, .5):
		return Address, "its values have house number and street"
	case (kind == Phone || kind == Identifier || kind == UPN || kind == NHSNumber) && !s.mostly(s.figured, .5):
		return guessByShape(s)
	case kind == Sex && s.distinct > mostSexes:
		return Text, "its name says sex, and it has too many values"
	case kind != "":
		return kind, ignored
	case readHeader(name).words["name"] && s.mostly(s.lettered, .9) && s.mostly(s.multiWorded, .6):
		return FullName, whyShape
	}
	return guessByShape(s)
}

// mostSexes is more words for a sex than any table has.
const mostSexes = 40

const whyShape = "by the look of its values"

// guessByShape returns what a column whose name says nothing holds.
func guessByShape(s shape) (Kind, string) {
	switch {
	case s.mostly(s.dates, .9) && !s.mostly(s.numbers, .9):
		return Birth, whyShape
	case s.mostly(s.postcodes, .8):
		return Postcode, whyShape
	case s.mostly(s.emails, .8):
		return Email, whyShape
	case s.mostly(s.numbered, .6):
		return Address, whyShape
	case s.distinct > s.filled*9/10:
		return Ignore, "nearly every row has a value of its own"
	case s.distinct <= 12:
		return Category, whyShape
	}
	return Text, whyShape
}
