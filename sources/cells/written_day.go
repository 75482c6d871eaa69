package cells

import (
	"strings"
	"time"

	"rollcall/pipeline/calendar"
)

// Writings of days that have one meaning: what people and programs write beside the usual layouts. A year of four figures, or a month in
// letters, says which part is which; of three numbers the first is the day, or the year when it has four figures.

// writtenDay is a day in its parts.
type writtenDay struct {
	parts   [3]dayPart
	n       int
	weekday int // 1 for Monday; 0 when it does not say
	clock   clock
	timed   bool
}

// dayPart is a number or a month in letters.
type dayPart struct {
	n       int
	figures int  // of a number; 0 of a month in letters
	mark    byte // that stands before it
	ordinal bool // 4th
}

// noDay is no day of any calendar here.
const noDay = calendar.Date(-1 << 30)

// readWritten parts a day into its parts, and reports whether there are three and nothing else.
func readWritten(s string) (w writtenDay, ok bool) {
	mark := byte(0)
	for s != "" {
		switch c := s[0]; {
		case isDigit(c):
			rest, ok := w.takeNumber(s, mark)
			if !ok {
				return w, false
			}
			s, mark = rest, 0
		case IsLetter(c &^ 0x20):
			rest, ok := w.takeWord(s, mark)
			if !ok {
				return w, false
			}
			s, mark = rest, 0
		case c == ' ' || (w.n > 0 || w.weekday > 0) && (c == ',' || c == '/' || c == '-' || c == '.' || c == ':' && w.n == 3):
			if c != ' ' || mark == 0 {
				mark = c
			}
			s = s[1:]
		default:
			return w, false
		}
	}
	return w, w.n == 3
}

// takeNumber takes the number with which s begins: a part of the day, all of it in figures, or the time of day.
func (w *writtenDay) takeNumber(s string, mark byte) (rest string, ok bool) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if w.n == 3 || i <= 2 && i < len(s) && s[i] == ':' {
		if w.timed {
			return s, false
		}
		w.timed = true
		w.clock, rest, ok = cutClock(s)
		return rest, ok
	}
	if i >= 8 && w.n == 0 {
		return w.takePacked(s, i)
	}
	if i > 4 || i == 3 {
		return s, false
	}
	n, _ := ReadDigits(s[:i])
	w.parts[w.n], w.n = dayPart{n: n, figures: i, mark: mark}, w.n+1
	if rest = s[i:]; i <= 2 && len(rest) >= 2 {
		switch strings.ToLower(rest[:2]) {
		case "st", "nd", "rd", "th":
			if len(rest) == 2 || !IsLetter(rest[2]&^0x20) {
				w.parts[w.n-1].ordinal, rest = true, rest[2:]
			}
		}
	}
	return rest, true
}

// takePacked takes a day of eight figures, the year first, perhaps with the time of day in six or four more.
func (w *writtenDay) takePacked(s string, figures int) (rest string, ok bool) {
	if figures != 8 && figures != 12 && figures != 14 || s[:2] != "19" && s[:2] != "20" {
		return s, false
	}
	for i, at := range [...][2]int{{0, 4}, {4, 6}, {6, 8}} {
		n, _ := ReadDigits(s[at[0]:at[1]])
		w.parts[i] = dayPart{n: n, figures: at[1] - at[0]}
	}
	w.n = 3
	if figures == 8 {
		return s[8:], true
	}
	w.timed = true
	w.clock, rest, ok = cutClock("T" + s[8:])
	return rest, ok
}

// takeWord takes the word with which s begins: a month, a day of the week, the mark of a time, or a word that says nothing.
func (w *writtenDay) takeWord(s string, mark byte) (rest string, ok bool) {
	i := 0
	for i < len(s) && IsLetter(s[i]&^0x20) {
		i++
	}
	word, rest := s[:i], s[i:]
	switch m := MonthNumber(word); {
	case w.n == 3 && !w.timed && len(word) == 1 && (s[0] == 'T' || s[0] == 't'):
		w.timed = true
		w.clock, rest, ok = cutClock(s)
		return rest, ok
	case m > 0 && w.n < 3:
		w.parts[w.n], w.n = dayPart{n: m, mark: mark}, w.n+1
		return rest, true
	case weekdayNumber(word) > 0 && w.weekday == 0:
		w.weekday = weekdayNumber(word)
		return rest, true
	}
	switch strings.ToLower(word) {
	case "of", "the", "at", "on":
		return rest, true
	}
	return s, false
}

// weekdayNumber returns the number of a day of the week by its name or the beginning of it, 1 for Monday, or 0.
func weekdayNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := d.String(); len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) {
			return (int(d)+6)%7 + 1
		}
	}
	return 0
}

// dayOf puts the parts together. A year of two figures is taken for the latest that gives no day after latest; short says that it was
// one. noDay is none.
func (w *writtenDay) dayOf(latest calendar.Date) (d calendar.Date, short bool) {
	a, b, c := w.parts[0], w.parts[1], w.parts[2]
	if a.figures > 0 && b.figures > 0 && c.figures > 0 && b.mark != c.mark {
		return noDay, false
	}
	var y, m, day dayPart
	switch {
	case a.figures == 4:
		y, m, day = a, b, c
		if b.figures > 0 && c.figures == 0 {
			m, day = c, b
		}
	case a.figures == 0:
		y, m, day = c, a, b
	default:
		y, m, day = c, b, a
	}
	if m.ordinal || y.ordinal || day.figures == 0 || day.figures > 2 || m.figures > 2 || y.figures != 4 && y.figures != 2 {
		return noDay, false
	}
	if short = y.figures == 2; short {
		if m.figures > 0 && c.mark != '/' && c.mark != '.' {
			return noDay, true // 14-06-15 may have the year first
		}
		y.n = latestCentury(y.n, m.n, day.n, latest)
	}
	if y.n < 1000 || m.n < 1 || m.n > 12 || day.n < 1 || day.n > monthDays(y.n, m.n) {
		return noDay, short
	}
	d = daysOf(y.n, m.n, day.n)
	if w.weekday > 0 && w.weekday != weekdayOf(d) {
		return noDay, short
	}
	return w.clock.dayInLondon(d), short
}

// weekdayOf returns the day of the week of a date, 1 for Monday.
func weekdayOf(d calendar.Date) int { return ((int(d)+3)%7+7)%7 + 1 }

// latestCentury returns the latest year that ends in two figures and of which a month and day are not after a day.
func latestCentury(figures, month, day int, latest calendar.Date) int {
	y, m, d := latest.Time().Date()
	year := y - y%100 + figures
	if year > y || year == y && (month > int(m) || month == int(m) && day > d) {
		year -= 100
	}
	return year
}

// ReadShortDate reads a day whose year has two figures as the latest one that is not after a day.
func ReadShortDate(s string, latest calendar.Date) (calendar.Date, bool) {
	w, ok := readWritten(s)
	if !ok {
		return 0, false
	}
	d, short := w.dayOf(latest)
	return d, short && d != noDay
}

// WhyNoDate says of a text that is no date why, in the words of what it looks like, or nothing.
func WhyNoDate(s string) string {
	switch s = WholeDigits(s); {
	case len(s) == 4 && AllDigits(s):
		return "a year, not a day"
	case len(s) == 6 && AllDigits(s) && (s[:2] == "19" || s[:2] == "20"):
		return "a year and a month, not a day"
	case (len(s) == 8 || len(s) == 7) && AllDigits(s):
		return "figures without marks that are no YYYYMMDD (say dates: 02012006 in the settings if the day stands first)"
	}
	w, ok := readWritten(s)
	if !ok && w.n == 2 && !w.timed && max(w.parts[0].figures, w.parts[1].figures) == 4 {
		return "a year and a month, not a day"
	}
	if ok {
		switch d, short := w.dayOf(LatestDay); {
		case short && d == noDay:
			return "a date whose year has two figures and may stand first or last (say which with dates: 02-01-06 or 06-01-02 in the settings)"
		case w.weekday > 0:
			return "a date that is not on the day of the week that it says"
		}
	}
	return ""
}
