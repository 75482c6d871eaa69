package sources

import (
	"fmt"
	"strings"
)

// finish says what the column looks like, once all rows are in.
func (c *Column) finish(rows int) {
	p := c.profile
	if rows > 0 {
		c.Filled = float64(p.filled) / float64(rows)
	}
	c.Looks, c.Shapes = p.looks(), p.commonShapes()
}

// plainLooks are what values look like when most of them are it, the narrowest first.
var plainLooks = []struct {
	trait trait
	words string
}{
	{anEmail, "e-mail addresses"}, {aPostcode, "postcodes"}, {aUPN, "UPNs"}, {anNHSNumber, "NHS numbers"}, {aULN, "ULNs"},
	{aPhone, "telephone numbers"}, {aSchool, "LAESTABs"},
}

// looks says in a few words what the values are.
func (p *profile) looks() string {
	if p.filled == 0 {
		return "empty"
	}
	if p.share(aDate) >= mostOf {
		return p.dateLooks()
	}
	for _, l := range plainLooks {
		if p.share(l.trait) >= mostOf {
			return l.words
		}
	}
	switch {
	case p.share(aShortYear) >= mostOf:
		return "dates with years of two figures, which are not read"
	case p.share(aDayCount) >= mostOf:
		return "days as the numbers of a spreadsheet"
	case p.share(aSex) >= mostOf && len(p.distinct) <= 6:
		return "sexes"
	case p.share(aYesNo) >= mostOf && len(p.distinct) <= 6:
		return "yes or no"
	case p.share(anAuthority) >= mostOf:
		return "LA codes"
	case p.share(aNumber) >= mostOf:
		return "whole numbers"
	case p.share(aNarrative) >= mostLooks:
		return "narrative"
	case p.share(anAddress) >= mostLooks:
		return "addresses"
	case p.share(aName) >= mostOf && len(p.distinct) > 12:
		return "names or words, " + p.different()
	case p.few():
		return fmt.Sprintf("%d words or codes", len(p.distinct))
	case p.share(aName) >= mostOf:
		return "names or words, " + p.different()
	case p.coded():
		return "codes or numbers, " + p.different()
	}
	return "text, " + p.different()
}

func (p *profile) different() string {
	if p.over {
		return fmt.Sprintf("more than %d different", mostDistinct)
	}
	return fmt.Sprintf("%d different", len(p.distinct))
}

// coded reports whether most values have a figure and no space.
func (p *profile) coded() bool {
	n := 0
	for s, times := range p.distinct {
		if hasDigit(s) && !strings.ContainsRune(s, ' ') {
			n += times
		}
	}
	return float64(n) >= mostOf*float64(p.filled) && !p.over || p.over && p.of[aName] == 0 && p.of[aNarrative] == 0
}

// layoutNames show the layouts by the day on which Go's own are written.
var layoutNames = map[int]string{isoLayout: "2006-01-02", ukLayout: "02/01/2006", wordLayout: "2 Jan 2006", tableLayout: "2006-Jan-02"}

func (p *profile) dateLooks() string {
	what := "dates"
	if p.births() {
		what = "dates of birth"
	}
	layout := layoutNames[isoLayout]
	switch {
	case p.american():
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

// american reports whether dates have the month first.
func (p *profile) american() bool { return p.monthly > 0 && p.dayFirst == 0 }

// births reports whether dates spread over years as those of birth do, and not over the months of a school year.
func (p *profile) births() bool {
	if p.share(aBirth) < mostOf {
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
	if p.american() {
		return parseDateAs("01/02/2006", strings.NewReplacer("-", "/", ".", "/").Replace(s))
	}
	if d, _, ok := parseDate(s, noLayout); ok {
		return d, true
	}
	if p.serial && dayNumber(s) {
		return excelDay(s)
	}
	return parseDateAs("20060102", s)
}

// holds says whether what the column holds speaks for a field, against it, or neither: 1, -1 or 0.
func (p *profile) holds(f *field) int {
	if p.filled == 0 {
		return 0
	}
	speaks := func(t trait) int {
		switch s := p.share(t); {
		case s >= mostOf:
			return 1
		case s >= mostLooks:
			return 0
		}
		return -1
	}
	switch f.is {
	case nameValue:
		return speaks(aName)
	case dateValue, birthValue:
		if p.share(aDayCount) >= mostOf || p.share(aShortYear) >= mostOf {
			return 1
		}
		if f.is == birthValue && speaks(aDate) == 1 && !p.births() {
			return 0
		}
		return speaks(aDate)
	case wordValue, ethnicValue:
		return p.wordsOf(f)
	case yesNoValue:
		return speaks(aYesNo)
	case sexValue:
		return speaks(aSex)
	case countValue, uprnValue:
		return speaks(aNumber)
	case upnValue:
		return speaks(aUPN)
	case nhsValue:
		return speaks(anNHSNumber)
	case ulnValue:
		return speaks(aULN)
	case postcodeValue:
		return speaks(aPostcode)
	case schoolValue:
		return speaks(aSchool)
	case authorityValue:
		return speaks(anAuthority)
	case phoneValue:
		return speaks(aPhone)
	case emailValue:
		return speaks(anEmail)
	}
	return p.againstText()
}

// wordsOf says whether the column's values are words of a field. Few values that are not are local words of it, perhaps.
func (p *profile) wordsOf(f *field) int {
	known := 0
	for s, n := range p.distinct {
		if _, is := f.words[fold(s)]; is {
			known += n
		}
	}
	switch {
	case float64(known) >= mostLooks*float64(p.filled):
		return 1
	case p.share(aDate) < mostLooks && (p.few() || len(p.distinct) <= 12 && !p.over):
		return 0
	}
	return -1
}

// againstText speaks against a field of text when the values are plainly something else.
func (p *profile) againstText() int {
	for _, t := range []trait{aDate, aPostcode, anEmail, aUPN, anNHSNumber} {
		if p.share(t) >= mostOf {
			return -1
		}
	}
	return 0
}
