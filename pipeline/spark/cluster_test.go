package spark

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow/array"

	"rollcall/matchers"
)

// rows are those of a stream: the values of each, in the order of columns.
type rows [][]any

// cluster does what link.py has Spark do, on one machine: it deals rows out to tasks at random, brings together those that belong together,
// and adds up.
type cluster struct {
	t        testing.TB
	r        *rand.Rand
	dir      string
	settings string
	frame    string
	model    string
	chunks   int64
	streams  map[string][]byte // what each verb was sent last, of some rows
}

// do does a verb to the rows of one task, through the bytes of its streams.
func (c *cluster) do(name string, in rows) rows {
	c.t.Helper()
	v := verbs[name]
	want := v.in
	if want == nil {
		w := &worker{ctx: c.t.Context()}
		if err := w.prepare(c.options(name)); err != nil {
			c.t.Fatal(err)
		}
		want = w.tableColumns(name == "rows")
	}
	var stream, answer bytes.Buffer
	out := openOutput(&stream, want)
	for _, row := range in {
		if err := out.add(row...); err != nil {
			c.t.Fatal(err)
		}
		if c.r.IntN(1000) == 0 { // batches end anywhere
			if err := out.flush(); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	if err := out.close(); err != nil {
		c.t.Fatal(err)
	}
	if c.streams != nil && (len(in) > 0 || c.streams[name] == nil) {
		c.streams[name] = bytes.Clone(stream.Bytes())
	}
	if err := Work(c.t.Context(), c.options(name), &stream, &answer); err != nil {
		c.t.Fatal(err)
	}
	return readRows(c.t, &answer, v.out)
}

func (c *cluster) options(verb string) Options {
	return Options{Verb: verb, Settings: c.settings, Frame: c.frame, Model: c.model}
}

// readRows reads a stream of columns.
func readRows(t testing.TB, from io.Reader, columns []column) (out rows) {
	t.Helper()
	if err := eachRowOf(from, columns, func(row []any) error { out = append(out, row); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// eachRowOf calls take with each row of a stream.
func eachRowOf(from io.Reader, columns []column, take func(row []any) error) error {
	in, err := openInput(from, columns)
	if err != nil {
		return err
	}
	for {
		more, err := in.next()
		if err != nil || !more {
			return err
		}
		row := make([]any, 0, len(columns))
		for k := range columns {
			row = append(row, in.any(k))
		}
		if err := take(row); err != nil {
			return err
		}
	}
}

// any returns a value of the row that is read.
func (x *input) any(k int) any {
	switch a := x.batch.Column(x.place[k]).(type) {
	case *array.Int32:
		return x.integer(k)
	case *array.Int64:
		return x.long(k)
	case *array.Float32:
		return x.single(k)
	case *array.Float64:
		return x.double(k)
	case *array.Boolean:
		return x.boolean(k)
	case *array.Binary:
		return bytes.Clone(a.Value(x.row))
	case *array.List:
		return x.longs(k)
	}
	return x.text(k)
}

// deal deals rows out to tasks, those that agree in the columns by to one task and in the order of columns.
func (c *cluster) deal(verb string, in rows, by ...int) rows {
	return c.dealBy(verb, in, len(by) > 0, func(row []any) []any { return pick(row, by) })
}

// dealBy deals rows out to tasks, those of one key to one task and in the order of columns if they are brought together.
func (c *cluster) dealBy(verb string, in rows, together bool, keyOf func(row []any) []any) (out rows) {
	tasks, task := make([]rows, 1+c.r.IntN(4)), map[string]int{}
	for _, row := range in {
		key, _ := json.Marshal(keyOf(row))
		k, ok := task[string(key)]
		if !ok || !together {
			k = c.r.IntN(len(tasks))
			task[string(key)] = k
		}
		tasks[k] = append(tasks[k], row)
	}
	for _, some := range tasks { // an empty one has its say as well
		if together {
			slices.SortStableFunc(some, compareRows)
		}
		out = append(out, c.do(verb, some)...)
	}
	return out
}

// pick returns some columns of a row.
func pick(row []any, by []int) (out []any) {
	for _, k := range by {
		out = append(out, row[k])
	}
	return out
}

// compareRows orders rows by their first numbers.
func compareRows(a, b []any) int {
	for k := range a {
		order := 0
		switch x := a[k].(type) {
		case int32:
			order = cmp.Compare(x, b[k].(int32))
		case int64:
			order = cmp.Compare(x, b[k].(int64))
		default:
			return 0
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

// sum adds up the last column of rows that agree in all others.
func sum(in rows) (out rows) {
	place := map[string]int{}
	for _, row := range in {
		last := len(row) - 1
		key, _ := json.Marshal(row[:last])
		k, ok := place[string(key)]
		if !ok {
			place[string(key)] = len(out)
			out = append(out, slices.Clone(row))
			continue
		}
		switch n := row[last].(type) {
		case int64:
			out[k][last] = out[k][last].(int64) + n
		case float64:
			out[k][last] = out[k][last].(float64) + n
		}
	}
	return out
}

// learn takes what a verb sends of the whole for what all workers are told from now on.
func (c *cluster) learn(verb string, in rows) {
	c.keepFrame([]byte(c.do(verb, in)[0][0].(string)))
}

func (c *cluster) keepFrame(raw []byte) {
	c.frame = filepath.Join(c.dir, "frame.json")
	if err := os.WriteFile(c.frame, raw, 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *cluster) changeFrame(change func(f *frame)) { c.keepFrame(changedFrame(c.t, c.frame, change)) }

// changedFrame is the frame of a file, changed as the driver changes it.
func changedFrame(t testing.TB, path string, change func(f *frame)) []byte {
	t.Helper()
	f, err := readFrame(path)
	if err != nil {
		t.Fatal(err)
	}
	change(f)
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// linked is what a cluster finds: rows by their places, and which cluster each is in.
type linked struct {
	model []byte
	ids   [][2]string // table and id of each row, in the order of keys
	edges rows
	label []int32
}

// link links the tables of the settings.
func (c *cluster) link() linked {
	cells, ids := c.readTables()
	c.learn("settle", sum(c.deal("values", withoutRow(cells))))
	plain := c.deal("rows", cells)
	c.learn("gather", sum(c.deal("terms", plain)))
	c.siftRows(plain)
	known := c.placeRows(plain, c.knowHomes(plain))
	if c.model == "" {
		c.train(known)
	}
	model, err := os.ReadFile(c.model)
	if err != nil {
		c.t.Fatal(err)
	}
	edges := c.deal("score", inBlocks(known), 0, 1)
	both := func(edges rows) (out rows) {
		for _, e := range edges {
			out = append(out, slices.Concat(e[:6], known[e[0].(int32)][1:5], known[e[1].(int32)][1:5]))
		}
		return out
	}
	c.learn("gather", sum(c.deal("copies", both(edges))))
	refined := c.deal("refine", both(edges))
	slices.SortFunc(refined, compareRows)
	joins := [][2]int32{}
	for k, e := range refined {
		if e[6].(bool) {
			joins = append(joins, [2]int32{e[0].(int32), e[1].(int32)})
		}
		refined[k] = e[:6]
	}
	edges = c.do("calibrate", refined)
	return linked{model, ids, edges, c.resolve(both(edges), joins, len(ids))}
}

// readTables returns the rows of the tables by the plan, in any order, and what each is called, in the order of keys.
func (c *cluster) readTables() (out rows, ids [][2]string) {
	var raw bytes.Buffer
	if err := Plan(c.settings, &raw); err != nil {
		c.t.Fatal(err)
	}
	var plan struct {
		Tables []struct {
			Name, Path, ID string
			Columns        map[string]string
		}
		Columns []string
		Chunks  int64
	}
	if err := json.Unmarshal(raw.Bytes(), &plan); err != nil {
		c.t.Fatal(err)
	}
	c.chunks = plan.Chunks
	keys := []string{}
	for _, t := range plan.Tables {
		f, err := os.Open(filepath.Join(c.dir, t.Path))
		if err != nil {
			c.t.Fatal(err)
		}
		lines, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			c.t.Fatal(err)
		}
		at := func(name string) int {
			if own := t.Columns[name]; own != "" {
				name = own
			}
			return slices.Index(lines[0], name)
		}
		for _, line := range lines[1:] {
			row := []any{t.Name, int32(0)}
			for _, name := range plan.Columns {
				value := ""
				if k := at(name); k >= 0 {
					value = line[k]
				}
				row = append(row, value)
			}
			out, keys = append(out, row), append(keys, t.Name+"\x1f"+line[at(t.ID)])
		}
	}
	order := make([]int, len(keys))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	for place, k := range order {
		out[k][1] = int32(place)
		name, id, _ := strings.Cut(keys[k], "\x1f")
		ids = append(ids, [2]string{name, id})
	}
	return out, ids
}

// withoutRow leaves out the place of rows of tables.
func withoutRow(in rows) (out rows) {
	for _, row := range in {
		out = append(out, slices.Concat(row[:1], row[2:]))
	}
	return out
}

// siftRows finds out, of some rows, which rules make too many pairs.
func (c *cluster) siftRows(plain rows) {
	f, err := readFrame(c.frame)
	if err != nil {
		c.t.Fatal(err)
	}
	var some rows
	for _, row := range plain {
		if f.SampleStep > 0 && int(row[0].(int32))%f.SampleStep == 0 {
			some = append(some, row)
		}
	}
	if len(some) > 0 {
		c.learn("sift", some)
	}
}

// knowHomes finds out who bears out whom, and returns for each row what blockColumns wants to know of it.
func (c *cluster) knowHomes(plain rows) map[int32][]any {
	found := newHomesFound(len(plain))
	for _, b := range c.deal("bear", c.deal("homes", plain), 0, 1) {
		found.take(b)
	}
	moves := found.end()
	c.changeFrame(func(f *frame) { f.Sums.Moves = moves })
	known := map[int32][]any{}
	for _, row := range plain {
		at := row[0].(int32)
		known[at] = []any{at, row[1], found.borne[at], found.home.of(at), found.size[found.home.of(at)], []uint64{}}
	}
	return known
}

// placeRows finds the blocks of all rules and the places of rows in them.
func (c *cluster) placeRows(plain rows, known map[int32][]any) map[int32][]any {
	places := c.dealBy("blocks", c.deal("keys", plain), true, func(row []any) []any { return []any{row[0], matchers.RangeOf(asKey(row[1].(int64)))} })
	var made rows
	for _, p := range places {
		if p[1].(int32) < 0 {
			made = append(made, []any{int32(rangeSum), fmt.Sprint(p[0]), fmt.Sprint(p[2]), p[4], int64(1)})
		}
	}
	c.learn("gather", made)
	f, err := readFrame(c.frame)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, p := range places {
		if p[1].(int32) >= 0 && !f.Sums.Rules[p[0].(int32)].Dropped {
			row := known[p[2].(int32)]
			row[5] = append(row[5].([]uint64), uint64(p[3].(int64)))
		}
	}
	return known
}

// inBlocks returns each row in each of its blocks, with its places in those of the rule and of earlier ones.
func inBlocks(known map[int32][]any) (out rows) {
	for at, row := range known {
		places := slices.Sorted(slices.Values(row[5].([]uint64)))
		for _, p := range places {
			rule := p >> 40
			later, _ := slices.BinarySearch(places, (rule+1)<<40)
			out = append(out, slices.Concat([]any{int32(rule), int32(p >> 8 & (1<<32 - 1)), at}, row[1:5], []any{places[:later]}))
		}
	}
	return out
}

// train learns the model.
func (c *cluster) train(known map[int32][]any) {
	var chunks, both rows
	for k := range c.chunks {
		chunks = append(chunks, []any{k})
	}
	for _, p := range c.deal("draw", chunks) {
		both = append(both, slices.Concat(p, known[p[0].(int32)][1:5], known[p[1].(int32)][1:5]))
	}
	counts := append(c.deal("chance", both), c.deal("count", inBlocks(known), 0, 1)...)
	model := c.do("learn", sum(counts))[0][0].(string)
	c.model = filepath.Join(c.dir, "model.of.cluster.json")
	if err := os.WriteFile(c.model, []byte(model), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// resolve joins rows into clusters by components, and returns the first row of each row's.
func (c *cluster) resolve(edges rows, joins [][2]int32, n int) []int32 {
	part := newParts(n)
	for _, p := range joins {
		part.join(p[0], p[1])
	}
	var in rows
	for _, e := range edges {
		if at := part.of(e[0].(int32)); at == part.of(e[1].(int32)) {
			in = append(in, append(slices.Clone(e), at))
		}
	}
	label := make([]int32, n)
	run := func() {
		for i := range label {
			label[i] = int32(i)
		}
		for _, row := range c.deal("resolve", in, len(edgeBothColumns)) {
			label[row[0].(int32)] = row[1].(int32)
		}
	}
	run()
	rowsOf, sizes := map[int32]int{}, map[int]int64{}
	for _, l := range label {
		rowsOf[l]++
	}
	for _, n := range rowsOf {
		sizes[n]++
	}
	c.changeFrame(func(f *frame) { f.Sizes = sizes })
	run()
	return label
}
