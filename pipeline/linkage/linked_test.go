package linkage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rollcall/matchers"
	"rollcall/sources"
)

// linkPeople links manyPeople, in dir, by settings, and returns the linkage and its folder.
func linkPeople(t *testing.T, dir, settings string, o Options) (*Run, string) {
	t.Helper()
	writeFile(t, dir, "people.csv", manyPeople)
	s := settingsOf(t, dir, "training: {allow: [not_converged]}\n"+settings)
	now := time.Unix(0, 0)
	o.Clock = func() time.Time { now = now.Add(time.Second); return now }
	if o.Out == "" {
		o.Out = filepath.Join(dir, "out")
	}
	r, err := Link(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r, o.Out
}

// rowsOf reads a file of pairs: each row as its columns' texts.
func rowsOf(t *testing.T, path string) (header []string, rows []map[string]string) {
	t.Helper()
	table, err := readTable(t.Context(), path, "file", sources.TableOptions{}, readAll, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range table.columns {
		header = append(header, c.name)
	}
	for i := range table.rows {
		row := map[string]string{}
		for _, c := range table.columns {
			row[c.name] = c.valueOf(i)
		}
		rows = append(rows, row)
	}
	return header, rows
}

// TestTheFilesHoldTheLinkage reads what was written and holds it to the Run, row by row.
func TestTheFilesHoldTheLinkage(t *testing.T) {
	dir := t.TempDir()
	r, out := linkPeople(t, dir, "tables: [{path: people.csv}]\njudgements: j.csv\nmodel: kept/../model.json\n", Options{Version: "v1"}.withJudgements(t, dir))
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if d := cmp.Diff([]string{ClustersFile, LinksFile, ManifestFile, ModelFile, PossibleFile, ReportFile, PlanFile}, names); d != "" {
		t.Error(d)
	}
	header, rows := rowsOf(t, filepath.Join(out, ClustersFile))
	if d := cmp.Diff([]string{"cluster_id", "table", "row_id"}, header); d != "" || len(rows) != 8 {
		t.Errorf("%d clustered rows: %s", len(rows), d)
	}
	clusters := r.ids
	for i, row := range rows {
		if row["row_id"] != fmt.Sprintf("r%d", i+1) || row["table"] != "people" || row["cluster_id"] != clusters[r.Clusters.Of[i]] {
			t.Errorf("row %d: %v", i, row)
		}
	}
	if rows[0]["cluster_id"] != rows[1]["cluster_id"] || rows[0]["cluster_id"] == rows[2]["cluster_id"] {
		t.Errorf("clusters %v", rows)
	}
	header, rows = rowsOf(t, filepath.Join(out, LinksFile))
	want := []string{"table_l", "record_id_l", "table_r", "record_id_r", "match_weight", "match_probability", "gamma_forename", "gamma_surname",
		"gamma_birth", "gamma_town", "rule"}
	if d := cmp.Diff(want, header); d != "" || len(rows) == 0 || len(rows) != len(r.Clusters.Links) {
		t.Errorf("%d links of %d: %s", len(rows), len(r.Clusters.Links), d)
	}
	for k, row := range rows {
		l := r.Clusters.Links[k]
		if row["record_id_l"] != r.IDs[l.L] || row["record_id_r"] != r.IDs[l.R] || row["match_weight"] != fmt.Sprint(l.Weight) ||
			row["match_probability"] != fmt.Sprint(l.Probability) || row["rule"] != r.Model.Spec.Blocking[l.Rule].Name ||
			row["gamma_forename"] != fmt.Sprint(l.Gamma.At(0)) || row["gamma_town"] != fmt.Sprint(l.Gamma.At(3)) {
			t.Errorf("link %d: %v is not %+v", k, row, l)
		}
	}
	header, rows = rowsOf(t, filepath.Join(out, PossibleFile))
	if d := cmp.Diff(append(want, "why", "gap"), header); d != "" || len(rows) != len(r.Clusters.Possible) {
		t.Errorf("%d possible links of %d: %s", len(rows), len(r.Clusters.Possible), d)
	}
	for k, row := range rows {
		p := r.Clusters.Possible[k]
		if row["record_id_l"] != r.IDs[p.L] || row["why"] != string(p.Why) || row["gap"] != fmt.Sprint(p.Gap) || row["rule"] != r.Model.Spec.Blocking[p.Rule].Name {
			t.Errorf("possible link %d: %v is not %+v", k, row, p)
		}
	}
	var saved bytes.Buffer
	if err := r.Model.Save(&saved); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(out, ModelFile), filepath.Join(dir, "model.json")} {
		if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, saved.Bytes()) {
			t.Errorf("%s is not the model (%v)", path, err)
		}
	}
	checkManifest(t, r, out)
	if left, _ := filepath.Glob(filepath.Join(dir, ".partial-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// withJudgements writes a judgement that joins two rows and one that parts two.
func (o Options) withJudgements(t *testing.T, dir string) Options {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, "kept"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "j.csv", "table_l,id_l,table_r,id_r,verdict\npeople,r5,people,r6,different\n,r7,,r8,same\npeople,r1,people,r8,unsure\n")
	return o
}

// checkManifest holds manifest.json to the Run.
func checkManifest(t *testing.T, r *Run, out string) {
	t.Helper()
	m, err := readManifest(out)
	if err != nil {
		t.Fatal(err)
	}
	if m.Kind != "linkage" || m.Rollcall != "v1" || m.Settings != r.Settings.path || m.SHA256 != r.Settings.hash || len(m.SHA256) != 64 {
		t.Errorf("%+v", m)
	}
	file, err := os.ReadFile(filepath.Join(filepath.Dir(m.Settings), "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]TableReport{{"people", "people.csv", hashBytes(file), 8, duplicatesAuto}}, m.Tables); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"rows": 8, "pairs compared": int(r.Report.Pairs), "edges kept": r.Edges.Len(), "links": len(r.Clusters.Links),
		"possible links": len(r.Clusters.Possible), "clusters": r.Clusters.N}, m.Counts); d != "" {
		t.Error(d)
	}
	var stages []string
	for _, s := range m.Stages {
		stages = append(stages, s.Name)
		if s.Seconds != 1 {
			t.Errorf("stage %s took %v s", s.Name, s.Seconds)
		}
	}
	if strings.Join(stages, " ") != "read train compare resolve" {
		t.Errorf("stages %v", stages)
	}
	if d := cmp.Diff(r.Used, m.Columns); d != "" || m.Training == nil || len(m.Blocking) != len(r.Report.Rules) {
		t.Errorf("columns %s, training %v", d, m.Training)
	}
	stated := 0.0
	for _, l := range r.Clusters.Links {
		stated += 1 - l.Probability
	}
	if got := m.Quality["false links stated"]; got != stated/float64(len(r.Clusters.Links)) {
		t.Errorf("false links stated %v (want %v of %d)", got, stated, len(r.Clusters.Links))
	}
	if got, told := m.Quality["matches missed by blocking, at least"]; told != (r.Missed >= 0) || told && got != r.Missed {
		t.Errorf("missed %v", got)
	}
	if !IsLinkage(out) || IsLinkage(filepath.Dir(out)) {
		t.Error("a linkage is not told from another folder")
	}
}

// TestJudgementsAreRead wants rows of tables by their ids, and a fault with the row of each that cannot be.
func TestJudgementsAreRead(t *testing.T) {
	dir := t.TempDir()
	r := &Run{Names: []string{"one", "two"}, Of: []uint16{0, 0, 1}, IDs: []string{"a", "b", "a"}, Settings: &Settings{path: filepath.Join(dir, "link.yaml")}}
	if got, err := r.readJudgements(t.Context()); got != nil || err != nil {
		t.Errorf("none are named: %v, %v", got, err)
	}
	r.Settings.Judgements = "j.csv"
	for text, want := range map[string]any{
		"table_l,id_l,table_r,id_r,verdict\none,b,two,a,same\n,a,one,b,different\ntwo,a,,a,unsure\n": []matchers.Judgement{
			{L: 1, R: 2, Verdict: matchers.Same}, {L: 0, R: 1, Verdict: matchers.Different}, {L: 2, R: 0, Verdict: matchers.Unsure}},
		"id_l,id_r,verdict\na,b,same\n":                       []matchers.Judgement{{L: 0, R: 1, Verdict: matchers.Same}},
		"id_r,verdict\nb,same\n":                              "judgements: no column id_l (want table_l, id_l, table_r, id_r, verdict)",
		"id_l,verdict\nb,same\n":                              "judgements: no column id_r (want",
		"id_l,id_r\na,b\n":                                    "judgements: no column verdict (want",
		"id_l,id_r,verdict\na,b,same\na,b,perhaps\n":          "judgements: row 2: verdict: want same, different or unsure",
		"id_l,id_r,verdict\na,b,same\na,q,same\n":             "judgements: row 2: names a row that no table has",
		"id_l,id_r,verdict\nq,b,same\n":                       "judgements: row 1: names a row that no table has",
		"table_l,id_l,table_r,id_r,verdict\ntwo,b,,a,same\n":  "judgements: row 1: names a row that no table has",
		"table_l,id_l,table_r,id_r,verdict\none,b,two,a,sa\"": "judgements: row 1 cannot be read",
	} {
		writeFile(t, dir, "j.csv", text)
		got, err := r.readJudgements(t.Context())
		if message, is := want.(string); is {
			var wrong *SettingsError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), message) {
				t.Errorf("%q: %v (want %q)", text, err, message)
			}
			continue
		}
		if d := cmp.Diff(want, any(got)); d != "" || err != nil {
			t.Errorf("%q: %s, %v", text, d, err)
		}
	}
	for name, want := range map[string]string{"b": "1", "one:a": "0", "two:a": "2", "a": "a: rows of several tables have this id; write it as table:id",
		"q": "q: no row has this id", "two:b": "two:b: no row has this id"} {
		i, err := r.RowOf(name)
		if got := fmt.Sprint(i); err != nil && err.Error() != want || err == nil && got != want {
			t.Errorf("%s: row %d, %v (want %s)", name, i, err, want)
		}
	}
}

// TestRowsAreNamed wants ids by the settings, by a usual name, or by number, and a fault where there is none or one twice.
func TestRowsAreNamed(t *testing.T) {
	for _, c := range []struct{ table, settings, want string }{
		{"id,forename,surname,dob\nx,Ann,Vale,2010-01-02\ny,Bob,Moss,2011-03-04\n", "", "x y"},
		{"Unique_ID,forename,surname,dob\nx,Ann,Vale,2010-01-02\ny,Bob,Moss,2011-03-04\n", "", "x y"},
		{"id,forename,surname,dob\nx,Ann,Vale,2010-01-02\nx,Bob,Moss,2011-03-04\n", "",
			"tables[1] (more): rows 1 and 2 have the same id: mend the file, or name a column under id"},
		{"id,forename,surname,dob\nx,Ann,Vale,2010-01-02\nNULL,Bob,Moss,2011-03-04\n", "", "tables[1] (more): row 2 has no id; every row needs one"},
		{"id,forename,surname,dob\nx,Ann,Vale,2010-01-02\nx,Bob,Moss,2011-03-04\n", "id: none", "1 2"},
		{"id,forename,surname,dob,record_id\nx,Ann,Vale,2010-01-02,p\nx,Bob,Moss,2011-03-04,q\n", "", "p q"},
		{"id,forename,surname,dob\nx,Ann,Vale,2010-01-02\nx,Bob,Moss,2011-03-04\nx,Cy,Moss,2011-03-04\n", "", "1 2 3"}, // it names something else, as is told
		{"key,forename,surname,dob\nx,Ann,Vale,2010-01-02\ny,Bob,Moss,2011-03-04\n", "id: key", "x y"},
		{"forename,surname,dob\nAnn,Vale,2010-01-02\nBob,Moss,2011-03-04\n", "", "1 2"},
		{"forename,surname,dob\nAnn,Vale,2010-01-02\nBob,Moss,2011-03-04\n", "id: key", `tables[1] (more): id: no column "key"`},
		{"key,forename,surname,dob\nx,Ann,Vale,2010-01-02\n,Bob,Moss,2011-03-04\n", "id: key", "tables[1] (more): row 2 has no key; every row needs one"},
		{"key,forename,surname,dob\nx,Ann,Vale,2010-01-02\nz,Cy,Moss,2011-03-04\nx,Bob,Moss,2011-03-04\n", "id: key",
			"tables[1] (more): rows 1 and 3 have the same key: mend the file"},
	} {
		dir := t.TempDir()
		writeFile(t, dir, "people.csv", manyPeople)
		writeFile(t, dir, "more.csv", c.table)
		r := &Run{Settings: settingsOf(t, dir, "tables: [{path: people.csv}, {path: more.csv, "+c.settings+"}]\n")}
		err := r.readTables(t.Context(), Options{})
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q %s: %v (want %s)", c.table, c.settings, err, c.want)
			}
			continue
		}
		if got := strings.Join(r.IDs[8:], " "); got != c.want || !slices.Equal(r.Of[7:9], []uint16{0, 1}) {
			t.Errorf("%q %s: rows %s of %v (want %s)", c.table, c.settings, got, r.Of, c.want)
		}
	}
}

// TestOnlyALinkageIsReplaced wants other folders left alone, and no half folder when writing fails.
func TestOnlyALinkageIsReplaced(t *testing.T) {
	dir := t.TempDir()
	r, out := linkPeople(t, dir, "tables: [{path: people.csv}]\n", Options{})
	writeFile(t, dir, "out/old.txt", "old")
	if err := r.writeFolder(Options{Out: out}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, "old.txt")); err == nil {
		t.Error("the earlier linkage is not replaced as a whole")
	}
	if err := r.writeFolder(Options{}); err != nil {
		t.Errorf("without a folder nothing is written: %v", err)
	}
	if err := r.writeFolder(Options{Out: filepath.Join(dir, "deep", "er", "out")}); err != nil {
		t.Errorf("folders on the way are not made: %v", err)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := r.writeFolder(Options{Out: empty}); err != nil {
		t.Error(err)
	}
	writeFile(t, dir, "deep/mine.txt", "mine")
	var wrong *SettingsError
	deep := filepath.Join(dir, "deep")
	if err := r.writeFolder(Options{Out: deep}); !errors.As(err, &wrong) || err.Error() != "link: "+deep+": holds something that is no linkage; name another folder" {
		t.Errorf("%v", err)
	}
	if err := r.writeFolder(Options{Out: filepath.Join(dir, "people.csv")}); err == nil {
		t.Error("a file is taken for a folder")
	}
	r.Settings.Model = "no/such/folder/model.json"
	if err := r.writeFolder(Options{Out: out}); err == nil {
		t.Error("a model that cannot be written is not told")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".partial-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if !IsLinkage(out) {
		t.Error("the earlier linkage is gone although the new one failed")
	}
}

// fullDisk fails when it has taken so many bytes.
type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// TestAFullDiskIsTold wants the error of every file that is written.
func TestAFullDiskIsTold(t *testing.T) {
	dir := t.TempDir()
	r, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\n", Options{})
	r.Clusters.None = make([]float64, 8)
	for name, write := range map[string]func(io.Writer) error{
		"clusters": r.writeClusters, "links": r.writeLinks, "possible": r.writePossible, "unmatched": r.writeUnmatched, "report": r.writeReport,
		"model": r.Model.Save, "history": r.writeHistory,
		"faults": (&Evaluation{}).WriteFaults,
	} {
		if err := write(&fullDisk{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
		if err := write(&fullDisk{1 << 20}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := createFile(filepath.Join(dir, "x"), func(io.Writer) error { return errFull }); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
	if err := createFile(filepath.Join(dir, "no", "x"), func(io.Writer) error { return nil }); err == nil {
		t.Error("a file in no folder is made")
	}
}

// TestAStateThatCannotBeWrittenIsTold puts a folder where each of its files should be.
func TestAStateThatCannotBeWrittenIsTold(t *testing.T) {
	dir := t.TempDir()
	r, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\nincremental: true\n", Options{})
	if err := r.writeState(t.TempDir(), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{stateFile, stateTablesFile, stateRowsFile, statePairsFile, stateTermsFile} {
		folder := t.TempDir()
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := r.writeState(folder, Options{}); err == nil {
			t.Errorf("%s cannot be written, and nothing is said", name)
		}
	}
	for _, name := range []string{ClustersFile, LinksFile, PossibleFile, ModelFile, ReportFile, ManifestFile, stateFile} {
		folder := t.TempDir()
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := r.writeInto(folder, Options{Clock: time.Now}); err == nil {
			t.Errorf("%s cannot be written, and nothing is said", name)
		}
	}
}

// TestALinkageIsOpenedAgain wants the rows, the model and the tables that have changed.
func TestALinkageIsOpenedAgain(t *testing.T) {
	dir := t.TempDir()
	r, out := linkPeople(t, dir, "tables: [{path: people.csv}]\n", Options{})
	again, changed, err := Open(t.Context(), out)
	if err != nil || len(changed) > 0 {
		t.Fatalf("changed %v, %v", changed, err)
	}
	if d := cmp.Diff(r.Model, again.Model); d != "" || !slices.Equal(again.IDs, r.IDs) {
		t.Errorf("%s, rows %v", d, again.IDs)
	}
	for _, c := range []struct{ a, b, level, want string }{
		{"r1", "people:r2", "exact", "in one cluster: stated "},
		{"r2", "r1", "exact", "in one cluster: stated "},
		{"r1", "r7", "else", "in two clusters\n"},
	} {
		if text, err := again.Explain(t.Context(), out, c.a, c.b); err != nil || !strings.Contains(text, c.level) || !strings.Contains(text, c.want) {
			t.Errorf("%s and %s: %s, %v (want %s and %s)", c.a, c.b, text, err, c.level, c.want)
		}
	}
	for _, pair := range [][2]string{{"r1", "q"}, {"q", "r1"}} {
		if _, err := again.Explain(t.Context(), out, pair[0], pair[1]); err == nil || !strings.Contains(err.Error(), "q: no row") {
			t.Errorf("%v: %v", pair, err)
		}
	}
	writeFile(t, dir, "people.csv", strings.Replace(manyPeople, "Hoo", "Hoe", 1))
	if _, changed, err = Open(t.Context(), out); err != nil || !slices.Equal(changed, []string{"people.csv"}) {
		t.Errorf("changed %v, %v", changed, err)
	}
	for name, spoil := range map[string]func(){
		"manifest":    func() { writeFile(t, dir, "out/manifest.json", "{") },
		"no manifest": func() { _ = os.Remove(filepath.Join(out, ManifestFile)) },
	} {
		spoil()
		if _, _, err := Open(t.Context(), out); err == nil || !strings.Contains(err.Error(), "manifest") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, spoil := range map[string]func(string){
		"model":    func(out string) { writeFile(t, filepath.Dir(out), "out/model.json", "{}") },
		"no model": func(out string) { _ = os.Remove(filepath.Join(out, ModelFile)) },
		"settings": func(out string) { writeFile(t, filepath.Dir(out), "link.yaml", "tables: []") },
		"table":    func(out string) { _ = os.Remove(filepath.Join(filepath.Dir(out), "people.csv")) },
	} {
		_, out := linkPeople(t, t.TempDir(), "tables: [{path: people.csv}]\n", Options{})
		spoil(out)
		if _, _, err := Open(t.Context(), out); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

// TestModelsAreUsedOrRefused reads a model in place of training, and refuses one that is broken or of other columns.
func TestModelsAreUsedOrRefused(t *testing.T) {
	dir := t.TempDir()
	first, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\nmodel: model.json\n", Options{})
	second, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\nmodel: model.json\n", Options{})
	if first.Training == nil || second.Training != nil || cmp.Diff(first.Model, second.Model) != "" {
		t.Error("the model is not the one that was kept")
	}
	if !strings.Contains(first.Summary(), "trained on") || !strings.Contains(second.Summary(), "the model was read from model.json") {
		t.Errorf("%s\n%s", first.Summary(), second.Summary())
	}
	for text, want := range map[string]string{
		"{}": "link.yaml: model: model.json: ",
		strings.Replace(saved(t, first), `"dob"`, `"q"`, 1): "link.yaml: model: model.json does not fit the tables: ",
	} {
		writeFile(t, dir, "model.json", text)
		_, err := Link(t.Context(), second.Settings, Options{Clock: time.Now})
		var wrong *SettingsError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v (want %q)", err, want)
		}
	}
	s := settingsOf(t, dir, "tables: [{path: people.csv}]\ntraining: {rounds: 1}\n")
	if _, err := Link(t.Context(), s, Options{Clock: time.Now}); err == nil || !strings.Contains(err.Error(), "had not converged after 1 rounds") {
		t.Errorf("%v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Link(ctx, s, Options{Clock: time.Now}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// saved returns a model as it is saved.
func saved(t *testing.T, r *Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Model.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestUnmatchedRowsAreWritten wants a probability for each row of two tables that hold nobody twice.
func TestUnmatchedRowsAreWritten(t *testing.T) {
	dir := t.TempDir()
	head, body, _ := strings.Cut(manyPeople, "\n")
	var one, two []string
	for i, l := range strings.Split(strings.TrimSpace(body), "\n") {
		if i%2 == 0 {
			one = append(one, l)
		} else {
			two = append(two, l)
		}
	}
	writeFile(t, dir, "one.csv", head+"\n"+strings.Join(one, "\n")+"\n")
	writeFile(t, dir, "two.csv", head+"\n"+strings.Join(two, "\n")+"\n")
	r, out := linkPeople(t, dir, "tables: [{path: one.csv, duplicates: \"no\"}, {path: two.csv, duplicates: \"no\"}]\n", Options{})
	if d := cmp.Diff([][2]uint16{{0, 0}, {1, 1}}, r.neverPairs()); d != "" {
		t.Error(d)
	}
	lines, err := parquet.ReadFile[unmatchedLine](filepath.Join(out, UnmatchedFile))
	if err != nil || len(lines) != 8 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for i, l := range lines {
		if l.Table != []string{"one", "two"}[i/4] || l.Row != r.IDs[i] || l.None != r.Clusters.None[i] {
			t.Errorf("%d: %+v", i, l)
		}
	}
	if lines[0].None > .1 || lines[3].None < .5 {
		t.Errorf("%+v: want r1 matched and r7 not", lines)
	}
	r.Settings.Never = [][2]string{{"two", "one"}}
	r.Tables[1].Duplicates = duplicatesYes + ": 3 sure matches"
	if d := cmp.Diff([][2]uint16{{1, 0}, {0, 0}}, r.neverPairs()); d != "" {
		t.Error(d)
	}
}

// TestTheStateIsRefusedForAReason spoils each part of what a later linkage goes on from.
func TestTheStateIsRefusedForAReason(t *testing.T) {
	dir := t.TempDir()
	settings := "tables: [{path: people.csv}]\nmodel: model.json\nincremental: true\n"
	before := filepath.Join(dir, "before")
	linkPeople(t, dir, settings, Options{Out: before})
	whole, err := os.ReadFile(filepath.Join(before, stateFile))
	if err != nil {
		t.Fatal(err)
	}
	var s state
	if err := json.Unmarshal(whole, &s); err != nil {
		t.Fatal(err)
	}
	if r, _ := linkPeople(t, dir, settings, Options{Since: before}); len(r.Notes) > 0 || r.Report.Pairs > 0 {
		t.Errorf("%q, %d pairs compared (want none)", r.Notes, r.Report.Pairs)
	}
	change := func(do func(*state)) func() {
		return func() {
			own := s
			own.Rules = slices.Clone(s.Rules)
			do(&own)
			b, err := json.Marshal(own)
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, before, stateFile, string(b))
		}
	}
	for _, c := range []struct {
		want  string
		spoil func()
	}{
		{"the model is another one", change(func(s *state) { s.Model = "x" })},
		{"the tables are others", change(func(s *state) { s.Tables = []string{"x"} })},
		{"the floor is another one", change(func(s *state) { s.Floor++ })},
		{"blocks may have other sizes", change(func(s *state) { s.Limit = 3 })},
		{"many values have become much rarer since", change(func(s *state) {
			s.Near = maps.Clone(s.Near)
			s.Near["surname"] = 9
		})},
		{"the state of the earlier linkage is damaged", change(func(s *state) {
			s.Near = maps.Clone(s.Near)
			s.Near["another"] = 0
		})},
		{"it was made by another version of the program", change(func(s *state) { s.Program = "v0" })},
		{"the state of the earlier linkage is damaged", change(func(s *state) { s.Near = nil })},
		{"blocking rule surname and birth leaves out other pairs than before", change(func(s *state) { s.Rules[0].Dropped = true })},
		{"the blocking rules are others", change(func(s *state) { s.Rules = s.Rules[1:] })},
		{"the state of the earlier linkage is damaged", func() { writeFile(t, before, stateFile, "{") }},
		{"kept no state: set incremental: true", func() { _ = os.Remove(filepath.Join(before, stateFile)) }},
		{"the state of the earlier linkage is damaged", func() {
			change(func(*state) {})()
			putState(t, before, statePairsFile, func(w *arrayWriter) {
				putNumbers(w, []int32{99})
				putNumbers(w, []int32{1})
				putNumbers(w, []uint8{0})
			})
		}},
		{"everything was compared", func() { writeFile(t, before, statePairsFile, "damaged") }},
		{"everything was compared", func() {
			putState(t, before, statePairsFile, func(w *arrayWriter) {
				putNumbers(w, []int32{})
				putNumbers(w, []int32{})
				putNumbers(w, []uint8{})
			})
			writeFile(t, before, stateTermsFile, "damaged")
		}},
		{"everything was compared", func() { writeFile(t, before, stateRowsFile, "damaged") }},
	} {
		c.spoil()
		r, _ := linkPeople(t, dir, settings, Options{Since: before})
		if len(r.Notes) != 1 || !strings.HasPrefix(r.Notes[0], "everything was compared: ") || !strings.Contains(r.Notes[0], c.want) || r.Report.Pairs == 0 {
			t.Errorf("%q, %d pairs (want %q)", r.Notes, r.Report.Pairs, c.want)
		}
		if !strings.Contains(r.Summary(), "! everything was compared") {
			t.Errorf("the screen does not say so")
		}
	}
}
