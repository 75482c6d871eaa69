package stories

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// AsSibling is what the brothers and sisters of a child are told of it, by its records, newest first.
func (t *Teller) AsSibling(id string, who []*sources.Record) candidates.Sibling {
	dob, _ := judge.BirthDate(who)
	forename, surname := nameOf(bestSpellersFirst(who))
	s := candidates.Sibling{ChildID: id, Name: strings.TrimSpace(forename + " " + surname), DOB: dob.Midnight()}
	if dob.Known() {
		s.YearGroup = rules.YearGroup(dob, t.AsOf)
	}
	if schools := t.SchoolsOf(who); len(schools) > 0 && schools[0].Now {
		at := &schools[0]
		s.School, s.LAESTAB, s.Phone, s.Source, s.On, s.FromRecord = at.Name, at.LAESTAB, at.Phone, at.Source, at.On, at.Record
	} else if len(who) > 0 {
		s.Source, s.On, s.FromRecord = sourceWords(who[0].Kind), who[0].AsOf.Midnight(), string(who[0].ID)
	}
	return s
}

// OrderSiblings puts those first whom a school has, then the youngest; who may be the child itself comes last.
func OrderSiblings(all []candidates.Sibling) []candidates.Sibling {
	slices.SortStableFunc(all, func(a, b candidates.Sibling) int {
		return cmp.Or(judge.CompareBools(a.MayBe, b.MayBe), judge.CompareBools(b.School != "", a.School != ""), b.DOB.Compare(a.DOB), cmp.Compare(a.ChildID, b.ChildID))
	})
	return all
}
