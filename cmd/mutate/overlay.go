package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// aliveSource is what a broken package gets beside its files: which mutant is alive, and an end to one that eats memory.
const aliveSource = `package %s

import (
	"os"
	"runtime"
	"strconv"
	"time"
)

var mutantAlive, _ = strconv.Atoi(%s)

func mutantOr[T any](k int, mutated, real T) T {
	if mutantAlive == k {
		return mutated
	}
	return real
}

func init() {
	if mutantAlive == 0 {
		return
	}
	go func() {
		for {
			time.Sleep(time.Second / 4)
			var m runtime.MemStats
			if runtime.ReadMemStats(&m); m.HeapAlloc > 2<<30 {
				panic("a mutant eats memory")
			}
		}
	}()
}
`

const (
	aliveInEnvironment = `os.Getenv("MUTANT")`
	aliveStub          = "package %s\n\nvar mutantAlive int\n\nfunc mutantOr[T any](k int, mutated, real T) T { return real }\n"
)

// overlay is files that stand in for others, or are added, while a program is built.
type overlay struct {
	dir     string
	Replace map[string]string
}

func (o *overlay) put(path string, source []byte) error {
	at := filepath.Join(o.dir, fmt.Sprintf("%d.go", len(o.Replace)))
	o.Replace[path] = at
	return os.WriteFile(at, source, 0o600)
}

// write writes the list of an overlay's files and returns its path.
func (o *overlay) write() (string, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	list := filepath.Join(o.dir, "overlay.json")
	return list, os.WriteFile(list, raw, 0o600)
}

// newOverlay puts a package's files with the mutants in them over its own.
func newOverlay(dir string, p *packages.Package, mutants []*mutant, alive string) (*overlay, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	o := &overlay{dir, map[string]string{}}
	for path := range byPath(mutants) {
		text, _, err := mutateFile(path, mutants)
		if err != nil {
			return nil, err
		}
		if err := o.put(path, text); err != nil {
			return nil, err
		}
	}
	return o, o.put(filepath.Join(filepath.Dir(p.CompiledGoFiles[0]), "mutant_alive.go"), fmt.Appendf(nil, aliveSource, p.Name, alive))
}

func byPath(mutants []*mutant) map[string]bool {
	paths := map[string]bool{}
	for _, x := range mutants {
		paths[x.path] = true
	}
	return paths
}

// span is where in a written file a mutant is.
type span struct {
	from, to int
	x        *mutant
}

// mutateFile returns a file with those of the mutants that are in it: the function of each begins with a switch to a copy of
// itself that has the break. Mutants are numbered from 1, by their place in the list.
func mutateFile(path string, mutants []*mutant) ([]byte, []span, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	at := map[int][]int{} // the numbers of the mutants that are written at a place
	for i, x := range mutants {
		switch {
		case x.path != path:
		case x.fn == nil:
			at[x.from] = append(at[x.from], i)
		default:
			at[x.fn.body] = append(at[x.fn.body], i)
		}
	}
	places := make([]int, 0, len(at))
	for p := range at {
		places = append(places, p)
	}
	slices.Sort(places)
	var out bytes.Buffer
	var spans []span
	done := 0
	for _, p := range places {
		out.Write(text[done:p])
		done = p
		first := mutants[at[p][0]]
		if first.fn == nil {
			from, value := out.Len(), first.real
			for _, i := range at[p] {
				value = fmt.Sprintf("mutantOr(%d, %s, %s)", i+1, mutants[i].with, value)
			}
			out.WriteString(value)
			done = first.to
			for _, i := range at[p] {
				spans = append(spans, span{from, out.Len(), mutants[i]})
			}
			continue
		}
		out.WriteString("\nswitch mutantAlive {\n")
		for _, i := range at[p] {
			from := out.Len()
			writeCopy(&out, text, i+1, mutants[i])
			spans = append(spans, span{from, out.Len(), mutants[i]})
		}
		out.WriteString("}\n")
	}
	out.Write(text[done:])
	return out.Bytes(), spans, nil
}

func writeCopy(out *bytes.Buffer, text []byte, k int, x *mutant) {
	head, tail := "return ", "()\n"
	if x.fn.void {
		head, tail = "", "()\nreturn\n"
	}
	fmt.Fprintf(out, "case %d:\n%sfunc() %s {%s%s%s}%s", k, head, x.fn.results, text[x.fn.body:x.from], x.with, text[x.to:x.fn.end], tail)
}

// keepCompiling returns the mutants that compile.
func keepCompiling(p *packages.Package, mutants []*mutant) ([]*mutant, error) {
	for {
		wrong, err := findWrong(p, mutants)
		if err != nil || len(wrong) == 0 {
			return mutants, err
		}
		mutants = slices.DeleteFunc(slices.Clone(mutants), func(x *mutant) bool { return wrong[x] })
	}
}

// findWrong checks the types of a package with the mutants in it and returns those in which a fault is.
func findWrong(p *packages.Package, mutants []*mutant) (map[*mutant]bool, error) {
	fset := token.NewFileSet()
	wrong, spans := map[*mutant]bool{}, map[string][]span{}
	var files []*ast.File
	for _, path := range p.CompiledGoFiles {
		text, in, err := mutateFile(path, mutants)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("a file with mutants in it: %w", err)
		}
		spans[path], files = in, append(files, f)
	}
	stub, err := parser.ParseFile(fset, "", fmt.Sprintf(aliveStub, p.Name), 0)
	if err != nil {
		return nil, err
	}
	var other error
	conf := types.Config{Importer: importsOf{p.Types}, Error: func(err error) {
		var fault types.Error
		if !errors.As(err, &fault) {
			other = err
			return
		}
		at, found := fset.Position(fault.Pos), false
		for _, s := range spans[at.Filename] {
			if s.from <= at.Offset && at.Offset < s.to {
				wrong[s.x], found = true, true
			}
		}
		if !found && !strings.HasPrefix(fault.Msg, "\t") { // a further line of the fault before
			other = err
		}
	}}
	_, _ = conf.Check(p.PkgPath, fset, append(files, stub), nil)
	if len(wrong) == 0 && other != nil {
		return nil, fmt.Errorf("%s with mutants in it: %w", p.PkgPath, other)
	}
	return wrong, nil
}

// importsOf are the packages that one imports, as it was read with them.
type importsOf struct{ p *types.Package }

func (i importsOf) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	for _, p := range i.p.Imports() {
		if p.Path() == path {
			return p, nil
		}
	}
	return nil, fmt.Errorf("%s is not imported", path)
}

// build builds the tests of a package, and returns no program when it has none.
func (o *overlay) build(moduleDir, dir string, path string) (string, error) {
	list, err := o.write()
	if err != nil {
		return "", err
	}
	binary := filepath.Join(o.dir, strings.ReplaceAll(path, "/", "_")+".test")
	build := exec.Command("go", "test", "-c", "-vet=off", "-o", binary, "-overlay", list, path)
	build.Dir = moduleDir
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the tests of %s with mutants do not build: %w\n%s", path, err, out)
	}
	if _, err := os.Stat(binary); err != nil {
		return "", nil
	}
	return binary, nil
}
