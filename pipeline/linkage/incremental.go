package linkage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/custody"
)

// stateMargin is how many bits below the floor pairs are kept for a later linkage: by so much may a pair of unchanged rows rise as
// its values become rarer before its rows count as changed.
const stateMargin = 4.0

// compareSince compares like comparePairs, only pairs with a new or changed row when the linkage in since allows it, and keeps the
// state for a later one. The result is the same as without it.
func (r *Run) compareSince(ctx context.Context, o Options) error {
	if !r.keepsState(o) {
		return r.comparePairs(ctx, o)
	}
	floor := r.floorBits()
	options := matchers.CompareOptions{Workers: o.Workers, Floor: floor, Margin: stateMargin, BlockLimit: r.Settings.BlockLimit, KeepBlocks: true}
	var err error
	if r.terms, err = matchers.CountTerms(r.Table, r.Model.Spec); err != nil {
		return err
	}
	anew := error(nil)
	if o.Since != "" {
		options.Earlier, anew = r.openEarlier(o)
	}
	edges, report, err := matchers.Compare(ctx, r.Table, r.Model, options)
	if err != nil {
		return err
	}
	if report.Anew != "" {
		anew = errors.New(report.Anew)
	}
	if anew != nil {
		r.Notes = append(r.Notes, fmt.Sprintf("everything was compared: %v", anew))
	}
	r.Edges, r.Report = edges, report
	return nil
}

// keepsState reports whether a later linkage may go on from this one.
func (r *Run) keepsState(o Options) bool { return r.Settings.Incremental || o.Since != "" }

// floorBits is the floor of the settings, or the default.
func (r *Run) floorBits() float64 {
	return cmp.Or(r.Settings.Floor, matchers.DefaultFloor(r.Table, r.Model.Spec))
}

// openEarlier reads the state of an earlier linkage. It returns why it cannot be gone on from: another model, other settings or
// tables, or values that have become much rarer.
func (r *Run) openEarlier(o Options) (*matchers.Earlier, error) {
	dir := o.Since
	s, err := readState(dir)
	if err != nil {
		return nil, err
	}
	model, err := r.modelDigest()
	switch {
	case err != nil:
		return nil, err
	case s.Program != o.Version:
		return nil, errors.New("it was made by another version of the program")
	case s.Model != model:
		return nil, errors.New("the model is another one")
	case !slices.Equal(s.Tables, r.Names):
		return nil, errors.New("the tables are others")
	case len(s.Rules) != len(r.Model.Spec.Blocking):
		return nil, errors.New("the blocking rules are others")
	case s.Floor != r.floorBits():
		return nil, errors.New("the floor is another one")
	}
	rows, err := s.readRows(dir)
	if err != nil {
		return nil, err
	}
	e := &matchers.Earlier{Changed: make([]bool, r.Table.Len()), Limit: s.Limit}
	for i := range e.Changed {
		e.Changed[i] = true
	}
	at := r.sameRows(rows)
	for _, i := range at {
		if i >= 0 {
			e.Changed[i] = false
		}
	}
	e.Rules = matchers.MoveKeys(s.Rules, at, r.Table.Len())
	before, err := s.readTerms(dir)
	if err != nil {
		return nil, err
	}
	if possible, err := r.terms.MarkRarer(r.Table, r.Model, before, stateMargin, e.Changed); err != nil {
		return nil, err
	} else if !possible {
		return nil, errors.New("many values have become much rarer since")
	}
	pairs, err := s.readPairs(dir, len(at))
	if err != nil {
		return nil, err
	}
	for k := range pairs.l {
		if i, j := at[pairs.l[k]], at[pairs.r[k]]; i >= 0 && j >= 0 && !e.Changed[i] && !e.Changed[j] {
			e.Pairs = append(e.Pairs, matchers.EarlierPair{I: i, J: j, Rule: pairs.rule[k]})
		}
	}
	return e, nil
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

// modelDigest returns the SHA-256 of the model as saved.
func (r *Run) modelDigest() (string, error) {
	var b bytes.Buffer
	err := r.Model.Save(&b)
	return hashBytes(b.Bytes()), err
}

// openModel opens the model to use, nil for none: that of the settings or, when there is none yet, that of the linkage to go on from.
func (r *Run) openModel(o Options) (m *matchers.Model, from string, err error) {
	if from = r.Settings.Model; from != "" {
		m, err = loadModel(r.Settings.resolvePath(from))
		if m != nil || err != nil {
			return m, from, err
		}
	}
	if o.Since == "" {
		return nil, "", nil
	}
	from = filepath.Join(o.Since, ModelFile)
	if m, err = loadModel(from); errors.Is(err, custody.ErrSealed) {
		err = nil // that the earlier linkage cannot be opened is told where it is gone on from
	}
	return m, from, err
}

// loadModel loads a model, nil where there is none.
func loadModel(path string) (*matchers.Model, error) {
	raw, err := readFile(path)
	switch {
	case errors.Is(err, custody.ErrSealed):
		return nil, err
	case err != nil:
		return nil, nil
	}
	return matchers.LoadModel(bytes.NewReader(raw))
}
