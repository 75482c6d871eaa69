package linkage

import (
	"context"

	"rollcall/matchers"
	"rollcall/sources"
)

// readJudgements reads what people decided: table_l, id_l, table_r, id_r, verdict (same, different or unsure). With one table the
// names of tables may be left out.
func (r *Run) readJudgements(ctx context.Context) ([]matchers.Judgement, error) {
	if r.Settings.Judgements == "" {
		return nil, nil
	}
	t, err := readTable(ctx, r.Settings.resolvePath(r.Settings.Judgements), "judgements", sources.TableOptions{}, readAll, nil)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"id_l", "id_r", "verdict"} {
		if t.columnNamed(name) == nil {
			return nil, faultf("judgements: no column %s (want table_l, id_l, table_r, id_r, verdict)", name)
		}
	}
	verdicts := map[string]matchers.Verdict{"same": matchers.Same, "different": matchers.Different, "unsure": matchers.Unsure}
	rows := r.rowsByID()
	var out []matchers.Judgement
	for i := range t.rows {
		if t.columnNamed("verdict").valueOf(i) == "" {
			continue // not looked at yet
		}
		v, ok := verdicts[t.columnNamed("verdict").valueOf(i)]
		if !ok {
			return nil, faultf("judgements: row %d: verdict: want same, different or unsure", i+1)
		}
		l, okL := rows[r.rowKey(t, i, "table_l", "id_l")]
		m, okR := rows[r.rowKey(t, i, "table_r", "id_r")]
		if !okL || !okR {
			return nil, faultf("judgements: row %d: names a row that no table has", i+1)
		}
		out = append(out, matchers.Judgement{L: l, R: m, Verdict: v})
	}
	return out, nil
}

// rowKey is how a row of the judgements names a row of a table.
func (r *Run) rowKey(t *table, i int, table, id string) string {
	name := r.Names[0]
	if c := t.columnNamed(table); c != nil && c.valueOf(i) != "" {
		name = c.valueOf(i)
	}
	return name + "\x1f" + t.columnNamed(id).valueOf(i)
}
