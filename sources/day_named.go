package sources

import (
	"regexp"
	"strings"

	"rollcall/sources/cells"
)

// dayShapes are how days are written in the names of files and in the lines above headers, the surest first. Years of two figures are of this
// century, and the day stands first, as it does in this country.
var dayShapes = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\D)(?P<y>20\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])[-_. ]?(?P<d>0[1-9]|[12]\d|3[01])(?:\D|$)`),
	regexp.MustCompile(`(?:^|\D)(?P<d>0?[1-9]|[12]\d|3[01])[-_./ ](?P<m>0?[1-9]|1[0-2])[-_./ ](?P<y>20\d\d|\d\d)(?:\D|$)`),
	regexp.MustCompile(`(?:^|\D)(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>20\d\d|\d\d)(?:\D|$)`),
	regexp.MustCompile(`(?i)(?:^|\D)(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-_ ]*(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ ]*(?P<y>20\d\d|\d\d)(?:\D|$)`),
}

// DayNamed is the one day that a text names, or zero: where it names none, or two.
func DayNamed(text string) Date {
	for _, shape := range dayShapes {
		found := shape.FindAllStringSubmatch(text, -1)
		if len(found) == 0 {
			continue
		}
		of := func(name string) string { return found[0][shape.SubexpIndex(name)] }
		year, month := of("y"), of("m")
		if len(year) == 2 {
			year = "20" + year
		}
		if n := cells.MonthNumber(month); n > 0 {
			month = itoa(n)
		}
		d, layout, ok := cells.ReadDate(strings.Join([]string{of("d"), month, year}, "/"), cells.UKLayout)
		if len(found) > 1 || !ok || layout != cells.UKLayout {
			return 0
		}
		return d
	}
	return 0
}
