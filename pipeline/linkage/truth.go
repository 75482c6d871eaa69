package linkage

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rollcall/sources"
)

// Truth is what is known of rows: who each one is, or of some pairs whether they are one person.
type Truth struct {
	person map[string]string // by row; nil when pairs are labelled
	pairs  []truthPair
}

// truthPair is a labelled pair of rows.
type truthPair struct {
	l, r string
	same bool
}

// TruthOptions name the columns of a truth file; empty names are guessed.
type TruthOptions struct {
	ID, Cluster, Table string
	Pattern            string // a regular expression whose first group in the cluster column's value is the person
}

// LoadTruth reads a CSV or Parquet file with a person for each row, or with labelled pairs: columns ending in _l and _r, and one
// that says same or different, 1 or 0, or a score of which .5 or more is the same.
func LoadTruth(path string, o TruthOptions) (*Truth, error) {
	t, err := readTable(context.Background(), path, "truth", sources.TableOptions{}, readAll, nil)
	if err != nil {
		return nil, err
	}
	if l, r := endingIn(t, "_l", o), endingIn(t, "_r", o); l != nil && r != nil {
		return truthOfPairs(t, l, r)
	}
	id, cluster := pickColumn(t, o.ID, idNames), pickColumn(t, o.Cluster, clusterNames)
	if id == nil || cluster == nil {
		return nil, faultf("truth: no column for the row and for the person is known by its name; name them with --id and --cluster")
	}
	person, err := regexp.Compile(cmp.Or(o.Pattern, `^(.*)$`))
	if err != nil || person.NumSubexp() < 1 {
		return nil, faultf("truth: --cluster-pattern: want a regular expression with a group")
	}
	out := &Truth{person: map[string]string{}}
	table := t.columnNamed(o.Table)
	for i := range t.rows {
		m := person.FindStringSubmatch(cluster.valueOf(i))
		if m == nil || m[1] == "" {
			continue
		}
		out.person[rowName(table, i, id.valueOf(i))] = m[1]
	}
	return out, nil
}

// clusterNames are usual names of the column that says who a row is.
var clusterNames = []string{"cluster", "cluster_id", "person_id", "entity_id", "person", "label", "true_cluster", "rec_id"}

// rowName is how truth names a row: by table and id, or by id alone.
func rowName(table *column, i int, id string) string {
	if table == nil {
		return id
	}
	return table.valueOf(i) + "\x1f" + id
}

// pickColumn returns the named column, or the first of usual names.
func pickColumn(t *table, name string, usual []string) *column {
	if name != "" {
		return t.columnNamed(name)
	}
	for _, n := range usual {
		if k := slices.IndexFunc(t.columns, func(c *column) bool { return strings.EqualFold(c.name, n) }); k >= 0 {
			return t.columns[k]
		}
	}
	return nil
}

// endingIn returns the column that names one row of labelled pairs.
func endingIn(t *table, end string, o TruthOptions) *column {
	for _, n := range append([]string{o.ID}, idNames...) {
		if c := t.columnNamed(n + end); n != "" && c != nil {
			return c
		}
	}
	return nil
}

// truthOfPairs reads labelled pairs.
func truthOfPairs(t *table, l, r *column) (*Truth, error) {
	var label *column
	for _, c := range t.columns {
		n := strings.ToLower(c.name)
		if strings.Contains(n, "score") || slices.Contains([]string{"same", "label", "match", "verdict", "is_match"}, n) {
			label = c
		}
	}
	if label == nil {
		return nil, faultf("truth: pairs without a column same, verdict, match, label or score")
	}
	out := &Truth{}
	for i := range t.rows {
		p := truthPair{l: l.valueOf(i), r: r.valueOf(i)}
		switch v := strings.ToLower(label.valueOf(i)); v {
		case "same", "true", "yes":
			p.same = true
		case "different", "false", "no", "unsure":
		default:
			score, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return nil, fmt.Errorf("truth: row %d: %s is neither same, different nor a score", i+1, label.name)
			}
			p.same = score >= .5
		}
		out.pairs = append(out.pairs, p)
	}
	return out, nil
}

// peopleOf returns the person of each row as a number, −1 for one that truth does not know.
func (t *Truth) peopleOf(tables, ids []string) []int32 {
	number := map[string]int32{}
	out := make([]int32, len(ids))
	for i, id := range ids {
		p, ok := t.person[tables[i]+"\x1f"+id]
		if !ok {
			p, ok = t.person[id]
		}
		out[i] = -1
		if !ok {
			continue
		}
		n, seen := number[p]
		if !seen {
			n = int32(len(number))
			number[p] = n
		}
		out[i] = n
	}
	return out
}
