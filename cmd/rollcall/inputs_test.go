package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// inputs holds the kinds of which a manifest has rows to those in a file, one a line, and every input to rows = records +
// rejections: `inputs out/latest/manifest.json kinds`.
func inputs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: inputs manifest kinds")
	}
	var m struct {
		Inputs []struct {
			Kind, File              string
			Rows, Records, Rejected int
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &m))
	rows := map[string]int{}
	for _, in := range m.Inputs {
		if in.Rows != in.Records+in.Rejected {
			ts.Fatalf("%s: %d rows, but %d records and %d rejections", in.File, in.Rows, in.Records, in.Rejected)
		}
		rows[in.Kind] += in.Rows
	}
	want := strings.Fields(ts.ReadFile(args[1]))
	for kind, n := range rows {
		if !slices.Contains(want, kind) {
			ts.Fatalf("%s: not wanted, %d rows", kind, n)
		}
	}
	for _, kind := range want {
		if rows[kind] == 0 {
			ts.Fatalf("%s: no rows", kind)
		}
	}
}
