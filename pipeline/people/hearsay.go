package people

import (
	"slices"
	"strings"
	"unicode"

	"rollcall/matchers"
	"rollcall/sources"
)

// Hearsay is why a row is not joined that tells of a child by name and birth alone, at an address that the child never had.
const Hearsay matchers.Reason = "hearsay"

// hearsayKinds are the extracts in which somebody tells of a child that it does not itself know by a number.
var hearsayKinds = []sources.Kind{sources.Referrals, sources.OtherAuthorities}

// PartHearsay takes from each cluster the rows that tell of a child who may be a namesake, and leaves the pair to a person: a referral,
// or a notice that a child has come here, that shares no number, no address and no telephone with any other row of the cluster. Whoever
// tells of a child knows where it is to be found, so a name and a birth date that agree with a child of another address are as likely a
// namesake's; and what is told of a child whom no other row knows must not be lost in one who is well. What a person judged is left.
// It returns how many rows it took.
func (p *People) PartHearsay(c *matchers.Clusters, judged []JudgedPair) int {
	bound := map[int32]bool{}
	for _, j := range judged {
		for _, row := range append(slices.Clone(j.l), j.r...) {
			bound[row] = true
		}
	}
	var all []int32
	for row := range int32(len(c.Of)) {
		if slices.Contains(hearsayKinds, p.KindOf(row)) && !bound[row] {
			all = append(all, row)
		}
	}
	if len(all) == 0 {
		return 0
	}
	told, rows := map[int32][]int32{}, map[int32][]int32{} // by cluster
	isTold := make([]bool, c.N)
	for _, row := range all {
		told[c.Of[row]], isTold[c.Of[row]] = append(told[c.Of[row]], row), true
	}
	for row, of := range c.Of {
		if isTold[of] {
			rows[of] = append(rows[of], int32(row))
		}
	}
	taken := map[int32]bool{}
	for _, row := range all { // in the order of rows, so that no map's order shows
		if !taken[row] {
			p.takeHearsay(c, told[c.Of[row]], rows[c.Of[row]], row, taken)
		}
	}
	if len(taken) > 0 {
		leavePairs(c)
	}
	return len(taken)
}

// takeHearsay takes a row, and others of its kind that tell of the same place, out of a cluster whose other rows know nothing of it.
func (p *People) takeHearsay(c *matchers.Clusters, told, rows []int32, row int32, taken map[int32]bool) {
	group := []int32{row}
	for _, other := range told {
		if other != row && !taken[other] && p.bornOutBy(row, other) {
			group = append(group, other)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(rows), func(r int32) bool { return slices.Contains(group, r) || taken[r] })
	placed := func(r int32) bool { return placeOf(p.Who(r)) != "" }
	if !placed(row) || !slices.ContainsFunc(rest, placed) || p.arrivedBefore(row, rest) ||
		slices.ContainsFunc(rest, func(r int32) bool { return p.bornOutBy(row, r) }) {
		return
	}
	for _, r := range group {
		c.Of[r], c.Link[r], taken[r] = int32(c.N), 1, true
	}
	c.N++
}

// arrivedBefore reports whether a message of another authority is none that the child has come here, or none of the other rows shows the
// child on a school's roll here before it came.
func (p *People) arrivedBefore(row int32, rest []int32) bool {
	if p.KindOf(row) != sources.OtherAuthorities {
		return false
	}
	came := sources.Date(0)
	p.eachClaim(row, func(_ *sources.Record, c *sources.Claim) {
		if c.Kind == sources.Departure && c.Status == "moved_to_us" {
			came = max(came, c.From)
		}
	})
	return came == 0 || !slices.ContainsFunc(rest, func(r int32) bool {
		before := false
		p.eachClaim(r, func(rec *sources.Record, c *sources.Claim) {
			before = before || c.Kind == sources.Roll && bySchool[rec.Kind] && rec.AsOf != 0 && rec.AsOf < came-movedAbout
		})
		return before
	})
}

// movedAbout is how many days before the day of a move a school may already have the child.
const movedAbout = 60

func (p *People) eachClaim(row int32, read func(*sources.Record, *sources.Claim)) {
	rec := &sources.Record{}
	for _, at := range p.RecordsAt(row) {
		p.Records.ReadAt(at, rec, sources.ClaimPart)
		rec.Kind = p.KindOf(row)
		for k := range rec.Claims {
			read(rec, &rec.Claims[k])
		}
	}
}

// bornOutBy reports whether another row says more of a row than a name and a birth: a number, a telephone or an address in common.
func (p *People) bornOutBy(row, other int32) bool {
	a, b := p.Who(row), p.Who(other)
	mine, theirs := personalNumbers(a), personalNumbers(b)
	if slices.ContainsFunc(theirs[:], func(n personalNumber) bool { return n.number != "" && slices.Contains(mine[:], n) }) {
		return true
	}
	if a.ParentPhone != "" && digitsOf(a.ParentPhone) == digitsOf(b.ParentPhone) {
		return true
	}
	for _, x := range [...][2]string{{a.Postcode, a.Address}, {a.PreviousPostcode, a.PreviousAddress}} {
		for _, y := range [...][2]string{{b.Postcode, b.Address}, {b.PreviousPostcode, b.PreviousAddress}} {
			if x[0] != "" && x[0] == y[0] || sameDoor(x[1], y[1]) {
				return true
			}
		}
	}
	return a.UPRN != "" && a.UPRN == b.UPRN
}

func placeOf(w *sources.Identity) string { return w.Postcode + w.Address }

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// sameDoor reports whether two addresses have a number and a name in common, of the house or of the street, however they are typed.
func sameDoor(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, y := partsOfAddress(a), partsOfAddress(b)
	return haveCommon(x.numbers, y.numbers) && haveCommon(x.words, y.words)
}

func haveCommon[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

// leavePairs makes of the links that lead out of a cluster now, possible links: of each pair of clusters the one that weighs most.
func leavePairs(c *matchers.Clusters) {
	best := map[[2]int32]int{}
	kept := c.Links[:0]
	var out []matchers.PossibleLink
	for _, l := range c.Links {
		a, b := c.Of[l.L], c.Of[l.R]
		if a == b {
			kept = append(kept, l)
			continue
		}
		pair := [2]int32{min(a, b), max(a, b)}
		at, had := best[pair]
		switch {
		case !had:
			best[pair] = len(out)
			out = append(out, matchers.PossibleLink{Link: l, Why: Hearsay, Gap: l.Weight})
		case l.Weight > out[at].Weight:
			out[at].Link, out[at].Gap = l, l.Weight
		}
	}
	c.Links = kept
	c.Possible = append(c.Possible, out...)
}
