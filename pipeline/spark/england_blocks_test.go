//go:build linux

package spark

import (
	"cmp"
	"encoding/binary"
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
type entries struct {
	*bytesSpill
	bits int
}

func (c *country) newEntries(rules, rows int) entries {
	bits := min(bits.Len(uint(rows/60_000)), 4)
	return entries{newBytesSpill(c, rules<<bits), bits}
}

func (x entries) add(rule int, e matchers.Entry) {
	b := binary.LittleEndian.AppendUint64(x.buf[:0], e.Key)
	b = append(binary.LittleEndian.AppendUint32(b, uint32(e.Row)), e.Value)
	b = append(binary.AppendUvarint(b, uint64(len(e.Text))), e.Text...)
	b = binary.AppendUvarint(b, uint64(len(e.Split)))
	for _, s := range e.Split {
		b = binary.LittleEndian.AppendUint64(b, s)
	}
	x.buf = b
	x.write(rule<<x.bits+int(e.Key>>(64-x.bits)), b)
}

// eachOf calls take with the entries of a rule in the order of their keys, rows and values.
func (x entries) eachOf(rule int, take func(e matchers.Entry)) {
	type place struct {
		key   uint64
		row   int32
		value uint8
		at    uint32 // of the rest
	}
	for k := rule << x.bits; k < (rule+1)<<x.bits; k++ {
		raw, list := x.read(k), []place(nil)
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

// findBlocks finds the blocks of rules, one rule a task.
func (c *country) findBlocks() {
	mine, seen := c.partRows(), c.n
	if c.ofKeys {
		seen, c.ruled = c.n/c.parts, make([]uint32, c.n)
	}
	w := c.planned()
	rules := len(w.plan.Spec.Blocking)
	all, own := c.newEntries(rules, seen), c.newEntries(rules, mine)
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
	c.reports = slices.Grow(w.frame.Sums.Rules, rules)[:rules]
	for r, rule := range w.plan.Spec.Blocking {
		if !c.reports[r].Dropped {
			c.reports[r] = matchers.RuleReport{Rule: rule.Name} // that a rule has no entries is known as well
		}
	}
	c.blocks, c.own = inBlocksOf{members: newSpill[member](c, partitions(seen))}, inBlocksOf{members: newSpill[member](c, partitions(mine))}
	if c.ofKeys {
		c.placeRows(all, true, &c.blocks, c.isOurs, nil)
		reports := slices.Clone(c.reports)
		c.placeRows(own, false, &c.own, c.isOurs, nil)
		c.reports = reports
	} else {
		c.placeRows(all, true, &c.blocks, c.isOurs, func(m member) {
			if c.parts > 1 && c.isMine(m.row) {
				c.own.members.add(c.own.members.taskOf(m), m)
			}
		})
		c.own.start, c.own.places = c.blocks.start, c.blocks.places
	}
	all.remove()
	own.remove()
	c.changeFrame(func(f *frame) { f.Sums.Rules = c.reports })
}

// taskOf returns which task a block is dealt out to.
func (x *spill[R]) taskOf(m member) int { return bucketOf(int64(m.rule), int64(m.block), x.tasks()) }

// placeRows finds the places of rows by their entries, and keeps the members of blocks that are dealt out to some tasks.
func (c *country) placeRows(e entries, measured bool, into *inBlocksOf, wanted func(task int) bool, also func(member)) {
	list, count := newSpill[member](c, 1), make([]uint32, c.n+1)
	for r := range c.reports {
		if c.reports[r].Dropped || e.isEmpty(r<<e.bits, (r+1)<<e.bits) {
			continue
		}
		var waits []member // until it is known that the rule is not left out, of which its part may know too little
		put := func(m member) {
			into.all++
			count[m.row+1]++
			list.add(0, m)
			if k := into.members.taskOf(m); wanted(k) {
				into.members.add(k, m)
			}
			if also != nil {
				also(m)
			}
		}
		c.doIf(measured, "blocks", func(s send) {
			e.eachOf(r, func(e matchers.Entry) { s(int32(r), asLong(e.Key), e.Row, int32(e.Value), e.Text, e.Split) })
		}, func(in *input) {
			switch m := (member{in.integer(0), in.integer(1), in.integer(2), uint64(in.long(3))}); {
			case m.block < 0:
				c.unmarshal(in.text(4), &c.reports[r])
			case c.ofKeys:
				waits = append(waits, m)
			default:
				put(m)
			}
		})
		if most := c.w.plan.Spec.Blocking[r].Most; c.ofKeys && most > 0 && c.reports[r].Pairs*int64(c.parts) > most {
			c.reports[r].Blocks, c.reports[r].Dropped, waits = 0, true, nil
		}
		for _, m := range waits {
			put(m)
		}
	}
	for i := range c.n {
		count[i+1] += count[i]
	}
	into.start, into.places = slices.Clone(count), make([]uint64, into.all)
	list.each(0, func(m member) {
		into.places[count[m.row]] = m.place
		count[m.row]++
	})
	list.remove()
}
