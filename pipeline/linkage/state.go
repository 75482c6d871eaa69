package linkage

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

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
