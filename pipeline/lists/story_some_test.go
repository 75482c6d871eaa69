package lists

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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
