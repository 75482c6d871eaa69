package survey

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// Bounds of a profile.
const (
	mostTested   = 5000 // values of a column that are put to the tests
	mostDistinct = 3000 // different values that are kept apart
	mostShapes   = 500
	mostShown    = 2   // shapes shown of a column
	MostOf       = 0.8 // of the values: what a column looks like
	mostLooks    = 0.5
)

// trait is something that a value may be.
type trait uint8

const (
	aUPN trait = iota
	anNHSNumber
	aULN
	aPostcode
	aSchool
	anAuthority
	aPhone
	anEmail
	aSex
	aYesNo
	aNumber
	aName
	aWholeName // a surname and a forename
	anAddress
	aDate    // in one of the usual layouts
	aBirth   // a date that can be a child's date of birth
	DayCount // the number of a day in a spreadsheet
	PackedDay
	aShortYear // a date whose year has two figures
	aNarrative
	traits
)

// identifierTypes are the types of the values that have a fixed shape.
var identifierTypes = [...]cells.ValueType{cells.UPNValue, cells.NHSValue, cells.ULNValue, cells.PostcodeValue, cells.SchoolValue, cells.AuthorityValue}

// Profile counts what the values of a column are.
type Profile struct {
	Serial   bool
	Filled   int
	Tested   int
	of       [traits]int
	layouts  [cells.LayoutsEnd]int
	dayFirst int
	monthly  int // dates that can only have the month first
	Distinct map[string]int
	Over     bool // more different values than are kept
	shapes   map[string]int
}

func NewProfile(serial bool) *Profile {
	return &Profile{Serial: serial, Distinct: map[string]int{}, shapes: map[string]int{}}
}

// AddValue takes a value that is not empty.
func (p *Profile) AddValue(s string) {
	p.Filled++
	switch n, met := p.Distinct[s]; {
	case met:
		p.Distinct[s] = n + 1
	case len(p.Distinct) < mostDistinct:
		p.Distinct[strings.Clone(s)] = 1
	default:
		p.Over = true
	}
	if p.Tested == mostTested {
		return
	}
	p.Tested++
	if m := maskValue(s); len(p.shapes) < mostShapes || p.shapes[m] > 0 {
		p.shapes[m]++
	}
	p.countDates(s)
	squeezed := cells.Squeeze(s)
	for _, is := range identifierTypes {
		c, why := cells.ReadIdentifier(is, s)
		p.countTrait(typeTraits[is], why == "" && c.Text != "")
	}
	p.countTrait(aPhone, phoneLike(squeezed))
	_, why := cells.ReadEmail(s)
	p.countTrait(anEmail, why == "" && !strings.ContainsRune(s, ' ') && strings.ContainsRune(s, '.'))
	_, why = cells.ReadSex(s)
	p.countTrait(aSex, why == "")
	_, why = cells.ReadYesNo(s)
	p.countTrait(aYesNo, why == "")
	p.countTrait(aNumber, cells.AllDigits(cells.WholeDigits(s)))
	p.countTrait(aName, nameLike(s))
	p.countTrait(aWholeName, nameLike(s) && (len(strings.Fields(s)) > 1 || strings.Contains(s, ",")))
	p.countTrait(anAddress, addressLike(s))
	p.countTrait(aNarrative, strings.Count(s, " ") >= 5)
}

func (p *Profile) countTrait(t trait, is bool) {
	if is {
		p.of[t]++
	}
}

// countDates counts what dates a value may be.
func (p *Profile) countDates(s string) {
	d, layout, ok := cells.ReadDate(s, cells.NoLayout)
	switch {
	case len(s) == 8 && cells.AllDigits(s):
		ok = ok && d > cells.FirstBirth && d < cells.LatestDay
		p.countTrait(PackedDay, ok)
	case ok:
		p.layouts[layout]++
	case cells.MonthFirst(s):
		p.monthly++
		d, ok = cells.ReadDateAs("01/02/2006", strings.NewReplacer("-", "/", ".", "/").Replace(s))
	case cells.IsDayNumber(s):
		p.of[DayCount]++
		if p.Serial {
			d, ok = cells.ReadSerialDay(s)
		}
	case shortYear(s):
		p.of[aShortYear]++
	}
	if first, second, is := cells.TwoNumbers(s); is && first > 12 && second <= 12 {
		p.dayFirst++
	}
	if ok {
		p.of[aDate]++
		p.countTrait(aBirth, d >= cells.FirstBirth && d <= calendar.On(2100, 1, 1))
	}
}

// ShareOf is how many of the tested values have a trait.
func (p *Profile) ShareOf(t trait) float64 {
	if p.Tested == 0 {
		return 0
	}
	return float64(p.of[t]) / float64(p.Tested)
}

// hasFewValues reports whether a column has few different values, each of them often.
func (p *Profile) hasFewValues() bool {
	return !p.Over && len(p.Distinct) <= 30 && p.Filled >= 3*len(p.Distinct)
}

// phoneLike reports whether a value without spaces is a telephone number of this country, perhaps without its zero.
func phoneLike(s string) bool {
	s = strings.Trim(strings.NewReplacer("(", "", ")", "", "+", "").Replace(s), " ")
	if !cells.AllDigits(s) {
		return false
	}
	return s[0] == '0' && (len(s) == 10 || len(s) == 11) || strings.HasPrefix(s, "44") && len(s) == 12 ||
		len(s) == 10 && s[0] == '7'
}

// nameLike reports whether a value is one to four words of letters, each with a capital.
func nameLike(s string) bool {
	words := strings.Fields(strings.NewReplacer(",", " ", ".", " ").Replace(s))
	if len(words) == 0 || len(words) > 4 || len(s) < 2 {
		return false
	}
	capital := false
	for _, w := range words {
		for i, c := range w {
			switch {
			case unicode.IsLetter(c):
				capital = capital || i == 0 && unicode.IsUpper(c)
			case c != '-' && c != '\'' && c != '’' && c != '`':
				return false
			}
		}
	}
	return capital
}

// streets are the words by which lines of an address end.
var streets = cells.SetOf("street", "st", "road", "rd", "avenue", "ave", "close", "lane", "way", "drive", "court", "crescent", "gardens", "place",
	"terrace", "row", "house", "grove", "hill", "walk", "park", "square", "view", "green", "mews", "rise", "reach", "bank", "end")

// addressLike reports whether a value has a number and a word, or ends as streets do.
func addressLike(s string) bool {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(s, ",", " ")))
	if len(words) < 2 {
		return false
	}
	return slices.ContainsFunc(words[1:], func(w string) bool { return streets[w] }) ||
		hasDigit(words[0]) && !cells.AllDigits(strings.Join(words, "")) && len(s) > 6
}

// shortYear reports whether a value is a date whose year has two figures.
func shortYear(s string) bool {
	parts := strings.FieldsFunc(s, func(c rune) bool { return c == '/' || c == '-' || c == '.' })
	if len(parts) != 3 || len(parts[2]) != 2 || !cells.AllDigits(parts[0]) || !cells.AllDigits(parts[2]) || len(parts[0]) > 2 {
		return false
	}
	return cells.AllDigits(parts[1]) && len(parts[1]) <= 2 || cells.MonthNumber(parts[1]) > 0
}

// maskValue returns the shape of a value: A for a capital, a for a small letter, 9 for a figure, a run of letters cut
// after five, marks as they are.
func maskValue(s string) string {
	var b strings.Builder
	var last rune
	run, n := 0, 0
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			c = 'A'
		case unicode.IsLetter(c):
			c = 'a'
		case unicode.IsDigit(c):
			c = '9'
		case unicode.IsSpace(c):
			c = ' '
		}
		if c == last {
			run++
		} else {
			run = 1
		}
		last = c
		if run > 5 && c != '9' {
			if run == 6 {
				b.WriteRune('…')
			}
			continue
		}
		if n++; n > 16 {
			b.WriteRune('…')
			break
		}
		b.WriteRune(c)
	}
	return b.String()
}

// CommonShapes returns the commonest shapes.
func (p *Profile) CommonShapes() []string {
	all := slices.Sorted(maps.Keys(p.shapes))
	slices.SortStableFunc(all, func(a, b string) int { return p.shapes[b] - p.shapes[a] })
	return all[:min(mostShown, len(all))]
}
