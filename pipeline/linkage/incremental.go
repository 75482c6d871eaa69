package linkage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/disk"
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
		options.Earlier, anew = r.openEarlier(o.Since)
	}
	all, report, err := matchers.Compare(ctx, r.Table, r.Model, options)
	if err != nil {
		return err
	}
	if report.Anew != "" {
		anew = errors.New(report.Anew)
	}
	if anew != nil {
		r.Notes = append(r.Notes, fmt.Sprintf("everything was compared: %v", anew))
	}
	r.kept, r.Edges, r.Report = all, all.AtLeast(floor), report
	return nil
}

// floorBits is the floor of the settings, or the default.
func (r *Run) floorBits() float64 {
	return cmp.Or(r.Settings.Floor, matchers.DefaultFloor(r.Table, r.Model.Spec))
}

// openEarlier reads the state of an earlier linkage. It returns why it cannot be gone on from: another model, other settings or
// tables, or values that have become much rarer.
func (r *Run) openEarlier(dir string) (*matchers.Earlier, error) {
	s, err := readState(dir)
	if err != nil {
		return nil, err
	}
	model, err := r.modelDigest()
	switch {
	case err != nil:
		return nil, err
	case s.Model != model:
		return nil, errors.New("the model is another one")
	case !slices.Equal(s.Tables, r.Names):
		return nil, errors.New("the tables are others")
	case s.Floor != r.floorBits():
		return nil, errors.New("the floor is another one")
	}
	rows, err := readStateLines[stateRow](dir, stateRowsFile)
	if err != nil {
		return nil, err
	}
	e := &matchers.Earlier{Changed: make([]bool, r.Table.Len()), Rules: s.Rules, Limit: s.Limit}
	for i := range e.Changed {
		e.Changed[i] = true
	}
	at := r.sameRows(rows)
	for _, i := range at {
		if i >= 0 {
			e.Changed[i] = false
		}
	}
	before, err := s.readTerms(dir)
	if err != nil {
		return nil, err
	}
	if possible, err := r.terms.MarkRarer(r.Table, r.Model, before, stateMargin, e.Changed); err != nil {
		return nil, err
	} else if !possible {
		return nil, errors.New("many values have become much rarer since")
	}
	pairs, err := readStateLines[statePair](dir, statePairsFile)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		if max(p.L, p.R) >= int32(len(at)) || min(p.L, p.R) < 0 || int(p.Rule) >= len(s.Rules) {
			return nil, errDamaged
		}
		if i, j := at[p.L], at[p.R]; i >= 0 && j >= 0 && !e.Changed[i] && !e.Changed[j] {
			e.Pairs = append(e.Pairs, matchers.EarlierPair{I: i, J: j, Rule: p.Rule})
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

// openModel opens the model to use, nil for none: that of the settings or, when there is none yet, that of the linkage to go on from.
func (r *Run) openModel(o Options) (m *matchers.Model, from string, err error) {
	from = r.Settings.Model
	f, err := disk.Open(r.Settings.resolvePath(r.Settings.Model))
	if (from == "" || err != nil) && o.Since != "" {
		from = filepath.Join(o.Since, ModelFile)
		f, err = disk.Open(from)
	}
	if from == "" || err != nil {
		return nil, "", nil
	}
	defer f.Close()
	m, err = matchers.LoadModel(f)
	return m, from, err
}
