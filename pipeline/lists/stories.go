package lists

import (
	"iter"
	"slices"
	"sync"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
)

// storyKeeper keeps what is known of one child after another. One goroutine uses it.
type storyKeeper struct {
	*maker
	written *stories.Keeper
	kept    candidates.Kept // of the child at hand
}

func (m *maker) newKeeper() *storyKeeper {
	return &storyKeeper{maker: m, written: stories.NewKeeper(m.children, m.hidden, m.asOf)}
}

// keepAll keeps what is known of every child, in the order in which their records were read: what lies beside each other there is read in
// less time, and neighbours by school and file are kept in less room. Of a sealed child nothing is kept.
func (m *maker) keepAll() iter.Seq[iter.Seq[candidates.Line[candidates.Kept]]] {
	return func(yield func(iter.Seq[candidates.Line[candidates.Kept]]) bool) {
		keepers := sync.Pool{New: func() any { return m.newKeeper() }}
		for neighbours := range slices.Chunk(m.children.AsRead(), candidates.KeptTogether) {
			if !yield(func(yield func(candidates.Line[candidates.Kept]) bool) {
				k := keepers.Get().(*storyKeeper)
				defer keepers.Put(k)
				for _, child := range neighbours {
					if !yield(k.keepLine(int(child))) {
						return
					}
				}
			}) {
				return
			}
		}
	}
}

func (k *storyKeeper) keepLine(child int) candidates.Line[candidates.Kept] {
	if k.Judged.IsSealed(child) {
		return candidates.NewLine(candidates.Kept{}, true)
	}
	k.written.UseAgain()
	k.keep(child, &k.kept)
	return candidates.NewLine(k.kept, false)
}

// tellStories tells of some children what is known, by id: as the store would. Of a sealed child no story is made.
func (m *maker) tellStories(wanted map[string]bool) iter.Seq[candidates.Line[candidates.Story]] {
	return func(yield func(candidates.Line[candidates.Story]) bool) {
		world, keep := m.world(), m.newKeeper()
		for _, number := range m.numbersOf(wanted) {
			child := int(number)
			var s candidates.Story
			sealed := m.Judged.IsSealed(child)
			if !sealed {
				k := &candidates.Kept{}
				keep.keep(child, k)
				others := map[string]*candidates.Kept{}
				for _, other := range k.Others() {
					number, _ := m.Judged.Heirs.Number(other)
					others[other] = &candidates.Kept{}
					keep.keepWritten(int(number), others[other])
				}
				s = *stories.Tell(&world, k, others)
			}
			if !yield(candidates.NewLine(s, sealed)) {
				return
			}
		}
	}
}

// numbersOf are the children that are wanted, in their order.
func (m *maker) numbersOf(wanted map[string]bool) (all []int32) {
	for id, is := range wanted {
		if number, here := m.Judged.Heirs.Number(id); is && here {
			all = append(all, number)
		}
	}
	slices.Sort(all)
	return all
}

// keepWritten gathers what extracts wrote of a child: of others nothing else is told in its story.
func (k *storyKeeper) keepWritten(child int, kept *candidates.Kept) {
	identities := k.children.IdentitiesOf(child)
	k.children.FetchRecords(child)
	kept.ChildID = string(k.children.IDs[child])
	kept.Written = slices.Grow(kept.Written[:0], len(identities))[:len(identities)]
	for i, identity := range identities {
		k.written.KeepWritten(identity, &kept.Written[i])
	}
}

// keep gathers what is kept of a child.
func (k *storyKeeper) keep(child int, kept *candidates.Kept) {
	k.keepWritten(child, kept)
	v := k.verdict(child)
	kept.Status, kept.ExplainedBy, kept.Explanation = string(v.Status), string(v.ExplainedBy), explainStanding(v)
	kept.Searched, kept.Possible = v.Status != rules.Explained && v.Status != rules.NotOfAge, k.mayBes[kept.ChildID]
	kept.Family, kept.Near = kept.Family[:0], kept.Near[:0]
	for _, other := range k.familyOf(child) {
		kept.Family = append(kept.Family, k.asRelative(child, other))
	}
	for _, near := range k.children.NearTo(child) {
		if k.Judged.IsSealed(int(near.Child)) || max(near.Row, near.Whole) < people.GreyFrom {
			continue
		}
		at := slices.Index(k.children.IdentitiesOf(int(near.Child)), near.Identity)
		kept.Near = append(kept.Near, candidates.Near{ChildID: string(k.children.IDs[near.Child]), Written: at})
	}
}

// world is what stories tell of besides children.
func (m *maker) world() candidates.World {
	return candidates.World{AsOf: int(m.asOf), Registers: stories.RegistersOf(m.Judged.Authority), Places: m.Places}
}

// explainStanding says what explains a child, or why nothing does.
func explainStanding(v *rules.Verdict) string {
	if v.Explanation == "" && len(v.CME) > 0 {
		return v.CME[0].Reason
	}
	return v.Explanation
}

// listedOf are the children of some lines.
func listedOf(lines []line) map[string]bool {
	all := make(map[string]bool, len(lines))
	for i := range lines {
		all[lines[i].row.ChildID] = true
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
