package rules

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var (
	mutate     = flag.Bool("mutate", false, "break each provision in every way and see whether its cases notice (make mutate)")
	mutateOnly = flag.String("mutate-only", "", "only in files that begin so, such as c06, enrolment or calendar; several parted by commas")
)

// TestMutants breaks the law in every way that a slip of the pen could, one slip at a time, and puts each to the cases: those
// of a provision to the provision's own, those of what provisions share, and of the calendar, to all. What no case of a shared
// file notices is put to the other tests of its package too. A mutant that nothing notices is a survivor: a condition or a
// number that no case holds. All mutants are written into one program that is built once; a variable says which is alive.
func TestMutants(t *testing.T) {
	if !*mutate {
		t.Skip("make mutate runs it")
	}
	law, days := buildLaw(t)
	if law.alone(0, "TestCases") {
		t.Fatal("the cases fail with no mutant alive")
	}
	survives := make([]bool, len(law.mutants))
	law.tryEach(t, survives)
	inParallel(len(survives), runtime.GOMAXPROCS(0), func(i int) {
		if m := law.mutants[i]; survives[i] {
			survives[i] = !lastTry(law, days, m, i+1)
		}
	})
	report(law.mutants, survives)
}

var provisionFile = regexp.MustCompile(`^rules/([a-z][0-9]{2})_`)

// provisionOf is the provision whose file a mutant is in; empty for a file that provisions share.
func (m mutant) provision() ID {
	if f := provisionFile.FindStringSubmatch(m.file); f != nil {
		return ID(strings.ToUpper(f[1]))
	}
	return ""
}

// buildLaw builds the tests of the law and of the calendar with the mutants of both.
func buildLaw(t *testing.T) (law, days *program) {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(filepath.Dir(here), "calendar")
	o := &overlay{t.TempDir(), map[string]string{}}
	mutants := o.mutate(t, below, func(name string) bool { return chosen("calendar/" + name) }, nil)
	mutants = o.mutate(t, here, chosen, mutants)
	const calendarPath = "rollcall/pipeline/calendar"
	o.put(t, filepath.Join(below, "mutant_alive.go"), aliveIn("calendar"))
	o.put(t, filepath.Join(here, "mutant_alive.go"), fmt.Sprintf(askSource, "rules", calendarPath)+orSource)
	o.put(t, filepath.Join(here, "mutant_set_test.go"), fmt.Sprintf(setSource, "rules", calendarPath))
	law = &program{here, o.build(t, here), mutants, drawn}
	if len(mutants) > 0 && strings.HasPrefix(mutants[0].file, "calendar/") {
		days = &program{below, o.build(t, below), mutants, drawn}
	}
	return law, days
}

// chosen reports whether the mutants of a file are asked for.
func chosen(name string) bool {
	return slices.ContainsFunc(strings.Split(*mutateOnly, ","), func(only string) bool { return strings.HasPrefix(name, only) })
}

// tryEach puts every mutant to the cases, in as many processes as there are processors.
func (p *program) tryEach(t *testing.T, survives []bool) {
	t.Helper()
	workers := runtime.GOMAXPROCS(0)
	trials := make([][]trial, workers)
	for i, m := range p.mutants {
		w := i % workers
		trials[w] = append(trials[w], trial{i + 1, m.provision()})
	}
	dir := t.TempDir()
	inParallel(workers, workers, func(w int) {
		if len(trials[w]) == 0 {
			return
		}
		said, err := p.try(dir, trials[w])
		if err != nil {
			t.Error(err)
			return
		}
		for i, v := range said {
			survives[trials[w][i].Mutant-1] = !v.noticed
		}
	})
}

// lastTry puts a survivor to more: one of a value that is worked out before a test begins to its cases in a process of its own,
// and one that all share to every test of its package.
func lastTry(law, days *program, m mutant, k int) bool {
	switch {
	case m.provision() != "":
		return m.static && law.alone(k, "TestCases/^"+string(m.provision())+"$")
	case strings.HasPrefix(m.file, "calendar/"):
		return days.alone(k, ".") || law.alone(k, "TestCases")
	}
	return law.alone(k, ".")
}

// report prints how many mutants each file has, how many were noticed, and those that were not.
func report(mutants []mutant, survives []bool) {
	type count struct{ all, left int }
	byFile := map[string]*count{}
	var files, lines []string
	total := count{}
	for i, m := range mutants {
		c := byFile[m.file]
		if c == nil {
			c = &count{}
			byFile[m.file] = c
			files = append(files, m.file)
		}
		c.all++
		total.all++
		if survives[i] {
			c.left++
			total.left++
			lines = append(lines, fmt.Sprintf("%s:%d: %s", m.file, m.line, m.what))
		}
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Or(byFile[b].left-byFile[a].left, strings.Compare(a, b)) })
	fmt.Printf("%-40s %8s %8s %8s\n", "file", "breaks", "noticed", "survive")
	for _, f := range append(files, "all") {
		c := byFile[f]
		if c == nil {
			c = &total
		}
		fmt.Printf("%-40s %8d %8d %8d\n", f, c.all, c.all-c.left, c.left)
	}
	for _, l := range lines {
		fmt.Println("  survives: " + l)
	}
}
