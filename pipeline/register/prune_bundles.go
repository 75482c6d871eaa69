package register

import (
	"slices"
	"time"
)

// bundle is all that was ever decided and done of a child, under whatever ids: what was joined or taken apart is kept or goes together.
type bundle struct {
	children  []string
	decisions []Decision
	besides   []besides
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
	if err := p.addBesides(b); err != nil {
		return nil, err
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

// addBesides adds what stands beside the decisions: also of a child of whom nothing was decided.
func (p *pruning) addBesides(b *bundles) error {
	all, err := p.gatherBesides()
	for _, x := range all {
		if x.child == "" {
			continue
		}
		root := b.rootOf(x.child)
		if b.of[root] == nil {
			b.of[root] = &bundle{}
		}
		b.of[root].besides = append(b.of[root].besides, x)
	}
	return err
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
	for _, x := range b.besides {
		if x.made >= isoDay(keep.Cases) || x.endOfAge() >= asOf {
			return false
		}
	}
	return b.listed < isoDay(keep.Lines)
}

// endOfAge is the last day on which the child of a decision may be of compulsory school age.
func (d Decision) endOfAge() string {
	return lastOfAge(d.Line.Ends, d.Made)
}

// lastOfAge is the day on which that age ends, or the last on which it may of a child of whom that was not known on a day.
func lastOfAge(ends, made string) string {
	if ends != "" {
		return ends
	}
	on, err := time.Parse(day, made)
	if err != nil {
		return made
	}
	return isoDay(on.AddDate(ofAge, 0, 0))
}

// dueBundles are the bundles whose time has ended, in the order of their first entries.
func (b *bundles) dueBundles() []*bundle {
	var out []*bundle
	for _, x := range b.of {
		if x.due {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y *bundle) int { return int(x.first() - y.first()) })
	return out
}

// first is the first entry of a bundle.
func (b *bundle) first() int64 {
	if len(b.decisions) > 0 {
		return b.decisions[0].Seq
	}
	return b.besides[0].seq
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
