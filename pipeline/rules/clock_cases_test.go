package rules

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func clock(id ID) *Clock {
	if i := slices.IndexFunc(clocks, func(k *Clock) bool { return k.ID == id }); i >= 0 {
		return clocks[i]
	}
	return nil
}

func closure(id ID) *Closure {
	if i := slices.IndexFunc(closures, func(c *Closure) bool { return c.ID == id }); i >= 0 {
		return closures[i]
	}
	return nil
}

// checkTask holds what a clock says of a case: "want task" the first of its tasks, "want nothing" none, "want unknown" that it
// lacks an extract.
func (w want) checkTask(t testing.TB, x *caseText, k *Clock) {
	t.Helper()
	a := x.build.authority
	tasks := a.Tasks(x.build.heard)
	if k.child != nil {
		tasks = Judge(x.build.c).Tasks
	}
	var mine []Task
	for _, one := range tasks {
		if one.Rule == k.ID {
			mine = append(mine, one)
		}
	}
	why := ""
	for i := range clocks {
		if clocks[i] == k {
			why = a.readyFacts().idle[i]
		}
	}
	got := "nothing"
	switch {
	case why != "":
		got = "unknown"
	case len(mine) > 0:
		got = "task"
	}
	if got != w.words[0] {
		t.Fatalf("%s (%v, %s), want %s", got, mine, why, w.words[0])
	}
	if got != "task" {
		w.checkText(t, why)
		return
	}
	w.checkText(t, mine[0].Reason+" Missing: "+mine[0].Missing)
	w.checkDetails(t, mine)
}

// checkDetails holds the days of the first of some tasks, whose it is, and how many they are.
func (w want) checkDetails(t testing.TB, mine []Task) {
	t.Helper()
	one := mine[0]
	for rest := w.words[1:]; len(rest) > 0; rest = rest[1:] {
		ok := true
		switch rest[0] {
		case "due":
			ok, rest = one.Due.String() == rest[1], rest[1:]
		case "since":
			ok, rest = one.Since.String() == rest[1], rest[1:]
		case "school":
			ok, rest = one.School == rest[1], rest[1:]
		case "times":
			ok, rest = number(len(mine)) == rest[1], rest[1:]
		case "late":
			ok = one.Late
		case "ahead":
			ok = !one.Late
		default:
			t.Fatalf("no such want: %s", rest[0])
		}
		if !ok {
			t.Errorf("%s: not so: %+v, of %d", rest[0], one, len(mine))
		}
	}
}

// checkProposal holds whether a closure is proposed: "want enough" on what is held, "want wanting" more evidence, "want nothing".
func (w want) checkProposal(t testing.TB, v Verdict, id ID) {
	t.Helper()
	got, text := "nothing", ""
	var mine []Task
	for _, one := range v.Tasks {
		if one.Rule != id {
			continue
		}
		mine = append(mine, one)
		got, text = "enough", one.Reason
		if one.Missing != "" {
			got = "wanting"
		}
	}
	if got != w.words[0] {
		t.Fatalf("%s (%s), want %s", got, text, w.words[0])
	}
	w.checkText(t, text)
	if len(w.words) > 1 {
		w.checkDetails(t, mine)
	}
}

// TestEveryClockIsWhole demands of every clock its words and its cases: one with a task, one with nothing, and where it needs
// an extract one without it.
func TestEveryClockIsWhole(t *testing.T) {
	for _, k := range clocks {
		checkCitations(t, k.Citations)
		if k.Title == "" || k.Condition == "" || k.Of == 0 || k.Next == "" || k.Who == "" || k.From == 0 || (k.child == nil) == (k.whole == nil) {
			t.Errorf("%s: want its words, whose it is, a day in force, and one thing to ask", k.ID)
		}
		for _, kind := range k.Needs {
			if inventedAuthority().Extracts[kind].Name == "" {
				t.Errorf("%s needs %q", k.ID, kind)
			}
		}
		said := map[string]bool{}
		for _, x := range readCases(t, filepath.Join(casesDir, string(k.ID)+".txt")) {
			for _, w := range x.wants {
				if w.head == "want" {
					said[w.words[0]] = true
				}
			}
		}
		if !said["task"] || !said["nothing"] || len(k.Needs) > 0 && !said["unknown"] {
			t.Errorf("%s: want a case with a task, one with none, and one without its extract", k.ID)
		}
	}
}

// TestEveryClosureIsWhole demands of every closure its evidence and its cases.
func TestEveryClosureIsWhole(t *testing.T) {
	for _, c := range closures {
		checkCitations(t, c.Citations)
		if c.Title == "" || c.Needs == "" {
			t.Errorf("%s: want its words", c.ID)
		}
		said := map[string]bool{}
		for _, x := range readCases(t, filepath.Join(casesDir, string(c.ID)+".txt")) {
			for _, w := range x.wants {
				if w.head == "want" {
					said[w.words[0]] = true
				}
			}
		}
		if !said["nothing"] || !said["enough"] && !said["wanting"] {
			t.Errorf("%s: want a case in which it is proposed and one in which it is not", c.ID)
		}
	}
}

// TestTasksReadWell puts every task of every case to an officer's eye.
func TestTasksReadWell(t *testing.T) {
	seen := 0
	for _, x := range everyCase(t) {
		for _, one := range append(Judge(x.build.c).Tasks, x.build.authority.Tasks(x.build.heard)...) {
			seen++
			if !strings.HasSuffix(one.Reason, ".") || len(one.Reason) > 320 || one.Next == "" || one.Who == "" || one.Of == 0 {
				t.Errorf("%s: %+v", x.name, one)
			}
			if strings.Contains(one.Reason, "a date not known") || strings.Contains(one.Reason, "..") {
				t.Errorf("%s: %q", x.name, one.Reason)
			}
		}
	}
	if seen < 50 {
		t.Errorf("%d tasks in all cases: too few to tell", seen)
	}
}
