package settings

import (
	"regexp"
	"strings"
	"time"

	"rollcall/sources"
)

// layoutFault says why a text is no layout of days, and how it is to be written, or nothing. A layout says how 2 January 2006 is
// written; other programs say dd/mm/yyyy or %d/%m/%Y.
func layoutFault(layout string) string {
	if sources.IsLayout(layout) {
		return ""
	}
	const how = "is no layout of days: a layout is how 2 January 2006 is written in the file, such as 02/01/2006 or 2006-01-02"
	if meant := layoutMeant(layout); meant != layout && sources.IsLayout(meant) {
		return how + "; did you mean " + meant + "?"
	}
	if _, written := dayWritten(layout); written {
		return how + "; this is another day: write 2 January 2006 in its place"
	}
	return how
}

var layoutWords = regexp.MustCompile(`(?i)%-?[a-z]|d{1,4}|m{1,4}|y{2,4}`)

// layoutMeant writes the letters of other programs for day, month and year as the parts of 2 January 2006.
func layoutMeant(layout string) string {
	return layoutWords.ReplaceAllStringFunc(layout, func(word string) string {
		switch word {
		case "%d":
			return "02"
		case "%m":
			return "01"
		case "%Y":
			return "2006"
		case "%y":
			return "06"
		case "%b", "%h":
			return "Jan"
		case "%B":
			return "January"
		}
		switch strings.ToLower(word) {
		case "d":
			return "2"
		case "dd":
			return "02"
		case "m":
			return "1"
		case "mm":
			return "01"
		case "mmm":
			return "Jan"
		case "mmmm":
			return "January"
		case "yy":
			return "06"
		case "yyyy":
			return "2006"
		}
		return word
	})
}

// dayWritten reads a text as a day in a common layout.
func dayWritten(text string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02", "02/01/2006", "02-01-2006", "02.01.2006", "2/1/2006", "2 Jan 2006", "2 January 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// dayFault says why a text is no day of the settings, and how it is to be written.
func dayFault(text string) string {
	why := "not a date (want YYYY-MM-DD)"
	if t, is := dayWritten(text); is {
		return why + "; write " + t.Format("2006-01-02") + foundInstead(text)
	}
	return why + foundInstead(text)
}
