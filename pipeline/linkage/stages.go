package linkage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"

	"github.com/sourcegraph/conc/pool"
)

// readTables reads the tables and puts them together.
func (r *Run) readTables(ctx context.Context, o Options) error {
	s := r.Settings
	kept := r.openKeptTables(o)
	tables, sizes := make([]*table, len(s.Tables)), make([]int64, len(s.Tables))
	g := pool.New().WithErrors().WithFirstError()
	for k, t := range s.Tables {
		g.Go(func() error {
			var err error
			tables[k], sizes[k], err = r.readOrRestore(ctx, k, kept[t.Name], o)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for k, t := range tables {
		r.keepTable(k, t, sizes[k], o)
		if t.rows == 0 {
			return faultf("tables: %s: no rows", t.name)
		}
		r.Names = append(r.Names, t.name)
		r.Tables = append(r.Tables, TableReport{Name: t.name, File: s.Tables[k].Path, SHA256: t.digest, Rows: t.rows, Duplicates: s.Tables[k].Duplicates})
	}
	nameColumns(s, tables)
	used, err := columnsOf(s, tables)
	if err != nil {
		return err
	}
	clearNothing(tables, used)
	if err := keepTelling(s, tables, used); err != nil {
		return err
	}
	noteAlone(used)
	a, err := assembleTables(s, tables, used)
	if err != nil {
		return err
	}
	r.Used, r.Table, r.Of, r.IDs = used, a.table, a.of, a.ids
	r.notePassed(tables)
	r.Model = &matchers.Model{Spec: a.spec}
	r.spillBlocks()
	return nil
}

// trainModel reads the model or learns it.
func (r *Run) trainModel(ctx context.Context, o Options) error {
	if r.keepsState(o) {
		r.Table.ForLater()
	}
	m, from, err := r.openModel(o)
	if err != nil {
		return faultf("%s: model: %s: %v", r.Settings.path, from, err)
	}
	if m != nil {
		if err := m.Spec.Validate(r.Table.Fields()); err != nil {
			return faultf("%s: model: %s does not fit the tables: %v", r.Settings.path, from, err)
		}
		if r.Settings.Vetoes != nil {
			m.Spec.Vetoes = r.Settings.Vetoes
		}
		r.Model, r.modelFrom = m, from
		if n := r.Table.Len(); m.Rows > 0 && (n > 2*m.Rows || 2*n < m.Rows) {
			r.Notes = append(r.Notes, fmt.Sprintf("the model was trained on %d rows, and there are %d now: train it anew", m.Rows, n))
		}
		return nil
	}
	spec := r.Model.Spec
	spec.Never = r.neverPairs()
	if err := r.learnModel(ctx, o, spec); err != nil {
		return err
	}
	if found, err := r.findDuplicates(ctx, o); err != nil || !found {
		return err
	}
	spec.Never = r.neverPairs()
	return r.learnModel(ctx, o, spec)
}

// learnModel trains the model; one that had not converged, or was taught too little, is refused unless the settings allow it.
func (r *Run) learnModel(ctx context.Context, o Options, spec matchers.Spec) error {
	labels, err := r.readJudgements(ctx)
	if err != nil {
		return err
	}
	how := r.Settings.trainOptions()
	how.Workers, how.Labels = o.Workers, labels
	m, training, err := matchers.Train(ctx, r.Table, spec, how)
	if err != nil {
		return err
	}
	if err := r.Settings.trainingFault(spec, training); err != nil {
		return err
	}
	r.Model, r.Training = m, training
	return nil
}

// trainingFault returns why a model is refused, nil when it is not.
func (s *Settings) trainingFault(spec matchers.Spec, training *matchers.Training) error {
	if !training.Converged && !s.allowsEnd(notConverged) {
		return fmt.Errorf("the model had not converged after %d rounds: raise training.rounds, or accept it with training.allow: [%s]",
			training.Rounds, notConverged)
	}
	if training.Nobody && training.Alike > suspiciouslyAlike*max(training.ByChance, 1) && !s.allowsEnd(nobodyFound) {
		return fmt.Errorf("the model takes next to no pair for a match, although %.0f pairs agree in all that is compared (by chance %.3g would): compare more columns, or accept it with training.allow: [%s]",
			training.Alike, training.ByChance, nobodyFound)
	}
	if unseen := neverSeen(spec, training); len(unseen) > 0 && !s.allowsEnd(levelsNeverSeen) {
		return fmt.Errorf("no match has these levels, so that their weights were not learnt: %s; take the levels out, or accept it with training.allow: [%s]",
			strings.Join(unseen, ", "), levelsNeverSeen)
	}
	return nil
}

// suspiciouslyAlike is how many times as many pairs as by chance must agree in everything before a model that found nobody is refused.
const suspiciouslyAlike = 5

// neverSeen returns the levels that no match has among those that the settings compose: nothing is known of them, where the
// levels of the other measures start from the literature.
func neverSeen(spec matchers.Spec, training *matchers.Training) []string {
	var out []string
	for _, c := range spec.Comparisons {
		for _, level := range training.Untrained {
			if c.Measure == matchers.MeasureCustom && strings.HasPrefix(level, c.Name+": ") {
				out = append(out, level)
			}
		}
	}
	return out
}

// neverPairs returns the pairs of tables whose rows are never one person: those of the settings, and each table that holds nobody
// twice with itself.
func (r *Run) neverPairs() [][2]uint16 {
	var out [][2]uint16
	for _, p := range r.Settings.Never {
		out = append(out, [2]uint16{uint16(slices.Index(r.Names, p[0])), uint16(slices.Index(r.Names, p[1]))})
	}
	for k, t := range r.Tables {
		if strings.HasPrefix(t.Duplicates, duplicatesNo) {
			out = append(out, [2]uint16{uint16(k), uint16(k)})
		}
	}
	return out
}

// comparePairs scores the pairs of blocks.
func (r *Run) comparePairs(ctx context.Context, o Options) error {
	var err error
	how := r.Settings.compareOptions()
	how.Workers, how.KeepBlocks = o.Workers, true
	r.Edges, r.Report, err = matchers.Compare(ctx, r.Table, r.Model, how)
	return err
}

// resolveClusters joins rows into clusters and estimates how many are wrong; what blocking missed is estimated meanwhile.
func (r *Run) resolveClusters(ctx context.Context, o Options) error {
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() (err error) {
		r.Missed, err = matchers.MissedByBlocking(ctx, r.Table, r.Model, r.Edges, r.Settings.BlockLimit, r.Settings.Training.Seed)
		return err
	})
	g.Go(func() error { return r.joinRows(ctx, o) })
	if err := g.Wait(); err != nil {
		return err
	}
	r.estimateErrors()
	return nil
}

// joinRows joins rows into clusters.
func (r *Run) joinRows(ctx context.Context, o Options) error {
	judgements, err := r.readJudgements(ctx)
	if err != nil {
		return err
	}
	how := r.Settings.resolveOptions()
	how.Judgements, how.Workers = judgements, o.Workers
	r.Clusters, err = matchers.Resolve(ctx, r.Table, r.Model, r.Edges, how)
	if err != nil {
		return err
	}
	return r.followClusters(ctx, o.Since)
}
