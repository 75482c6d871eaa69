package settings

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A column or a value that is mapped to a field which the kind does not have is told with its place and the nearest field; one that the
// kind ignores by name may be mapped.
func TestColumnsOfNoField(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rollcall.yaml")
	for _, c := range []struct{ entry, want string }{
		{"{kind: housing, path: h.csv, columns: {previous_address: old}}", ""},
		{"{kind: housing, path: h.csv, columns: {prev_address: old}}",
			"line 4, column 44: sources[0] (housing): columns.prev_address: housing has no such field; the nearest is previous_address (rollcall sources housing lists them)"},
		{"{kind: health, path: h.csv, values: {sexx: {\"1\": M}}}", "sources[0] (health): values.sexx: health has no such field; the nearest is sex "},
		{"{kind: nothing, path: h.csv, columns: {prev_address: old}}", "not a kind of extract"},
	} {
		text := "authority: {code: \"887\", name: Fenwick}\noutput: out\nsources:\n  - " + c.entry + "\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		var told *Error
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &told) || len(told.Faults) != 1 || !strings.Contains(told.Faults[0], c.want)) {
			t.Errorf("%s: %v, want %q", c.entry, err, c.want)
		}
	}
}
