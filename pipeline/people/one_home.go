package people

import (
	"rollcall/matchers"
	"rollcall/pipeline/intake"
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
	pairs := p.pairsOfOneHome(c)
	if len(pairs) == 0 {
		return 0
	}
	at := map[[2]int32]int{} // by pair of clusters: its place on the grey list
	for i := range c.Possible {
		at[clusterPair(c, c.Possible[i].L, c.Possible[i].R)] = i
	}
	kinds := p.kindsOfClusters(c)
	added := 0
	for _, x := range pairs {
		if !p.oneHome(x.l, x.r, kinds[c.Of[x.l]]&kinds[c.Of[x.r]] != 0) {
			continue
		}
		pair := clusterPair(c, x.l, x.r)
		k, had := at[pair]
		if !had {
			k, at[pair] = len(c.Possible), len(c.Possible)
			c.Possible = append(c.Possible, matchers.PossibleLink{Link: matchers.Link{L: x.l, R: x.r, Probability: oneHomeTogether}, Why: OneHome})
			added++
		}
		c.Possible[k].Together = max(c.Possible[k].Together, oneHomeTogether)
	}
	return added
}

// kindsOfClusters are the extracts that the rows of each cluster come from, a bit for each.
func (p *People) kindsOfClusters(c *matchers.Clusters) []uint64 {
	kinds := make([]uint64, c.N)
	for row, of := range c.Of {
		kinds[of] |= 1 << p.extract[row]
	}
	return kinds
}

// oneHome reports whether two rows may be one child of one home; together says that some extract has both.
func (p *People) oneHome(l, r int32, together bool) bool {
	a, b := p.Who(l), p.Who(r)
	if intake.LettersAndDigits(a.Surname) != intake.LettersAndDigits(b.Surname) {
		return false
	}
	if !(a.UPRN != "" && a.UPRN == b.UPRN) && !(sameDoor(a.Address, b.Address) && (a.Postcode == "" || b.Postcode == "" || a.Postcode == b.Postcode)) {
		return false
	}
	if intake.LettersAndDigits(a.Forename) == intake.LettersAndDigits(b.Forename) {
		return true
	}
	return !together && a.DOB == b.DOB && (a.Sex == "" || b.Sex == "" || a.Sex == b.Sex)
}

func clusterPair(c *matchers.Clusters, l, r int32) [2]int32 {
	return [2]int32{min(c.Of[l], c.Of[r]), max(c.Of[l], c.Of[r])}
}
