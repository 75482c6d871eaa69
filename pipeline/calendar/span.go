package calendar

import (
	"slices"
	"time"
)

// Kind says what a Span of a school's calendar is.
type Kind string

// The kinds of span.
const (
	InTerm Kind = "TERM"   // school meets on its working days
	Inset  Kind = "INSET"  // staff only: no school day
	Closed Kind = "CLOSED" // a holiday within term, or an unplanned closure
)

// Span is a row of a calendar of terms: what holds at a place from a day to a day, both included. Place is a LAESTAB
// (seven digits), or an LA code (three digits) for every school of the authority without its own rows.
//
// Terms may be given whole with CLOSED half-terms, or as six shorter terms: both say the same days.
type Span struct {
	Place    string
	From, To Date
	Kind     Kind
}

// bridged is the longest gap, in days, between two TERM spans that still counts as a holiday of the same calendar: the
// summer holiday of an independent school is about nine weeks. A longer gap means that nobody gave dates for it.
const bridged = 70

// covered returns the stretches of time for which a place's TERM spans speak. A calendar that begins with an autumn term
// speaks from 1 August, one that begins in early January from 1 January; one that ends in July speaks to 31 August, one
// that ends at Christmas to 31 December. Outside, the next calendar in line speaks: half a calendar must not close a
// school for the other half of the year, for a deadline would then wait there unseen.
func covered(terms []Span) [][2]Date {
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b Span) int { return int(a.From - b.From) })
	var out [][2]Date
	for _, t := range terms {
		if n := len(out); n > 0 && t.From-out[n-1][1] <= bridged {
			out[n-1][1] = max(out[n-1][1], t.To)
			continue
		}
		out = append(out, [2]Date{t.From, t.To})
	}
	for i, c := range out {
		out[i] = [2]Date{back(c[0]), forth(c[1])}
	}
	return out
}

func back(d Date) Date {
	switch y, m, day := d.Split(); {
	case m == time.August || m == time.September:
		return On(y, time.August, 1)
	case m == time.January && day <= 15:
		return On(y, time.January, 1)
	}
	return d
}

func forth(d Date) Date {
	switch y, m, day := d.Split(); {
	case m == time.July || m == time.August:
		return On(y, time.August, 31)
	case m == time.December && day >= 10:
		return On(y, time.December, 31)
	}
	return d
}
