package linkage

import (
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// TestHistoryTellsMergesAndSplits links a table, has two people judged one and one judged two, and reads what became of clusters.
func TestHistoryTellsMergesAndSplits(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "people.csv", `id,forename,surname,dob
a,Eleanor,Quartermaine,2011-04-03
b,Eleanor,Quartermaine,2011-04-03
c,Bertram,Hazelwood,2009-11-21
d,Ottoline,Feather,2012-02-14
e,Cuthbert,Winter,2010-07-30
f,Cuthbert,Winter,2010-07-30
`)
	run := func(config, out, since string) {
		t.Helper()
		linkIn(t, dir, "tables: [{path: people.csv}]\nmodel: model.json\n"+config, Options{Out: out, Since: since})
	}
	run("", "first", "")
	writeFile(t, dir, "judgements.csv", "id_l,id_r,verdict\na,b,different\nc,d,same\n")
	run("judgements: judgements.csv\n", "second", "first")
	lines, err := parquet.ReadFile[historyLine](filepath.Join(dir, "second", HistoryFile))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, l := range lines {
		count[l.What]++
	}
	if len(lines) != 4 || count["split"] != 2 || count["merged"] != 2 {
		t.Errorf("%+v: want one cluster split in two and two merged, and nothing of the third", lines)
	}
}
