package matchers

import (
	"context"
	"math"
	"testing"
)

// TestALeapLandsWhereRoundsLead leaps along two coordinates that come nearer to their ends by the same share in each round.
func TestALeapLandsWhereRoundsLead(t *testing.T) {
	at := func(round float64) []float64 {
		left := math.Pow(.98, round)
		return []float64{.5 - .3*left, .2 + .1*left}
	}
	to, step := leapFrom(at(0), at(1), at(2), 64)
	if far := distance(to, []float64{.5, .2}); far > .01*distance(at(0), []float64{.5, .2}) {
		t.Errorf("the leap lands %g from where the rounds lead", far)
	}
	if want := distance(at(0), at(1)); math.Abs(step-want) > 1e-12 {
		t.Errorf("step %g (want %g)", step, want)
	}
	if short, _ := leapFrom(at(0), at(1), at(2), 4); distance(short, at(0)) > distance(at(9), at(0)) {
		t.Error("a leap of four rounds goes farther than nine")
	}
}

// TestTheSlowSettle trains on names and birthdays alone, where rounds creep, and wants the end that many plain rounds come to.
func TestTheSlowSettle(t *testing.T) {
	v := invent(3, 900)
	for k := range v.people {
		v.people[k].address, v.people[k].postcode, v.people[k].upn, v.people[k].sex = "", "", "", ""
	}
	table := v.table(t, inOrder(len(v.people)))
	columns := inventedColumns
	columns.Addresses, columns.Postcodes, columns.Identifiers, columns.Sex = nil, nil, nil, ""
	_, training, err := Train(context.Background(), table, PersonSpec(columns), TrainOptions{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rounds", training.Rounds)
	if !training.Converged || training.Rounds > 150 {
		t.Errorf("converged %v after %d rounds (want it within 150)", training.Converged, training.Rounds)
	}
}
