package stories

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/sources"
)

// Teller tells of children by their records: the run's own, or those that the store kept of it.
type Teller struct {
	AsOf   calendar.Date
	Places map[string]candidates.Place // by LAESTAB
}

// Tell tells the story of a child from what is kept of it, and of others whom it names. It is a candidates.StoryTeller.
func Tell(w *candidates.World, k *candidates.Kept, others map[string]*candidates.Kept) *candidates.Story {
	t := &Teller{calendar.Date(w.AsOf), w.Places}
	s, who := t.tellMatched(k)
	s.Addresses = addressesOf(who)
	s.Phones = saidOnce(who, "telephone", func(w *sources.Identity) string { return w.ParentPhone })
	s.Parents = saidOnce(who, "parent", parentName)
	s.Emails = saidOnce(who, "e-mail", func(w *sources.Identity) string { return w.ParentEmail })
	s.Numbers, s.Siblings, s.Care, s.OpenCase = numbersOf(who), t.siblingsAmong(k.Family, others), t.CareOf(who), t.CouncilCaseOf(who)
	s.Possible, s.Events = k.Possible, t.eventsOf(who, nearAmong(k.Near, others))
	if k.Searched {
		s.Searched = searchedFor(w.Registers, who)
	}
	return s
}

// TellMatched tells of a child what a possible match shows of its story: who it is, how it stands, its schools and what extracts wrote.
func (t *Teller) TellMatched(k *candidates.Kept) *candidates.Story {
	s, _ := t.tellMatched(k)
	return s
}

func (t *Teller) tellMatched(k *candidates.Kept) (s *candidates.Story, who []*sources.Record) {
	recs := placedAgain(k)
	who = RecordsIn(recs)
	dob, _ := judge.BirthDate(who)
	return &candidates.Story{ChildID: k.ChildID, Person: DescribePerson(who, dob), Status: k.Status, ExplainedBy: k.ExplainedBy, Explanation: k.Explanation,
		Schools: t.SchoolsOf(who), Records: recordsSaid(recs, k.Written)}, who
}

// siblingsAmong are brothers and sisters as their own records tell of them; whoever is not there is nobody's.
func (t *Teller) siblingsAmong(family []candidates.Relative, others map[string]*candidates.Kept) (all []candidates.Sibling) {
	for _, r := range family {
		if other := others[r.ChildID]; other != nil {
			s := t.AsSibling(r.ChildID, RecordsIn(placedAgain(other)))
			s.Tie, s.Listed, s.MayBe = r.Tie, r.Listed, r.MayBe
			all = append(all, s)
		}
	}
	return OrderSiblings(all)
}

// nearAmong are the records of others that may be the child's.
func nearAmong(near []candidates.Near, others map[string]*candidates.Kept) (recs []*sources.Record) {
	for _, n := range near {
		if other := others[n.ChildID]; other != nil && n.Written < len(other.Written) {
			recs = append(recs, recordsAgain(&other.Written[n.Written])...)
		}
	}
	return recs
}

// recordsSaid sets down what extracts wrote of a child, newest first: of the records of one extract that write the child alike the newest.
func recordsSaid(recs []people.Placed, written []candidates.Written) (all []candidates.RecordSaid) {
	said := make([]bool, len(written))
	for i := range recs {
		if of := recs[i].Identity; !said[of] {
			said[of] = true
			r := recordSaid(&recs[i])
			r.Alike = written[of].Alike
			all = append(all, r)
		}
	}
	return all
}

// newestFirst puts the records of a child in the order of the days for which they speak.
func NewestFirst(recs []people.Placed) []people.Placed {
	slices.SortStableFunc(recs, func(a, b people.Placed) int {
		return cmp.Or(cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(judge.LastSeen(b.Record), judge.LastSeen(a.Record)), cmp.Compare(a.ID, b.ID))
	})
	return recs
}

// RecordsIn are records without how they are placed.
func RecordsIn(recs []people.Placed) []*sources.Record {
	who := make([]*sources.Record, len(recs))
	for i := range recs {
		who[i] = recs[i].Record
	}
	return who
}

// sourceWords is what an extract is called.
func sourceWords(kind sources.Kind) string { return plainWords(string(kind)) }
