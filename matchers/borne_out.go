package matchers

// borneOut are the rows whose forename another row of the same surname and birthday, or home, has too. A slip of the pen is hardly ever
// made twice: of two rows of one birthday that differ in forename and are both borne out so, neither is the other misspelt. They
// are twins, or strangers born on one day.
type borneOut struct {
	borne   []bool
	when    matcher    // the conditions of the veto on forenames; nil without one
	homes   *keptHomes // nil without a veto on homes
	could   float64    // share of the rows that could be borne out: they have a surname and a birthday
	names   comparer
	dataset []uint16
	spec    Spec
}

// mostBorneOut is how many rows of one surname and birthday are looked through, at most.
const mostBorneOut = 200

// prepareBorneOut returns the borneOut of a Spec, nil when it has no veto that asks for them.
func (t *Table) prepareBorneOut(spec Spec, v *vectorer) *borneOut {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := borneOutKey(spec)
	if w, ok := t.memo.borneOut.made.(*borneOut); ok && t.memo.borneOut.key == key {
		return w
	}
	w := t.findBorneOut(spec, v)
	t.memo.borneOut = prepared{key, w}
	return w
}

// borneOutKey is what they depend on.
func borneOutKey(spec Spec) string {
	return fingerprint([]any{spec.Comparisons, spec.Vetoes, spec.Never})
}

// findBorneOut looks for them.
func (t *Table) findBorneOut(spec Spec, v *vectorer) *borneOut {
	surname, birth := spec.measuredBy(MeasureSurname), spec.measuredBy(MeasureDate)
	w := t.newBorneOut(spec, v)
	if w == nil {
		return nil
	}
	named := Key{Columns: spec.Comparisons[surname].Columns}
	t.eachAgreeing(w.bearOut, named, Key{Columns: spec.Comparisons[birth].Columns})
	w.could = w.countBearable(v.comparers[surname].forWorker(), v.comparers[birth].forWorker()) / float64(max(t.Len(), 1))
	if w.homes != nil {
		for _, keys := range w.homes.keysOf(named) {
			t.eachAgreeing(w.bearOutAtHome, keys...)
		}
		w.homes.judgeMoves()
	}
	return w
}

// newBorneOut returns one of which no row is known to be, nil where the Spec does not ask.
func (t *Table) newBorneOut(spec Spec, v *vectorer) *borneOut {
	forename := spec.measuredBy(MeasureForename)
	if forename < 0 || spec.measuredBy(MeasureSurname) < 0 || spec.measuredBy(MeasureDate) < 0 {
		return nil
	}
	w := &borneOut{borne: make([]bool, t.Len()), names: v.comparers[forename].forWorker(), dataset: t.dataset, spec: spec}
	for _, veto := range spec.Vetoes {
		switch {
		case veto.BorneOut:
			w.when = spec.compileConditions(veto.When)
		case veto.Kept:
			w.homes = newKeptHomes(t, spec, v, spec.compileConditions(veto.When))
		}
	}
	if w.when == nil && w.homes == nil {
		return nil
	}
	return w
}

// eachAgreeing visits the blocks of rows that agree on keys.
func (t *Table) eachAgreeing(visit func(block []keyed), keys ...Key) {
	entries := newKeyBinder(t).bindKeys(keys).entriesOf(t, nil)
	sortKeyed(entries)
	eachBlock(entries, func(block []keyed) {
		if len(block) <= mostBorneOut {
			visit(block)
		}
	})
}

// eachNamed visits the pairs of a block that could be of one person and whose forenames are the same or close.
func (w *borneOut) eachNamed(block []keyed, visit func(i, j int32)) {
	for y := range block {
		for x := range y {
			i, j := block[x].row, block[y].row
			if i == j || w.borne[i] && w.borne[j] && w.homes == nil || w.spec.forbidsDatasets(w.dataset[i], w.dataset[j]) {
				continue
			}
			if g, _, _ := w.names.compareRows(i, j); g == forenameExact || g == forenameClose {
				visit(i, j)
			}
		}
	}
}

// bearOut notes which rows of one surname and birthday bear each other out.
func (w *borneOut) bearOut(block []keyed) {
	w.eachNamed(block, func(i, j int32) {
		w.borne[i], w.borne[j] = true, true
		if w.homes != nil {
			w.homes.note(i, j)
		}
	})
}

// bearOutAtHome does so for rows of one home, whose surnames are the same or close and whose birthdays are nearly the same or missing.
func (w *borneOut) bearOutAtHome(block []keyed) {
	w.eachNamed(block, func(i, j int32) {
		switch g := w.homes.compareBirths(i, j); {
		case !w.homes.namedAlike(i, j):
		case g >= dateTwo:
			w.borne[i], w.borne[j] = true, true
			w.homes.note(i, j)
		case g < 0:
			w.homes.note(i, j)
		}
	})
}

// countBearable returns how many rows could be borne out.
func (w *borneOut) countBearable(surnames, births comparer) float64 {
	could := 0
	for i := range w.borne {
		s, _, _ := surnames.compareRows(int32(i), int32(i))
		b, _, _ := births.compareRows(int32(i), int32(i))
		if s >= 0 && b >= 0 {
			could++
		}
	}
	return float64(could)
}

// tellApart reports whether other rows tell rows i and j of a vector apart: both forenames are borne out, or both homes kept.
func (w *borneOut) tellApart(i, j int32, v Vector) bool {
	return w.tellNamesApart(i, j) && w.when.allHold(v) || w.tellHomesApart(i, j, v)
}

// tellNamesApart reports whether the forenames of rows i and j are both borne out.
func (w *borneOut) tellNamesApart(i, j int32) bool {
	return w != nil && w.when != nil && w.borne[i] && w.borne[j]
}

// tellHomesApart reports whether the homes of rows i and j are both kept, and that makes them two people.
func (w *borneOut) tellHomesApart(i, j int32, v Vector) bool {
	return w != nil && w.homes != nil && w.homes.when.allHold(v) && w.homes.tellApart(i, j) &&
		(w.homes.rarelyLeft || !w.spec.mayRepeat(w.dataset[i], w.dataset[j]))
}

// lnMoved is the natural logarithm of the odds that rows i and j of two homes, which others keep, are one person who moved, beside those
// that names and birth alone give; 0 for any others.
func (w *borneOut) lnMoved(i, j int32, v Vector) float64 {
	if !w.tellHomesApart(i, j, v) {
		return 0
	}
	return w.homes.lnMoved
}

// notTold is the veto's conditions as the pairs of a rule show them whose key hides some comparisons: what the key asks for agrees.
func (s Spec) notTold(mask Vector) matcher {
	for _, veto := range s.Vetoes {
		if !veto.BorneOut {
			continue
		}
		var out matcher
		for _, a := range s.compileConditions(veto.When) {
			switch exact := s.Comparisons[a.comparison].exactLevel(); {
			case mask&bitsOf(a.comparison) == 0:
				out = append(out, a)
			case a.levels>>(exact+1)&1 == 0:
				return nil // no pair of the rule meets them
			}
		}
		return out
	}
	return nil
}
