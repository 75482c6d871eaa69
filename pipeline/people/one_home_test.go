package people

import (
	"testing"

	"rollcall/matchers"
	"rollcall/sources"
)

// Two children of one home and one surname are left to a person where they share a forename, whatever the days of birth, or a day of birth and no
// extract that has both; twins of whom one extract has both are two.
func TestOneHome(t *testing.T) {
	at := func(change func(*sources.Identity)) sources.Identity {
		w := sources.Identity{Forename: "Malwina", Surname: "Quayle", DOB: 15000, Sex: "F", Address: "Flat 3, 70 Heath Rise, Fenwick", Postcode: "FW1 1AA"}
		change(&w)
		return w
	}
	same := func(*sources.Identity) {}
	other := func(w *sources.Identity) { w.Forename = "Amy" }
	for _, c := range []struct {
		name string
		kind sources.Kind
		who  sources.Identity
		want bool
	}{
		{"a name of the office's own", sources.SocialCare, at(other), true},
		{"twins of one extract", sources.SchoolCensus, at(other), false},
		{"the other sex", sources.SocialCare, at(func(w *sources.Identity) { w.Forename, w.Sex = "Amos", "M" }), false},
		{"another day of birth", sources.SocialCare, at(func(w *sources.Identity) { other(w); w.DOB = 15400 }), false},
		{"another surname", sources.SocialCare, at(func(w *sources.Identity) { other(w); w.Surname = "Rudge" }), false},
		{"another door", sources.SocialCare, at(func(w *sources.Identity) { other(w); w.Address = "9 Mill Road" }), false},
		{"the door without its postcode", sources.SocialCare, at(func(w *sources.Identity) { other(w); w.Postcode = "" }), true},
		{"no address", sources.SocialCare, at(func(w *sources.Identity) { other(w); w.Address, w.Postcode = "", "" }), false},
		{"a birth date from another row", sources.Admissions, at(func(w *sources.Identity) { w.DOB = 17000 }), true},
		{"and of the same extract", sources.SchoolCensus, at(func(w *sources.Identity) { w.DOB = 17000 }), true},
	} {
		p := peopleOf(rowOf(sources.SchoolCensus, 1, at(same)), rowOf(c.kind, 2, c.who))
		clusters := &matchers.Clusters{N: 2, Of: []int32{0, 1}, Link: []float64{1, 1}}
		n := p.AddOneHome(clusters)
		if (n == 1) != c.want || len(clusters.Possible) != n || n == 1 && (clusters.Possible[0].Why != OneHome || clusters.Possible[0].Together != oneHomeTogether) {
			t.Errorf("%s: %d added, %+v, want %v", c.name, n, clusters.Possible, c.want)
		}
		if c.want { // a pair that is on the list already is made likelier, and stands there once
			if again := p.AddOneHome(clusters); again != 0 || len(clusters.Possible) != 1 {
				t.Errorf("%s: %d added again, %d on the list", c.name, again, len(clusters.Possible))
			}
		}
	}
}
