package matchers

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Shard is some rows of a table, ready to compare as they would be in the whole: with their places in the blocks of rules, with what other
// rows say of them, and with the Sums of all.
type Shard struct {
	t    *Table
	spec Spec
	sums *Sums
	rows []ShardRow
}

// ShardRow is a row on its way between shards: normalised values, and what was found out about it so far.
type ShardRow struct {
	Row     int32      // its place in the order of keys of all rows
	Dataset uint16     // of its source table
	Values  [][]string // of each column, in their positions; empty for a missing one
	Borne   bool       // another row bears out its forename
	Home    int32      // the first row of its home
	AtHome  int32      // rows of one name and birth there, itself among them
	Places  []uint64   // in blocks, as Place packs them; of rules later than the one whose blocks are looked through none are needed
}

// Place packs where a row stands: in a block of a rule, under which of its values of the rule's fuzzy key.
func Place(rule int, block int32, value uint8) uint64 {
	return uint64(rule)<<40 | uint64(block)<<8 | uint64(value)
}

// unpackPlace is its inverse.
func unpackPlace(p uint64) (rule int, block int32, value int) {
	return int(p >> 40), int32(p >> 8 & (1<<32 - 1)), int(p & 255)
}

// AppendTo writes the dataset and the values of a row.
func (r ShardRow) AppendTo(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(r.Dataset))
	for _, values := range r.Values {
		b = binary.AppendUvarint(b, uint64(len(values)))
		for _, v := range values {
			b = binary.AppendUvarint(b, uint64(len(v)))
			b = append(b, v...)
		}
	}
	return b
}

// errShardRow says that packed values are damaged.
var errShardRow = errors.New("packed values are damaged")

// Limits of a packed row, far beyond what any has.
const (
	mostValues   = 255 // of one column
	longestValue = 1 << 16
	mostDatasets = 1 << 16
)

// ReadShardRow reads what AppendTo wrote of a row of so many columns.
func ReadShardRow(b []byte, columns int) (ShardRow, error) {
	var r ShardRow
	next := func(most uint64) (int, error) {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > most {
			return 0, errShardRow
		}
		b = b[n:]
		return int(v), nil
	}
	dataset, err := next(mostDatasets - 1)
	if err != nil {
		return r, err
	}
	r.Dataset, r.Values = uint16(dataset), make([][]string, columns)
	for k := range columns {
		count, err := next(mostValues)
		if err != nil {
			return r, err
		}
		for range count {
			length, err := next(longestValue)
			if err != nil || length > len(b) {
				return r, errShardRow
			}
			r.Values[k] = append(r.Values[k], string(b[:length]))
			b = b[length:]
		}
	}
	if len(b) > 0 {
		return r, errShardRow
	}
	return r, nil
}

// ShardRow returns row i of a table that is whole, and about which nothing is known yet.
func (t *Table) ShardRow(i int32) ShardRow {
	r := ShardRow{Row: t.rank[i], Dataset: t.dataset[i], Home: t.rank[i], AtHome: 1}
	for k := range t.columns {
		c := &t.columns[k]
		var values []string
		for _, v := range c.of(i) {
			text := ""
			if v != missing {
				text = c.values[v]
			}
			values = append(values, text)
		}
		r.Values = append(r.Values, values)
	}
	return r
}

// NewShard makes a Shard of rows, each once and in the order of keys. It fails when the Spec does not fit the columns, or is one that shards
// cannot be linked by.
func NewShard(fields []Field, spec Spec, sums *Sums, rows []ShardRow) (*Shard, error) {
	if err := spec.checkShards(); err != nil {
		return nil, err
	}
	if err := spec.Validate(fields); err != nil {
		return nil, err
	}
	t := &Table{fields: fields, columns: make([]column, len(fields)), keys: make([]string, len(rows)), dataset: make([]uint16, len(rows)),
		order: make([]int32, len(rows)), rank: make([]int32, len(rows))}
	t.memo.whole = sums
	codes := make([]map[string]int32, len(fields))
	for k := range codes {
		codes[k] = map[string]int32{"": missing}
	}
	for i, r := range rows {
		if len(r.Values) != len(fields) || i > 0 && r.Row <= rows[i-1].Row {
			return nil, fmt.Errorf("shard: row %d of %d: out of order, or of other columns", i, len(rows))
		}
		t.dataset[i], t.order[i], t.rank[i] = r.Dataset, int32(i), int32(i)
		for k, values := range r.Values {
			t.columns[k].addShardValues(codes[k], values)
		}
	}
	for k := range t.columns {
		t.columns[k].endShard(len(rows))
	}
	s := &Shard{t: t, spec: spec, sums: sums, rows: rows}
	s.addForeign(codes)
	return s, s.tellHomes()
}

// checkShards says whether tables can be linked in shards by a Spec.
func (s Spec) checkShards() error {
	if len(s.Never) > 0 {
		return errors.New("spec: tables that hold nobody twice and tables never compared are not linked in shards")
	}
	return nil
}

// addShardValues adds the values of one more row.
func (c *column) addShardValues(codes map[string]int32, values []string) {
	c.start = append(c.start, int32(len(c.codes)))
	for _, v := range values {
		c.codes = append(c.codes, c.codeOf(codes, v))
	}
}

// codeOf returns the code of a value, a new one when it was not seen.
func (c *column) codeOf(codes map[string]int32, value string) int32 {
	code, ok := codes[value]
	if !ok {
		code = int32(len(c.values))
		codes[value] = code
		c.values = append(c.values, value)
	}
	return code
}

// endShard ends a column of so many rows: where each has one value it needs no starts.
func (c *column) endShard(rows int) {
	for i, at := range c.start {
		if int(at) != i {
			c.start = append(c.start, int32(len(c.codes)))
			return
		}
	}
	if len(c.codes) != rows {
		c.start = append(c.start, int32(len(c.codes)))
		return
	}
	c.start = nil
}

// addForeign adds values that no row of the shard has and that say something of those it has: the most frequent of comparisons with term
// frequencies, and spellings.
func (s *Shard) addForeign(codes []map[string]int32) {
	s.sums.prepare()
	words := map[string]bool{}
	for k := range s.t.columns {
		for _, v := range s.t.columns[k].values {
			words[strings.ReplaceAll(v, " ", "")] = true
		}
	}
	add := func(name, value string) {
		k := s.t.placeOf(name)
		s.t.columns[k].codeOf(codes[k], value)
	}
	for _, c := range s.spec.Comparisons {
		if c.TermFrequency {
			for _, word := range s.sums.top[c.Name] {
				words[word] = true
				add(c.Columns[0], word)
			}
		}
	}
	for name, values := range s.sums.spellingsFor(func(word string) bool { return words[word] }) {
		if s.t.placeOf(name) >= 0 {
			for _, v := range values {
				add(name, v)
			}
		}
	}
}

// tellHomes tells the table which rows others bear out, and which homes are kept.
func (s *Shard) tellHomes() error {
	v, err := s.t.prepareVectors(s.spec)
	if err != nil {
		return err
	}
	w := s.t.newBorneOut(s.spec, v)
	if w != nil {
		w.could = float64(s.sums.Bearable) / float64(max(s.sums.Rows, 1))
		for i, r := range s.rows {
			w.borne[i] = r.Borne
		}
		if w.homes != nil {
			w.homes.takeHomes(s.rows)
			w.homes.decideMoves(s.sums.Moves)
		}
	}
	s.t.memo.keepPrepared(&s.t.memo.borneOut, borneOutKey(s.spec), w)
	return nil
}

// takeHomes takes the homes of rows as they are known.
func (h *keptHomes) takeHomes(rows []ShardRow) {
	first := map[int32]int32{}
	h.size = make([]int32, len(rows))
	for i, r := range rows {
		at, ok := first[r.Home]
		if !ok {
			at = int32(i)
			first[r.Home] = at
		}
		h.home.join(at, int32(i))
		h.size[at] = r.AtHome
	}
}

// indexOf returns where a row stands in the shard.
func (s *Shard) indexOf(row int32) (int32, error) {
	i, ok := slices.BinarySearchFunc(s.rows, row, func(r ShardRow, row int32) int { return int(r.Row) - int(row) })
	if !ok {
		return 0, fmt.Errorf("shard: row %d is not in it", row)
	}
	return int32(i), nil
}

// Row returns which row stands at a place of the shard.
func (s *Shard) Row(i int32) int32 { return s.rows[i].Row }

// Packed returns the dataset and the values of a row of the shard, as AppendTo writes them.
func (s *Shard) Packed(row int32) []byte {
	i, err := s.indexOf(row)
	if err != nil {
		panic("matchers: " + err.Error())
	}
	return s.rows[i].AppendTo(nil)
}
