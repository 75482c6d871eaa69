package matchers

import (
	"slices"
	"strings"
)

// Entry is a row under one of its keys in a blocking rule.
type Entry struct {
	Key   uint64
	Row   int32    // in the order of keys of all rows
	Value uint8    // which of the row's values of the fuzzy key
	Text  string   // that value; empty without a fuzzy key
	Split []uint64 // its further keys, by which a block that is too large is split
}

// EachEntry calls take with the entries of the rows in the blocking rules that are not left out.
func (s *Shard) EachEntry(take func(rule int, e Entry)) {
	binder := newKeyBinder(s.t)
	for r, rule := range s.spec.Blocking {
		if r < len(s.sums.Rules) && s.sums.Rules[r].Dropped {
			continue
		}
		s.eachEntryOf(binder, rule, func(e Entry) { take(r, e) })
	}
}

// eachEntryOf calls take with the entries of one rule.
func (s *Shard) eachEntryOf(binder *keyBinder, rule BlockingRule, take func(e Entry)) {
	keys, split := binder.bindKeys(rule.Keys), binder.bindKeys(rule.Split)
	var buf, further keyBuffer
	for i := range int32(len(s.rows)) {
		e := Entry{Row: s.rows[i].Row}
		found := keys.of(i, &buf)
		if len(found) > 0 && !split.areNone() {
			e.Split = append([]uint64(nil), split.of(i, &further)...)
		}
		if keys.near == nil {
			for _, e.Key = range found {
				take(e)
			}
			continue
		}
		values, texts := keys.near.textsOf(i)
		for _, e.Key = range found {
			for k := range values {
				e.Value, e.Text = uint8(k), texts[k]
				take(e)
			}
		}
	}
}

// textsOf returns the numbers of row i's values, as appendValues does, and their texts.
func (f *fuzzyKey) textsOf(i int32) (values []int32, texts []string) {
	for k, c := range f.columns {
		for _, v := range c.of(i) {
			if v == missing {
				continue
			}
			if code := f.codes[k][v]; !slices.Contains(values, code) {
				values, texts = append(values, code), append(texts, c.values[v])
			}
		}
	}
	return values, texts
}

// SiftRules returns the rules, of which nothing is known but those that make far more pairs than they may, by the rows of a shard that are
// one in SampleStep of all.
func (s *Shard) SiftRules() []RuleReport {
	binder, sample := newKeyBinder(s.t), make([]int32, len(s.rows))
	for i := range sample {
		sample[i] = int32(i)
	}
	var out []RuleReport
	for _, rule := range s.spec.Blocking {
		out = append(out, RuleReport{Rule: rule.Name, Dropped: showsTooMany(rule, binder.bindKeys(rule.Keys), sample, s.sums.Rows)})
	}
	return out
}

// EachDataset calls take with the dataset of each row.
func (s *Shard) EachDataset(take func(dataset uint16)) {
	for _, d := range s.t.dataset {
		take(d)
	}
}

// SampleStep returns which of so many rows SiftRules wants, in the order of their keys: the first and then one in so many; 0 for none.
func SampleStep(rows int) int { return sampleStep(rows) }

// What EachTerm counts.
const (
	TermValue    = iota // a value of a comparison with term frequencies
	TermPlace           // an address
	TermSpelling        // a value of several words of a column
	TermBearable        // a row that could be borne out
)

// EachTerm calls count with what the Sums are added up of: what it is, which comparison or column, and the value.
func (s *Shard) EachTerm(count func(kind int, name, value string)) error {
	v, err := s.t.prepareVectors(s.spec)
	if err != nil {
		return err
	}
	for k, c := range s.spec.Comparisons {
		f, isFrequent := v.comparers[k].(frequent)
		place, isPlace := v.comparers[k].(addressed)
		for i := range int32(len(s.rows)) {
			if isFrequent && c.TermFrequency {
				for _, id := range f.valuesOf(i) {
					if id != missing {
						count(TermValue, c.Name, f.textOf(id))
					}
				}
			}
			if isPlace {
				place.eachPlace(i, func(text string) { count(TermPlace, "", text) })
			}
		}
	}
	for k, f := range s.t.fields {
		if f.Kind != Names && f.Kind != Words {
			continue
		}
		for _, r := range s.rows {
			for _, value := range r.Values[k] {
				if strings.Contains(value, " ") {
					count(TermSpelling, f.Name, value)
				}
			}
		}
	}
	surname, birth := s.spec.measuredBy(MeasureSurname), s.spec.measuredBy(MeasureDate)
	if surname < 0 || birth < 0 {
		return nil
	}
	surnames, births := v.comparers[surname].forWorker(), v.comparers[birth].forWorker()
	for i := range int32(len(s.rows)) {
		a, _, _ := surnames.compareRows(i, i)
		b, _, _ := births.compareRows(i, i)
		if a >= 0 && b >= 0 {
			count(TermBearable, "", "")
		}
	}
	return nil
}
