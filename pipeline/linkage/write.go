package linkage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/custody"
)

// writeFolder fills a folder beside the wanted one and then puts it in its place, so that it appears whole or not at all.
func (r *Run) writeFolder(o Options) error {
	if o.Out == "" {
		return nil
	}
	if err := mayReplace(o.Out); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(o.Out))
	if err := custody.MakeFolder(parent); err != nil {
		return err
	}
	begun := ".partial-" + filepath.Base(o.Out) + "-"
	if err := removeBegun(parent, begun); err != nil {
		return err
	}
	partial, err := os.MkdirTemp(parent, begun)
	if err != nil {
		return err
	}
	if err := r.markAndWrite(partial, o); err != nil {
		return errors.Join(err, os.RemoveAll(partial))
	}
	return replaceFolder(o.Out, partial)
}

// asidePath is where a folder lies while another takes its place.
func asidePath(dir string) string {
	dir = filepath.Clean(dir)
	return filepath.Join(filepath.Dir(dir), ".replaced-"+filepath.Base(dir))
}

// replaceFolder puts a folder that is whole in the place of another. Killed between its steps it leaves both, and putBack mends it.
func replaceFolder(dir, by string) error {
	aside := asidePath(dir)
	if err := os.Rename(dir, aside); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return errors.Join(os.Rename(by, dir), os.RemoveAll(aside))
}

// putBack has back the linkage of a folder that a killed one had put aside, or removes what it left of it.
func putBack(dir string) error {
	aside := asidePath(dir)
	if _, err := os.Lstat(aside); dir == "" || errors.Is(err, os.ErrNotExist) {
		return nil
	}
	_ = os.Remove(dir)                            // an empty one
	if err := os.Rename(aside, dir); err == nil { // nothing stood there
		return nil
	}
	return os.RemoveAll(aside)
}

// removeBegun removes what linkages into the same folder wrote that were killed: it holds what the tables hold.
func removeBegun(parent, begun string) error {
	entries, err := os.ReadDir(parent)
	for _, e := range entries {
		if rest, is := strings.CutPrefix(e.Name(), begun); is && e.IsDir() && strings.Trim(rest, "0123456789") == "" {
			err = errors.Join(err, os.RemoveAll(filepath.Join(parent, e.Name())))
		}
	}
	return err
}

// markAndWrite names in a folder whom it is encrypted to, and writes all files into it.
func (r *Run) markAndWrite(dir string, o Options) error {
	if err := r.Settings.Encrypt.policy().MarkFolder(dir); err != nil {
		return err
	}
	return r.writeInto(dir, o)
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
	if !custody.FileExists(filepath.Join(dir, ClustersFile)) {
		return faultf("%s: holds something that is no linkage; name another folder", dir)
	}
	return nil
}

// writeInto writes all files into a folder.
func (r *Run) writeInto(dir string, o Options) error {
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error { return createFile(filepath.Join(dir, ClustersFile), r.writeClusters) })
	g.Go(func() error { return createFile(filepath.Join(dir, LinksFile), r.writeLinks) })
	g.Go(func() error { return createFile(filepath.Join(dir, PossibleFile), r.writePossible) })
	if r.Clusters.None != nil {
		g.Go(func() error { return createFile(filepath.Join(dir, UnmatchedFile), r.writeUnmatched) })
	}
	g.Go(func() error { return createFile(filepath.Join(dir, PlanFile), r.writePlan) })
	g.Go(func() error { return createFile(filepath.Join(dir, ModelFile), r.Model.Save) })
	g.Go(func() error { return createFile(filepath.Join(dir, ReportFile), r.writeReport) })
	if path := r.Settings.resolvePath(r.Settings.Model); path != "" && r.Training != nil {
		g.Go(func() error { return createFile(path, r.Model.Save) })
	}
	if r.keepsState(o) {
		g.Go(func() error { return r.writeState(dir, o) })
	}
	if o.Since != "" {
		g.Go(func() error { return createFile(filepath.Join(dir, HistoryFile), r.writeHistory) })
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

// writeClusters writes every row with its cluster, in the order of tables and rows.
func (r *Run) writeClusters(out io.Writer) error {
	return writeLines(out, len(r.Clusters.Of), func(i int) clusterLine {
		return clusterLine{r.ids[r.Clusters.Of[i]], r.Names[r.Of[i]], r.IDs[i]}
	})
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
	return writeLines(out, len(r.Clusters.None), func(i int) unmatchedLine {
		return unmatchedLine{r.Names[r.Of[i]], r.IDs[i], r.Clusters.None[i]}
	})
}

// pairLine names the columns of a file of pairs; the gamma columns stand before the rule, and links have no more than the rule.
type pairLine struct {
	TableL      string  `parquet:"table_l,dict"`
	RecordL     string  `parquet:"record_id_l"`
	TableR      string  `parquet:"table_r,dict"`
	RecordR     string  `parquet:"record_id_r"`
	Weight      float64 `parquet:"match_weight"`
	Probability float64 `parquet:"match_probability"`
	Rule        string  `parquet:"rule,dict"`
	Why         string  `parquet:"why,dict"`
	Gap         float64 `parquet:"gap"`
}

// fixedColumns is how many columns stand before those of the comparisons.
const fixedColumns = 6

// pairSchema returns the columns of a file of pairs, with so many behind those of the comparisons.
func (r *Run) pairSchema(last int) *parquet.Schema {
	fields := reflect.VisibleFields(reflect.TypeFor[pairLine]())[:fixedColumns+last]
	for k, c := range slices.Backward(r.Model.Spec.Comparisons) {
		fields = slices.Insert(fields, fixedColumns, reflect.StructField{Name: fmt.Sprintf("Gamma%d", k), Type: reflect.TypeFor[int32](),
			Tag: reflect.StructTag(`parquet:"gamma_` + plainName(c.Name) + `,dict"`)})
	}
	return parquet.NewSchema("pairs", parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

// writePairs writes so many links, each with what stands behind its levels. What is written again and again is made once.
func (r *Run) writePairs(out io.Writer, n, last int, link func(k int) (matchers.Link, []parquet.Value)) error {
	w := parquet.NewGenericWriter[any](out, r.pairSchema(last))
	var names [fixedColumns][]parquet.Value
	for _, c := range [...]int{0, 2} {
		for _, name := range r.Names {
			names[c] = append(names[c], parquet.ValueOf(name).Level(0, 0, c))
		}
	}
	levels := make([][1 << 4]parquet.Value, len(r.Model.Spec.Comparisons))
	for c := range levels {
		for g := range levels[c] {
			levels[c][g] = parquet.Int32Value(int32(g-1)).Level(0, 0, fixedColumns+c)
		}
	}
	rows := make([]parquet.Row, 0, batchLines)
	for k := range n {
		l, values := link(k)
		rows = rows[:len(rows)+1]
		at := &rows[len(rows)-1]
		*at = append((*at)[:0], names[0][r.Of[l.L]], parquet.ValueOf(r.IDs[l.L]).Level(0, 0, 1), names[2][r.Of[l.R]],
			parquet.ValueOf(r.IDs[l.R]).Level(0, 0, 3), parquet.DoubleValue(l.Weight).Level(0, 0, 4), parquet.DoubleValue(l.Probability).Level(0, 0, 5))
		for c := range levels {
			*at = append(*at, levels[c][l.Gamma.At(c)+1])
		}
		for c, v := range values {
			*at = append(*at, v.Level(0, 0, fixedColumns+len(levels)+c))
		}
		if len(rows) == batchLines || k == n-1 {
			if _, err := w.WriteRows(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return w.Close()
}

// writeLinks writes the links within clusters.
func (r *Run) writeLinks(out io.Writer) error {
	rules := make([]parquet.Value, len(r.Model.Spec.Blocking))
	for k, rule := range r.Model.Spec.Blocking {
		rules[k] = parquet.ValueOf(rule.Name)
	}
	return r.writePairs(out, len(r.Clusters.Links), 1, func(k int) (matchers.Link, []parquet.Value) {
		l := r.Clusters.Links[k]
		return l, rules[l.Rule : l.Rule+1]
	})
}

// writePossible writes the pairs for a person to judge, the likeliest first.
func (r *Run) writePossible(out io.Writer) error {
	return r.writePairs(out, len(r.Clusters.Possible), 3, func(k int) (matchers.Link, []parquet.Value) {
		p := r.Clusters.Possible[k]
		rule := r.Model.Spec.Blocking[p.Rule].Name
		return p.Link, []parquet.Value{parquet.ValueOf(rule), parquet.ValueOf(string(p.Why)), parquet.DoubleValue(p.Gap)}
	})
}
