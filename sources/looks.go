package sources

import (
	"fmt"
	"strings"

	"rollcall/sources/cells"
)

// finishColumn says what the column looks like, once all rows are in.
func (c *Column) finishColumn(rows int) {
	p := c.profile
	if rows > 0 {
		c.Filled = float64(p.filled) / float64(rows)
	}
	c.Looks, c.Shapes = p.describeLooks(), p.commonShapes()
}

// plainLooks are what values look like when most of them are it, the narrowest first.
var plainLooks = []struct {
	trait trait
	words string
}{
	{anEmail, "e-mail addresses"}, {aPostcode, "postcodes"}, {aUPN, "UPNs"}, {anNHSNumber, "NHS numbers"}, {aULN, "ULNs"},
	{aPhone, "telephone numbers"}, {aSchool, "LAESTABs"},
}

// describeLooks says in a few words what the values are.
func (p *profile) describeLooks() string {
	if p.filled == 0 {
		return "empty"
	}
	if p.shareOf(aDate) >= mostOf {
		return p.dateLooks()
	}
	for _, l := range plainLooks {
		if p.shareOf(l.trait) >= mostOf {
			return l.words
		}
	}
	switch {
	case p.shareOf(aShortYear) >= mostOf:
		return "dates with years of two figures, which are not read"
	case p.shareOf(aDayCount) >= mostOf:
		return "days as the numbers of a spreadsheet"
	case p.shareOf(aSex) >= mostOf && len(p.distinct) <= 6:
		return "sexes"
	case p.shareOf(aYesNo) >= mostOf && len(p.distinct) <= 6:
		return "yes or no"
	case p.shareOf(anAuthority) >= mostOf:
		return "LA codes"
	case p.shareOf(aNumber) >= mostOf:
		return "whole numbers"
	case p.shareOf(aNarrative) >= mostLooks:
		return "narrative"
	case p.shareOf(anAddress) >= mostLooks:
		return "addresses"
	case p.shareOf(aName) >= mostOf && len(p.distinct) > 12:
		return "names or words, " + p.countDifferent()
	case p.hasFewValues():
		return fmt.Sprintf("%d words or codes", len(p.distinct))
	case p.shareOf(aName) >= mostOf:
		return "names or words, " + p.countDifferent()
	case p.looksCoded():
		return "codes or numbers, " + p.countDifferent()
	}
	return "text, " + p.countDifferent()
}

func (p *profile) countDifferent() string {
	if p.over {
		return fmt.Sprintf("more than %d different", mostDistinct)
	}
	return fmt.Sprintf("%d different", len(p.distinct))
}

// looksCoded reports whether most values have a figure and no space.
func (p *profile) looksCoded() bool {
	n := 0
	for s, times := range p.distinct {
		if hasDigit(s) && !strings.ContainsRune(s, ' ') {
			n += times
		}
	}
	return float64(n) >= mostOf*float64(p.filled) && !p.over || p.over && p.of[aName] == 0 && p.of[aNarrative] == 0
}

// layoutNames show the layouts by the day on which Go's own are written.
var layoutNames = map[int]string{cells.ISOLayout: "2006-01-02", cells.UKLayout: "02/01/2006", cells.WordLayout: "2 Jan 2006", cells.TableLayout: "2006-Jan-02"}

func (p *profile) dateLooks() string {
	what := "dates"
	if p.looksLikeBirths() {
		what = "dates of birth"
	}
	layout := layoutNames[cells.ISOLayout]
	switch {
	case p.hasMonthFirst():
		layout = "01/02/2006, the month first"
	case p.of[aDayCount] > p.of[aDate]/2:
		layout = "days of the spreadsheet"
	case p.of[aPackedDay] > p.of[aDate]/2:
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

// hasMonthFirst reports whether dates have the month first.
func (p *profile) hasMonthFirst() bool { return p.monthly > 0 && p.dayFirst == 0 }

// looksLikeBirths reports whether dates spread over years as those of birth do, and not over the months of a school year.
func (p *profile) looksLikeBirths() bool {
	if p.shareOf(aBirth) < mostOf {
		return false
	}
	years := map[string]bool{}
	for s := range p.distinct {
		if d, ok := p.dayOf(s); ok {
			years[d.String()[:4]] = true
		}
	}
	return len(years) >= min(5, max(3, (len(p.distinct)+1)/2))
}

// dayOf reads a value as the column's dates are.
func (p *profile) dayOf(s string) (Date, bool) {
	if p.hasMonthFirst() {
		return cells.ReadDateAs("01/02/2006", strings.NewReplacer("-", "/", ".", "/").Replace(s))
	}
	if d, _, ok := cells.ReadDate(s, cells.NoLayout); ok {
		return d, true
	}
	if p.serial && cells.IsDayNumber(s) {
		return cells.ReadSerialDay(s)
	}
	return cells.ReadDateAs("20060102", s)
}

// speaksFor says whether what the column holds speaks for a field, against it, or neither: 1, -1 or 0.
func (p *profile) speaksFor(f *field) int {
	if p.filled == 0 {
		return 0
	}
	speaks := func(t trait) int {
		switch s := p.shareOf(t); {
		case s >= mostOf:
			return 1
		case s >= mostLooks:
			return 0
		}
		return -1
	}
	switch f.is {
	case cells.NameValue:
		return speaks(aName)
	case cells.DateValue, cells.BirthValue:
		if p.shareOf(aDayCount) >= mostOf || p.shareOf(aShortYear) >= mostOf {
			return 1
		}
		if f.is == cells.BirthValue && speaks(aDate) == 1 && !p.looksLikeBirths() {
			return 0
		}
		return speaks(aDate)
	case cells.WordValue, cells.EthnicValue:
		return p.wordsOf(f)
	case cells.YesNoValue:
		return speaks(aYesNo)
	case cells.SexValue:
		return speaks(aSex)
	case cells.CountValue, cells.UPRNValue:
		return speaks(aNumber)
	case cells.UPNValue:
		return speaks(aUPN)
	case cells.NHSValue:
		return speaks(anNHSNumber)
	case cells.ULNValue:
		return speaks(aULN)
	case cells.PostcodeValue:
		return speaks(aPostcode)
	case cells.SchoolValue:
		return speaks(aSchool)
	case cells.AuthorityValue:
		return speaks(anAuthority)
	case cells.PhoneValue:
		return speaks(aPhone)
	case cells.EmailValue:
		return speaks(anEmail)
	}
	return p.againstText()
}

// wordsOf says whether the column's values are words of a field. Few values that are not are local words of it, perhaps.
func (p *profile) wordsOf(f *field) int {
	known := 0
	for s, n := range p.distinct {
		if _, is := f.words[cells.Fold(s)]; is {
			known += n
		}
	}
	switch {
	case float64(known) >= mostLooks*float64(p.filled):
		return 1
	case p.shareOf(aDate) < mostLooks && (p.hasFewValues() || len(p.distinct) <= 12 && !p.over):
		return 0
	}
	return -1
}

// againstText speaks against a field of text when the values are plainly something else.
func (p *profile) againstText() int {
	for _, t := range []trait{aDate, aPostcode, anEmail, aUPN, anNHSNumber} {
		if p.shareOf(t) >= mostOf {
			return -1
		}
	}
	return 0
}
