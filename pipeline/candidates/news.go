package candidates

import "slices"

// newsCount is how the lines of a list stand to those of the last run.
type newsCount struct {
	Title                           string
	New, Still, Changed, Back, Gone int
}

// countNews counts both lists.
func (l Lists) countNews() []newsCount {
	var out []newsCount
	for _, x := range []struct {
		list List
		rows []Row
	}{{CME, PrintedRows(l.CME)}, {AtRisk, PrintedRows(l.AtRisk)}} {
		n := newsCount{Title: ListName(x.list)}
		for _, r := range x.rows {
			switch r.News {
			case New:
				n.New++
			case Still, Held: // the authority knew of the child before
				n.Still++
			case Changed:
				n.Changed++
			case Back:
				n.Back++
			}
		}
		for _, g := range PrintedRows(l.Gone) {
			if g.List == x.list {
				n.Gone++
			}
		}
		out = append(out, n)
	}
	return out
}

// countGone counts the lines that are gone by list and reason, in order.
func (l Lists) countGone() []Count {
	n := map[string]int{}
	var titles []string
	for _, g := range PrintedRows(l.Gone) {
		title := ListName(g.List) + ": " + g.Why
		if n[title] == 0 {
			titles = append(titles, title)
		}
		n[title]++
	}
	slices.Sort(titles)
	var out []Count
	for _, title := range titles {
		out = append(out, Count{title, n[title]})
	}
	return out
}
