package matchers

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/matchers/testdata/drawtest"
)

// sharded links a table as a cluster would: nobody sees more than the rows of one shard and the sums of all.
type sharded struct {
	t      testing.TB
	r      *rand.Rand
	fields []Field
	spec   Spec
	sums   *Sums
	rows   map[int32]ShardRow

	moved    int // rows that the sizes of clusters moved
	clusters int
}

// startSharded takes the rows of a table, by what is sent of each.
func startSharded(t testing.TB, table *Table, spec Spec, seed uint64) *sharded {
	c := &sharded{t: t, r: rand.New(rand.NewPCG(seed, 9)), fields: table.Fields(), spec: spec, rows: map[int32]ShardRow{}}
	c.sums = &Sums{Rows: table.Len(), Datasets: make([]int, 2)}
	for i := range int32(table.Len()) {
		had := table.ShardRow(i)
		row, err := ReadShardRow(had.AppendTo(nil), len(c.fields))
		if err != nil {
			t.Fatal(err)
		}
		row.Row, row.Home, row.AtHome = had.Row, had.Home, had.AtHome
		c.rows[row.Row] = row
		c.sums.Datasets[row.Dataset]++
	}
	return c
}

// shard makes a shard of rows, each named any number of times.
func (c *sharded) shard(rows []int32) *Shard {
	c.t.Helper()
	slices.Sort(rows)
	var list []ShardRow
	for _, r := range slices.Compact(rows) {
		list = append(list, c.rows[r])
	}
	sums := *c.asSent()
	s, err := NewShard(c.fields, c.spec, &sums, list)
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

// asSent is the sums as a shard that is somewhere else has them.
func (c *sharded) asSent() *Sums {
	s := c.sums
	return &Sums{Rows: s.Rows, Datasets: s.Datasets, Terms: s.Terms, Spellings: s.Spellings, Places: s.Places, PlaceSizes: s.PlaceSizes,
		Rules: s.Rules, Ranges: s.Ranges, Bearable: s.Bearable, Moves: s.Moves, Copies: s.Copies}
}

// deal deals things out to shards at random, things that belong together to one.
func deal[T any](r *rand.Rand, things []T) [][]T {
	out := make([][]T, 1+r.IntN(5))
	for _, x := range things {
		k := r.IntN(len(out))
		out[k] = append(out[k], x)
	}
	return slices.DeleteFunc(out, func(x []T) bool { return len(x) == 0 })
}

// dealRows deals out all rows.
func (c *sharded) dealRows() [][]int32 {
	var all []int32
	for r := range c.rows {
		all = append(all, r)
	}
	slices.Sort(all)
	return deal(c.r, all)
}

// sumTerms adds up what shards have.
func (c *sharded) sumTerms() {
	type term struct {
		kind        int
		name, value string
	}
	counts := map[term]int64{}
	for _, rows := range c.dealRows() {
		if err := c.shard(rows).EachTerm(func(kind int, name, value string) { counts[term{kind, name, value}]++ }); err != nil {
			c.t.Fatal(err)
		}
	}
	for x, n := range counts {
		if err := c.sums.AddTerm(x.kind, x.name, x.value, n); err != nil {
			c.t.Fatal(err)
		}
	}
}

// findHomes finds out who bears out whom.
func (c *sharded) findHomes() {
	type group struct {
		list int
		key  uint64
	}
	groups := map[group][]int32{}
	for _, rows := range c.dealRows() {
		err := c.shard(rows).EachHomeKey(func(list int, key uint64, row int32) {
			groups[group{list, key}] = append(groups[group{list, key}], row)
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
	var byList [HomeKeys][][]int32
	for g, rows := range groups {
		slices.Sort(rows)
		if rows = slices.Compact(rows); len(rows) > 1 && len(rows) <= MostBorneOut {
			byList[g.list] = append(byList[g.list], rows)
		}
	}
	home := newDisjoint(len(c.rows))
	leaves := map[[2]int32]bool{}
	var left []Bearing
	borne := map[int32]bool{}
	for list, groups := range byList {
		for _, some := range deal(c.r, groups) {
			err := c.shard(slices.Concat(some...)).BearOut(list, some, func(b Bearing) {
				switch {
				case b.Home:
					home.join(b.L, b.R)
				case b.Left:
					left = append(left, b)
				default:
					borne[b.L] = true
				}
			})
			if err != nil {
				c.t.Fatal(err)
			}
		}
	}
	size := map[int32]int32{}
	for r := range int32(len(c.rows)) {
		size[home.find(r)]++
	}
	for _, b := range left {
		if x, y := home.find(b.L), home.find(b.R); x != y {
			p := [2]int32{min(x, y), max(x, y)}
			leaves[p] = leaves[p] || b.Far
		}
	}
	two := map[int32]bool{}
	c.sums.Moves.Single = 1
	for p, far := range leaves {
		two[p[0]], two[p[1]] = true, true
		switch {
		case size[p[0]] > 1 && size[p[1]] > 1:
			c.sums.Moves.Kept++
		case far:
			c.sums.Moves.Single++
		}
	}
	for h, n := range size {
		if n > 1 && !two[h] {
			c.sums.Moves.LeavesOne += min(float64(n-1), 2)
			c.sums.Moves.KeepsBoth += max(float64(n-3), 0)
		}
	}
	for r, row := range c.rows {
		row.Borne, row.Home, row.AtHome = borne[r], home.find(r), size[home.find(r)]
		c.rows[r] = row
	}
}

// findBlocks finds the blocks of all rules, and returns the rows of each.
func (c *sharded) findBlocks(limit int) (blocks []map[int32][]int32) {
	step := SampleStep(c.sums.Rows)
	if step > 0 {
		var sample []int32
		for r := 0; r < c.sums.Rows; r += step {
			sample = append(sample, int32(r))
		}
		c.sums.Rules = c.shard(sample).SiftRules()
	}
	tooMany := c.sums.Rules
	entries := make([][]Entry, len(c.spec.Blocking))
	for _, rows := range c.dealRows() {
		c.sums.Rules = tooMany
		c.shard(rows).EachEntry(func(rule int, e Entry) { entries[rule] = append(entries[rule], e) })
	}
	c.sums.Rules, c.sums.Ranges = slices.Clone(tooMany), nil
	for r, list := range entries {
		blocks = append(blocks, map[int32][]int32{})
		byRange := map[int][]Entry{}
		for _, e := range list {
			byRange[RangeOf(e.Key)] = append(byRange[RangeOf(e.Key)], e)
		}
		for in, list := range byRange { // in any order
			slices.SortFunc(list, func(a, b Entry) int {
				return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Value, b.Value))
			})
			report, err := BlockRange(c.t.Context(), c.spec, c.fields, c.sums, limit, r, list, func(row, block int32, value uint8) {
				blocks[r][block] = append(blocks[r][block], row)
				x := c.rows[row]
				x.Places = append(slices.Clone(x.Places), Place(r, block, value))
				c.rows[row] = x
			})
			if err == nil {
				err = c.sums.AddRange(c.spec, r, in, report)
			}
			if err != nil {
				c.t.Fatal(err)
			}
		}
		if r < len(c.sums.Rules) && c.sums.Rules[r].Dropped {
			blocks[r] = nil
		}
	}
	return blocks
}

// eachBlocks calls do with some blocks of one rule and a shard of their rows.
func (c *sharded) eachBlocks(blocks []map[int32][]int32, do func(s *Shard, r int, some []int32)) {
	for r, of := range blocks {
		var all []int32
		for block := range of {
			all = append(all, block)
		}
		slices.Sort(all)
		for _, some := range deal(c.r, all) {
			var rows []int32
			for _, block := range some {
				rows = append(rows, of[block]...)
			}
			do(c.shard(rows), r, some)
		}
	}
}

// train learns the model.
func (c *sharded) train(blocks []map[int32][]int32, o TrainOptions) (*Model, *Training) {
	type kind struct {
		kind, rule int
		vector     Vector
	}
	sums := map[kind]float64{}
	add := func(n Count) { sums[kind{n.Kind, n.Rule, n.Vector}] += n.N }
	var pairs [][2]int32
	RandomPairs(o, c.sums.Rows, 0, ChanceChunks(o), func(x, y int32) { pairs = append(pairs, [2]int32{x, y}) })
	for _, some := range deal(c.r, pairs) {
		var rows []int32
		for _, p := range some {
			rows = append(rows, p[0], p[1])
		}
		if err := c.shard(rows).CountPairs(some, add); err != nil {
			c.t.Fatal(err)
		}
	}
	c.eachBlocks(blocks, func(s *Shard, r int, some []int32) {
		if err := s.CountBlocks(r, some, add); err != nil {
			c.t.Fatal(err)
		}
	})
	var counts []Count
	for k, n := range sums {
		counts = append(counts, Count{k.kind, k.rule, k.vector, n})
	}
	m, training, err := Learn(c.t.Context(), c.spec, c.asSent(), counts, o)
	if err != nil {
		c.t.Fatal(err)
	}
	return m, training
}

// comparePairs scores all pairs in blocks, and sets their probabilities right.
func (c *sharded) comparePairs(blocks []map[int32][]int32, m *Model, o CompareOptions) (pairs []Pair, joins map[[2]int32]bool, compared int64) {
	c.spec = m.Spec
	c.eachBlocks(blocks, func(s *Shard, r int, some []int32) {
		e, n, err := s.Score(m, r, some, o)
		if err != nil {
			c.t.Fatal(err)
		}
		pairs, compared = append(pairs, s.PairsOf(e)...), compared+n
	})
	rowsOf := func(some []Pair) (rows []int32) {
		for _, p := range some {
			rows = append(rows, p.L, p.R)
		}
		return rows
	}
	for _, some := range deal(c.r, pairs) {
		err := c.shard(rowsOf(some)).EachCopy(m, some, func(comparison, value string, level int) {
			if err := c.sums.AddCopies(comparison, value, level, 1); err != nil {
				c.t.Fatal(err)
			}
		})
		if err != nil {
			c.t.Fatal(err)
		}
	}
	var refined []Pair
	joins = map[[2]int32]bool{}
	for _, some := range deal(c.r, pairs) {
		may, err := c.shard(rowsOf(some)).Refine(c.t.Context(), m, some)
		if err != nil {
			c.t.Fatal(err)
		}
		for k, p := range some {
			joins[[2]int32{p.L, p.R}] = may[k]
		}
		refined = append(refined, some...)
	}
	sortPairs(refined)
	if err := Calibrate(c.t.Context(), m, c.sums.Rows, refined); err != nil {
		c.t.Fatal(err)
	}
	return refined, joins, compared
}

func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.L, b.L), cmp.Compare(a.R, b.R)) })
}

// resolve joins rows by components.
func (c *sharded) resolve(m *Model, pairs []Pair, joins map[[2]int32]bool, o ResolveOptions) []int32 {
	part := newDisjoint(len(c.rows))
	for p, is := range joins {
		if is {
			part.join(p[0], p[1])
		}
	}
	of := map[int32][]Pair{}
	for _, p := range pairs {
		if part.find(p.L) == part.find(p.R) {
			of[part.find(p.L)] = append(of[part.find(p.L)], p)
		}
	}
	var components [][]Pair
	for _, some := range of {
		components = append(components, some)
	}
	label := make([]int32, len(c.rows))
	run := func(sizes []float64) {
		for i := range label {
			label[i] = int32(i)
		}
		for _, some := range deal(c.r, components) {
			var rows []int32
			all := slices.Concat(some...)
			sortPairs(all)
			for _, p := range all {
				rows = append(rows, p.L, p.R)
			}
			s := c.shard(rows)
			labels, _, err := s.Resolve(c.t.Context(), m, all, sizes, o)
			if err != nil {
				c.t.Fatal(err)
			}
			for i, l := range labels {
				label[s.Row(int32(i))] = l
			}
		}
	}
	run(nil)
	before := slices.Clone(label)
	rows, sizes := map[int32]int{}, map[int]int64{}
	for _, l := range label {
		rows[l]++
	}
	for _, n := range rows {
		sizes[n]++
	}
	run(CountSizes(sizes))
	for i, l := range label {
		if l != before[i] {
			c.moved++
		}
	}
	return label
}

// severalNames writes a register in which some rows have two surnames and homes, and some names come in one word and in two.
func severalNames(t testing.TB, v invented, seed uint64) *Table {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	b := NewBuilder(inventedFields...)
	for k, p := range v.people {
		p.add(b, uint16(k%2))
		if r.IntN(6) == 0 {
			other := v.people[r.IntN(len(v.people))]
			b.Add(1, other.surname)
			b.Add(4, other.address)
			b.Add(5, other.postcode)
		}
		if r.IntN(9) == 0 && len(p.forename) > 4 {
			b.Add(0, p.forename[:3]+" "+p.forename[3:])
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestShardsFindWhatTheWholeFinds links registers whole, and in shards dealt out at random: model, edges and clusters are the same to
// the last bit.
func TestShardsFindWhatTheWholeFinds(t *testing.T) {
	drawtest.TryFewer(t, "12")
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		households := rapid.IntRange(30, 150).Draw(rt, "households")
		limit := rapid.SampledFrom([]int{0, 4}).Draw(rt, "limit")
		random := rapid.SampledFrom([]int{0, 20_000}).Draw(rt, "random")
		columns := inventedColumns
		if rapid.Bool().Draw(rt, "without numbers") {
			columns.Identifiers = nil
		}
		shardsAgree(t, invent(seed, households), seed, columns, TrainOptions{Seed: seed, BlockLimit: limit, RandomPairs: random})
	})
}

func shardsAgree(t testing.TB, v invented, seed uint64, columns PersonColumns, o TrainOptions) {
	t.Helper()
	tableAgrees(t, severalNames(t, v, seed), seed, PersonSpec(columns), o)
}

// tableAgrees links a table whole and in shards, and returns what the shards knew.
func tableAgrees(t testing.TB, table *Table, seed uint64, spec Spec, o TrainOptions) *sharded {
	t.Helper()
	ctx := context.Background()
	want, training, err := Train(ctx, table, spec, o)
	if err != nil {
		t.Fatal(err)
	}
	compare, resolve := CompareOptions{BlockLimit: o.BlockLimit}, ResolveOptions{Link: .5}
	edges, report, err := Compare(ctx, table, want, compare)
	if err != nil {
		t.Fatal(err)
	}
	clusters, err := Resolve(ctx, table, want, edges, resolve)
	if err != nil {
		t.Fatal(err)
	}
	c := startSharded(t, table, spec, seed)
	c.sumTerms()
	c.findHomes()
	blocks := c.findBlocks(o.BlockLimit)
	m, told := c.train(blocks, o)
	var a, b bytes.Buffer
	if err := want.Save(&a); err != nil {
		t.Fatal(err)
	}
	if err := m.Save(&b); err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(a.String(), b.String()); d != "" {
		t.Fatalf("another model: %s", d)
	}
	if d := gocmp.Diff(training, told); d != "" {
		t.Fatalf("another training: %s", d)
	}
	pairs, joins, compared := c.comparePairs(blocks, m, compare)
	if compared != report.Pairs {
		t.Errorf("%d pairs compared, want %d", compared, report.Pairs)
	}
	for r, rule := range report.Rules {
		rule.First = 0 // compared, of which blocks know nothing
		if r < len(c.sums.Rules) && c.sums.Rules[r] != rule && !(rule.Dropped && c.sums.Rules[r].Dropped && c.sums.Rules[r].Largest == 0) {
			t.Errorf("a rule makes %+v, want %+v", c.sums.Rules[r], rule)
		}
	}
	var wanted []Pair
	for k := range edges.L {
		wanted = append(wanted, Pair{table.rank[edges.L[k]], table.rank[edges.R[k]], edges.Weight[k], edges.Probability[k], edges.Gamma[k], edges.Rule[k]})
	}
	if d := gocmp.Diff(wanted, pairs); d != "" {
		t.Fatalf("other edges: %s", d)
	}
	label := c.resolve(m, pairs, joins, resolve)
	var got, first []int32
	number := map[int32]int32{}
	for x, i := range table.order {
		n, ok := number[label[x]]
		if !ok {
			n = int32(len(number))
			number[label[x]] = n
		}
		got, first = append(got, n), append(first, clusters.Of[i])
	}
	c.clusters = len(number)
	if d := gocmp.Diff(first, got); d != "" {
		t.Fatalf("other clusters: %s", d)
	}
	return c
}

// TestDamagedRowsAreRefused reads packed rows that are cut off, too long or of other columns.
func TestDamagedRowsAreRefused(t *testing.T) {
	row := ShardRow{Dataset: 3, Values: [][]string{{"ANN"}, {"", "LEE"}}}
	packed := row.AppendTo(nil)
	for n := range packed {
		if _, err := ReadShardRow(packed[:n], 2); err == nil {
			t.Errorf("%d of %d bytes were read as a row", n, len(packed))
		}
	}
	for _, columns := range []int{0, 1, 3} {
		if _, err := ReadShardRow(packed, columns); err == nil {
			t.Errorf("a row of 2 columns was read as one of %d", columns)
		}
	}
	if got, err := ReadShardRow(packed, 2); err != nil || gocmp.Diff(row, got) != "" {
		t.Error(err, fmt.Sprint(got.Dataset))
	}
}

// TestNamesOfSeveralWordsCompareEitherWay compares names of which two words of one are alike and one of the other: which comes first
// in the table makes no difference, or links would depend on the order of rows.
func TestNamesOfSeveralWordsCompareEitherWay(t *testing.T) {
	names := []string{"ANNE ANNA", "ANNA MARIE", "JOHN JON", "JON PETER", "DE LA CRUZ", "CRUZ CRUZE SILVA", "VAN DER BERG", "BERG BERGE", "ANNA ANNE LEE", "LEE MARIE ANNA"}
	one := vectorsOf(t, names)
	slices.Reverse(names)
	other := vectorsOf(t, names)
	for pair, v := range one {
		if other[pair] != v {
			t.Errorf("%s: %x, and %x where the names come in another order", pair, v, other[pair])
		}
	}
}

// vectorsOf compares rows of names, each with each.
func vectorsOf(t *testing.T, names []string) map[string]Vector {
	t.Helper()
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names})
	for k, name := range names {
		b.Row(fmt.Sprint(k), 0)
		b.Add(0, name)
		b.Add(1, name)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	v, err := table.prepareVectors(PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}}))
	if err != nil {
		t.Fatal(err)
	}
	v = v.forWorker()
	out := map[string]Vector{}
	for i, x := range names {
		for j, y := range names {
			if x < y {
				out[x+" and "+y] = v.vectorOfRows(int32(i), int32(j))
			}
		}
	}
	return out
}
