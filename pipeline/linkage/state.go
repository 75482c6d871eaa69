package linkage

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/custody"
)

// The state of a linkage that a later one can go on from, beside the tables themselves: each row with a digest of its values and its
// keys in the blocking rules, in the order of the rows' names; how often the values occur, as digests; and the pairs that came within
// stateMargin of the floor.
const (
	stateFile      = "state.json"
	stateRowsFile  = "state_rows.bin"
	statePairsFile = "state_pairs.bin"
	stateTermsFile = "state_terms.bin"
)

// state is what state.json holds.
type state struct {
	Program string               `json:"rollcall"`
	Model   string               `json:"model_sha256"`
	Tables  []string             `json:"tables"`
	Floor   float64              `json:"floor"`
	Limit   int                  `json:"block_limit"`
	Near    map[string]float64   `json:"near"` // see matchers.Term
	Rules   []matchers.RuleState `json:"rules"`
}

// stateRows are the rows of a linkage, in the order of their names.
type stateRows struct {
	tables  []uint16 // by their places in the list of tables
	ids     []string
	digests []uint64
}

// statePairs are pairs of rows, by their places among the rows, with the rule that brought them together.
type statePairs struct {
	l, r []int32
	rule []uint8
}

// errDamaged says that a file of our own cannot be read.
var errDamaged = errors.New("the state of the earlier linkage is damaged")

// errNoState says that a linkage kept none.
var errNoState = errors.New("the earlier linkage kept no state: set incremental: true for the first of them")

// readState reads state.json of an earlier linkage.
func readState(dir string) (*state, error) {
	raw, err := readFile(filepath.Join(dir, stateFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNoState
	case errors.Is(err, custody.ErrSealed):
		return nil, custody.ErrSealed
	}
	var s state
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return nil, errDamaged
	}
	return &s, nil
}

// readRows reads the rows of an earlier linkage, and their keys into the rules.
func (s *state) readRows(dir string) (*stateRows, error) {
	var rows stateRows
	err := readArrays(filepath.Join(dir, stateRowsFile), func(r *arrayReader) {
		rows = stateRows{takeNumbers[uint16](r), r.takeTexts(), takeNumbers[uint64](r)}
		for k := range s.Rules {
			s.Rules[k].Keys = takeNumbers[uint32](r)
		}
		n := len(rows.ids)
		r.damaged = r.damaged || len(rows.tables) != n || len(rows.digests) != n
		for _, t := range rows.tables {
			r.damaged = r.damaged || int(t) >= len(s.Tables)
		}
	})
	return &rows, stateError(err)
}

// stateError is the error of a file that belongs to a state: one that is not there is damage.
func stateError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errDamaged
	}
	return err
}

// readPairs reads the pairs of an earlier linkage of so many rows.
func (s *state) readPairs(dir string, rows int) (*statePairs, error) {
	var p statePairs
	err := readArrays(filepath.Join(dir, statePairsFile), func(r *arrayReader) {
		p = statePairs{takeNumbers[int32](r), takeNumbers[int32](r), takeNumbers[uint8](r)}
		r.damaged = r.damaged || len(p.l) != len(p.r) || len(p.l) != len(p.rule)
		for k := 0; k < len(p.l) && !r.damaged; k++ {
			r.damaged = min(p.l[k], p.r[k]) < 0 || int(max(p.l[k], p.r[k])) >= rows || int(p.rule[k]) >= len(s.Rules)
		}
	})
	return &p, stateError(err)
}

// readTerms reads the terms of an earlier linkage.
func (s *state) readTerms(dir string) (matchers.Terms, error) {
	terms := matchers.Terms{}
	err := readArrays(filepath.Join(dir, stateTermsFile), func(r *arrayReader) {
		for _, name := range slices.Sorted(maps.Keys(s.Near)) {
			values, counts, most := takeNumbers[uint64](r), r.takeFloats(), r.takeFloats()
			if len(counts) != len(values) || len(most) != len(values) {
				r.damaged = true
				return
			}
			term := &matchers.Term{Count: make(map[uint64]float64, len(values)), Most: make(map[uint64]float64, len(values)), Near: s.Near[name]}
			for k, v := range values {
				term.Count[v], term.Most[v] = counts[k], most[k]
			}
			terms[name] = term
		}
	})
	return terms, stateError(err)
}

// sameRows returns, for each row of the earlier linkage, the row that it is now with the same values, −1 for none. Both are in the
// order of their names.
func (r *Run) sameRows(before *stateRows) []int32 {
	order, digests := r.Table.Order(), r.Table.Digests()
	at := make([]int32, len(before.ids))
	next := 0
	for k := range at {
		at[k] = -1
		table := int(before.tables[k])
		compare := func(i int32) int {
			if int(r.Of[i]) == table {
				return strings.Compare(r.IDs[i], before.ids[k])
			}
			return strings.Compare(r.Table.Key(int(i)), rowKey(r.Names[table], before.ids[k]))
		}
		for next < len(order) && compare(order[next]) < 0 {
			next++
		}
		if next < len(order) && compare(order[next]) == 0 && digests[order[next]] == before.digests[k] {
			at[k] = order[next]
		}
	}
	return at
}

// keepsState reports whether a later linkage may go on from this one.
func (r *Run) keepsState(o Options) bool { return r.Settings.Incremental || o.Since != "" }

// writeState writes what a later linkage can go on from.
func (r *Run) writeState(dir string, o Options) error {
	model, err := r.modelDigest()
	if err != nil {
		return err
	}
	s := state{Program: o.Version, Model: model, Tables: r.Names, Floor: r.floorBits(), Limit: r.Report.Limit, Near: map[string]float64{}, Rules: r.Report.State}
	for name, term := range r.terms {
		s.Near[name] = term.Near
	}
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error {
		return createFile(filepath.Join(dir, stateFile), func(w io.Writer) error { return json.NewEncoder(w).Encode(s) })
	})
	g.Go(func() error { return r.writeKeptTables(dir) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, stateRowsFile), r.putRows) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, statePairsFile), r.putPairs) })
	g.Go(func() error { return writeArrays(filepath.Join(dir, stateTermsFile), r.putTerms) })
	return g.Wait()
}

// putRows writes the rows and their keys.
func (r *Run) putRows(w *arrayWriter) {
	order, digests := r.Table.Order(), r.Table.Digests()
	rows := stateRows{make([]uint16, len(order)), make([]string, len(order)), make([]uint64, len(order))}
	for k, i := range order {
		rows.tables[k], rows.ids[k], rows.digests[k] = r.Of[i], r.IDs[i], digests[i]
	}
	putNumbers(w, rows.tables)
	w.putTexts(rows.ids)
	putNumbers(w, rows.digests)
	keys := make([]uint32, len(order))
	for _, rule := range r.Report.State {
		if rule.Keys == nil {
			putNumbers(w, []uint32(nil))
			continue
		}
		for k, i := range order {
			keys[k] = rule.Keys[i]
		}
		putNumbers(w, keys)
	}
}

// putPairs writes the pairs that were kept.
func (r *Run) putPairs(w *arrayWriter) {
	place := make([]int32, r.Table.Len())
	for k, i := range r.Table.Order() {
		place[i] = int32(k)
	}
	n := r.kept.Len() + len(r.kept.Apart)
	p := statePairs{make([]int32, 0, n), make([]int32, 0, n), make([]uint8, 0, n)}
	add := func(i, j int32, rule uint8) {
		p.l, p.r, p.rule = append(p.l, place[i]), append(p.r, place[j]), append(p.rule, rule)
	}
	for k := range r.kept.L {
		add(r.kept.L[k], r.kept.R[k], r.kept.Rule[k])
	}
	for _, x := range r.kept.Apart {
		add(x.I, x.J, x.Rule)
	}
	putNumbers(w, p.l)
	putNumbers(w, p.r)
	putNumbers(w, p.rule)
}

// putTerms writes the terms.
func (r *Run) putTerms(w *arrayWriter) {
	for _, name := range slices.Sorted(maps.Keys(r.terms)) {
		term := r.terms[name]
		values := slices.SortedFunc(maps.Keys(term.Count), cmp.Compare)
		counts, most := make([]float64, len(values)), make([]float64, len(values))
		for k, v := range values {
			counts[k], most[k] = term.Count[v], term.Most[v]
		}
		putNumbers(w, values)
		w.putFloats(counts)
		w.putFloats(most)
	}
}
