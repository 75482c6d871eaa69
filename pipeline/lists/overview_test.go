package lists

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/sources"
)

// groupsOf are the groups of a split with their figures, in order.
func groupsOf(o candidates.Overview, id string) (all []string) {
	for _, s := range slices.Concat(o.Splits, o.Clocks) {
		if s.ID == id {
			for _, g := range s.Groups {
				if slices.Max(g.N) > 0 {
					all = append(all, fmt.Sprint(g.Title, " ", g.N))
				}
			}
		}
	}
	return all
}

// Lines are told apart by what they say. Of a sealed child nothing is told but that there is one: it stands with those of whom a thing is
// not known, whatever its records say.
func TestLinesAreToldApart(t *testing.T) {
	for _, sealed := range []bool{false, true} {
		n := peopletest.Begin(t)
		n.Passed.Ingested.Addresses = []intake.Address{{Postcode: "ME4 9ZZ", LA: "887", Ward: "E05000001"}}
		who := peopletest.Who("Alma")
		who.Sex, who.Address, who.Postcode = "F", "12 Mill Lane", "ME4 9ZZ"
		referred := peopletest.Referred(who, "safeguarding")
		if sealed {
			referred.Claims = append(referred.Claims, sources.Claim{Kind: sources.Flag, Status: "family_risk"})
		}
		n.Child(referred, sources.Record{Kind: sources.SchoolCensus, AsOf: calendar.On(2026, 5, 21), Who: who,
			Claims: []sources.Claim{{Kind: sources.Roll, Place: peopletest.Ash, Status: "C", From: calendar.On(2024, 9, 3)}}})
		n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), peopletest.Absent(peopletest.Who("Bram"), peopletest.Ash))
		o := judgeNight(t, n, &past.Past{}).lists(t).Lists.Summary.Overview
		want := map[string][]string{
			"year": {"Year 6, 10 to 11 [1 1]"}, "sex": {"Girls [1 0]", "not known, or sealed [0 1]"}, "school": {"Ash Primary [1 1]"},
			"ward": {"E05000001 [1 0]", "not known, or sealed [0 1]"}, "soon": {"P1, same working day [1 0]", "P4, ten school days [0 1]"},
		}
		if sealed {
			want = map[string][]string{
				"year": {"Year 6, 10 to 11 [0 1]", "not known, or sealed [1 0]"}, "sex": {"not known, or sealed [1 1]"},
				"school": {"Ash Primary [0 1]", "not known, or sealed [1 0]"}, "ward": {"not known, or sealed [1 1]"},
				"reasons": {"not known, or sealed [1]"}, "cme_candidates": {"Designated officer [0 0 0 0 1 1]"},
			}
		}
		for id, groups := range want {
			if diff := cmp.Diff(groups, groupsOf(o, id)); diff != "" {
				t.Errorf("sealed %v: %s (-want +got):\n%s", sealed, id, diff)
			}
		}
	}
}

// What is said of seals may count very few: managers are told it when it is grave alone.
func TestManagersAreNotToldHowFewAreSealed(t *testing.T) {
	got := managersWarnings([]journal.Notice{{Kind: "protected", Text: "protected: 4 by a seal"}, {Kind: "protected", Grave: true, Text: "the list did not come"}, {Kind: journal.MatchingNotice, Text: "x"}, {Kind: "health", Text: "late"}})
	if want := []candidates.Banner{{Grave: true, Text: "The list did not come"}, {Text: "Late"}}; !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
