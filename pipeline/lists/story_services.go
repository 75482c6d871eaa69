package lists

import (
	"cmp"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// careOf are the safeguarding facts that hold now, the gravest first, each once by the newest record.
func (t *teller) careOf(recs []*sources.Record) (all []candidates.Care) {
	for _, service := range rules.Services {
		var best candidates.Care
		for _, r := range recs {
			for _, c := range r.Claims {
				if c.Kind != sources.Flag || c.Status != service.Status || c.From > t.asOf || c.To.Known() && c.To < t.asOf {
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

// councilCaseOf is the case that the authority's own list holds open, the newest; nil when it holds none.
func (t *teller) councilCaseOf(recs []*sources.Record) *candidates.CouncilCase {
	var best *candidates.CouncilCase
	for _, r := range recs {
		for _, c := range r.Claims {
			if c.Kind != sources.Case || c.From > t.asOf || c.To.Known() && c.To <= t.asOf || !rules.Outcome(c.Status).Open() {
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

// mayBesOf are the possible matches that officers are asked about, by child, as they are listed. One of which either is sealed is left out.
func mayBesOf(pairs []greyPair) map[string][]candidates.MayBe {
	all := map[string][]candidates.MayBe{}
	for i := range pairs {
		if pairs[i].sealed {
			continue
		}
		p := &pairs[i].match
		all[p.ChildL] = append(all[p.ChildL], candidates.MayBe{ChildID: p.ChildR, Record: p.RecordL, Theirs: p.RecordR, Why: p.Why})
		all[p.ChildR] = append(all[p.ChildR], candidates.MayBe{ChildID: p.ChildL, Record: p.RecordR, Theirs: p.RecordL, Why: p.Why})
	}
	return all
}
