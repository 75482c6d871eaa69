// Mutate breaks packages as a slip of the pen would, one break at a time, and says which breaks no test notices.
//
// Each break is put to its package's own tests and, when they pass, to those of the packages that import it, nearest first;
// to those of commands, which take minutes, only with -deep. The breaks are drawn by seed, each kind as likely as another. They
// are all written into one program, in an overlay that leaves the tree as it is, and the environment says which is alive.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/sourcegraph/conc/pool"
)

// options say what is broken and who is asked.
type options struct {
	most int    // breaks in a package; all when 0
	seed uint64 // by which they are drawn
	only string // beginnings of file names, parted by commas
	run  string // the tests that are asked
	own  string // the tests of a provision, %s its number: a file named after one, such as c06_left.go, is put to these alone
	deep bool   // ask the commands' tests too
	lone bool   // ask the package's own tests alone
}

func main() {
	var o options
	flag.IntVar(&o.most, "n", 25, "breaks to draw in each package; 0 for all")
	flag.Uint64Var(&o.seed, "seed", 1, "what they are drawn by")
	flag.StringVar(&o.only, "only", "", "break only files that begin so; several parted by commas")
	flag.StringVar(&o.own, "own", "", "the tests of the provision that a file is named after, such as 'TestCases/^%s$'")
	flag.StringVar(&o.run, "run", ".", "ask only the tests whose names match")
	flag.BoolVar(&o.deep, "deep", false, "put to the commands' tests what no other notices")
	flag.BoolVar(&o.lone, "alone", false, "put no break to the tests of other packages")
	flag.Parse()
	if err := breakPackages(os.Stdout, ".", o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// breakPackages breaks each package that the patterns name, and prints what became of each break and the shares noticed.
func breakPackages(out io.Writer, dir string, o options, patterns []string) error {
	m, err := loadModule(dir, patterns)
	if err != nil {
		return err
	}
	var all []*mutant
	for _, p := range m.broken {
		if p.Name == "main" && !o.deep {
			continue
		}
		drawn, err := m.tryMutants(out, p, o)
		if err != nil {
			return err
		}
		all = append(all, drawn...)
	}
	by := func(x *mutant) string { return x.in }
	if o.only != "" {
		by = func(x *mutant) string { return x.file }
	}
	printShares(out, "package", all, by)
	printShares(out, "kind of break", all, func(x *mutant) string { return x.kind })
	return nil
}

// chosen reports whether the breaks of a file are asked for.
func (o options) chosen(name string) bool {
	for only := range strings.SplitSeq(o.only, ",") {
		if strings.HasPrefix(name, only) {
			return true
		}
	}
	return false
}

// inParallel does n pieces of work, as many at a time as there are processors.
func inParallel(n int, do func(i int)) {
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() { do(i) })
	}
	g.Wait()
}
