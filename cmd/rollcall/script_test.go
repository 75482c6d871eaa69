package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// binary is the program as a newcomer builds it, made once for all tests that start it.
var binary string

func TestMain(m *testing.M) { os.Exit(withBinary(m)) }

// asProgram names a variable by which the test binary is the program. Nothing sets it: it links the program into the tests, as
// Go would otherwise take an earlier result for that of a changed program.
const asProgram = "ROLLCALL_TEST_AS_PROGRAM"

func withBinary(m *testing.M) int {
	if os.Getenv(asProgram) != "" {
		main()
		return 0
	}
	dir, err := os.MkdirTemp("", "rollcall-binary")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "rollcall")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	return m.Run()
}

// TestScripts runs the scripts of testdata/script over the real binary.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+os.Getenv("PATH"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "inputs": inputs, "firstof": firstOf, "cutlast": cutLast},
	})
}

// firstOf keeps as CHILD the child whom the demo's run finds first by a text.
func firstOf(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: firstof text")
	}
	ts.Check(ts.Exec("rollcall", "find", args[0], "-c", "demo/rollcall.yaml", "--most", "1"))
	id, _, _ := strings.Cut(ts.ReadFile("stdout"), " ")
	ts.Setenv("CHILD", id)
}

// cutLast takes the last line off a file.
func cutLast(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cutlast file")
	}
	text := strings.TrimRight(ts.ReadFile(args[0]), "\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:strings.LastIndex(text, "\n")+1]), 0o600))
}

// exits runs a program and holds its exit code to the first argument: `exits 3 rollcall run …`.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program [arguments]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
