package survey

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// plainLooks are what values look like when most of them are it, the narrowest first.
var plainLooks = []struct {
	trait trait
	words string
}{
	{anEmail, "e-mail addresses"}, {aPostcode, "postcodes"}, {aUPN, "UPNs"}, {anNHSNumber, "NHS numbers"}, {aULN, "ULNs"},
	{aPhone, "telephone numbers"}, {aSchool, "LAESTABs"}, {aShortYear, "dates with years of two figures"},
	{DayCount, "days as the numbers of a spreadsheet"},
}

// DescribeLooks says in a few words what the values are.
func (p *Profile) DescribeLooks() string {
	if p.Filled == 0 {
		return "empty"
	}
	if p.ShareOf(aDate) >= MostOf {
		return p.dateLooks()
	}
	for _, l := range plainLooks {
		if p.ShareOf(l.trait) >= MostOf {
			return l.words
		}
	}
	switch {
	case p.ShareOf(aSex) >= MostOf && len(p.Distinct) <= 6:
		return "sexes"
	case p.ShareOf(aYesNo) >= MostOf && len(p.Distinct) <= 6:
		return "yes or no"
	case p.ShareOf(anAuthority) >= MostOf:
		return "LA codes"
	case p.ShareOf(aNumber) >= MostOf:
		return "whole numbers"
	case p.ShareOf(aNarrative) >= mostLooks:
		return "narrative"
	case p.ShareOf(anAddress) >= mostLooks:
		return "addresses"
	case p.ShareOf(aName) >= MostOf && len(p.Distinct) > 12:
		return "names or words, " + p.countDifferent()
	case p.hasFewValues():
		return fmt.Sprintf("%d words or codes", len(p.Distinct))
	case p.ShareOf(aName) >= MostOf:
		return "names or words, " + p.countDifferent()
	case p.looksCoded():
		return "codes or numbers, " + p.countDifferent()
	}
	return "text, " + p.countDifferent()
}

func (p *Profile) countDifferent() string {
	if p.Over {
		return fmt.Sprintf("more than %d different", mostDistinct)
	}
	return fmt.Sprintf("%d different", len(p.Distinct))
}

// looksCoded reports whether most values have a figure and no space.
func (p *Profile) looksCoded() bool {
	n := 0
	for s, times := range p.Distinct {
		if hasDigit(s) && !strings.ContainsRune(s, ' ') {
			n += times
		}
	}
	return float64(n) >= MostOf*float64(p.Filled) && !p.Over || p.Over && p.of[aName] == 0 && p.of[aNarrative] == 0
}

// layoutNames show the layouts by the day on which Go's own are written.
var layoutNames = map[int]string{cells.ISOLayout: "2006-01-02", cells.UKLayout: "02/01/2006", cells.WordLayout: "2 Jan 2006", cells.TableLayout: "2006-Jan-02",
	cells.WrittenLayout: "2 January 2006, or written otherwise"}

func (p *Profile) dateLooks() string {
	what := "dates"
	if p.looksLikeBirths() {
		what = "dates of birth"
	}
	layout := layoutNames[cells.ISOLayout]
	switch {
	case p.HasMonthFirst():
		layout = "01/02/2006, the month first"
	case p.of[DayCount] > p.of[aDate]/2:
		layout = "days of the spreadsheet"
	case p.of[PackedDay] > p.of[aDate]/2:
		layout = "20060102"
	default:
		most := 0
		for l, n := range p.layouts {
			if n > most {
				most, layout = n, layoutNames[l]
			}
		}
	}
	return what + " (" + layout + ")"
}

// HasMonthFirst reports whether dates have the month first.
func (p *Profile) HasMonthFirst() bool { return p.monthly > 0 && p.dayFirst == 0 }

// looksLikeBirths reports whether dates spread over years as those of birth do, and not over the months of a school year.
func (p *Profile) looksLikeBirths() bool {
	if p.ShareOf(aBirth) < MostOf {
		return false
	}
	years := map[string]bool{}
	for s := range p.Distinct {
		if d, ok := p.dayOf(s); ok {
			years[d.String()[:4]] = true
		}
	}
	return len(years) >= min(5, max(3, (len(p.Distinct)+1)/2))
}

// dayOf reads a value as the column's dates are.
func (p *Profile) dayOf(s string) (calendar.Date, bool) {
	if p.HasMonthFirst() {
		return cells.ReadDateAs("01/02/2006", strings.NewReplacer("-", "/", ".", "/").Replace(s))
	}
	if d, _, ok := cells.ReadDate(s, cells.NoLayout); ok {
		return d, true
	}
	if p.Serial && cells.IsDayNumber(s) {
		return cells.ReadSerialDay(s)
	}
	return 0, false
}

// typeTraits is what the values of a type show.
var typeTraits = map[cells.ValueType]trait{
	cells.NameValue: aName, cells.YesNoValue: aYesNo, cells.SexValue: aSex, cells.CountValue: aNumber, cells.UPRNValue: aNumber,
	cells.UPNValue: aUPN, cells.NHSValue: anNHSNumber, cells.ULNValue: aULN, cells.PostcodeValue: aPostcode,
	cells.SchoolValue: aSchool, cells.AuthorityValue: anAuthority, cells.PhoneValue: aPhone, cells.EmailValue: anEmail,
}

// SpeaksFor says whether what the column holds speaks for a field of the type and words, against it, or neither: 1, -1 or 0.
func (p *Profile) SpeaksFor(is cells.ValueType, words map[string]string) int {
	if p.Filled == 0 {
		return 0
	}
	speaks := func(t trait) int {
		switch s := p.ShareOf(t); {
		case s >= MostOf:
			return 1
		case s >= mostLooks:
			return 0
		}
		return -1
	}
	switch is {
	case cells.DateValue, cells.BirthValue:
		if p.ShareOf(DayCount) >= MostOf || p.ShareOf(aShortYear) >= MostOf {
			return 1
		}
		if is == cells.BirthValue && speaks(aDate) == 1 && !p.looksLikeBirths() {
			return 0
		}
		return speaks(aDate)
	case cells.WordValue, cells.EthnicValue:
		return p.WordsOf(words)
	}
	if t, shows := typeTraits[is]; shows {
		return speaks(t)
	}
	return p.againstText()
}

// SpeaksForWholeNames says whether the column holds whole names, as SpeaksFor does.
func (p *Profile) SpeaksForWholeNames() int {
	switch share := p.ShareOf(aWholeName); {
	case p.Filled == 0:
		return 0
	case share >= MostOf:
		return 1
	case share >= mostLooks:
		return 0
	}
	return -1
}

// KnowsWords reports whether nearly all values are words of a field, of two different ones at least and none a lone letter: by them a column is
// known whatever its header says.
func (p *Profile) KnowsWords(words map[string]string) bool {
	known, met := 0, map[string]bool{}
	for s, n := range p.Distinct {
		if w := words[cells.Fold(s)]; w != "" && len(cells.Fold(s)) > 2 {
			known, met[w] = known+n, true
		}
	}
	return len(met) > 1 && float64(known) >= MostOf*float64(p.Filled)
}

// WordsOf says whether the column's values are words of a field. Few values that are not are local words of it, perhaps.
func (p *Profile) WordsOf(words map[string]string) int {
	known := 0
	for s, n := range p.Distinct {
		if _, is := words[cells.Fold(s)]; is {
			known += n
		}
	}
	switch {
	case float64(known) >= mostLooks*float64(p.Filled):
		return 1
	case p.ShareOf(aDate) < mostLooks && (p.hasFewValues() || len(p.Distinct) <= 12 && !p.Over):
		return 0
	}
	return -1
}

// againstText speaks against a field of text when the values are plainly something else.
func (p *Profile) againstText() int {
	if slices.ContainsFunc([]trait{aDate, aPostcode, anEmail, aUPN, anNHSNumber}, func(t trait) bool { return p.ShareOf(t) >= MostOf }) {
		return -1
	}
	return 0
}
