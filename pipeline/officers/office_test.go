package officers

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// deskFolder is an output folder whose register remembers runs that nobody made.
type deskFolder struct {
	*testing.T
	settings *settings.Settings
}

func openOffice(t *testing.T) deskFolder {
	return deskFolder{t, &settings.Settings{Output: t.TempDir()}}
}

// in has something done in the register.
func (o deskFolder) in(do func(reg *register.Register) error) {
	o.Helper()
	reg, err := past.OpenRegister(o.Context(), o.settings.Output)
	if err == nil {
		err = errors.Join(do(reg), reg.Close())
	}
	if err != nil {
		o.Fatal(err)
	}
}

// runFolder is where a run of a day is published.
func runFolder(on calendar.Date, hour int) string {
	return filepath.Join(journal.RunsFolder, fmt.Sprintf("%sT%s-%02d0000", on, on.Midnight().Format("20060102"), hour))
}

// show records a published run of a day that showed lines and left pairs to a person.
func (o deskFolder) show(id string, on calendar.Date, shown []register.Shown, pairs []register.Pair, more ...func(*register.Run)) {
	o.Helper()
	run := register.Run{ID: id, AsOf: on.Midnight(), Folder: runFolder(on, 1), Published: true, Shown: shown, Pairs: pairs}
	for _, add := range more {
		add(&run)
	}
	o.in(func(reg *register.Register) error { return reg.RecordRun(o.Context(), run) })
}

// take takes in what was filled in in the workbook of a run.
func (o deskFolder) take(run string, on calendar.Date, lines []candidates.Marked, pairs ...candidates.MarkedPair) (*Imported, error) {
	return RecordDecisions(o.Context(), o.settings, journal.Options{}, candidates.Filled{RunID: run, Lines: lines, Pairs: pairs}, on)
}

// decided are all decisions that the register holds, and judged all judgements.
func (o deskFolder) decided() (all []register.Decision) {
	o.Helper()
	o.in(func(reg *register.Register) (err error) { all, err = reg.ReadDecisions(o.Context()); return })
	return all
}

func (o deskFolder) judged() (all []register.Judgement) {
	o.Helper()
	o.in(func(reg *register.Register) (err error) { all, err = reg.ReadJudgements(o.Context()); return })
	return all
}

// lineOf is a line of a list that rests on facts of one extract.
func lineOf(list candidates.List, child string, facts ...string) register.Shown {
	var known rules.Facts
	for _, f := range facts {
		known = append(known, rules.Fact{Source: "school_census", Text: f})
	}
	raw, err := json.Marshal(known)
	if err != nil {
		panic(err)
	}
	return register.Shown{List: string(list), Child: child, Rules: []string{"C07"}, Rank: 3, Ends: "2027-06-25",
		Evidence: register.Evidence{Hash: known.Hash(), Facts: raw, Prints: []register.Fingerprint{{child[0]}}}}
}

// markOn is what an officer wrote on a line.
func markOn(line register.Shown, m candidates.Mark) candidates.Marked {
	m.Place = "row of " + line.Child
	return candidates.Marked{List: candidates.List(line.List), ChildID: line.Child, Evidence: line.Evidence.Hash, Mark: m}
}

// publishEmpty makes the folder of a published run.
func (o deskFolder) publishEmpty(names ...string) {
	o.Helper()
	for _, name := range names {
		if err := os.MkdirAll(filepath.Join(o.settings.Output, name), 0o755); err != nil {
			o.Fatal(err)
		}
	}
}
