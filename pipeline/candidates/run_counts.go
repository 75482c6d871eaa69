package candidates

import (
	"iter"
	"slices"
)

// countRun is the one row of runs.parquet.
func (l Lists) countRun() iter.Seq[Run] {
	r := Run{Program: l.Summary.Program, Guidance: l.Summary.Guidance, Children: l.Seen, Candidates: len(l.CME), AtRisk: len(l.AtRisk), Unknown: len(l.Untold),
		Possible: len(l.Possible)}
	for row := range EachPrinted(l.CME) {
		if row.News == New || row.News == Held {
			r.New++
		}
	}
	for row := range EachPrinted(l.Gone) {
		if row.List == CME {
			r.Gone++
		}
	}
	for _, x := range l.Extracts {
		switch x.State {
		case ExtractStale:
			r.Late++
		case ExtractHeld, ExtractNotUsed:
			r.Held++
		case ExtractNotReceived:
			r.Lacking++
		}
	}
	return slices.Values([]Run{r})
}
