package lists

import (
	"cmp"
	"iter"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// tellStories tells of every child what is known, by number. Each story is made when it is asked for: those of a county do not fit in
// memory at once. Of a sealed child none is made.
func (m *maker) tellStories() iter.Seq[candidates.Line[candidates.Story]] {
	return func(yield func(candidates.Line[candidates.Story]) bool) {
		for child := range m.children.Len() {
			var s candidates.Story
			sealed := m.Judged.IsSealed(child)
			if !sealed {
				s = m.tellStory(child)
			}
			if !yield(candidates.NewLine(s, sealed)) {
				return
			}
		}
	}
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
		Possible: m.mayBes[string(v.Child)], Searched: m.searchedFor(who), Events: m.eventsOf(child, who),
	}
	for i := range recs {
		s.Records = append(s.Records, m.recordSaid(&recs[i]))
	}
	return s
}

// recordsNewestFirst are the records of a child by the day for which they speak.
func (m *maker) recordsNewestFirst(child int) []people.Placed {
	recs := m.children.RecordsOf(child)
	slices.SortStableFunc(recs, func(a, b people.Placed) int {
		return cmp.Or(cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(lastSeen(b.Record), lastSeen(a.Record)), cmp.Compare(a.ID, b.ID))
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
