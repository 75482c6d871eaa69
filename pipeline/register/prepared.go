package register

import (
	"cmp"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"

	"github.com/sourcegraph/conc/pool"
)

// Prepared is a run made ready to be recorded: all that can be worked out without the database, so that whoever records it waits for
// the database alone.
type Prepared struct {
	run        Run
	lines      []preparedLine // those of run.Shown, by list and child
	pairBodies []string       // those of run.Pairs, by their records
	shown      string         // digest of the lines, the pairs and where decisions stood
	walk       identityWalk   // along the identities that the register had when they were read, or none
	from       int64          // the entry of the memory by which they were; −1: none were read
}

// PrepareRun makes a run ready to be recorded, on every processor and beside anything else. It panics as RecordRun does. What the run
// holds is not changed, and nobody may change it from then on.
func (r *Register) PrepareRun(run Run) *Prepared {
	run.checkRun()
	run.Shown, run.Pairs = slices.Clone(run.Shown), slices.Clone(run.Pairs)
	p := &Prepared{run: run, lines: make([]preparedLine, len(run.Shown)), pairBodies: make([]string, len(run.Pairs)), from: -1}
	slices.SortFunc(run.Shown, func(a, b Shown) int { return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(a.Child, b.Child)) })
	slices.SortFunc(run.Pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.RecordL, b.RecordL), cmp.Compare(a.RecordR, b.RecordR))
	})
	g := pool.New().WithErrors()
	g.Go(func() error {
		p.walk = walkFor(&run)
		if held := r.held.Swap(nil); held != nil { // nobody asks for them again, and they are let go before the lists are written
			p.walk.walkAlong(held)
			p.from = held.entry
		}
		return nil
	})
	g.Go(func() error {
		return eachShare(len(p.lines), func(from, to int) error { r.prepareLines(p, from, to); return nil })
	})
	for i := range run.Pairs {
		p.pairBodies[i] = mustJSON(run.Pairs[i])
	}
	_ = g.Wait()           // none of it can fail
	p.run.Identities = nil // the walk has them
	p.digestShown()
	return p
}

// prepareLines seals the facts of some lines and writes out what is stored of them.
func (r *Register) prepareLines(p *Prepared, from, to int) {
	var text []byte
	for i := from; i < to; i++ {
		s := &p.run.Shown[i]
		sealed := s.Evidence
		sealed.Facts = r.sealFacts(sealed.Facts)
		text = sealed.appendJSON(text[:0])
		body, rank := cutRank(mustJSON(s))
		p.lines[i] = preparedLine{s.List, s.Child, digestOf(text), string(text), body, rank}
		s.Evidence = Evidence{} // it is in the text
	}
}

// appendJSON writes evidence as json.Marshal does, but for the facts, of which it does not ask whether they are JSON: that they are
// is for whoever sealed them to know, and for the database to refuse.
func (e *Evidence) appendJSON(to []byte) []byte {
	to = append(append(to, `{"hash":`...), mustJSON(e.Hash)...)
	if len(e.Facts) > 0 {
		to = append(append(to, `,"facts":`...), e.Facts...)
	}
	for i, print := range e.Prints {
		if i == 0 {
			to = append(to, `,"prints":[`...)
		}
		to = append(hex.AppendEncode(append(to, '"'), print[:]), '"', ',')
	}
	if len(e.Prints) > 0 {
		to[len(to)-1] = ']'
	}
	return append(to, '}')
}

// digestShown works out the digest of what the run shows, as shownBy does of what the tables hold.
func (p *Prepared) digestShown() {
	h := newTextHasher()
	for i := range p.lines {
		l := &p.lines[i]
		h.addString(l.list)
		h.addString(l.child)
		h.addHex(l.digest[:])
		h.addRanked(l.body, l.rank)
	}
	for i := range p.run.Pairs {
		h.addString(p.run.Pairs[i].RecordL)
		h.addString(p.run.Pairs[i].RecordR)
		h.addString(p.pairBodies[i])
	}
	for _, decision := range slices.Sorted(maps.Keys(p.run.Standing)) {
		h.addString(strconv.FormatInt(decision, 10))
		h.addString(p.run.Standing[decision])
	}
	p.shown = h.sum()
}
