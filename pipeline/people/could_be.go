package people

import (
	"math"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/sources"
	"rollcall/sources/cells"
)

// What a grey link may still mean, once all that is known of both children has been looked at: that the two are one, or that the
// nearest row of the other was placed with the wrong child. A link that can mean neither is shown to a person all the same, and holds
// nobody's line.

// fitOfGrey is what a grey link between two children may mean: that its left row is the right child's, its right row the left one's, or that the
// two are one as wholes.
type fitOfGrey struct{ left, right, whole float64 }

// fitsOfGrey finds it of every grey link; of one within a child nothing is asked.
func (c *Children) fitsOfGrey() []fitOfGrey {
	own := c.bestOwn()
	return gatherSpans(len(c.Grey), func(from, to int) []fitOfGrey {
		fits := make([]fitOfGrey, to-from)
		for k := range fits {
			g := &c.Grey[from+k]
			if l, r := c.childOf[g.L], c.childOf[g.R]; l != r {
				fits[k] = fitOfGrey{c.rowFits(g, r, g.L, own), c.rowFits(g, l, g.R, own), c.wholesFit(g)}
			}
		}
		return fits
	})
}

// rowFits is the probability that a row of another child is this child's, of the pair as it was scored: nought where a number says that
// it is not, and no more than how well the row fits this child beside how well it fits its own.
func (c *Children) rowFits(g *matchers.PossibleLink, child, row int32, own map[int32]float64) float64 {
	if c.numbersRefute(c.IdentitiesOf(int(child)), []int32{row}) {
		return 0
	}
	bound, joined := own[row]
	if !joined {
		return g.Probability
	}
	return min(g.Probability, 1/(1+math.Exp2(bound-g.Weight)))
}

// wholesFit is the probability that two children are one as wholes: nought where two of their numbers say that they are not.
func (c *Children) wholesFit(g *matchers.PossibleLink) float64 {
	if g.Together > 0 && c.numbersRefute(c.IdentitiesOf(int(c.childOf[g.L])), c.IdentitiesOf(int(c.childOf[g.R]))) {
		return 0
	}
	return g.Together
}

// bestOwn is, of each row of a grey link that was joined to others, the weight of the best pair that joined it.
func (c *Children) bestOwn() map[int32]float64 {
	own := make(map[int32]float64, 2*len(c.Grey))
	for i := range c.Grey {
		own[c.Grey[i].L], own[c.Grey[i].R] = math.Inf(-1), math.Inf(-1)
	}
	for i := range c.Links {
		for _, row := range [...]int32{c.Links[i].L, c.Links[i].R} {
			if best, wanted := own[row]; wanted {
				own[row] = max(best, c.Links[i].Weight)
			}
		}
	}
	for row, best := range own {
		if math.IsInf(best, -1) {
			delete(own, row)
		}
	}
	return own
}

// numbersRefute reports whether some rows cannot be one child's with others: both have health service numbers and none in common, or
// both stand in the returns of one census day under pupil numbers of which none is the other's. A child who changes school may be given
// a new pupil number, and is then never in two schools' returns of one day under both.
func (c *Children) numbersRefute(a, b []int32) bool {
	l, r := c.numbersOf(a), c.numbersOf(b)
	if apart(l.nhs, r.nhs) {
		return true
	}
	if !apart(l.any, r.any) {
		return false // whatever the returns are
	}
	days := c.upnsByDay(b)
	if len(days) == 0 { // of most that are one row
		return false
	}
	for day, upns := range c.upnsByDay(a) {
		if apart(upns, days[day]) {
			return true
		}
	}
	return false
}

// apart reports whether two lists have members and none in common.
func apart(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !haveCommon(a, b)
}

// numbers are what rows give of a person's numbers.
type numbers struct {
	nhs []string
	any []string // pupil numbers, former ones too
}

func (c *Children) numbersOf(rows []int32) (n numbers) {
	var who sources.Identity
	for _, row := range rows {
		c.People.ReadWho(row, &who)
		if id := strings.ReplaceAll(who.NHSNumber, " ", ""); id != "" && !slices.Contains(n.nhs, id) {
			n.nhs = append(n.nhs, id)
		}
		for _, id := range [...]string{who.UPN, who.FormerUPN} {
			if id != "" {
				n.any = append(n.any, id)
			}
		}
	}
	return n
}

// upnsByDay are the permanent pupil numbers of rows, by the census day for whose returns they stand.
func (c *Children) upnsByDay(rows []int32) map[sources.Date][]string {
	upns := map[sources.Date][]string{}
	var who sources.Identity
	var rec sources.Record
	for _, row := range rows {
		if c.People.ReadWho(row, &who); who.UPN != "" && !cells.TemporaryUPN(who.UPN) {
			c.People.eachReturn(row, &rec, func(r returnOf) { upns[r.day] = append(upns[r.day], who.UPN) })
		}
	}
	return upns
}
