package spark

import (
	"cmp"
	"encoding/json"
	"errors"
	"strconv"

	"rollcall/matchers"
)

// countTerms counts what the sums are added up of.
func (w *worker) countTerms() error {
	counts := tally{}
	err := w.eachLot(func(s *matchers.Shard) error {
		s.EachDataset(func(dataset uint16) { counts.add(datasetSum, "", strconv.Itoa(int(dataset)), "") })
		if err := s.EachTerm(func(kind int, name, value string) { counts.add(kind, name, value, "") }); err != nil {
			return err
		}
		return counts.sendWhenFull(w.out)
	})
	if err != nil {
		return err
	}
	return counts.send(w.out)
}

// gatherSums takes sums that the driver has added up into the frame.
func (w *worker) gatherSums() error {
	s := w.frame.Sums
	err := w.eachRow(func() error {
		return w.gatherSum(s, int(w.in.integer(0)), w.in.text(1), w.in.text(2), w.in.text(3), w.in.long(4))
	})
	if err != nil {
		return err
	}
	w.frame.SampleStep = matchers.SampleStep(s.Rows)
	return w.frame.send(w.out)
}

// gatherSum takes one.
func (w *worker) gatherSum(s *matchers.Sums, kind int, name, value, beside string, n int64) error {
	switch kind {
	case datasetSum:
		d, err := strconv.Atoi(value)
		if err != nil || d < 0 || d >= len(w.plan.Settings.Tables) {
			return w.in.fault(2, "the settings name no such table")
		}
		for len(s.Datasets) <= d {
			s.Datasets = append(s.Datasets, 0)
		}
		s.Datasets[d] += int(n)
		s.Rows += int(n)
	case rangeSum:
		r, wrong := strconv.Atoi(name)
		in, err := strconv.Atoi(value)
		var report matchers.RuleReport
		if err = cmp.Or(wrong, err, json.Unmarshal([]byte(beside), &report)); err != nil {
			return w.in.fault(3, "it is not what a rule makes")
		}
		return s.AddRange(w.plan.Spec, r, in, report)
	case copySum:
		level, err := strconv.Atoi(beside)
		if err != nil {
			return w.in.fault(3, "it is no level")
		}
		return s.AddCopies(name, value, level, n)
	default:
		return s.AddTerm(kind, name, value, n)
	}
	return nil
}

// siftRules finds out, of one row in so many, which rules make too many pairs.
func (w *worker) siftRules() error {
	l := w.newLot()
	if err := w.eachRow(func() error { return l.addPacked(0, 1) }); err != nil {
		return err
	}
	s, err := l.shard()
	if err != nil {
		return err
	}
	w.frame.Sums.Rules = s.SiftRules()
	return w.frame.send(w.out)
}

// entryColumns are those of a row under a key of a rule. Keys are turned so that they sort as numbers without a sign.
var entryColumns = []column{{"rule", integer}, {"key", long}, {"row", integer}, {"value", integer}, {"said", text}, {"split", longs}}

// asLong and asKey turn a key so that it sorts the same with a sign and without.
func asLong(key uint64) int64 { return int64(key ^ 1<<63) }
func asKey(long int64) uint64 { return uint64(long) ^ 1<<63 }

// deriveKeys sends each row under each of its keys.
func (w *worker) deriveKeys() error {
	return w.eachLot(func(s *matchers.Shard) (err error) {
		s.EachEntry(func(rule int, e matchers.Entry) {
			if err == nil {
				err = w.out.add(int32(rule), asLong(e.Key), e.Row, int32(e.Value), e.Text, e.Split)
			}
		})
		return err
	})
}

// placeColumns are those of a row's place in a block, and of one row with what the rule makes in a range of keys, whose block is −1 and whose
// row is the range.
var placeColumns = []column{{"rule", integer}, {"block", integer}, {"row", integer}, {"place", long}, {"report", text}}

// findBlocks finds the blocks of rules, of entries in the order of keys, rows and values; all entries of a rule in a range are in one task and
// follow on each other.
func (w *worker) findBlocks() error {
	rule, keys, entries := int32(-1), -1, []matchers.Entry(nil)
	work := func() (err error) {
		if rule < 0 {
			return nil
		}
		report, failed := matchers.BlockRange(w.ctx, w.plan.Spec, w.plan.Fields, w.frame.Sums, w.plan.Settings.BlockLimit, int(rule), entries, func(row, block int32, value uint8) {
			if err == nil {
				err = w.out.add(rule, block, row, int64(matchers.Place(int(rule), block, value)), "")
			}
		})
		if err = errors.Join(failed, err); err != nil {
			return err
		}
		raw, err := json.Marshal(report)
		if err != nil {
			return err
		}
		entries = entries[:0]
		return w.out.add(rule, int32(-1), int32(keys), int64(-1), string(raw))
	}
	err := w.eachRow(func() error {
		e := matchers.Entry{Key: asKey(w.in.long(1)), Row: w.in.integer(2), Value: uint8(w.in.integer(3)), Text: w.in.text(4), Split: w.in.longs(5)}
		if r, in := w.in.integer(0), matchers.RangeOf(e.Key); r != rule || in != keys {
			if err := work(); err != nil {
				return err
			}
			if r < 0 || int(r) >= len(w.plan.Spec.Blocking) {
				return w.in.fault(0, "there is no such rule")
			}
			rule, keys = r, in
		}
		if n := len(entries); n > 0 && (entries[n-1].Key > e.Key || entries[n-1].Key == e.Key && entries[n-1].Row > e.Row) {
			return w.in.fault(1, "entries are out of order")
		}
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		return err
	}
	return work()
}
