package intake

import (
	"fmt"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// On a first night there is no extract to hold another to. What is left is what authorities usually have, which is published for
// the country: so wide that it tells an extract that is empty, or cut to a tenth, and not one of which half is missing. The settings
// can say it more narrowly of an authority: rows_min.

// leastPupils is the pupils from which on a share of them says anything, and leastExpected the rows that must be expected before
// none at all is a fault.
const (
	leastPupils   = 500
	leastExpected = 3
)

// askUsual holds an extract that no run has accepted yet to how many rows there usually are for each thousand pupils.
func (k *gatekeeper) askUsual(a *rules.Authority) []journal.Notice {
	pupils := homePupils(a)
	if pupils < leastPupils {
		return nil
	}
	rows, came := map[sources.Kind]int{}, map[sources.Kind]bool{}
	for i := range k.in.Reports {
		f := &k.in.Reports[i]
		rows[f.Kind], came[f.Kind] = rows[f.Kind]+f.Persons, true
	}
	var notices []journal.Notice
	for _, kind := range sources.Kinds() {
		usual := k.expect[kind].Pupils
		_, had := k.Past.Accepted[string(kind)]
		if usual.Most == 0 || had || !came[kind] || k.whyHeld(string(kind)) != "" {
			continue
		}
		n, thousands := float64(rows[kind]), float64(pupils)/1000
		switch why := fmt.Sprintf("%.0f rows of children for %d pupils of the school census, where %.0f to %.0f are usual (%s)", n, pupils,
			usual.Least*thousands, usual.Most*thousands, usual.Basis); {
		case n == 0 && usual.Least*thousands >= leastExpected:
			k.holdKind(journal.RowsGate, kind, "%s", why)
		case n < usual.Least*thousands || n > usual.Most*thousands:
			notices = append(notices, journal.Notice{Kind: string(kind), Grave: true,
				Text: fmt.Sprintf("%s: %s: no run has accepted one before, so look whether it is whole", kind, why)})
		}
	}
	return notices
}

// homePupils is how many pupils the newest return of each of the authority's schools has together.
func homePupils(a *rules.Authority) (pupils int) {
	for _, rs := range a.Returns {
		if len(rs) > 0 {
			pupils += rs[len(rs)-1].Pupils
		}
	}
	return pupils
}
