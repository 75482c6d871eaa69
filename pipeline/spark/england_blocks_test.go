//go:build linux

package spark

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"rollcall/matchers"
)

// isOurs reports whether a task that keys or blocks are dealt out to is the part's.
func (c *country) isOurs(task int) bool { return c.ofKeys || task%c.parts == c.part }

// homeKey is a row under a key of a list of homes.
type homeKey struct {
	list int32
	row  int32
	key  int64
}

// findHomes finds out who bears out whom: among all rows that the part's tasks see, and among the part's rows.
func (c *country) findHomes() {
	seen := c.n
	if mine := c.partRows(); c.ofKeys {
		seen = mine
	}
	keys, all, ours := newSpill[homeKey](c, partitions(seen)), 0, 0
	c.eachTask(func(from, to int) {
		if !c.isMeasured(from) {
			return
		}
		c.do("homes", c.sendPacked(from, to), func(in *input) {
			x := homeKey{in.integer(0), in.integer(2), in.long(1)}
			k := bucketOf(int64(x.list), x.key, keys.tasks())
			all++
			if c.isOurs(k) {
				ours++
			}
			if c.isOurs(k) || c.isMine(x.row) {
				keys.add(k, x)
			}
		})
	})
	c.found = newHomesFound(c.n)
	for k := range keys.tasks() {
		rows := keys.load(k)
		slices.SortFunc(rows, func(a, b homeKey) int {
			return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
		})
		c.doIf(c.isOurs(k), "bear", func(s send) {
			for _, x := range rows {
				s(x.list, x.key, x.row, c.packed.of(x.row))
			}
		}, func(in *input) {
			c.found.take([]any{in.integer(0), in.integer(1), in.boolean(2), in.boolean(3), in.boolean(4)})
		})
	}
	c.shareOf(c.rowShare(), "homes")
	c.shareOf(c.rowShare()*float64(ours)/float64(all), "bear")
	moves := c.found.end()
	c.changeFrame(func(f *frame) { f.Sums.Moves = moves })
}

// entries are rows under their keys in rules, in files by rule and range of keys.
type entries struct{ *bytesSpill }

// keyRanges is in how many ranges keys are.
var keyRanges = matchers.RangeOf(math.MaxUint64) + 1

func (c *country) newEntries(rules int) entries { return entries{newBytesSpill(c, rules*keyRanges)} }

func (x entries) add(rule int, e matchers.Entry) {
	b := binary.LittleEndian.AppendUint64(x.buf[:0], e.Key)
	b = append(binary.LittleEndian.AppendUint32(b, uint32(e.Row)), e.Value)
	b = append(binary.AppendUvarint(b, uint64(len(e.Text))), e.Text...)
	b = binary.AppendUvarint(b, uint64(len(e.Split)))
	for _, s := range e.Split {
		b = binary.LittleEndian.AppendUint64(b, s)
	}
	x.buf = b
	x.write(rule*keyRanges+matchers.RangeOf(e.Key), b)
}

// eachIn calls take with the entries of a file in the order of their keys, rows and values.
func (x entries) eachIn(file int, take func(e matchers.Entry)) {
	type place struct {
		key   uint64
		row   int32
		value uint8
		at    uint32 // of the rest
	}
	raw, list := x.read(file), []place(nil)
	number := func(at int) (int, int) {
		n, size := binary.Uvarint(raw[at:])
		return int(n), at + size
	}
	for at := 0; at < len(raw); {
		list = append(list, place{binary.LittleEndian.Uint64(raw[at:]), int32(binary.LittleEndian.Uint32(raw[at+8:])), raw[at+12], uint32(at + 13)})
		n, next := number(at + 13)
		n, next = number(next + n)
		at = next + 8*n
	}
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row), cmp.Compare(a.value, b.value))
	})
	var split []uint64
	for _, p := range list {
		n, at := number(int(p.at))
		text := string(raw[at : at+n])
		n, at = number(at + n)
		split = split[:0]
		for ; n > 0; n, at = n-1, at+8 {
			split = append(split, binary.LittleEndian.Uint64(raw[at:]))
		}
		take(matchers.Entry{Key: p.key, Row: p.row, Value: p.value, Text: text, Split: split})
	}
}

// member is a row in a block, and its place there.
type member struct {
	rule, block, row int32
	place            uint64
}

func compareMembers(a, b member) int {
	return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.block, b.block), cmp.Compare(a.row, b.row))
}

// inBlocksOf are rows in blocks, by the tasks that blocks are dealt out to, and the places of each row.
type inBlocksOf struct {
	members *spill[member]
	start   []uint32 // by row
	places  []uint64 // of row i from start[i] on, in the order of rules
	all     int64
}

// of returns the places of a row in the blocks of a rule and of earlier ones.
func (x *inBlocksOf) of(row, rule int32) []uint64 {
	own := x.places[x.start[row]:x.start[row+1]]
	to, _ := slices.BinarySearchFunc(own, uint64(rule+1)<<40, func(p, end uint64) int { return cmp.Compare(p, end) })
	return own[:to]
}

// findBlocks finds the blocks of rules, a range of keys of each in one task.
func (c *country) findBlocks() {
	c.changeFrame(func(f *frame) { // only which are left out is known of rules
		f.Sums.Ranges = nil
		for r, x := range f.Sums.Rules {
			f.Sums.Rules[r] = matchers.RuleReport{Rule: x.Rule, Dropped: x.Dropped}
		}
	})
	mine, seen := c.partRows(), c.n
	if c.ofKeys {
		seen, c.ruled = c.n/c.parts, make([]uint32, c.n)
	}
	w := c.planned()
	rules := len(w.plan.Spec.Blocking)
	all, own := c.newEntries(rules), c.newEntries(rules)
	var one sync.Mutex
	take := func(rule int, e matchers.Entry) {
		if !c.ofKeys {
			all.add(rule, e)
			return
		}
		c.ruled[e.Row] |= 1 << rule
		part, _ := bits.Mul64(e.Key*0x9e3779b97f4a7c15, uint64(c.parts))
		if inPart, isMine := part == uint64(c.part), c.isMine(e.Row); inPart || isMine {
			one.Lock()
			defer one.Unlock()
			if inPart {
				all.add(rule, e)
			}
			if isMine {
				own.add(rule, e)
			}
		}
	}
	alone := newAlone()
	c.eachTask(func(from, to int) {
		if !c.isMeasured(from) {
			alone.Go(func() { c.entriesAlone(w, from, to, take) })
			return
		}
		c.do("keys", c.sendPacked(from, to), func(in *input) {
			take(int(in.integer(0)), matchers.Entry{Key: asKey(in.long(1)), Row: in.integer(2), Value: uint8(in.integer(3)), Text: in.text(4), Split: in.longs(5)})
		})
	})
	alone.Wait()
	c.shareOf(c.rowShare(), "keys", "blocks")
	c.blocks, c.own = inBlocksOf{members: newSpill[member](c, partitions(seen))}, inBlocksOf{members: newSpill[member](c, partitions(mine))}
	c.placeRows(all, seen, true, &c.blocks, func(m member) {
		if k := c.blocks.members.taskOf(m); c.isOurs(k) {
			c.blocks.members.add(k, m)
		}
		if !c.ofKeys && c.parts > 1 && c.isMine(m.row) {
			c.own.members.add(c.own.members.taskOf(m), m)
		}
	})
	c.own.start, c.own.places = c.blocks.start, c.blocks.places
	if c.ofKeys {
		c.placeRows(own, mine, false, &c.own, func(m member) { c.own.members.add(c.own.members.taskOf(m), m) })
	}
	all.remove()
	own.remove()
}

// taskOf returns which task a block is dealt out to.
func (x *spill[R]) taskOf(m member) int { return bucketOf(int64(m.rule), int64(m.block), x.tasks()) }

// placeRows finds the places of rows by the entries of so many, and deals out the rows in blocks.
func (c *country) placeRows(e entries, rows int, measured bool, into *inBlocksOf, deal func(member)) {
	tasks := make([][]int, partitions(rows))
	for file := range e.tasks() {
		if k := bucketOf(int64(file/keyRanges), int64(file%keyRanges), len(tasks)); !e.isEmpty(file) {
			tasks[k] = append(tasks[k], file)
		}
	}
	found := newSpill[member](c, 1)
	var made [][]any
	for _, files := range tasks {
		c.doIf(measured, "blocks", func(s send) {
			for _, file := range files {
				e.eachIn(file, func(e matchers.Entry) {
					s(int32(file/keyRanges), asLong(e.Key), e.Row, int32(e.Value), e.Text, e.Split)
				})
			}
		}, func(in *input) {
			if m := (member{in.integer(0), in.integer(1), in.integer(2), uint64(in.long(3))}); m.block >= 0 {
				found.add(0, m)
			} else {
				made = append(made, []any{int32(rangeSum), fmt.Sprint(m.rule), fmt.Sprint(m.row), c.ofWhole(in.text(4)), int64(1)})
			}
		})
	}
	if measured {
		c.learn("gather", func(s send) {
			for _, row := range made {
				s(row...)
			}
		})
		f, err := readFrame(c.frame)
		if err != nil {
			c.t.Fatal(err)
		}
		c.reports = f.Sums.Rules
	}
	count := make([]uint32, c.n+1)
	found.each(0, func(m member) {
		if !c.reports[m.rule].Dropped {
			count[m.row+1]++
			into.all++
			deal(m)
		}
	})
	for i := range c.n {
		count[i+1] += count[i]
	}
	into.start, into.places = slices.Clone(count), make([]uint64, into.all)
	found.each(0, func(m member) {
		if !c.reports[m.rule].Dropped {
			into.places[count[m.row]] = m.place
			count[m.row]++
		}
	})
	found.remove()
	for i := range c.n {
		slices.Sort(into.places[into.start[i]:into.start[i+1]]) // in the order of rules
	}
}

// ofWhole returns what a rule makes in all, by what it makes of the keys that rules see.
func (c *country) ofWhole(made string) string {
	var x matchers.RuleReport
	c.unmarshal(made, &x)
	x.Pairs *= c.timesPart()
	raw, err := json.Marshal(x)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(raw)
}
