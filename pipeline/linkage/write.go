package linkage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"

	"github.com/parquet-go/parquet-go"
	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
)

// writeFolder fills a folder beside the wanted one and then puts it in its place, so that it appears whole or not at all.
func (r *Run) writeFolder(ctx context.Context, o Options) error {
	if o.Out == "" {
		return nil
	}
	if err := mayReplace(o.Out); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(o.Out))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	partial, err := os.MkdirTemp(parent, ".partial-")
	if err != nil {
		return err
	}
	if err := r.writeInto(ctx, partial, o); err != nil {
		return errors.Join(err, os.RemoveAll(partial))
	}
	if err := os.Chmod(partial, 0o755); err != nil {
		return err
	}
	if err := os.RemoveAll(o.Out); err != nil {
		return err
	}
	return os.Rename(partial, o.Out)
}

// mayReplace reports whether a folder is absent, empty or an earlier linkage: anything else is not ours to replace.
func mayReplace(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, ClustersFile)); err != nil {
		return faultf("%s: holds something that is no linkage; name another folder", dir)
	}
	return nil
}

// writeInto writes all files into a folder.
func (r *Run) writeInto(ctx context.Context, dir string, o Options) error {
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error { return createFile(filepath.Join(dir, ClustersFile), r.writeClusters) })
	g.Go(func() error { return createFile(filepath.Join(dir, LinksFile), r.writeLinks) })
	g.Go(func() error { return createFile(filepath.Join(dir, PossibleFile), r.writePossible) })
	if r.Clusters.None != nil {
		g.Go(func() error { return createFile(filepath.Join(dir, UnmatchedFile), r.writeUnmatched) })
	}
	g.Go(func() error { return createFile(filepath.Join(dir, ModelFile), r.Model.Save) })
	g.Go(func() error { return createFile(filepath.Join(dir, ReportFile), r.writeReport) })
	if path := r.Settings.resolvePath(r.Settings.Model); path != "" && r.Training != nil {
		g.Go(func() error { return createFile(path, r.Model.Save) })
	}
	g.Go(func() error { return r.writeState(dir) })
	if o.Since != "" {
		g.Go(func() error {
			return createFile(filepath.Join(dir, HistoryFile), func(w io.Writer) error { return r.writeHistory(ctx, w, o.Since) })
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return createFile(filepath.Join(dir, ManifestFile), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r.composeManifest(o))
	})
}

// batchLines is how many rows are written at once.
const batchLines = 4096

// writeClusters writes every row with its cluster, in the order of tables and rows. A cluster is named after its first row, so
// that it keeps its name for as long as that row leads it.
func (r *Run) writeClusters(out io.Writer) error {
	w := parquet.NewGenericWriter[clusterLine](out)
	names := r.ClusterNames()
	lines := make([]clusterLine, 0, batchLines)
	for i, c := range r.Clusters.Of {
		lines = append(lines, clusterLine{names[c], r.Names[r.Of[i]], r.IDs[i]})
		if len(lines) == batchLines || i == len(r.Clusters.Of)-1 {
			if _, err := w.Write(lines); err != nil {
				return err
			}
			lines = lines[:0]
		}
	}
	return w.Close()
}

// unmatchedLine is a row of unmatched.parquet.
type unmatchedLine struct {
	Table string  `parquet:"table,dict"`
	Row   string  `parquet:"row_id"`
	None  float64 `parquet:"p_no_match"`
}

// writeUnmatched writes, for every row, the probability that no row of the other table is the same person, whoever else claims
// those rows taken into account.
func (r *Run) writeUnmatched(out io.Writer) error {
	lines := make([]unmatchedLine, len(r.Clusters.None))
	for i, p := range r.Clusters.None {
		lines[i] = unmatchedLine{r.Names[r.Of[i]], r.IDs[i], p}
	}
	return parquet.Write(out, lines)
}

// pairLine names the fixed columns of links.parquet; the gamma columns stand before the rule.
type pairLine struct {
	TableL      string  `parquet:"table_l,dict"`
	RecordL     string  `parquet:"record_id_l"`
	TableR      string  `parquet:"table_r,dict"`
	RecordR     string  `parquet:"record_id_r"`
	Weight      float64 `parquet:"match_weight"`
	Probability float64 `parquet:"match_probability"`
}

// pairSchema returns the columns of a file of pairs.
func (r *Run) pairSchema(last ...reflect.StructField) *parquet.Schema {
	var fields []reflect.StructField
	base := reflect.TypeFor[pairLine]()
	for k := range base.NumField() {
		fields = append(fields, base.Field(k))
	}
	for k, c := range r.Model.Spec.Comparisons {
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("Gamma%d", k), Type: reflect.TypeFor[int32](),
			Tag: reflect.StructTag(`parquet:"gamma_` + plainName(c.Name) + `,dict"`)})
	}
	return parquet.NewSchema("pairs", parquet.SchemaOf(reflect.New(reflect.StructOf(append(fields, last...))).Interface()))
}

// columnField is a further column of a file of pairs.
func columnField(name, kind string, of reflect.Type) reflect.StructField {
	return reflect.StructField{Name: name, Type: of, Tag: reflect.StructTag(`parquet:"` + kind + `"`)}
}

// pairRow appends a link to a row in the order of the columns, and then the last ones.
func (r *Run) pairRow(row parquet.Row, l matchers.Link, last []parquet.Value) parquet.Row {
	row = append(row, parquet.ValueOf(r.Names[r.Of[l.L]]), parquet.ValueOf(r.IDs[l.L]), parquet.ValueOf(r.Names[r.Of[l.R]]),
		parquet.ValueOf(r.IDs[l.R]), parquet.DoubleValue(l.Weight), parquet.DoubleValue(l.Probability))
	for k := range r.Model.Spec.Comparisons {
		row = append(row, parquet.Int32Value(int32(l.Gamma.At(k))))
	}
	row = append(row, last...)
	for k := range row {
		row[k] = row[k].Level(0, 0, k)
	}
	return row
}

// writeLinks writes the links within clusters.
func (r *Run) writeLinks(out io.Writer) error {
	schema := r.pairSchema(columnField("Rule", "rule,dict", reflect.TypeFor[string]()))
	w := parquet.NewGenericWriter[any](out, schema)
	rules := make([]parquet.Value, len(r.Model.Spec.Blocking))
	for k, b := range r.Model.Spec.Blocking {
		rules[k] = parquet.ValueOf(b.Name)
	}
	rows, last := make([]parquet.Row, 0, batchLines), make([]parquet.Value, 1)
	for k, l := range r.Clusters.Links {
		last[0] = rules[l.Rule]
		rows = rows[:len(rows)+1]
		at := &rows[len(rows)-1]
		*at = r.pairRow((*at)[:0], l, last)
		if len(rows) == batchLines || k == len(r.Clusters.Links)-1 {
			if _, err := w.WriteRows(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return w.Close()
}

// writePossible writes the pairs for a person to judge, the likeliest first.
func (r *Run) writePossible(out io.Writer) error {
	schema := r.pairSchema(columnField("Rule", "rule,dict", reflect.TypeFor[string]()), columnField("Why", "why,dict", reflect.TypeFor[string]()),
		columnField("Gap", "gap", reflect.TypeFor[float64]()))
	w := parquet.NewGenericWriter[any](out, schema)
	for _, p := range r.Clusters.Possible {
		row := r.pairRow(nil, p.Link, []parquet.Value{parquet.ValueOf(r.Model.Spec.Blocking[p.Rule].Name), parquet.ValueOf(string(p.Why)),
			parquet.DoubleValue(p.Gap)})
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return w.Close()
}
