package people

import (
	"cmp"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/sources"
)

// OneHome is why two children are left to a person who may be one child of one home, written twice.
const OneHome matchers.Reason = "one_home"

// oneHomeTogether is how probable it is said to be that two such children are one. Where the truth is known more are; but twins of whom
// each extract has only one are among them, and the model cannot weigh a name by which nobody else calls the child.
const oneHomeTogether = .5

// AddOneHome leaves to a person the pairs of children who have a home and a surname in common, and either the forename, whatever the day of birth, or
// the day of birth and no extract that has both. Brothers and sisters do not share a forename, so the first are one child with a birth date
// from another row; the second are a child whom one office knows by a name of its own (an English one, a short form, an initial), or twins,
// and of twins the same extract has both. Names that share nothing keep two rows apart however much else agrees, which is right for
// joining and wrong for a line that says that nothing was found. It returns how many pairs it added.
func (p *People) AddOneHome(c *matchers.Clusters) int {
	kinds := make([][]sources.Kind, c.N)
	for row, of := range c.Of {
		if k := p.KindOf(int32(row)); !slices.Contains(kinds[of], k) {
			kinds[of] = append(kinds[of], k)
		}
	}
	at := map[[2]int32]int{} // by pair of clusters: its place on the grey list
	for i := range c.Possible {
		at[clusterPair(c, c.Possible[i].L, c.Possible[i].R)] = i
	}
	added := 0
	for _, rows := range p.namedAlike() {
		for i, l := range rows {
			for _, r := range rows[i+1:] {
				if c.Of[l] == c.Of[r] || !p.oneHome(l, r, sharesKind(kinds[c.Of[l]], kinds[c.Of[r]])) {
					continue
				}
				pair := clusterPair(c, l, r)
				k, had := at[pair]
				if !had {
					k, at[pair] = len(c.Possible), len(c.Possible)
					c.Possible = append(c.Possible, matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Probability: oneHomeTogether}, Why: OneHome})
					added++
				}
				c.Possible[k].Together = max(c.Possible[k].Together, oneHomeTogether)
			}
		}
	}
	return added
}

// namedAlike is the rows of each surname with each day of birth, and of each surname with each forename, in the order of rows.
func (p *People) namedAlike() [][]int32 {
	type key struct {
		surname, forename string
		birth             sources.Date
	}
	rows := map[key][]int32{}
	var order []key
	add := func(k key, row int32) {
		if rows[k] == nil {
			order = append(order, k)
		}
		rows[k] = append(rows[k], row)
	}
	for row := range int32(p.Identities()) {
		w := p.Who(row)
		surname, forename := intake.LettersAndDigits(w.Surname), intake.LettersAndDigits(w.Forename)
		if surname == "" || w.Address == "" && w.UPRN == "" {
			continue
		}
		if w.DOB != 0 {
			add(key{surname: surname, birth: w.DOB}, row)
		}
		if len(forename) > 1 {
			add(key{surname: surname, forename: forename}, row)
		}
	}
	slices.SortStableFunc(order, func(a, b key) int { return cmp.Compare(rows[a][0], rows[b][0]) })
	out := make([][]int32, 0, len(order))
	for _, k := range order {
		if len(rows[k]) > 1 {
			out = append(out, rows[k])
		}
	}
	return out
}

// oneHome reports whether two rows of one surname may be one child of one home.
func (p *People) oneHome(l, r int32, together bool) bool {
	a, b := p.Who(l), p.Who(r)
	if !(a.UPRN != "" && a.UPRN == b.UPRN) && !(sameDoor(a.Address, b.Address) && (a.Postcode == "" || b.Postcode == "" || a.Postcode == b.Postcode)) {
		return false
	}
	if intake.LettersAndDigits(a.Forename) == intake.LettersAndDigits(b.Forename) {
		return true
	}
	return !together && a.DOB == b.DOB && (a.Sex == "" || b.Sex == "" || a.Sex == b.Sex)
}

func sharesKind(a, b []sources.Kind) bool {
	return slices.ContainsFunc(a, func(k sources.Kind) bool { return slices.Contains(b, k) })
}

func clusterPair(c *matchers.Clusters, l, r int32) [2]int32 {
	return [2]int32{min(c.Of[l], c.Of[r]), max(c.Of[l], c.Of[r])}
}
