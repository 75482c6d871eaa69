package matchers

// borneOut are the rows whose forename another row of the same surname and birthday has too. A slip of the pen is hardly ever
// made twice: of two rows of one birthday that differ in forename and are both borne out so, neither is the other misspelt. They
// are twins, or strangers born on one day.
type borneOut struct {
	borne []bool
	when  matcher // the conditions of the veto
}

// mostBorneOut is how many rows of one surname and birthday are looked through, at most.
const mostBorneOut = 200

// prepareBorneOut returns the borneOut of a Spec, nil when it has no veto that asks for them.
func (t *Table) prepareBorneOut(spec Spec, v *vectorer) *borneOut {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := fingerprint([]any{spec.Comparisons, spec.Vetoes})
	if w, ok := t.memo.borneOut.made.(*borneOut); ok && t.memo.borneOut.key == key {
		return w
	}
	w := t.findBorneOut(spec, v)
	t.memo.borneOut = prepared{key, w}
	return w
}

// findBorneOut looks for them.
func (t *Table) findBorneOut(spec Spec, v *vectorer) *borneOut {
	for _, veto := range spec.Vetoes {
		if !veto.BorneOut {
			continue
		}
		forename, birth := spec.measuredBy(MeasureForename), spec.measuredBy(MeasureDate)
		if forename < 0 || birth < 0 {
			return nil
		}
		w := &borneOut{make([]bool, t.Len()), spec.compileConditions(veto.When)}
		c := spec.Comparisons[forename]
		keys := newKeyBinder(t).bindKeys([]Key{{Columns: c.Surname}, {Columns: spec.Comparisons[birth].Columns}})
		entries := keys.entriesOf(t, nil)
		sortKeyed(entries)
		names := v.comparers[forename].forWorker()
		eachBlock(entries, func(block []keyed) { w.bearOut(names, block) })
		return w
	}
	return nil
}

// bearOut notes which rows of one surname and birthday bear each other out.
func (w *borneOut) bearOut(names comparer, block []keyed) {
	if len(block) > mostBorneOut {
		return
	}
	for y := range block {
		for x := range y {
			i, j := block[x].row, block[y].row
			if i == j || w.borne[i] && w.borne[j] {
				continue
			}
			if g, _, _ := names.compareRows(i, j); g == forenameExact || g == forenameClose {
				w.borne[i], w.borne[j] = true, true
			}
		}
	}
}

// tellApart reports whether the forenames of rows i and j are both borne out.
func (w *borneOut) tellApart(i, j int32) bool { return w != nil && w.borne[i] && w.borne[j] }
