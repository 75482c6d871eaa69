package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// eachBlock calls with blocks of keys, from one number to another: they stand in the order of keys.
func (d *Desk) eachBlock(ctx context.Context, from, to int, call func(first string, packed []byte) error) error {
	rows, err := d.db.QueryContext(ctx, `SELECT first, block FROM found_by WHERE n BETWEEN ? AND ? ORDER BY n`, from+1, to+1)
	if err != nil {
		return faultOf(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var first string
		var packed []byte
		if err := rows.Scan(&first, &packed); err != nil {
			return faultOf(ctx, err)
		}
		if first == "" {
			return errDamaged
		}
		if err := call(first, packed); err != nil {
			return err
		}
	}
	return faultOf(ctx, rows.Err())
}

// readPacked yields the keys of a block as it lies in the store.
func readPacked(packed []byte, yield func(key string, who children) bool) error {
	block, err := unpack(packed)
	if err != nil {
		return err
	}
	return readBlock(block, yield)
}

// blocksOf are the numbers of the first and the last block in which a key may be, or every key that begins so.
func (w *words) blocksOf(k *meant) (first, last int) {
	end := k.key
	if k.beginning {
		end += "\U0010FFFF"
	}
	at, _ := slices.BinarySearch(w.firsts, end) // the first that begins after it
	if at < len(w.firsts) && w.firsts[at] == end {
		at++
	}
	last = at - 1
	at, is := slices.BinarySearch(w.firsts, k.key)
	if !is {
		at--
	}
	return max(at, 0), last
}

// lookUp calls with the children of every key that a part may mean. Each block is read once, whatever number of keys lies in it: a name
// of two letters begins hundreds.
func (d *Desk) lookUp(ctx context.Context, w *words, keys []meant, call func(match, children)) error {
	type span struct{ first, last int }
	wanted := map[int][]*meant{}
	for i := range keys {
		first, last := w.blocksOf(&keys[i])
		for at := first; at <= last; at++ {
			wanted[at] = append(wanted[at], &keys[i])
		}
	}
	numbers := make([]int, 0, len(wanted))
	for at := range wanted {
		numbers = append(numbers, at)
	}
	slices.Sort(numbers)
	for i := 0; i < len(numbers); {
		run := span{numbers[i], numbers[i]}
		for i++; i < len(numbers) && numbers[i] == run.last+1; i++ {
			run.last = numbers[i]
		}
		at := run.first
		if err := d.eachBlock(ctx, run.first, run.last, func(_ string, packed []byte) error {
			exact, begun := keysIn(wanted[at])
			at++
			return readPacked(packed, func(key string, who children) bool {
				for _, k := range exact[key] {
					call(k.match, who)
				}
				for _, k := range begun {
					if strings.HasPrefix(key, k.key) {
						call(k.match, who)
					}
				}
				return true
			})
		}); err != nil {
			return err
		}
	}
	return nil
}

// keysIn parts keys into those that are looked for whole and the beginnings of others.
func keysIn(keys []*meant) (exact map[string][]*meant, begun []*meant) {
	exact = map[string][]*meant{}
	for _, k := range keys {
		if k.beginning {
			begun = append(begun, k)
			continue
		}
		exact[k.key] = append(exact[k.key], k)
	}
	slices.SortFunc(begun, func(a, b *meant) int { return cmp.Compare(a.key, b.key) })
	return exact, begun
}
