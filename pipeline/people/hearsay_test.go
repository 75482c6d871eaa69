package people

import (
	"slices"
	"testing"

	"rollcall/matchers"
	"rollcall/sources"
)

// A row that tells of a child by name and birth alone, at an address that the child never had, is left to a person; one that anything
// bears out stays, and so does what a person judged.
func TestWhatIsToldOfANamesake(t *testing.T) {
	pupil := sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 15000, UPN: "A1", Address: "70 Heath Rise, Fenwick", Postcode: "FW1 1AA", ParentPhone: "07700 900111"}
	at := func(change func(*sources.Identity)) sources.Identity {
		w := sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 15000, Address: "12 Alder Close, Fenwick", Postcode: "FW2 2BB"}
		change(&w)
		return w
	}
	came := func(on sources.Date) []sources.Claim {
		return []sources.Claim{{Kind: sources.Departure, Status: "moved_to_us", From: on}}
	}
	roll := []sources.Claim{{Kind: sources.Roll, Place: "8872001", From: 19000}}
	for _, c := range []struct {
		name   string
		kind   sources.Kind
		who    sources.Identity
		claims []sources.Claim
		judged bool
		taken  bool
	}{
		{name: "another address", kind: sources.Referrals, who: at(func(*sources.Identity) {}), taken: true},
		{name: "the same postcode", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.Postcode = "FW1 1AA" })},
		{name: "the same door, typed otherwise", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.Address, w.Postcode = "70, Heath Ris", "" })},
		{name: "the same number of another street", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.Address = "70 Mill Road" }), taken: true},
		{name: "an address of before", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.PreviousPostcode = "FW1 1AA" })},
		{name: "the same number", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.UPN = "A1" })},
		{name: "the same telephone", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.ParentPhone = "07700900111" })},
		{name: "no address", kind: sources.Referrals, who: at(func(w *sources.Identity) { w.Address, w.Postcode = "", "" })},
		{name: "judged", kind: sources.Referrals, who: at(func(*sources.Identity) {}), judged: true},
		{name: "a service's own row", kind: sources.SocialCare, who: at(func(*sources.Identity) {})},
		{name: "came after the pupil was on a roll here", kind: sources.OtherAuthorities, who: at(func(*sources.Identity) {}), claims: came(20100), taken: true},
		{name: "came before", kind: sources.OtherAuthorities, who: at(func(*sources.Identity) {}), claims: came(20000)},
		{name: "no word of a move", kind: sources.OtherAuthorities, who: at(func(*sources.Identity) {})},
	} {
		census, told := rowOf(sources.SchoolCensus, 1, pupil), rowOf(c.kind, 2, c.who)
		census.Claims, census.AsOf, told.Claims = roll, 20020, c.claims
		p := peopleOf(census, told)
		clusters := &matchers.Clusters{N: 1, Of: []int32{0, 0}, Link: []float64{.99, .99}, Links: []matchers.Link{{L: 0, R: 1, Weight: 12, Probability: .99}}}
		var judged []JudgedPair
		if c.judged {
			judged = []JudgedPair{{verdict: matchers.Same, l: []int32{0}, r: []int32{1}}}
		}
		n := p.PartHearsay(clusters, judged)
		if (n == 1) != c.taken || (clusters.Of[0] != clusters.Of[1]) != c.taken || (len(clusters.Links) == 0) != c.taken {
			t.Errorf("%s: %d taken, clusters %v, want taken %v", c.name, n, clusters.Of, c.taken)
		}
		if c.taken && (len(clusters.Possible) != 1 || clusters.Possible[0].Why != Hearsay || clusters.N != 2 || clusters.Possible[0].Weight != 12) {
			t.Errorf("%s: %d clusters, left to a person %+v", c.name, clusters.N, clusters.Possible)
		}
	}
}

// Two who tell of one child at one place are left together, and of the pairs that lead to the child the one that weighs most is shown.
func TestTwoTellOfOneNamesake(t *testing.T) {
	pupil := sources.Identity{Forename: "Alma", Surname: "Quayle", Address: "70 Heath Rise", Postcode: "FW1 1AA"}
	told := sources.Identity{Forename: "Alma", Surname: "Quayle", Address: "12 Alder Close", Postcode: "FW2 2BB"}
	again := told
	again.Forename = "Almah"
	p := peopleOf(rowOf(sources.Health, 1, pupil), rowOf(sources.Referrals, 2, told), rowOf(sources.Referrals, 3, again))
	c := &matchers.Clusters{N: 1, Of: []int32{0, 0, 0}, Link: []float64{1, 1, 1}, Links: []matchers.Link{{L: 0, R: 1, Weight: 9}, {L: 0, R: 2, Weight: 11}, {L: 1, R: 2, Weight: 14}}}
	if n := p.PartHearsay(c, nil); n != 2 || !slices.Equal(c.Of, []int32{0, 1, 1}) || len(c.Links) != 1 || len(c.Possible) != 1 || c.Possible[0].Weight != 11 {
		t.Errorf("%d taken: %v, links %v, possible %v", n, c.Of, c.Links, c.Possible)
	}
}
