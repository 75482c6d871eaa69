package judge

import (
	"cmp"
	"maps"
	"slices"

	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// askSiblings looks in the newest census for other children of the homes of those whom nothing explains, and puts these
// children to the rules again with what was found. It is done after all are judged because so few are left.
func (j *Judged) askSiblings() {
	var asked []int32
	for child := range j.Verdicts {
		if unexplained(j.Verdicts[child].Status) {
			asked = append(asked, int32(child))
		}
	}
	found := j.findSiblings(asked)
	for _, child := range slices.Sorted(maps.Keys(found)) {
		k := *j.Cases.CaseOf(int(child))
		k.Siblings = found[child]
		j.Verdicts[child] = rules.Judge(&k)
	}
}

func unexplained(s rules.Status) bool {
	return s == rules.Candidate || s == rules.Undecided
}

// findSiblings finds, for some children, the pupils of the newest census who live in the same home with the same family.
func (j *Judged) findSiblings(of []int32) map[int32][]rules.Sibling {
	found := map[int32][]rules.Sibling{}
	if len(of) == 0 || len(j.Authority.Censuses) == 0 {
		return found
	}
	newest := j.Authority.Censuses[len(j.Authority.Censuses)-1]
	homes := j.Homes()
	for _, child := range of {
		for _, pupil := range homes.livedWith(int(child)) {
			if j.Children.People.KindOf(pupil.identity) != sources.SchoolCensus || j.IsSealed(int(pupil.child)) {
				continue // what a sealed child's school is nobody else's line says
			}
			for _, at := range j.Children.People.RecordsAt(pupil.identity) {
				if j.Children.People.Records.OriginAt(at).AsOf != newest {
					continue
				}
				if how := homes.tieOf(int(child), int(pupil.child)); how != "" {
					found[child] = append(found[child], rollsOf(j.Children.People.Records.WholeAt(at), how)...)
				}
			}
		}
	}
	for _, all := range found {
		slices.SortFunc(all, func(a, b rules.Sibling) int { return cmp.Compare(a.Record, b.Record) })
	}
	return found
}

// rollsOf is the rolls that a census row shows.
func rollsOf(rec *sources.Record, how string) (all []rules.Sibling) {
	for _, c := range rec.Claims {
		if c.Kind == sources.Roll {
			all = append(all, rules.Sibling{Place: c.Place, Seen: rec.AsOf, Record: string(rec.ID), How: how})
		}
	}
	return all
}
