package lists

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
)

// The stories of some children are those that are told of all, and of nobody else.
func TestStoriesOfSomeAreThoseOfAll(t *testing.T) {
	n := peopletest.Begin(t)
	for _, forename := range []string{"Alma", "Bram", "Cleo"} {
		n.Child(peopletest.Pupil(peopletest.Who(forename), peopletest.Ash))
	}
	m := judgeNight(t, n, &past.Past{}).lists(t)
	all, some := m.stories(), map[string]candidates.Story{}
	for l := range m.Lists.StoriesOf(map[string]bool{n.ID(0): true, n.ID(2): true, n.ID(1): false, "nobody": true}) {
		if s, is := l.Printed(); is {
			some[s.ChildID] = s
		}
	}
	delete(all, n.ID(1))
	if diff := cmp.Diff(all, some); diff != "" || len(some) != 2 {
		t.Errorf("%d stories (-all +some):\n%s", len(some), diff)
	}
}

// holdStories holds the stories that a night tells itself to be those that the store tells of the same children: whole ones, and of
// children of possible matches what these show.
func (m made) holdStories(t *testing.T) {
	t.Helper()
	stored, asked := m.stories(), map[string]bool{}
	for id := range stored {
		asked[id] = true
	}
	told := map[string]candidates.Story{}
	for l := range m.Lists.StoriesOf(asked) {
		if s, is := l.Printed(); is {
			told[s.ChildID] = s
		}
	}
	if diff := cmp.Diff(stored, told); diff != "" {
		t.Errorf("the night tells otherwise than the store (-store +night):\n%s", diff)
	}
	sides := map[string][]string{}
	for _, p := range m.Lists.Possible {
		sides[p.ChildL], sides[p.ChildR] = append(sides[p.ChildL], p.RecordL), append(sides[p.ChildR], p.RecordR)
	}
	shown, wanted := map[string]candidates.Story{}, map[string]candidates.Story{}
	for s := range candidates.EachPrinted(m.Lists.Matched) {
		shown[s.ChildID] = *s
	}
	for id, records := range sides {
		s := stored[id]
		w := candidates.Story{ChildID: id, Person: s.Person, Status: s.Status, ExplainedBy: s.ExplainedBy, Explanation: s.Explanation, Schools: s.Schools, Siblings: s.Siblings}
		for _, r := range s.Records {
			if slices.Contains(records, r.RecordID) {
				w.Records = append(w.Records, r)
			}
		}
		wanted[id] = w
	}
	if diff := cmp.Diff(wanted, shown, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a possible match shows otherwise than the store (-store +match):\n%s", diff)
	}
}
