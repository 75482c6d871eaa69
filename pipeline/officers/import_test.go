package officers

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

var today = calendar.On(2026, 10, 16)

// faultsOf are the faults of an import that was refused.
func faultsOf(err error) []string {
	var refused *ImportError
	errors.As(err, &refused)
	if refused == nil {
		return nil
	}
	return refused.Faults
}

// A mark becomes a decision with all that it was made on; what the officer left empty is the day of the import, and the term of
// the reason, unless the authority has set its own.
func TestWhatAnOfficerTypesIsRecorded(t *testing.T) {
	o := openOffice(t)
	o.settings.Decisions.Terms = map[string]int{"back": 10}
	lines := []register.Shown{lineOf(candidates.CME, "A", "one"), lineOf(candidates.CME, "B", "two"), lineOf(candidates.CME, "C"), lineOf(candidates.AtRisk, "D")}
	o.show("first", calendar.On(2026, 10, 15), lines, nil)
	marks := []candidates.Marked{
		markOn(lines[0], candidates.Mark{Outcome: "Not CME", Reason: "on a roll and attending", By: "AB", Date: "1/10/2026", Note: "seen"}),
		markOn(lines[1], candidates.Mark{Outcome: "transfer pending", Reason: "believed_away", By: "lead", Until: "31/12/2026", Return: sources.ReturnReasons[1]}),
		markOn(lines[2], candidates.Mark{Outcome: "RESOLVED", Reason: "died", By: "AB", Date: "2026-10-16"}),
		markOn(lines[3], candidates.Mark{Outcome: "Looked at", Reason: "back and attending", By: "AB", Until: "2026-10-16"}),
		{List: candidates.CME, ChildID: "A", Mark: candidates.Mark{Note: "no outcome yet"}},
	}
	done, err := o.take("first", today, marks)
	if err != nil || *done != (Imported{Decisions: 4, Left: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	var want []register.Decision
	for i, w := range []register.Decision{
		{Outcome: "not_cme", Ground: "attending", By: "AB", Made: "2026-10-01", Until: "2027-10-01", Note: "seen"},
		{Outcome: "transfer_pending", Ground: "believed_away", By: "lead", Made: "2026-10-16", Until: "2026-12-31", Return: sources.ReturnReasons[1]},
		{Outcome: "resolved", Ground: "died", By: "AB", Made: "2026-10-16"},
		{Outcome: "looked_at", Ground: "back", By: "AB", Made: "2026-10-16", Until: "2026-10-16"},
	} {
		w.Run, w.Child, w.List, w.Evidence = "first", lines[i].Child, lines[i].List, lines[i].Evidence
		w.Line = register.Shown{Rules: []string{"C07"}, Rank: 3, Ends: "2027-06-25"} // the rest stands beside it
		want = append(want, w)
	}
	got := o.decided()
	// What was typed before there was a reason for the return is still known as the same.
	if plain := markOf("first", string(candidates.CME), "A", "Not CME", "on a roll and attending", "seen", "AB", "1/10/2026", ""); got[0].Mark != plain {
		t.Errorf("a line without a reason for the return is known by another mark than before there was one")
	}
	marksSeen := map[string]bool{}
	for i := range got {
		marksSeen[got[i].Mark] = true
		got[i].Mark, got[i].Seq = "", 0
	}
	if !reflect.DeepEqual(got, want) || len(marksSeen) != 4 || marksSeen[""] {
		t.Errorf("recorded\n%+v\nwant\n%+v", got, want)
	}

	// The same file again records nothing, and a mark that was typed anew is another one whatever was changed in it.
	if done, err := o.take("first", today+1, marks); err != nil || *done != (Imported{Known: 4, Left: 1}) {
		t.Errorf("the same file again: %+v, %v", done, err)
	}
	for what, change := range map[string]func(m *candidates.Mark){
		"outcome": func(m *candidates.Mark) { m.Outcome = "Resolved" }, "reason": func(m *candidates.Mark) { m.Reason = "attending" },
		"note": func(m *candidates.Mark) { m.Note = "" }, "by": func(m *candidates.Mark) { m.By = "CD" },
		"date": func(m *candidates.Mark) { m.Date = "2/10/2026" }, "until": func(m *candidates.Mark) { m.Until = "1/12/2026" },
		"return": func(m *candidates.Mark) { m.Return = sources.ReturnReasons[0] },
	} {
		again := marks[0]
		change(&again.Mark)
		if _, err := o.take("first", today, []candidates.Marked{again}); len(faultsOf(err)) != 1 || !strings.Contains(err.Error(), "somebody has decided") {
			t.Errorf("another %s is not another decision: %v", what, err)
		}
	}
}

// Every fault of a file is told with its place, and nothing of the file is recorded.
func TestAFaultyWorkbookIsRefusedWhole(t *testing.T) {
	o := openOffice(t)
	line, risk := lineOf(candidates.CME, "A"), lineOf(candidates.AtRisk, "B")
	pair := register.Pair{RecordL: "l", RecordR: "r", ChildL: "A", ChildR: "B", PrintsL: []register.Fingerprint{{1}}, PrintsR: []register.Fingerprint{{2}}}
	o.show("first", calendar.On(2026, 10, 15), []register.Shown{line, risk}, []register.Pair{pair})
	good := candidates.Mark{Outcome: "Not CME", Reason: "died", By: "AB"}
	change := func(of register.Shown, do func(m *candidates.Marked)) candidates.Marked {
		m := markOn(of, good)
		do(&m)
		return m
	}
	for _, c := range []struct {
		m    candidates.Marked
		want []string
	}{
		{change(line, func(m *candidates.Marked) { m.ChildID = "Z" }),
			[]string{"child id: the run of this workbook has no such child on this list; change nothing but the yellow columns"}},
		{change(line, func(m *candidates.Marked) { m.List = candidates.AtRisk }),
			[]string{"child id: the run of this workbook has no such child on this list; change nothing but the yellow columns"}},
		{change(line, func(m *candidates.Marked) { m.Evidence = "00" }), []string{"evidence: not what the run wrote on this line; change nothing but the yellow columns"}},
		{change(line, func(m *candidates.Marked) { m.Outcome = "Looked at" }),
			[]string{"outcome: not one of the words of the list (want Suspected, Confirmed, Untraced, Transfer pending, Resolved, Not CME)"}},
		{change(risk, func(m *candidates.Marked) { m.By = "" }), []string{"outcome: not one of the words of the list (want Looked at, Suspected, Confirmed)"}},
		{change(risk, func(m *candidates.Marked) { m.Outcome = "Looked at" }),
			[]string{"reason: want one that goes with the outcome (the school is acting; back and attending; the absence is accounted for)"}},
		{change(line, func(m *candidates.Marked) { m.Return, m.By = "holiday", "" }), []string{
			"reason for the return: not one of the department's (want one of the words of the list, or nothing)",
			"decided by: empty; a decision is a person's (want initials or a role)"}},
		{change(line, func(m *candidates.Marked) { m.Date = "17/10/2026" }), []string{"date: still to come"}},
		{change(line, func(m *candidates.Marked) { m.Date = "10-16" }), []string{"date: not a date (want DD/MM/YYYY)"}},
		{change(line, func(m *candidates.Marked) { m.Until = "soon" }), []string{"until: not a date (want DD/MM/YYYY)"}},
		{change(line, func(m *candidates.Marked) { m.Until = "15/10/2026" }), []string{"until: before the day of the decision"}},
	} {
		_, err := o.take("first", today, []candidates.Marked{c.m})
		for i := range c.want {
			c.want[i] = c.m.Place + ": " + c.want[i]
		}
		if got := faultsOf(err); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v: faults\n%q\nwant\n%q", c.m, got, c.want)
		}
	}

	both := []candidates.Marked{markOn(line, good), markOn(line, candidates.Mark{Outcome: "Confirmed", Reason: "enquiries", By: "AB"}), change(risk, func(m *candidates.Marked) { m.By = "" })}
	both[1].Place = "further down"
	_, err := o.take("first", today, both)
	if got := faultsOf(err); len(got) != 2 || got[0] != "further down: the child is decided on row of A as well: leave one outcome" ||
		err.Error() != "decisions: "+got[0]+"\ndecisions: "+got[1] {
		t.Errorf("faults %q", err)
	}

	pairMark := candidates.Mark{Place: "pair", Outcome: "Same", By: "AB"}
	for want, m := range map[string]candidates.MarkedPair{
		"pair: records: the run of this workbook has no such possible match; change nothing but the yellow columns": {RecordL: "r", RecordR: "l", Mark: pairMark},
		"pair: outcome: want Same, Different or Unsure":                                                             {RecordL: "l", RecordR: "r", Mark: candidates.Mark{Place: "pair", Outcome: "maybe", By: "AB"}},
		"pair: decided by: empty; a judgement is a person's (want initials or a role)":                              {RecordL: "l", RecordR: "r", Mark: candidates.Mark{Place: "pair", Outcome: "Same"}},
		"pair: date: still to come":                {RecordL: "l", RecordR: "r", Mark: candidates.Mark{Place: "pair", Outcome: "Same", By: "AB", Date: "17/10/2026"}},
		"pair: date: not a date (want DD/MM/YYYY)": {RecordL: "l", RecordR: "r", Mark: candidates.Mark{Place: "pair", Outcome: "Same", By: "AB", Date: "today"}},
	} {
		_, err := o.take("first", today, []candidates.Marked{markOn(line, good)}, m)
		if got := faultsOf(err); !reflect.DeepEqual(got, []string{want}) {
			t.Errorf("faults %q, want %q", got, want)
		}
	}
	if d, j := o.decided(), o.judged(); len(d)+len(j) > 0 {
		t.Errorf("after refusals the register holds %v and %v", d, j)
	}
	if _, err := o.take("another", today, nil); len(faultsOf(err)) != 1 || !strings.Contains(err.Error(), "run another, which this register does not know") {
		t.Errorf("a workbook of a run that nobody made: %v", err)
	}
	book := filepath.Join(t.TempDir(), "no.xlsx")
	if err := os.WriteFile(book, []byte("no workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ImportDecisions(t.Context(), o.settings, journal.Options{}, book, today); len(faultsOf(err)) != 1 {
		t.Errorf("what is no workbook: %v", err)
	}
	release, err := journal.LockFolder(o.settings.Output)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := o.take("first", today, nil); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("while a run is under way: %v", err)
	}
}

// A decision takes the place of what stood of the child when its workbook was made, under whatever id the child had; what came in since
// then is somebody else's work and refuses it. A line at risk that was looked at and a case are two things.
func TestADecisionTakesThePlaceOfWhatItSaw(t *testing.T) {
	o := openOffice(t)
	cme, other, risk := lineOf(candidates.CME, "A"), lineOf(candidates.CME, "B"), lineOf(candidates.AtRisk, "A")
	o.show("first", calendar.On(2026, 10, 14), []register.Shown{cme, other, risk}, nil)
	confirm := candidates.Mark{Outcome: "Confirmed", Reason: "enquiries", By: "AB"}
	close := candidates.Mark{Outcome: "Not CME", Reason: "died", By: "AB"}
	looked := candidates.Mark{Outcome: "Looked at", Reason: "back", By: "AB"}
	take := func(run string, m candidates.Marked) []string {
		t.Helper()
		_, err := o.take(run, today, []candidates.Marked{m})
		if err != nil && faultsOf(err) == nil {
			t.Fatal(err)
		}
		return faultsOf(err)
	}
	if f := take("first", markOn(cme, confirm)); f != nil {
		t.Fatal(f)
	}
	if f := take("first", markOn(risk, looked)); f != nil {
		t.Errorf("a case hinders looking at a line at risk: %v", f)
	}
	if f := take("first", markOn(cme, close)); len(f) != 1 ||
		f[0] != "row of A: somebody has decided the child since this workbook was made: 2026-10-16; decide again on the newest workbook if that is wrong" {
		t.Errorf("decided twice from one workbook: %v", f)
	}
	// In the second run the child has become M, and B too.
	merged := lineOf(candidates.CME, "M")
	o.show("second", calendar.On(2026, 10, 15), []register.Shown{merged}, nil, func(r *register.Run) {
		r.Changes = []register.Change{{Child: "A", Into: "M", Kind: register.Merged}, {Child: "B", Into: "M", Kind: register.Merged}}
	})
	if f := take("first", markOn(other, confirm)); len(f) != 1 || !strings.Contains(f[0], "somebody has decided") {
		t.Errorf("the other half of a child that was decided: %v", f)
	}
	if f := take("second", markOn(merged, close)); f != nil {
		t.Fatal(f)
	}
	if f := take("second", markOn(merged, confirm)); len(f) != 1 {
		t.Errorf("decided meanwhile under the new id: %v", f)
	}
	// Where the register says with whom a decision stood in the newest run, that counts.
	third := lineOf(candidates.CME, "S")
	all := o.decided()
	o.show("third", calendar.On(2026, 10, 16), []register.Shown{third}, nil, func(r *register.Run) { r.Standing = map[int64]string{all[2].Seq: "S"} })
	if f := take("third", markOn(third, confirm)); f != nil {
		t.Fatal(f)
	}
	all = o.decided()
	if len(all) != 4 || all[0].Supersedes != nil || all[1].Supersedes != nil || !reflect.DeepEqual(all[2].Supersedes, []int64{all[0].Seq}) ||
		!reflect.DeepEqual(all[3].Supersedes, []int64{all[2].Seq}) {
		t.Errorf("decisions %+v", all)
	}
}

// On the workbook of an earlier run a line is refused where a fact has become known since; what the newest run lacks hinders
// nothing, nor does a line that is gone.
func TestAnEarlierWorkbookHoldsWhileNothingIsNew(t *testing.T) {
	for _, c := range []struct {
		name  string
		newer []register.Shown
		want  string
	}{
		{"the same", []register.Shown{lineOf(candidates.CME, "A", "one")}, ""},
		{"a fact is new", []register.Shown{lineOf(candidates.CME, "A", "one", "two")},
			"row of A: the facts have changed since this workbook was made (new since it was made: two (school census)): decide on the workbook of run second"},
		{"a fact is gone", []register.Shown{lineOf(candidates.CME, "A")}, ""},
		{"the line is gone", nil, ""},
		{"new on the other list", []register.Shown{lineOf(candidates.AtRisk, "A", "one", "two")}, ""},
	} {
		o := openOffice(t)
		line := lineOf(candidates.CME, "A", "one")
		o.show("first", calendar.On(2026, 10, 14), []register.Shown{line}, nil)
		o.show("second", calendar.On(2026, 10, 15), c.newer, nil)
		_, err := o.take("first", today, []candidates.Marked{markOn(line, candidates.Mark{Outcome: "Confirmed", Reason: "enquiries", By: "AB"})})
		if got := strings.Join(faultsOf(err), "; "); got != c.want || c.want == "" && err != nil {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
}

// A judgement is recorded with its pair, whichever way round the next run names it, and takes the place of what was said before.
func TestAPairIsJudgedOnce(t *testing.T) {
	o := openOffice(t)
	prints := func(n byte) []register.Fingerprint { return []register.Fingerprint{{n}, {n + 100}} }
	pair := func(l, r, childL, childR string, printL, printR byte) register.Pair {
		return register.Pair{RecordL: l, RecordR: r, ChildL: childL, ChildR: childR, PrintsL: prints(printL), PrintsR: prints(printR)}
	}
	say := func(l, r, word, by string) candidates.MarkedPair {
		return candidates.MarkedPair{RecordL: l, RecordR: r, Mark: candidates.Mark{Place: "pair", Outcome: word, By: by, Note: "twins", Date: "15/10/2026"}}
	}
	first := pair("l", "r", "A", "B", 1, 2)
	o.show("first", calendar.On(2026, 10, 14), nil, []register.Pair{first, pair("l", "s", "A", "C", 1, 3)})
	marks := []candidates.MarkedPair{say("l", "r", "SAME", "AB"), say("l", "s", "Unsure", "CD"), {RecordL: "x", Mark: candidates.Mark{Note: "later"}}}
	if done, err := o.take("first", today, nil, marks...); err != nil || *done != (Imported{Judgements: 2, Left: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	if done, err := o.take("first", today, nil, marks[0]); err != nil || *done != (Imported{Known: 1}) {
		t.Errorf("the same again: %+v, %v", done, err)
	}
	if _, err := o.take("first", today, nil, say("l", "r", "Different", "EF")); len(faultsOf(err)) != 1 || faultsOf(err)[0] !=
		"pair: somebody has judged the pair since this workbook was made: 2026-10-15; judge again on the newest workbook if that is wrong" {
		t.Errorf("judged meanwhile: %v", err)
	}
	seqs := []int64{}
	for _, j := range o.judged() {
		seqs = append(seqs, j.Seq)
	}
	for _, c := range []struct {
		name string
		pair register.Pair
		want []int64
	}{
		{"the identities", pair("l1", "r1", "X", "Y", 1, 2), seqs[:1]},
		{"the identities, turned", pair("l2", "r2", "X", "Y", 2, 1), seqs[:1]},
		{"the children", pair("l3", "r3", "A", "B", 8, 9), seqs[:1]},
		{"the children, turned", pair("l4", "r4", "B", "A", 8, 9), seqs[:1]},
		{"one identity of the two", pair("l5", "r5", "X", "Y", 1, 9), nil},
		{"the other identity", pair("l6", "r6", "X", "Y", 9, 2), nil},
		{"one identity, turned", pair("l7", "r7", "X", "Y", 2, 9), nil},
		{"the other, turned", pair("l8", "r8", "X", "Y", 9, 1), nil},
		{"one child of the two", pair("l9", "r9", "A", "Y", 8, 9), nil},
		{"the other child", pair("la", "ra", "X", "B", 8, 9), nil},
		{"one child, turned", pair("lb", "rb", "B", "Y", 8, 9), nil},
		{"the other child, turned", pair("lc", "rc", "X", "A", 8, 9), nil},
	} {
		o := openOffice(t)
		o.show("first", calendar.On(2026, 10, 14), nil, []register.Pair{first})
		if _, err := o.take("first", today, nil, say("l", "r", "Same", "AB")); err != nil {
			t.Fatal(err)
		}
		o.show("second", calendar.On(2026, 10, 15), nil, []register.Pair{c.pair})
		if _, err := o.take("second", today, nil, say(c.pair.RecordL, c.pair.RecordR, "Different", "CD")); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		j := o.judged()
		if got := j[1].Supersedes; len(got) != len(c.want) || len(got) == 1 && got[0] != j[0].Seq {
			t.Errorf("%s: takes the place of %v, want %v", c.name, got, c.want)
		}
		if j[1].Verdict != "different" || j[1].By != "CD" || j[1].Made != "2026-10-15" || j[1].Note != "twins" || j[1].Run != "second" ||
			j[1].RecordL != c.pair.RecordL || j[1].RecordR != c.pair.RecordR || j[1].Pair.ChildL != c.pair.ChildL {
			t.Errorf("%s: recorded %+v", c.name, j[1])
		}
	}
}
