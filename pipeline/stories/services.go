package stories

import (
	"cmp"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// CareOf are the safeguarding facts that hold now, the gravest first, each once by the newest record.
func (t *Teller) CareOf(recs []*sources.Record) (all []candidates.Care) {
	for _, service := range rules.Services {
		var best candidates.Care
		for _, r := range recs {
			for _, c := range r.Claims {
				if c.Kind != sources.Flag || c.Status != service.Status || c.From > t.AsOf || c.To.Known() && c.To < t.AsOf {
					continue
				}
				care := candidates.Care{Status: service.Status, Fact: service.Fact, Since: c.From.Midnight(), Team: plainWords(c.Toward), Ref: cmp.Or(c.Ref, r.Native),
					Source: sourceWords(r.Kind), On: r.AsOf.Midnight()}
				if best.Fact == "" || care.Since.After(best.Since) || care.Since.Equal(best.Since) && best.Team == "" {
					best = care
				}
			}
		}
		if best.Fact != "" {
			all = append(all, best)
		}
	}
	return all
}

// CouncilCaseOf is the case that the authority's own list holds open, the newest; nil when it holds none.
func (t *Teller) CouncilCaseOf(recs []*sources.Record) *candidates.CouncilCase {
	var best *candidates.CouncilCase
	for _, r := range recs {
		for _, c := range r.Claims {
			if c.Kind != sources.Case || c.From > t.AsOf || c.To.Known() && c.To <= t.AsOf || !rules.Outcome(c.Status).Open() {
				continue
			}
			held := &candidates.CouncilCase{Status: plainWords(c.Status), Since: c.From.Midnight(), Holder: c.Place, Ref: c.Ref, Source: sourceWords(r.Kind), On: r.AsOf.Midnight()}
			if best == nil || held.Since.After(best.Since) {
				best = held
			}
		}
	}
	return best
}

// searchedFor says of every register that may hold education whether it names the child.
func searchedFor(registers []candidates.Register, recs []*sources.Record) (all []candidates.Searched) {
	for i := range registers {
		r := &registers[i]
		s := candidates.Searched{Source: r.Name, On: r.AsOf, Words: r.Missed}
		if s.Found = slices.ContainsFunc(recs, func(x *sources.Record) bool { return string(x.Kind) == r.Kind }); s.Found {
			s.Words = r.Found
		}
		all = append(all, s)
	}
	return all
}
