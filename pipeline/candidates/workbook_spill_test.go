package candidates

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

// A sheet of more than 16 MiB, which libraries put down in the folder for temporary files in the clear, stays in memory while it is
// written, packed, and nothing is left of it.
func TestALongSheetIsNotSpilled(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	looked := false
	err := writeBook(&bytes.Buffer{}, Summary{}, nil, sheetRows, func(b workbook) error {
		s := b.beginSheet("Long", []float64{10}, printing{})
		long := string(bytes.Repeat([]byte("Thistlewhite "), 2000))
		for n := range 1000 { // 26 MB
			s.writeFlat(s.extractText(fmt.Sprint(long, n)))
		}
		left, err := os.ReadDir(temp)
		if looked = true; len(left) > 0 {
			t.Errorf("spilled to %s", left[0].Name())
		}
		if err != nil {
			return err
		}
		return s.endSheet()
	})
	if left, _ := os.ReadDir(temp); err != nil || !looked || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
