package desk

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Found is the answer to what a person typed.
type Found struct {
	Hits  []Hit
	Total int      // children who are found as well as the last of Hits, shown or not
	Read  []string // how what was typed was read: "born 12 March 2014", "postcode ME4 6AB"
	Whole bool     // each of Hits answers every part of what was typed
}

// Hit is a child who was found.
type Hit struct {
	Brief
	By []string // by what, for every part of what was typed that finds the child: "name, spelt otherwise", "born", "telephone"
}

// mostFound is how many are returned where nobody says.
const mostFound = 20

// Find finds children by what a person types: names, a birth date, a number, a postcode, part of an address, a telephone, in any order
// and spelt nearly so. Those come first whom most parts of it find, and of these whom the rarest find best. At most so many are
// returned; 0: 20.
func (d *Desk) Find(ctx context.Context, text string, most int) (*Found, error) {
	parts := readText(text)
	found := &Found{}
	if len(parts) == 0 {
		return found, nil
	}
	w, err := d.words(ctx)
	if err != nil {
		return nil, err
	}
	n := d.run.Counts["children"]
	scores, hits := make([]float32, n), make([]uint8, n)
	for i := range parts {
		p := &parts[i]
		found.Read = append(found.Read, p.read)
		if err := d.match(ctx, w, p, n); err != nil {
			return nil, err
		}
		weight := p.weight(n)
		for c, m := range p.best {
			if m.quality > 0 {
				scores[c] += weight * float32(m.quality)
				hits[c]++
			}
		}
	}
	top := uint8(1)
	for _, h := range hits {
		top = max(top, h)
	}
	var chosen []int
	for c, h := range hits {
		if h == top {
			chosen = append(chosen, c)
		}
	}
	slices.SortFunc(chosen, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(w.ranks[a], w.ranks[b]))
	})
	found.Total, found.Whole = len(chosen), int(top) == len(parts)
	chosen = chosen[:min(len(chosen), cmp.Or(most, mostFound))]
	briefs, err := d.briefs(ctx, chosen...)
	if err != nil {
		return nil, err
	}
	for _, c := range chosen {
		h := Hit{Brief: briefs[c]}
		for i := range parts {
			if m := parts[i].best[c]; m.quality > 0 {
				h.By = append(h.By, waysToMatch[m.way])
			}
		}
		found.Hits = append(found.Hits, h)
	}
	return found, nil
}

// match is how a part of what was typed finds a child.
type match struct {
	quality uint8 // of 100; 0: it does not
	way     way
}

// match finds the children of every key that a part may mean.
func (d *Desk) match(ctx context.Context, w *words, p *part, n int) error {
	p.best = make([]match, n)
	if p.word != "" {
		p.keys = append(p.keys, w.nearTo(p.word)...)
	}
	return d.lookUp(ctx, w, p.keys, func(m match, who children) {
		for c := range who.each {
			if int(c) < n && m.quality > p.best[c].quality {
				p.best[c] = m
			}
		}
	})
}

// weight is how much a part tells: in bits, by how few children it finds best.
func (p *part) weight(n int) float32 {
	best, few := uint8(0), 0
	for _, m := range p.best {
		switch {
		case m.quality > best:
			best, few = m.quality, 1
		case m.quality == best:
			few++
		}
	}
	return float32(math.Log2(1 + float64(n)/float64(1+few)))
}
