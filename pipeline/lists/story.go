package lists

import (
	"cmp"
	"iter"
	"runtime"
	"slices"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// storiesAtOnce is how many stories are made while others are written: those of a county do not fit in memory at once.
const storiesAtOnce = 512

// tellStories tells of every child what is known, by number, or of some children alone. Of a sealed child no story is made.
func (m *maker) tellStories(wanted map[string]bool) iter.Seq[candidates.Line[candidates.Story]] {
	return func(yield func(candidates.Line[candidates.Story]) bool) {
		some := make([]int, 0, storiesAtOnce)
		tell := func() bool {
			for _, l := range m.makeStories(some) {
				if !yield(l) {
					return false
				}
			}
			some = some[:0]
			return true
		}
		for child := range m.children.Len() {
			if wanted != nil && !wanted[string(m.children.IDs[child])] {
				continue
			}
			if some = append(some, child); len(some) == storiesAtOnce && !tell() {
				return
			}
		}
		tell()
	}
}

// makeStories makes the stories of some children on every processor.
func (m *maker) makeStories(some []int) []candidates.Line[candidates.Story] {
	made := make([]candidates.Line[candidates.Story], len(some))
	var wait conc.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(some); i += workers {
				var s candidates.Story
				sealed := m.Judged.IsSealed(some[i])
				if !sealed {
					s = m.tellStory(some[i])
				}
				made[i] = candidates.NewLine(s, sealed)
			}
		})
	}
	wait.Wait()
	return made
}

// tellStory gathers what the records of a child say.
func (m *maker) tellStory(child int) candidates.Story {
	v, recs := m.verdict(child), m.recordsNewestFirst(child)
	who := make([]*sources.Record, len(recs))
	for i := range recs {
		who[i] = recs[i].Record
	}
	dob, _ := judge.BirthDate(who)
	s := candidates.Story{
		ChildID: string(v.Child), Person: describePerson(who, dob), Status: string(v.Status), ExplainedBy: string(v.ExplainedBy), Explanation: explainStanding(v),
		Addresses: m.addressesOf(who), Phones: saidOnce(who, "telephone", func(w *sources.Identity) string { return w.ParentPhone }),
		Parents: saidOnce(who, "parent", parentName), Emails: saidOnce(who, "e-mail", func(w *sources.Identity) string { return w.ParentEmail }),
		Numbers: numbersOf(who), Schools: m.schoolsOf(who), Siblings: m.siblingsOf(child), Care: m.careOf(who), OpenCase: m.councilCaseOf(who),
		Possible: m.mayBes[string(v.Child)], Events: m.eventsOf(child, who),
	}
	if v.Status != rules.Explained && v.Status != rules.NotOfAge {
		s.Searched = m.searchedFor(who)
	}
	s.Records = m.recordsSaid(recs)
	return s
}

// recordsSaid sets down what extracts wrote of a child, newest first: of the records of one extract that write the child alike the newest.
func (m *maker) recordsSaid(recs []people.Placed) (all []candidates.RecordSaid) {
	said := map[int32]int{} // by identity: all its records write the child alike
	for i := range recs {
		at, had := said[recs[i].Identity]
		if had {
			all[at].Alike++
			continue
		}
		said[recs[i].Identity] = len(all)
		all = append(all, m.recordSaid(&recs[i]))
	}
	return all
}

// recordsNewestFirst are the records of a child by the day for which they speak.
func (m *maker) recordsNewestFirst(child int) []people.Placed {
	recs := m.children.RecordsOf(child)
	slices.SortStableFunc(recs, func(a, b people.Placed) int {
		return cmp.Or(cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(judge.LastSeen(b.Record), judge.LastSeen(a.Record)), cmp.Compare(a.ID, b.ID))
	})
	return recs
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

// sourceWords is what an extract is called.
func sourceWords(kind sources.Kind) string { return plainWords(string(kind)) }
