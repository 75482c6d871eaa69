package people

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
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

// oneHomesSought are the pairs that AddOneHome leaves to a person, by comparing every row of a name with every other.
func oneHomesSought(p *People, c *matchers.Clusters) (pairs [][2]int32) {
	type key struct {
		surname, forename string
		birth             sources.Date
	}
	rows, kinds := map[key][]int32{}, map[int32][]sources.Kind{}
	var order []key
	for row := range int32(p.Identities()) {
		w := p.Who(row)
		kinds[c.Of[row]] = append(kinds[c.Of[row]], p.KindOf(row))
		surname, forename := intake.LettersAndDigits(w.Surname), intake.LettersAndDigits(w.Forename)
		if surname == "" || w.Address == "" && w.UPRN == "" {
			continue
		}
		for _, k := range []key{{surname: surname, birth: w.DOB}, {surname: surname, forename: forename}} {
			if k.birth == 0 && len(k.forename) < 2 {
				continue
			}
			if rows[k] == nil {
				order = append(order, k)
			}
			rows[k] = append(rows[k], row)
		}
	}
	slices.SortStableFunc(order, func(a, b key) int { return int(rows[a][0]) - int(rows[b][0]) })
	had := map[[2]int32]bool{}
	for _, k := range order {
		for i, l := range rows[k] {
			for _, r := range rows[k][i+1:] {
				together := slices.ContainsFunc(kinds[c.Of[l]], func(k sources.Kind) bool { return slices.Contains(kinds[c.Of[r]], k) })
				if pair := clusterPair(c, l, r); c.Of[l] != c.Of[r] && !had[pair] && p.oneHome(l, r, together) {
					had[pair] = true
					pairs = append(pairs, [2]int32{l, r})
				}
			}
		}
	}
	return pairs
}

// Whatever rows there are, those of one home are found that a comparison of all with all finds, in its order.
func TestOneHomeIsFoundByDigests(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		var recs []sources.Record
		for row := range rapid.IntRange(2, 30).Draw(t, "rows") {
			one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
			recs = append(recs, rowOf(sources.Kind(one("kind", "health", "housing", "school_census")), row+1, sources.Identity{
				Surname: one("surname", "Quayle", "QUAYLE", "O'Rudge", "Zoë", ""), Forename: one("forename", "Alma", "alma", "A", "Bram", ""), LocalID: fmt.Sprint(row),
				DOB: sources.Date(rapid.IntRange(0, 2).Draw(t, "dob")), Sex: one("sex", "", "F", "M"), UPRN: one("uprn", "", "", "7", "8"), Postcode: one("postcode", "", "FW1 1AA", "FW1 1AB"),
				Address: one("address", "", "70 Heath Rise, Fenwick", "70, HEATH RISE", "Flat 2, 71 Heath Rise", "Heath Rise", "9 Mill Road")}))
		}
		p := peopleOf(recs...)
		c := &matchers.Clusters{N: len(recs)}
		for range p.Identities() {
			c.Of, c.Link = append(c.Of, int32(rapid.IntRange(0, len(recs)-1).Draw(t, "cluster"))), append(c.Link, 1)
		}
		want := oneHomesSought(p, c)
		if n := p.AddOneHome(c); n != len(want) || n != len(c.Possible) {
			t.Fatalf("%d pairs (want %d)", n, len(want))
		}
		for k, pair := range want {
			if c.Possible[k].L != pair[0] || c.Possible[k].R != pair[1] {
				t.Fatalf("pair %d is %d and %d (want %v)", k, c.Possible[k].L, c.Possible[k].R, pair)
			}
		}
		found += len(want)
	})
	if found == 0 {
		t.Error("no pair was found in any draw")
	}
}
