package lists

import (
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/stream"

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
				near := map[string]*candidates.Kept{}
				for _, n := range k.Near {
					number, _ := m.Judged.Heirs.Number(n.ChildID)
					near[n.ChildID] = &candidates.Kept{}
					keep.keepWritten(int(number), near[n.ChildID])
				}
				k.Family = nil // who were told of to others already
				s = *stories.Tell(&world, k, near)
				s.Siblings = m.siblingsOf(child)
			}
			if !yield(candidates.NewLine(s, sealed)) {
				return
			}
		}
	}
}

// tellMatched tells of the children of possible matches what these show of their stories, once for all who ask: of many, no line is on a
// list. Of a sealed child no story is made.
func (m *maker) tellMatched() (all []candidates.Line[candidates.Story]) {
	keepers, telling := sync.Pool{New: func() any { return m.newKeeper() }}, stream.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	wanted := make(map[string]bool, len(m.mayBes))
	for id := range m.mayBes {
		wanted[id] = true
	}
	for some := range slices.Chunk(m.numbersOf(wanted), candidates.KeptTogether) {
		telling.Go(func() stream.Callback {
			keep := keepers.Get().(*storyKeeper)
			defer keepers.Put(keep)
			told := make([]candidates.Line[candidates.Story], 0, len(some))
			for _, child := range some {
				told = append(told, keep.tellMatched(int(child)))
			}
			return func() { all = append(all, told...) }
		})
	}
	telling.Wait()
	return all
}

func (k *storyKeeper) tellMatched(child int) candidates.Line[candidates.Story] {
	if k.Judged.IsSealed(child) {
		return candidates.NewLine(candidates.Story{}, true)
	}
	k.written.UseAgain()
	k.keepWritten(child, &k.kept)
	k.keepStanding(child, &k.kept)
	s := k.TellMatched(&k.kept)
	s.Siblings = k.siblingsOf(child)
	s.Records = slices.DeleteFunc(s.Records, func(r candidates.RecordSaid) bool {
		return !slices.ContainsFunc(k.mayBes[s.ChildID], func(p candidates.MayBe) bool { return p.Record == r.RecordID })
	})
	return candidates.NewLine(*s, false)
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
	v := k.keepStanding(child, kept)
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

// keepStanding gathers how a child stands.
func (k *storyKeeper) keepStanding(child int, kept *candidates.Kept) *rules.Verdict {
	v := k.verdict(child)
	kept.Status, kept.ExplainedBy, kept.Explanation = string(v.Status), string(v.ExplainedBy), explainStanding(v)
	return v
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

// noteListed notes that the children of some lines are on the list of candidates.
func (m *maker) noteListed(lines []line) {
	for i := range lines {
		if child, here := m.Judged.Heirs.Number(lines[i].row.ChildID); here {
			m.listed[child] = true
		}
	}
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
