package register

import (
	"encoding/json"
	"slices"
)

// What becomes of steps, second looks and questions when a child is erased or their time ends: they go as the decisions and judgements
// do that they stand beside.

// stubKinds are the kinds of entry that a pruning or an erasure may empty.
var stubKinds = []string{decisionEntry, judgementEntry, actEntry, stepEntry, lookEntry, askedEntry}

// WorkCount counts steps, second looks and questions.
type WorkCount struct {
	Steps     int `json:"steps,omitempty"`
	Looks     int `json:"second_looks,omitempty"`
	Questions int `json:"questions,omitempty"`
}

// Sum is how many they are.
func (c WorkCount) Sum() int { return c.Steps + c.Looks + c.Questions }

func (c *WorkCount) add(kind string) {
	switch kind {
	case stepEntry:
		c.Steps++
	case lookEntry:
		c.Looks++
	default:
		c.Questions++
	}
}

// besides is an entry that stands beside decisions or judgements.
type besides struct {
	seq         int64
	kind, child string // no child where it is of two records
	made, ends  string
	pair        *Pair
	of          int64 // the entry that a second look is of
}

// gatherBesides reads them all.
func (p *pruning) gatherBesides() (all []besides, err error) {
	var seq int64
	var kind, about, body string
	err = eachRow(p.ctx, p.tx, []any{&seq, &kind, &about, &body}, func() error {
		var x struct {
			Made string `json:"made"`
			Ends string `json:"ends"`
			Of   int64  `json:"of"`
			Pair *Pair  `json:"pair"`
		}
		if err := json.Unmarshal([]byte(body), &x); err != nil {
			return &BrokenError{seq, "it cannot be read"}
		}
		all = append(all, besides{seq: seq, kind: kind, child: childOf(about, x.Pair), made: x.Made, ends: x.Ends, pair: x.Pair, of: x.Of})
		return nil
	}, `SELECT seq, kind, about, body FROM entry WHERE kind IN (?, ?, ?) AND body <> '`+stub+`' ORDER BY seq`, stepEntry, lookEntry, askedEntry)
	return all, err
}

// eraseBesides empties those on the child or on records of it, and those of what is emptied already.
func (x *erasing) eraseBesides() error {
	all, err := x.gatherBesides()
	if err != nil {
		return err
	}
	var seqs []int64
	for _, b := range all {
		_, gone := x.body.Emptied[b.of]
		if gone || slices.Contains(x.went.IDs, b.child) || b.pair != nil && x.holdsPair(*b.pair) {
			seqs = append(seqs, b.seq)
			x.went.add(b.kind)
		}
	}
	return x.leaveStubs(seqs)
}

// holdsPair reports whether one of two records is of the child.
func (x *erasing) holdsPair(p Pair) bool {
	return slices.Contains(x.went.IDs, p.ChildL) || slices.Contains(x.went.IDs, p.ChildR) ||
		slices.ContainsFunc(slices.Concat(p.PrintsL, p.PrintsR), func(f Fingerprint) bool { return x.theirs[f] })
}

// prunePairsBesides empties second looks and questions of two records when a judgement of them would go.
func (p *pruning) prunePairsBesides() error {
	all, err := p.gatherBesides()
	if err != nil {
		return err
	}
	var due []int64
	for _, b := range all {
		if b.pair == nil || b.made >= isoDay(p.keep.Cases) {
			continue
		}
		gone, err := p.lacksChild(*b.pair)
		if err != nil {
			return err
		}
		if _, emptied := p.body.Emptied[b.of]; gone || emptied {
			due = append(due, b.seq)
			p.body.Went.add(b.kind)
		}
	}
	return p.leaveStubs(due)
}

// lacksChild reports whether no extract gives a child any longer to one of two records.
func (p *pruning) lacksChild(pair Pair) (bool, error) {
	for _, prints := range [][]Fingerprint{pair.PrintsL, pair.PrintsR} {
		if known, err := p.knownChildren(prints); err != nil || len(known) == 0 {
			return err == nil, err
		}
	}
	return false, nil
}

// endOfAge is the last day on which the child may be of compulsory school age.
func (b *besides) endOfAge() string { return lastOfAge(b.ends, b.made) }
