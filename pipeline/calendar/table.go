package calendar

// table is the school days of one place: its own within a window of years, and those of the standard pattern before and
// after.
type table struct {
	pattern *days
	years   map[int][3]Date // first days of terms of the pattern
	own     *days           // nil: the pattern alone
	spoken  *days           // days of the window on which the place itself decides

	before int             // school days of the pattern before the window
	within int             // school days of the pattern within the window
	starts map[int][3]Date // first days of terms of the years that the window touches
}

// standardTable returns the table of the standard pattern.
func standardTable(working *days) *table {
	t := &table{pattern: standardDays(working)}
	t.years = t.termsOf(horizonFrom, horizonTo)
	return t
}

// newTable returns the table of a place that has school days of its own within a window.
func newTable(own, spoken *days, standard *table) *table {
	t := &table{pattern: standard.pattern, years: standard.years, own: own, spoken: spoken}
	t.before = t.pattern.rank(own.from - 1)
	t.within = t.pattern.rank(own.to) - t.before
	t.starts = t.termsOf(own.from, own.to)
	return t
}

// overlay returns the table of a place with spans, over the table that speaks where it does not. Working holds the working
// days of the window.
func overlay(under, standard *table, working *days, spans []Span) *table {
	from, to := working.from, working.to
	term, closed, cover := newDays(from, to), newDays(from, to), newDays(from, to)
	var terms []Span
	for _, s := range spans {
		if s.Kind == InTerm {
			term.add(s.From, s.To)
			terms = append(terms, s)
		} else {
			closed.add(s.From, s.To)
		}
	}
	for _, c := range covered(terms) {
		cover.add(c[0], c[1])
	}
	own := newDays(from, to)
	for i := range own.words {
		mine := cover.words[i] & term.words[i] & working.words[i]
		theirs := ^cover.words[i] & under.word(from+Date(64*i))
		own.words[i] = (mine | theirs) &^ closed.words[i]
		cover.words[i] |= closed.words[i]
	}
	own.trim()
	return newTable(own.count(), cover, standard)
}

func (t *table) has(d Date) bool {
	if t.own != nil && d >= t.own.from && d <= t.own.to {
		return t.own.has(d)
	}
	return t.pattern.has(d)
}

// word returns 64 days of the table from d.
func (t *table) word(d Date) uint64 {
	if t.own != nil && d >= t.own.from && d <= t.own.to {
		return t.own.words[(d-t.own.from)/64]
	}
	return t.pattern.word(d)
}

// rank returns how many school days are on or before a date.
func (t *table) rank(d Date) int {
	switch {
	case t.own == nil || d < t.own.from:
		return t.pattern.rank(d)
	case d <= t.own.to:
		return t.before + t.own.rank(d)
	}
	return t.pattern.rank(d) - t.within + t.own.n
}

// nth returns the kth school day, counted from 1, and zero when there is none.
func (t *table) nth(k int) Date {
	switch {
	case t.own == nil || k <= t.before:
		return t.pattern.nth(k)
	case k <= t.before+t.own.n:
		return t.own.nth(k - t.before)
	}
	return t.pattern.nth(k - t.own.n + t.within)
}
