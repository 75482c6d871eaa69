package linkage

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

	"rollcall/matchers"
	"rollcall/pipeline/disk"
)

// The state of a linkage that a later one can go on from: each row with a digest of its values, and the pairs that came within
// stateMargin of the floor. Neither holds a value of any row.
const (
	stateRowsFile  = "state_rows.parquet"
	statePairsFile = "state_pairs.parquet"
	stateFile      = "state.json"
	stateMargin    = 3.0 // bits
)

// state is what state.json holds.
type state struct {
	Model    string                `json:"model_sha256"`
	Floor    float64               `json:"floor"`
	Limit    int                   `json:"block_limit"`
	Margin   float64               `json:"margin"` // bits below the floor to which all pairs are kept
	Terms    matchers.Terms        `json:"terms"`
	Blocking []matchers.RuleReport `json:"blocking"`
}

type stateRow struct {
	Table  string `parquet:"table,dict"`
	Row    string `parquet:"row_id"`
	Digest uint64 `parquet:"digest"`
}

type statePair struct {
	L int32 `parquet:"l"`
	R int32 `parquet:"r"`
}

// compareSince compares like compare, only pairs with a new or changed row when the linkage in since allows it, and keeps the
// state for a later one. The result is the same as without it.
func (r *Run) compareSince(ctx context.Context, o Options) error {
	if !r.Settings.Incremental {
		return r.comparePairs(ctx, o)
	}
	floor := r.floorBits()
	r.margin = stateMargin
	options := matchers.CompareOptions{Workers: o.Workers, Floor: floor - stateMargin, BlockLimit: r.Settings.BlockLimit, Apart: true,
		KeepBlocks: true}
	var err error
	if r.terms, err = matchers.TermCounts(r.Table, r.Model.Spec); err != nil {
		return err
	}
	if o.Since != "" {
		earlier, why := r.openEarlier(ctx, o.Since)
		if why != nil {
			r.Notes = append(r.Notes, fmt.Sprintf("everything was compared: %v", why))
			r.margin = stateMargin
		}
		options.Earlier = earlier
	}
	all, report, err := matchers.Compare(ctx, r.Table, r.Model, options)
	if err != nil {
		return err
	}
	r.kept, r.Edges, r.Report = all, all.AtLeast(floor), report
	return nil
}

// floorBits is the floor of the settings, or the default.
func (r *Run) floorBits() float64 {
	return cmp.Or(r.Settings.Floor, matchers.DefaultFloor(r.Table, r.Model.Spec))
}

// openEarlier reads the state of an earlier linkage. It returns why it cannot be gone on from: another model, other settings, values
// that have become much rarer, or blocks that are left out now and were not, or the other way round.
func (r *Run) openEarlier(ctx context.Context, dir string) (*matchers.Earlier, error) {
	raw, err := disk.Read(filepath.Join(dir, stateFile))
	if err != nil {
		return nil, errors.New("the earlier linkage kept no state (incremental: true was not set)")
	}
	var s state
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("the state of the earlier linkage cannot be read: %w", err)
	}
	model, err := r.modelDigest()
	if err != nil {
		return nil, err
	}
	switch {
	case s.Model != model:
		return nil, errors.New("the model is another one")
	case s.Floor != r.floorBits() || s.Limit != r.Settings.BlockLimit:
		return nil, errors.New("the floor or the block limit is another one")
	case s.Terms.Rise(r.terms) > s.Margin:
		return nil, errors.New("some values have become much rarer since")
	}
	r.margin = s.Margin - s.Terms.Rise(r.terms)
	rules, err := matchers.Blocks(ctx, r.Table, r.Model.Spec, r.Settings.BlockLimit)
	if err != nil {
		return nil, err
	}
	for k, now := range rules {
		if k >= len(s.Blocking) || now.Dropped != s.Blocking[k].Dropped || now.Split+now.Skipped+s.Blocking[k].Split+s.Blocking[k].Skipped > 0 {
			return nil, fmt.Errorf("blocking rule %s leaves out other pairs than before", now.Rule)
		}
	}
	return r.readState(dir)
}

// readState finds which rows have changed and which pairs of the others were kept.
func (r *Run) readState(dir string) (e *matchers.Earlier, err error) {
	defer func() { // the files are our own, and may be damaged all the same
		if recover() != nil {
			e, err = nil, errors.New("the state of the earlier linkage is damaged")
		}
	}()
	rows, err := parquet.ReadFile[stateRow](filepath.Join(dir, stateRowsFile))
	if err != nil {
		return nil, err
	}
	pairs, err := parquet.ReadFile[statePair](filepath.Join(dir, statePairsFile))
	if err != nil {
		return nil, err
	}
	e = &matchers.Earlier{Changed: make([]bool, r.Table.Len())}
	for i := range e.Changed {
		e.Changed[i] = true
	}
	now := r.rowsByID()
	at := make([]int32, len(rows))
	for k, row := range rows {
		at[k] = -1
		if i, ok := now[row.Table+"\x1f"+row.Row]; ok && r.Table.Digest(int(i)) == row.Digest {
			e.Changed[i], at[k] = false, i
		}
	}
	for _, p := range pairs {
		if i, j := at[p.L], at[p.R]; i >= 0 && j >= 0 {
			e.Pairs = append(e.Pairs, [2]int32{i, j})
		}
	}
	return e, nil
}

// modelDigest returns the SHA-256 of the model as saved.
func (r *Run) modelDigest() (string, error) {
	var b bytes.Buffer
	err := r.Model.Save(&b)
	return hashBytes(b.Bytes()), err
}

// writeState writes what a later linkage can go on from.
func (r *Run) writeState(dir string) error {
	if !r.Settings.Incremental {
		return nil
	}
	row := func(i int) stateRow { return stateRow{r.Names[r.Of[i]], r.IDs[i], r.Table.Digest(i)} }
	kept, apart := r.kept.Len(), r.kept.Apart
	pair := func(k int) statePair {
		if k < kept {
			return statePair{r.kept.L[k], r.kept.R[k]}
		}
		return statePair{apart[k-kept][0], apart[k-kept][1]}
	}
	model, err := r.modelDigest()
	if err != nil {
		return err
	}
	if err := createFile(filepath.Join(dir, stateRowsFile), func(w io.Writer) error { return writeLines(w, r.Table.Len(), row) }); err != nil {
		return err
	}
	if err := createFile(filepath.Join(dir, statePairsFile), func(w io.Writer) error { return writeLines(w, kept+len(apart), pair) }); err != nil {
		return err
	}
	return createFile(filepath.Join(dir, stateFile), func(w io.Writer) error {
		return json.NewEncoder(w).Encode(state{model, r.floorBits(), r.Settings.BlockLimit, r.margin, r.terms, r.Report.Rules})
	})
}
