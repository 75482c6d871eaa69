package candidates

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var published = append([]string{WorkbookFile, ReportFile, ReportsFile}, tables...)

func TestPublishIsTheSameEachTime(t *testing.T) {
	one, other := publishSample(t), publishSample(t)
	for _, name := range published {
		a, err := os.ReadFile(filepath.Join(one, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(other, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: %d and %d bytes that differ", name, len(a), len(b))
		}
	}
}

func TestPublishNothing(t *testing.T) {
	dir := t.TempDir()
	if err := PublishLists(dir, Lists{}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(published)+6 { // and the folders of reports, schools, other authorities, letters, lost pupils and sealed children
		t.Errorf("%d files (%v), want %d", len(entries), err, len(published))
	}
	for _, name := range []string{CMEFile, AtRiskFile} {
		if rows, err := CollectRows(ReadList(filepath.Join(dir, name), CME)); err != nil || len(rows) > 0 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
}

// The error names the file, and is not swallowed by the file's own closing.
func TestPublishIntoNoFolder(t *testing.T) {
	err := PublishLists(filepath.Join(t.TempDir(), "none"), sample())
	if err == nil {
		t.Fatal("no error")
	}
	file, _, _ := strings.Cut(err.Error(), ": ")
	if file == "" || !strings.Contains(err.Error(), filepath.Join("none", file)) {
		t.Errorf("error %v, want one that opens with the name of its file", err)
	}
}

// TestASchoolsFileIsNamedByItsNumber wants a file for each number of a school or an authority, and none whose name an extract could bend.
func TestASchoolsFileIsNamedByItsNumber(t *testing.T) {
	dir := t.TempDir()
	table := sampleTable()
	given := map[string]Table{"8871001": table, "../8871002": table, "887100": table, "": table}
	if err := PublishLists(dir, Lists{Reports: []Table{table}, Schools: given, Authorities: map[string]Table{"888": table, "../889": table, "88": table}}); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, folder := range []string{ReportsFolder, SchoolsFolder, AuthoritiesFolder} {
		entries, err := os.ReadDir(filepath.Join(dir, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, folder+"/"+e.Name())
		}
	}
	if got := strings.Join(names, " "); got != "reports/p99_sample.parquet schools/8871001.xlsx authorities/888.xlsx" {
		t.Errorf("%s", got)
	}
}
