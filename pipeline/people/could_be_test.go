package people

import (
	"testing"

	"rollcall/matchers"
	"rollcall/sources"
)

// A grey link may mean that two children are one, or that a row stands with the wrong child; numbers and a far better fit refute it.
func TestWhatAGreyLinkMayMean(t *testing.T) {
	census := func(row int, place string, day sources.Date, upn string) sources.Record {
		r := rowOf(sources.SchoolCensus, row, sources.Identity{Forename: "Alma", Surname: "Quayle", UPN: upn, LocalID: place})
		r.AsOf = day
		r.Claims = []sources.Claim{{Kind: sources.Roll, Place: place}}
		return r
	}
	health := func(row int, nhs string) sources.Record {
		return rowOf(sources.Health, row, sources.Identity{Forename: "Alma", Surname: "Quayle", NHSNumber: nhs, LocalID: nhs})
	}
	const a, b = "A823432312345", "B823432312346"
	for _, c := range []struct {
		name       string
		recs       []sources.Record // the first two are one child's, the others the other's; the second and the third are alike
		own        float64          // bits that join the third with its own child
		row, whole float64
	}{
		{"nothing against it", []sources.Record{health(1, "1"), rowOf(sources.Housing, 2, who("Alma")), rowOf(sources.Referrals, 3, who("Alma"))}, 0, .9, .8},
		{"two health service numbers", []sources.Record{health(1, "1"), rowOf(sources.Housing, 2, who("Alma")), health(3, "2")}, 0, 0, 0},
		{"one of several in common", []sources.Record{health(1, "1"), health(2, "2"), rowOf(sources.Housing, 3, sources.Identity{Forename: "Alma", NHSNumber: "2", LocalID: "3"})}, 0, .9, .8},
		{"two pupil numbers in the returns of one day", []sources.Record{census(1, "8872001", 20594, a), thinRow(2), census(3, "8872002", 20594, b)}, 0, 0, 0},
		{"two pupil numbers, one after the other", []sources.Record{census(1, "8872001", 20594, a), thinRow(2), census(3, "8872002", 20727, b)}, 0, .9, .8},
		{"one pupil number in the returns of one day", []sources.Record{census(1, "8872001", 20594, a), thinRow(2), census(3, "8872002", 20594, a)}, 0, .9, .8},
		{"fits its own child far better", []sources.Record{health(1, "1"), rowOf(sources.Housing, 2, who("Alma")), rowOf(sources.Referrals, 3, who("Alma")), thinRow(4)}, 18, 1. / 257, .8},
		{"fits its own child as well", []sources.Record{health(1, "1"), rowOf(sources.Housing, 2, who("Alma")), rowOf(sources.Referrals, 3, who("Alma")), thinRow(4)}, 10, .5, .8},
	} {
		p := peopleOf(c.recs...)
		of := make([]int32, len(c.recs))
		for i := 2; i < len(of); i++ {
			of[i] = 1
		}
		clusters := &matchers.Clusters{N: 2, Of: of, Link: make([]float64, len(of)),
			Possible: []matchers.PossibleLink{{Link: matchers.Link{L: 1, R: 2, Weight: 10, Probability: .9}, Together: .8}}}
		if len(of) > 3 {
			clusters.Links = []matchers.Link{{L: 2, R: 3, Weight: c.own}}
		}
		children, err := NameChildren(p, clusters, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		near := children.NearTo(int(children.ChildOf(0)))
		if len(near) != 1 || near[0].Row != c.row || near[0].Whole != c.whole || near[0].Probability != .9 || near[0].Together != .8 {
			t.Errorf("%s: %+v, want row %v and whole %v", c.name, near, c.row, c.whole)
		}
	}
}

// thinRow is a row that says little, and of each number another.
func thinRow(row int) sources.Record {
	return rowOf(sources.Housing, row, who("Al"+string(rune('a'+row))))
}
