package calendar

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Calendar answers which days are school days at a place, and which are working days. It never changes, and any number of
// goroutines may ask it. The zero Calendar knows no terms and answers by the standard pattern.
//
// Section 579(1) of the Education Act 1996 makes a school day a day on which that school meets. So a school's own rows
// speak first, then those of the authority in whose area it lies (the first three digits of its LAESTAB), then those of
// the home authority, then the standard pattern. Within a TERM the days from Monday to Friday that are no bank holiday
// count; INSET and CLOSED rows take days away. A school that gives only INSET or CLOSED rows keeps the terms of its authority
// without those days. Saturday school is not known.
//
// Days from 1970 to 2099 are counted; beyond, no day is a school day and a deadline is zero, not known.
type Calendar struct {
	spans   []Span
	home    string
	further []Date // one-off bank holidays from the settings

	working *days
	pattern *table
	tables  map[string]*table // by place, those that have rows
}

// Option changes how a Calendar is made.
type Option func(*Calendar)

// WithBankHolidays adds bank holidays that were proclaimed after the program was written.
func WithBankHolidays(on ...Date) Option {
	return func(c *Calendar) { c.further = append(slices.Clip(c.further), on...) }
}

// WithHomeAuthority names the authority whose terms stand in for places that have none: its LA code.
func WithHomeAuthority(la string) Option { return func(c *Calendar) { c.home = la } }

// New makes a Calendar of spans. Spans may come in any order, overlap and repeat; where TERM meets INSET or CLOSED at the
// same place, no school day remains.
func New(spans []Span, options ...Option) *Calendar {
	c := &Calendar{spans: slices.Clone(spans)}
	for _, o := range options {
		o(c)
	}
	c.build()
	return c
}

// Authorities is the codes of the authorities of whose schools or terms there are rows, in order.
func (c *Calendar) Authorities() (codes []string) {
	for _, s := range c.spans {
		codes = append(codes, s.Place[:min(laDigits, len(s.Place))])
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Digest is a digest of all that answers hang on.
func (c *Calendar) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %v %#v", c.home, c.further, c.spans)
	return string(h.Sum(nil))
}

// WithHome returns the same Calendar with another home authority.
func (c *Calendar) WithHome(la string) *Calendar {
	c = c.ready()
	return New(c.spans, WithBankHolidays(c.further...), WithHomeAuthority(la))
}

// Basis says whose calendar an answer rests on, so that the evidence can say so.
type Basis uint8

// The bases, the best first.
const (
	Own       Basis = iota + 1 // rows of the place itself
	Authority                  // rows of the authority in whose area it lies
	Home                       // rows of the home authority, for want of the place's own and its authority's
	Pattern                    // the standard pattern: nobody gave dates
)

// String returns the basis in an officer's words.
func (b Basis) String() string {
	switch b {
	case Own:
		return "the school's own term dates"
	case Authority:
		return "the authority's term dates"
	case Home:
		return "the home authority's term dates, as those of the school were not supplied"
	case Pattern:
		return "the usual term dates, as none were supplied"
	}
	return "no calendar"
}

// Basis says whose calendar decides about a day at a place.
func (c *Calendar) Basis(place string, d Date) Basis {
	c = c.ready()
	for _, p := range c.line(place) {
		t := c.tables[p]
		switch {
		case t == nil || !t.spoken.has(d):
			continue
		case p == place && len(p) > laDigits:
			return Own
		case strings.HasPrefix(place, p) || place == "":
			return Authority
		}
		return Home
	}
	return Pattern
}

// Counted names the calendar a count at a place rests on: the weakest basis of any day from one to another.
func (c *Calendar) Counted(place string, from, to Date) Basis {
	worst := c.Basis(place, from)
	for d := from + 1; d <= min(to, horizonTo) && worst != Pattern; d++ {
		worst = max(worst, c.Basis(place, d))
	}
	return worst
}

// laDigits is the length of an LA code, with which every LAESTAB of the authority begins.
const laDigits = 3

// line returns the places that speak for a place, the first to be asked first.
func (c *Calendar) line(place string) []string {
	out := []string{place}
	if len(place) > laDigits {
		out = append(out, place[:laDigits])
	}
	if c.home != "" && !slices.Contains(out, c.home) {
		out = append(out, c.home)
	}
	return out
}

// table returns the first table in line for a place.
func (c *Calendar) table(place string) *table {
	c = c.ready()
	if t := c.tables[place]; t != nil {
		return t
	}
	if len(place) > laDigits {
		if t := c.tables[place[:laDigits]]; t != nil {
			return t
		}
	}
	if t := c.tables[c.home]; t != nil {
		return t
	}
	return c.pattern
}

// standard is the Calendar without rows, made once: it takes 130 years of bank holidays.
var standard = sync.OnceValue(func() *Calendar {
	c := &Calendar{working: workingDays(nil)}
	c.pattern = standardTable(c.working)
	return c
})

func (c *Calendar) ready() *Calendar {
	if c == nil || c.pattern == nil {
		return standard()
	}
	return c
}

// build makes the tables: the home authority's over the pattern, the other authorities' over the home's, and each
// school's over its authority's.
func (c *Calendar) build() {
	c.working, c.pattern = standard().working, standard().pattern
	if len(c.further) > 0 {
		c.working = workingDays(c.further)
		c.pattern = standardTable(c.working)
	}
	c.tables = make(map[string]*table)
	byPlace := make(map[string][]Span)
	for _, s := range c.spans {
		byPlace[s.Place] = append(byPlace[s.Place], s)
	}
	if len(c.spans) == 0 {
		return
	}
	from, to := window(c.spans)
	working := newDays(from, to)
	for i := range working.words {
		working.words[i] = c.working.word(from + Date(64*i))
	}
	places := make([]string, 0, len(byPlace))
	for p := range byPlace {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b string) int { return c.depth(a) - c.depth(b) })
	for _, p := range places {
		c.tables[p] = overlay(c.table(p), c.pattern, working, byPlace[p])
	}
}

// depth orders places so that each comes after those that stand in for it.
func (c *Calendar) depth(place string) int {
	switch {
	case place == c.home:
		return 0
	case len(place) <= laDigits:
		return 1
	}
	return 2
}

// window returns the whole school years that hold every span, from the 1 August before the first to the 31 August after the
// last, so that it also holds the holidays for which the spans speak (see covered).
func window(spans []Span) (from, to Date) {
	from, to = spans[0].From, spans[0].To
	for _, s := range spans {
		from, to = min(from, s.From), max(to, s.To)
	}
	y, m, _ := from.Split()
	if m < time.August {
		y--
	}
	from = max(On(y, time.August, 1), horizonFrom)
	y, m, _ = to.Split()
	if m > time.August {
		y++
	}
	return from, max(from, min(On(y, time.August, 31), horizonTo))
}
