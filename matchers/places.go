package matchers

import (
	"context"
	"slices"

	"github.com/sourcegraph/conc/pool"
)

// place is where a row stands in a rule: in a block, under a value of the rule's fuzzy key.
type place struct {
	rule, block, value int32
}

// noBlock marks the lane of a row that is in no block of a rule: with it goes the row's number, so that no two are the same.
const noBlock = 1 << 31

// lanes are the numbers of the blocks in which rows have their first places, by row and rule with blocks. Whether two rows are in one
// block of any of many rules is asked of every pair: four lanes are held against four at once, the lower halves first, which nearly
// always differ.
type lanes struct {
	groups int      // of four lanes
	words  []uint64 // by row: the lower halves of each group, then the upper ones
}

// perGroup is how many lanes there are in a group.
const perGroup = 4

// Ones and the highest bits of the lanes of a group.
const (
	laneOnes = 0x0001_0001_0001_0001
	laneTops = laneOnes << 15
)

// of returns the words of row i.
func (l *lanes) of(i int32) []uint64 { return l.words[int(i)*2*l.groups:][:2*l.groups] }

// fetchRows reads something of rows that are looked at next, and returns it.
func (l *lanes) fetchRows(rows []int32) (sum uint32) {
	for _, i := range rows {
		row := l.of(i)
		for k := 0; k < len(row); k += cacheLine / 8 {
			sum += uint32(row[k])
		}
	}
	return sum
}

// at returns a lane of a row.
func (l *lanes) at(i int32, lane int) uint32 {
	row, shift := l.of(i), 16*(lane%perGroup)
	return uint32(row[lane/perGroup]>>shift&0xffff) | uint32(row[l.groups+lane/perGroup]>>shift&0xffff)<<16
}

// setGroup writes the lanes of a group of row i.
func (l *lanes) setGroup(i int32, group int, blocks *[perGroup]uint32) {
	var low, high uint64
	for x, v := range blocks {
		low |= uint64(v&0xffff) << (16 * x)
		high |= uint64(v>>16) << (16 * x)
	}
	row := l.of(i)
	row[group], row[l.groups+group] = low, high
}

// further is a place that a row has beside its first one in a rule.
type further struct {
	row int32
	place
}

// furtherPlaces are those of all rows.
type furtherPlaces struct {
	marked []uint64 // a bit for each row that has any; nil when none has
	start  []int32
	places []place // of row i from start[i] to start[i+1], in the order of rules
}

// hasAny reports whether row i has a further place.
func (f *furtherPlaces) hasAny(i int32) bool {
	return f.marked != nil && f.marked[i>>6]>>(i&63)&1 != 0
}

// of returns the further places of row i.
func (f *furtherPlaces) of(i int32) []place {
	if !f.hasAny(i) {
		return nil
	}
	return f.places[f.start[i]:f.start[i+1]]
}

// inRule reports whether row i has a further place in rule r.
func (f *furtherPlaces) inRule(i int32, r int) bool {
	return slices.ContainsFunc(f.of(i), func(p place) bool { return p.rule == int32(r) })
}

// newFurtherPlaces orders places, which are in the order of rules, by row.
func newFurtherPlaces(rows int, lists [][]further) (out furtherPlaces) {
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	if total == 0 {
		return out
	}
	out = furtherPlaces{marked: make([]uint64, rows/64+1), start: make([]int32, rows+1), places: make([]place, total)}
	for _, list := range lists {
		for _, f := range list {
			out.marked[f.row>>6] |= 1 << (f.row & 63)
			out.start[f.row]++
		}
	}
	at := int32(0)
	for i, n := range out.start {
		out.start[i] = at
		at += n
	}
	for _, list := range lists {
		for _, f := range list {
			out.places[out.start[f.row]] = f.place
			out.start[f.row]++
		}
	}
	copy(out.start[1:], out.start) // each has come to where the next began
	out.start[0] = 0
	return out
}

// indexPlaces writes each row's places. A few rules at a time are indexed by themselves, and then written to the rows, which lie too far
// apart in memory to be gone through once for each rule.
func (b *blocks) indexPlaces(ctx context.Context, workers int) error {
	b.lane, b.live = []int{0}, nil
	var live []int // the numbers of those with blocks
	for r, rule := range b.rules {
		if rule.n() > 0 {
			b.live = append(b.live, rule)
			live = append(live, r)
		}
		b.lane = append(b.lane, len(b.live))
	}
	b.lanes.groups = (len(live) + perGroup - 1) / perGroup
	b.lanes.words = make([]uint64, b.t.Len()*2*b.lanes.groups)
	beside := make([][]further, len(b.rules))
	indexed := [perGroup][]uint32{}
	for group := range b.lanes.groups {
		some := live[group*perGroup : min((group+1)*perGroup, len(live))]
		g := pool.New().WithMaxGoroutines(workers).WithErrors().WithFirstError()
		for x, r := range some {
			g.Go(func() error {
				return b.withLists(r, func() error {
					indexed[x], beside[r] = b.indexRule(r, indexed[x])
					return ctx.Err()
				})
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		if err := b.writeLanes(ctx, group, indexed[:len(some)], workers); err != nil {
			return err
		}
	}
	b.more = newFurtherPlaces(b.t.Len(), beside)
	return nil
}

// writeLanes writes a group of lanes to the rows; those that are lacking are no block of any row.
func (b *blocks) writeLanes(ctx context.Context, group int, indexed [][]uint32, workers int) error {
	n := b.t.Len()
	return shareOut(ctx, workers, (n+packedPiece-1)/packedPiece, func() func(int) {
		return func(k int) {
			for i := k * packedPiece; i < min((k+1)*packedPiece, n); i++ {
				none := noBlock | uint32(i)
				blocks := [perGroup]uint32{none, none, none, none}
				for x := range indexed {
					blocks[x] = indexed[x][i]
				}
				b.lanes.setGroup(int32(i), group, &blocks)
			}
		}
	})
}

// indexRule writes the first place of each row in rule r to a lane, whose memory may be used again, and returns the others.
func (b *blocks) indexRule(r int, lane []uint32) ([]uint32, []further) {
	var out []further
	rule := b.rules[r]
	if lane == nil {
		lane = make([]uint32, b.t.Len())
	}
	for i := range lane {
		lane[i] = noBlock | uint32(i)
	}
	for k := range rule.n() {
		for m := rule.start[k]; m < rule.start[k+1]; m++ {
			i := rule.members[m]
			if value := rule.valueOf(m); lane[i]&noBlock != 0 && value == rule.firstOf(i) {
				lane[i] = uint32(k)
			} else {
				out = append(out, further{i, place{int32(r), k, value}})
			}
		}
	}
	return lane, out
}

// meetEarlier reports whether one of the rules from lo up to, but not including, hi brings rows i and j together.
func (b *blocks) meetEarlier(i, j int32, lo, hi int) bool {
	from, to := b.lane[lo], b.lane[hi]
	x, y := b.lanes.of(i), b.lanes.of(j)
	for g := from / perGroup; g*perGroup < to; g++ {
		if d := x[g] ^ y[g]; (d-laneOnes)&^d&laneTops != 0 && b.meetInGroup(i, j, g, from, to) {
			return true
		}
	}
	return (b.more.hasAny(i) || b.more.hasAny(j)) && b.meetFurther(i, j, int32(lo), int32(hi))
}

// meetInGroup reports whether the first places of rows i and j meet in a lane of group g that is one from from up to to.
func (b *blocks) meetInGroup(i, j int32, g, from, to int) bool {
	x, y := b.lanes.of(i), b.lanes.of(j)
	differ := (x[g] ^ y[g]) | (x[b.lanes.groups+g] ^ y[b.lanes.groups+g])
	for lane := max(g*perGroup, from); lane < min((g+1)*perGroup, to); lane++ {
		if differ>>(16*(lane%perGroup))&0xffff == 0 && (b.live[lane].fuzzy == nil || b.live[lane].rowsNear(i, j)) {
			return true
		}
	}
	return false
}

// meetFurther reports whether one of the rules from lo up to hi brings rows i and j together by a further place of either.
func (b *blocks) meetFurther(i, j, lo, hi int32) bool {
	for _, p := range b.more.of(i) {
		if p.rule >= lo && p.rule < hi && (b.meetsFirst(p, j) || slices.ContainsFunc(b.more.of(j), func(q place) bool {
			return p.rule == q.rule && p.block == q.block && b.rules[p.rule].valuesNear(p.value, q.value)
		})) {
			return true
		}
	}
	for _, q := range b.more.of(j) {
		if q.rule >= lo && q.rule < hi && b.meetsFirst(q, i) {
			return true
		}
	}
	return false
}

// meetsFirst reports whether the first place of row i in the rule of p meets it.
func (b *blocks) meetsFirst(p place, i int32) bool {
	rule := b.rules[p.rule]
	return b.lanes.at(i, b.lane[p.rule]) == uint32(p.block) && rule.valuesNear(p.value, rule.firstOf(i))
}

// metBefore reports whether rows i and j, met in block k of rule r under two values, meet elsewhere in the rule before.
func (b *blocks) metBefore(i, j int32, r int, k, vi, vj int32) bool {
	if !b.more.inRule(i, r) && !b.more.inRule(j, r) {
		return false
	}
	if i > j {
		i, j, vi, vj = j, i, vj, vi
	}
	met, _ := b.firstMeeting(i, j, r)
	return i == j || met != meeting{k, vi, vj}
}

// ruleOf returns the first rule that brings rows i and j together, −1 for none.
func (b *blocks) ruleOf(i, j int32) int {
	for r := range b.rules {
		if b.meetEarlier(i, j, r, r+1) {
			return r
		}
	}
	return -1
}

// meeting is where two rows, the lesser first, are brought together by a rule.
type meeting struct{ block, vi, vj int32 }

// firstMeeting returns the first meeting of rows i and j in rule r.
func (b *blocks) firstMeeting(i, j int32, r int) (first meeting, met bool) {
	if i > j {
		i, j = j, i
	}
	for p := range b.placesOf(i, r) {
		for q := range b.placesOf(j, r) {
			m := meeting{p.block, p.value, q.value}
			if p.block == q.block && b.rules[r].valuesNear(p.value, q.value) && (!met || meetsBefore(m, first)) {
				first, met = m, true
			}
		}
	}
	return first, met
}

// meetsBefore orders the meetings of two rows.
func meetsBefore(a, b meeting) bool {
	return slices.Compare([]int32{a.block, a.vi, a.vj}, []int32{b.block, b.vi, b.vj}) < 0
}

// placesOf yields the places of row i in rule r.
func (b *blocks) placesOf(i int32, r int) func(func(place) bool) {
	return func(yield func(place) bool) {
		if b.lane[r] == b.lane[r+1] {
			return
		}
		if k := b.lanes.at(i, b.lane[r]); k&noBlock == 0 && !yield(place{int32(r), int32(k), b.rules[r].firstOf(i)}) {
			return
		}
		for _, p := range b.more.of(i) {
			if p.rule == int32(r) && !yield(p) {
				return
			}
		}
	}
}
