package drawtest

import (
	"flag"
	"testing"
)

// TryFewer draws fewer cases than usual in a test, unless the command line says how many.
func TryFewer(t *testing.T, cases string) {
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	if err := f.Value.Set(cases); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
}
