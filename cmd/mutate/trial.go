package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"
)

// tryMutants draws a package's mutants, puts each to the tests that could notice it, and prints what became of it.
func (m *module) tryMutants(out io.Writer, p *packages.Package, o options) ([]*mutant, error) {
	all, err := m.findMutants(p, o)
	if err != nil {
		return nil, err
	}
	drawn, err := drawMutants(p, all, o)
	if err != nil || len(drawn) == 0 {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	over, err := newOverlay(filepath.Join(dir, "all"), p, drawn, aliveInEnvironment)
	if err != nil {
		return nil, err
	}
	asked := []string{p.PkgPath}
	if !o.lone {
		asked = append(asked, m.dependents(p.PkgPath, o.deep)...)
	}
	for _, path := range asked {
		if m.isCommand(path) {
			err = m.tryBuilt(dir, path, p, drawn)
		} else {
			err = m.tryTests(over, path, p, drawn, o)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(drawn, func(a, b *mutant) int {
		return cmp.Or(cmp.Compare(a.file, b.file), a.line-b.line, a.from-b.from, cmp.Compare(a.what, b.what))
	})
	for _, x := range drawn {
		fmt.Fprintf(out, "%s:%d: %s: %s\n", x.file, x.line, x.what, cmp.Or(x.noticed, "UNNOTICED"))
	}
	return drawn, nil
}

// drawMutants draws as many mutants as are asked for, of those that compile, each kind as likely as another.
func drawMutants(p *packages.Package, all []*mutant, o options) ([]*mutant, error) {
	if o.most == 0 {
		return keepCompiling(p, all)
	}
	kinds := map[string][]*mutant{}
	var names []string
	for _, x := range all {
		if kinds[x.kind] == nil {
			names = append(names, x.kind)
		}
		kinds[x.kind] = append(kinds[x.kind], x)
	}
	rng := rand.New(rand.NewPCG(o.seed, 0))
	var drawn []*mutant
	for len(drawn) < o.most && len(names) > 0 {
		for more := o.most - len(drawn); more > 0 && len(names) > 0; more-- {
			n := rng.IntN(len(names))
			of := kinds[names[n]]
			i := rng.IntN(len(of))
			drawn = append(drawn, of[i])
			kinds[names[n]] = slices.Delete(of, i, i+1)
			if len(of) == 1 {
				names = slices.Delete(names, n, n+1)
			}
		}
		var err error
		if drawn, err = keepCompiling(p, drawn); err != nil {
			return nil, err
		}
	}
	return drawn, nil
}

// tryTests puts the mutants that nothing has noticed yet to the tests of a package.
func (m *module) tryTests(over *overlay, path string, p *packages.Package, drawn []*mutant, o options) error {
	own := path == p.PkgPath
	left := func(x *mutant) bool { return x.noticed == "" && (own || x.ownTests(o) == "") }
	if !slices.ContainsFunc(drawn, left) {
		return nil
	}
	binary, err := over.build(m.dir, m.dirOf(path), path)
	if err != nil || binary == "" {
		return err
	}
	t := &tests{binary: binary, dir: m.dirOf(path), limit: 10 * time.Minute}
	if t.run(0, "^$", "-rapid.nofailfile") {
		t.flags = []string{"-rapid.nofailfile", "-rapid.seed", "1"} // what the tests draw is the same each time, and kept nowhere
	}
	began := time.Now()
	if !t.run(0, o.run) {
		return fmt.Errorf("the tests of %s fail with no mutant alive", path)
	}
	t.limit = 20*time.Second + 6*time.Since(began)
	inParallel(len(drawn), func(i int) {
		x := drawn[i]
		if left(x) && !t.run(i+1, cmp.Or(x.ownTests(o), o.run)) {
			x.noticed = m.shorten(path)
		}
	})
	return nil
}

var provisionFile = regexp.MustCompile(`/([a-z][0-9]{2})_[^/]*$`)

// ownTests are the tests of the provision that a mutant's file is named after; empty for another file, which all tests are for.
func (x *mutant) ownTests(o options) string {
	f := provisionFile.FindStringSubmatch(x.file)
	if o.own == "" || f == nil {
		return ""
	}
	return fmt.Sprintf(o.own, strings.ToUpper(f[1]))
}

// tests is a package's tests, built with mutants in what they test.
type tests struct {
	binary, dir string
	flags       []string
	limit       time.Duration // after which they are taken to hang, and so to have noticed
}

// run runs tests with one mutant alive and reports whether they pass.
func (t *tests) run(k int, which string, flags ...string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), t.limit)
	defer cancel()
	c := exec.CommandContext(ctx, t.binary, slices.Concat([]string{"-test.run", which, "-test.failfast", "-test.timeout", "0"}, t.flags, flags)...)
	c.Dir, c.WaitDelay = t.dir, time.Second
	return runWithin(c, fmt.Sprintf("MUTANT=%d", k))
}

// runWithin runs a command with a folder for what it leaves behind.
func runWithin(c *exec.Cmd, environment string) bool {
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	c.Env = append(os.Environ(), environment, "TMPDIR="+dir)
	return c.Run() == nil
}

// tryBuilt builds a command with each mutant that nothing has noticed yet, alive for good: its tests start the program itself.
func (m *module) tryBuilt(dir, path string, p *packages.Package, drawn []*mutant) error {
	for i, x := range drawn {
		if x.noticed != "" {
			continue
		}
		over, err := newOverlay(filepath.Join(dir, fmt.Sprint(i)), p, []*mutant{x}, `"1"`)
		if err != nil {
			return err
		}
		list, err := over.write()
		if err != nil {
			return err
		}
		c := exec.Command("go", "test", "-failfast", "-count=1", "-timeout", "30m", path)
		c.Dir = m.dir
		if !runWithin(c, "GOFLAGS=-overlay="+list) {
			x.noticed = m.shorten(path)
		}
	}
	return nil
}
