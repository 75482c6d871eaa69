package register

import (
	"slices"
	"time"
)

// bundle is all that was ever decided of a child, under whatever ids: what was joined or taken apart is kept or goes together.
type bundle struct {
	children  []string
	decisions []Decision
	listed    string // the newest day on which a list showed one of the ids
	due       bool
}

// bundles are the children with decisions, found by any of their ids.
type bundles struct {
	parent map[string]string
	of     map[string]*bundle // by the id that stands for the others
}

// gatherBundles gathers decisions by child, following every id that was joined or split, every child that a decision stood with, and
// every child that now has one of the identities that it was made on: rather too much kept together than too little.
func (p *pruning) gatherBundles() (*bundles, error) {
	b := &bundles{parent: map[string]string{}, of: map[string]*bundle{}}
	decisions, err := decisionsOf(p.ctx, p.tx, p.prints)
	if err != nil {
		return nil, err
	}
	if err := p.pairsOf(`SELECT child, into_child FROM child_change`, b.joinBundles); err != nil {
		return nil, err
	}
	if err := p.pairsOf(`SELECT DISTINCT about, child FROM standing JOIN entry ON seq = decision WHERE about <> ''`, b.joinBundles); err != nil {
		return nil, err
	}
	for _, d := range decisions {
		b.rootOf(d.Child)
		named, err := p.knownChildren(d.Evidence.Prints)
		if err != nil {
			return nil, err
		}
		for _, child := range named {
			b.joinBundles(d.Child, child)
		}
	}
	for _, d := range decisions {
		root := b.rootOf(d.Child)
		if b.of[root] == nil {
			b.of[root] = &bundle{}
		}
		b.of[root].decisions = append(b.of[root].decisions, d)
	}
	for id := range b.parent {
		if x := b.of[b.rootOf(id)]; x != nil {
			x.children = append(x.children, id)
		}
	}
	err = p.pairsOf(`SELECT child, max(last_as_of) FROM shown GROUP BY child`, func(child, last string) {
		if x := b.of[b.rootOf(child)]; x != nil {
			x.listed = max(x.listed, last)
		}
	})
	for _, x := range b.of {
		x.due = x.isDue(p.keep)
	}
	return b, err
}

func (p *pruning) pairsOf(query string, call func(a, b string)) error {
	var a, b string
	return eachRow(p.ctx, p.tx, []any{&a, &b}, func() error { call(a, b); return nil }, query)
}

func (b *bundles) rootOf(id string) string {
	for {
		up, known := b.parent[id]
		if !known {
			b.parent[id] = id
			return id
		}
		if up == id {
			return id
		}
		id = up
	}
}

func (b *bundles) joinBundles(x, y string) {
	if x, y = b.rootOf(x), b.rootOf(y); x != y {
		b.parent[max(x, y)] = min(x, y)
	}
}

// ofAge is for how many years a child is of compulsory school age: longer than that after a line on which the end of that age
// was not known, and the child is past it.
const ofAge = 12

// isDue reports whether the time for which a child's decisions are kept has ended.
func (b *bundle) isDue(keep Keep) bool {
	again := map[int64]bool{}
	for _, d := range b.decisions {
		for _, s := range d.Supersedes {
			again[s] = true
		}
	}
	asOf := isoDay(keep.AsOf)
	for _, d := range b.decisions {
		inForce := keep.Open(d.Outcome) || d.Until >= asOf
		if !again[d.Seq] && inForce || d.Made >= isoDay(keep.Cases) || d.endOfAge() >= asOf {
			return false
		}
	}
	return b.listed < isoDay(keep.Lines)
}

// endOfAge is the last day on which the child of a decision may be of compulsory school age.
func (d Decision) endOfAge() string {
	if d.Line.Ends != "" {
		return d.Line.Ends
	}
	made, err := time.Parse(day, d.Made)
	if err != nil {
		return d.Made
	}
	return isoDay(made.AddDate(ofAge, 0, 0))
}

// dueBundles are the bundles whose time has ended, in the order of their first decisions.
func (b *bundles) dueBundles() []*bundle {
	var out []*bundle
	for _, x := range b.of {
		if x.due {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y *bundle) int { return int(x.decisions[0].Seq - y.decisions[0].Seq) })
	return out
}

// keptChildren are the ids of all children of whom something decided is kept.
func (b *bundles) keptChildren() []string {
	var out []string
	for _, x := range b.of {
		if !x.due {
			out = append(out, x.children...)
		}
	}
	slices.Sort(out)
	return out
}
