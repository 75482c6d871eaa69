package main

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sourcegraph/conc/pool"
)

// blotted is a printer that panics with what it was to print, as a broken invariant may with a record.
type blotted struct{}

func (blotted) Write(b []byte) (int, error) { panic("Smith, Tomasz: " + string(b)) }

func TestAPanicIsOneLineAndAFileToSend(t *testing.T) {
	dir := t.TempDir()
	said := &bytes.Buffer{}
	code := runProgram([]string{"--log", filepath.Join(dir, "log.txt"), "rules"}, streams{blotted{}, said})
	if code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	files, err := filepath.Glob(filepath.Join(dir, "rollcall-fault-*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v (%v), want one", files, err)
	}
	if lines := strings.Count(said.String(), "\n"); lines != 1 || !strings.Contains(said.String(), files[0]) {
		t.Errorf("standard error has %d lines, want one that names %s:\n%s", lines, files[0], said)
	}
	if want := " at cmd/rollcall/fault_test.go:"; !strings.Contains(said.String(), want) {
		t.Errorf("%q is not in:\n%s", want, said)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"command  rollcall rules\n", "fault    string\n", "\ncmd/rollcall/fault_test.go:", "(*rulesCmd).Run"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in:\n%s", want, text)
		}
	}
	for _, s := range []string{said.String(), string(text)} {
		if strings.Contains(s, "Smith") || strings.Contains(s, "goroutine") || strings.Contains(s, "0x") {
			t.Errorf("holds the value of the panic, or a trace:\n%s", s)
		}
	}
}

func TestAPanicOfAWorkerIsToldWhereItBegan(t *testing.T) {
	dir := t.TempDir()
	err := runGuarded("link", dir, func() error {
		outer := pool.New().WithContext(context.Background()).WithCancelOnError()
		outer.Go(func(context.Context) error {
			inner := pool.New().WithErrors()
			inner.Go(func() error { return (&rulesCmd{}).Run(nil) }) // a command without its surroundings
			return inner.Wait()
		})
		return outer.Wait()
	})
	if err == nil || !strings.Contains(err.Error(), " at cmd/rollcall/") || exitCode(err) != exitFailed {
		t.Fatalf("error %v", err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) != 1 {
		t.Fatalf("files %v, want one", files)
	}
	if text, _ := os.ReadFile(files[0]); !strings.Contains(string(text), "TestAPanicOfAWorkerIsToldWhereItBegan") {
		t.Errorf("the worker's own stack is not in:\n%s", text)
	}
}

func TestAFaultThatCannotBeWrittenDownIsToldAlone(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	t.Setenv("TMP", filepath.Join(t.TempDir(), "missing"))
	var none []int
	err := runGuarded("run", filepath.Join(t.TempDir(), "missing"), func() error { none[3]++; return nil })
	if err == nil || !strings.Contains(err.Error(), "index out of range [3]") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
	if err := runGuarded("run", "", func() error { return io.EOF }); err != io.EOF {
		t.Errorf("a command's own error became %v", err)
	}
}

// TestEveryWorkerCarriesItsPanic holds the house to the workers of conc, which hand a panic to whoever waits for them. In any
// other goroutine it would end the program with a trace and with the exit code of wrong usage.
func TestEveryWorkerCarriesItsPanic(t *testing.T) {
	guardedOtherwise := []string{"sources/open_table.go"} // by a recover of its own
	for name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(guardedOtherwise, name) {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			if path, _ := strconv.Unquote(spec.Path.Value); path == "golang.org/x/sync/errgroup" {
				t.Errorf("%s: workers of %s do not carry a panic; use conc's pool", name, path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a goroutine that does not carry its panic; use conc", set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if pkg, is := n.X.(*ast.Ident); is && pkg.Name == "sync" && n.Sel.Name == "WaitGroup" && name != "sources/table_parallel.go" {
					t.Errorf("%s: goroutines that do not carry their panics; use conc", set.Position(n.Pos()))
				}
			}
			return true
		})
	}
}
