package linkage

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// damageRounds is how many damaged files are read.
const damageRounds = 3000

// TestDamagedParquetIsAnError changes one to three bytes of a small file at random places, by a seed, and reads what is left:
// it is read, or it is an error, and never a panic.
func TestDamagedParquetIsAnError(t *testing.T) {
	type line struct {
		ID     string  `parquet:"id"`
		Person string  `parquet:"person_id,dict"`
		Born   int32   `parquet:"born,date"`
		Height float64 `parquet:"height,optional"`
	}
	var lines []line
	for k := range 40 {
		lines = append(lines, line{fmt.Sprint(k), fmt.Sprintf("p%d", k/2), int32(15000 + k), float64(k) / 3})
	}
	var whole bytes.Buffer
	if err := parquet.Write(&whole, lines); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "people.parquet")
	random := rand.New(rand.NewPCG(13, 4))
	refused := 0
	for range damageRounds {
		b := bytes.Clone(whole.Bytes())
		for range 1 + random.IntN(3) {
			b[random.IntN(len(b))] = byte(random.IntN(256))
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadTruth(path, TruthOptions{}); err != nil {
			refused++
		}
	}
	if refused < damageRounds/10 || refused == damageRounds {
		t.Errorf("%d of %d damaged files are refused: the test damages too little or too much", refused, damageRounds)
	}
}

// TestDamagedFilesAreTheSuppliers wants the file, what is wrong and what to do, and no settings to mend; a row that cannot be
// read is the operator's.
func TestDamagedFilesAreTheSuppliers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		settings   bool
		want       []string
	}{
		{"people.parquet", "PAR1 and nothing else", false, []string{"tables: people: people.parquet", "damaged or cut off", "ask for the file again"}},
		{"people.gz", "\x1f\x8b\x08\x00\x00", false, []string{"tables: people: people.gz", "damaged or cut off", "ask for the file again"}},
		{"people.csv", "id,forename\n1,Ann\n2,Bob,Secret\n", true, []string{"tables: people: row 2 has 3 values (want 2"}},
		{"people.csv", "id,forename\n1,Ann\n2,B\"ob\n", true, []string{"tables: people: row 2 cannot be read: a quotation mark"}},
		{"people.csv", "id,forename, id\n1,Ann,2\n", true, []string{"columns 1 and 3 have the same name"}},
		{"people.csv", "id,forename\n", true, []string{"tables: people: no rows"}},
		{"", "", true, []string{"tables: nowhere: nowhere.csv cannot be read"}},
	} {
		dir := t.TempDir()
		name := "nowhere.csv"
		if c.name != "" {
			name = c.name
			writeFile(t, dir, name, c.text)
		}
		s := settingsOf(t, dir, "tables: [{path: "+name+"}]\n")
		_, err := Link(t.Context(), s, Options{Out: filepath.Join(dir, "out"), Clock: time.Now})
		var settings *SettingsError
		if err == nil || errors.As(err, &settings) != c.settings {
			t.Errorf("%s %q: %v: a fault of the settings: %v", c.name, c.text, err, !c.settings)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Secret") {
				t.Errorf("%s: %v (want %q)", c.name, err, want)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
			t.Errorf("%s: a folder is written", c.name)
		}
	}
}

// writeFile writes a file of a test.
