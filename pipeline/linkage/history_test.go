package linkage

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// TestHistoryTellsMergesAndSplits links a table, has two people judged one and one judged two, and reads what became of clusters.
func TestHistoryTellsMergesAndSplits(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("people.csv", `id,forename,surname,dob
a,Eleanor,Quartermaine,2011-04-03
b,Eleanor,Quartermaine,2011-04-03
c,Bertram,Hazelwood,2009-11-21
d,Ottoline,Feather,2012-02-14
e,Cuthbert,Winter,2010-07-30
f,Cuthbert,Winter,2010-07-30
`)
	run := func(config, out, since string) {
		t.Helper()
		write("link.yaml", "tables: [{path: people.csv}]\nmodel: model.json\n"+config)
		s, err := LoadSettings(filepath.Join(dir, "link.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Link(t.Context(), s, Options{Out: filepath.Join(dir, out), Since: since, Clock: time.Now}); err != nil {
			t.Fatal(err)
		}
	}
	run("", "first", "")
	write("judgements.csv", "id_l,id_r,verdict\na,b,different\nc,d,same\n")
	run("judgements: judgements.csv\n", "second", filepath.Join(dir, "first"))
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
