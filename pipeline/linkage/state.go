package linkage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/disk"
)

// The state of a linkage that a later one can go on from: each row with a digest of its values, in the order of their names; how
// often the values occur, as digests; and the pairs that came within stateMargin of the floor. None holds a value of any row.
const (
	stateFile      = "state.json"
	stateRowsFile  = "state_rows.parquet"
	statePairsFile = "state_pairs.parquet"
	stateTermsFile = "state_terms.parquet"
)

// state is what state.json holds.
type state struct {
	Model  string               `json:"model_sha256"`
	Tables []string             `json:"tables"`
	Floor  float64              `json:"floor"`
	Limit  int                  `json:"block_limit"`
	Near   map[string]float64   `json:"near"` // see matchers.Term
	Rules  []matchers.RuleState `json:"rules"`
}

type stateRow struct {
	Table  string `parquet:"table,dict"`
	Row    string `parquet:"row_id"`
	Digest uint64 `parquet:"digest"`
}

// statePair names rows by their places in the file of rows.
type statePair struct {
	L    int32 `parquet:"l"`
	R    int32 `parquet:"r"`
	Rule uint8 `parquet:"rule,dict"`
}

type stateTerm struct {
	Comparison string  `parquet:"comparison,dict"`
	Value      uint64  `parquet:"value"`
	Count      float64 `parquet:"count"`
	Most       float64 `parquet:"most"`
}

// errDamaged says that a file of our own cannot be read.
var errDamaged = errors.New("the state of the earlier linkage is damaged")

// readState reads state.json of an earlier linkage.
func readState(dir string) (*state, error) {
	raw, err := disk.Read(filepath.Join(dir, stateFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errors.New("the earlier linkage kept no state: set incremental: true for the first of them")
	}
	var s state
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return nil, errDamaged
	}
	return &s, nil
}

// readStateLines reads a file of the state, which may be damaged although it is our own.
func readStateLines[T any](dir, name string) (lines []T, err error) {
	defer func() {
		if recover() != nil {
			lines, err = nil, errDamaged
		}
	}()
	if lines, err = parquet.ReadFile[T](filepath.Join(dir, name)); err != nil {
		return nil, errDamaged
	}
	return lines, nil
}

// readTerms reads the terms of an earlier linkage.
func (s *state) readTerms(dir string) (matchers.Terms, error) {
	lines, err := readStateLines[stateTerm](dir, stateTermsFile)
	if err != nil {
		return nil, err
	}
	terms := matchers.Terms{}
	for name, near := range s.Near {
		terms[name] = &matchers.Term{Count: map[uint64]float64{}, Most: map[uint64]float64{}, Near: near}
	}
	for _, l := range lines {
		term := terms[l.Comparison]
		if term == nil {
			return nil, errDamaged
		}
		term.Count[l.Value], term.Most[l.Value] = l.Count, l.Most
	}
	return terms, nil
}

// sameRows returns, for each row of the earlier linkage, the row that it is now with the same values, −1 for none. Both are in the
// order of their names.
func (r *Run) sameRows(before []stateRow) []int32 {
	order, digests := r.Table.Order(), r.Table.Digests()
	at := make([]int32, len(before))
	next := 0
	for k, b := range before {
		at[k] = -1
		key := rowKey(b.Table, b.Row)
		for next < len(order) && r.Table.Key(int(order[next])) < key {
			next++
		}
		if next < len(order) && r.Table.Key(int(order[next])) == key && digests[order[next]] == b.Digest {
			at[k] = order[next]
		}
	}
	return at
}

// keepsState reports whether a later linkage may go on from this one.
func (r *Run) keepsState(o Options) bool { return r.Settings.Incremental || o.Since != "" }

// writeState writes what a later linkage can go on from.
func (r *Run) writeState(dir string) error {
	model, err := r.modelDigest()
	if err != nil {
		return err
	}
	s := state{Model: model, Tables: r.Names, Floor: r.floorBits(), Limit: r.Report.Limit, Near: map[string]float64{}, Rules: r.Report.State}
	var terms []stateTerm
	for name, term := range r.terms {
		s.Near[name] = term.Near
		for value, n := range term.Count {
			terms = append(terms, stateTerm{name, value, n, term.Most[value]})
		}
	}
	order, digests := r.Table.Order(), r.Table.Digests()
	place := make([]int32, len(order))
	for k, i := range order {
		place[i] = int32(k)
	}
	kept, apart := r.kept, r.kept.Apart
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error {
		return createFile(filepath.Join(dir, stateFile), func(w io.Writer) error { return json.NewEncoder(w).Encode(s) })
	})
	g.Go(func() error {
		return writeStateLines(dir, stateRowsFile, len(order), func(k int) stateRow {
			i := order[k]
			return stateRow{r.Names[r.Of[i]], r.IDs[i], digests[i]}
		})
	})
	g.Go(func() error {
		return writeStateLines(dir, statePairsFile, kept.Len()+len(apart), func(k int) statePair {
			if k < kept.Len() {
				return statePair{place[kept.L[k]], place[kept.R[k]], kept.Rule[k]}
			}
			p := apart[k-kept.Len()]
			return statePair{place[p.I], place[p.J], p.Rule}
		})
	})
	g.Go(func() error {
		return writeStateLines(dir, stateTermsFile, len(terms), func(k int) stateTerm { return terms[k] })
	})
	return g.Wait()
}

// writeStateLines writes a file of the state.
func writeStateLines[T any](dir, name string, n int, line func(k int) T) error {
	if err := createFile(filepath.Join(dir, name), func(w io.Writer) error { return writeLines(w, n, line) }); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
