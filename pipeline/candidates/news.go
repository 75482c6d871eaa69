package candidates

import "iter"

// newsCount is how the lines of a list stand to those of the last run.
type newsCount struct {
	Title                           string
	New, Still, Changed, Back, Gone int
	Held                            int // new here, and a case that the authority held already
}

// countNews counts both lists.
func (l Lists) countNews() []newsCount {
	var out []newsCount
	for _, x := range []struct {
		list List
		rows iter.Seq[*Row]
	}{{CME, EachPrinted(l.CME)}, {AtRisk, EachPrinted(l.AtRisk)}} {
		n := newsCount{Title: ListName(x.list)}
		for r := range x.rows {
			switch r.News {
			case New:
				n.New++
			case Still:
				n.Still++
			case Held:
				n.Held++
			case Changed:
				n.Changed++
			case Back:
				n.Back++
			}
		}
		for g := range EachPrinted(l.Gone) {
			if g.List == x.list {
				n.Gone++
			}
		}
		out = append(out, n)
	}
	return out
}
