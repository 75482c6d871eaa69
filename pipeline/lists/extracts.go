package lists

import (
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
)

// tellExtracts tells of every file that went in how it stands, in their order, and then of the kinds of which none came, by name.
func (m *maker) tellExtracts(inputs []journal.Input) []candidates.Extract {
	var all []candidates.Extract
	came := map[string]bool{}
	for _, in := range inputs {
		came[in.Kind] = true
		x := candidates.Extract{Source: in.Kind, File: in.File, Rows: in.Rows, Records: in.Records, Rejected: in.Rejects, Values: in.Values, State: candidates.ExtractUsed}
		if asOf, err := calendar.Parse(in.AsOf); err == nil {
			days := int(m.asOf - asOf)
			x.AsOf, x.DaysOld = asOf.Midnight(), &days
		}
		kind := m.Judged.Authority.Extracts[in.Kind]
		switch {
		case in.NotUsed != "":
			x.State, x.Because = candidates.ExtractNotUsed, in.NotUsed
		case kind.Held != "":
			x.State, x.Because = candidates.ExtractHeld, kind.Held
		case kind.Stale && x.AsOf.Equal(kind.AsOf.Midnight()): // older files of a kind are of older days by purpose
			x.State = candidates.ExtractStale
		}
		all = append(all, x)
	}
	for _, kind := range slices.Sorted(maps.Keys(m.Judged.Authority.Extracts)) {
		if x := m.Judged.Authority.Extracts[kind]; !came[kind] && !x.Optional {
			all = append(all, candidates.Extract{Source: kind, State: candidates.ExtractNotReceived, Because: x.Held})
		}
	}
	return all
}
