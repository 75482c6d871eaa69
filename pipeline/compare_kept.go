package pipeline

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// keptMargin is how many bits below the floor pairs are kept for the next night: by so much may a pair of unchanged identities rise
// as its values become rarer before the identities count as changed.
const keptMargin = 4.0

// comparing is what a night keeps of a comparison, so that the next one by the same model compares no pair of which neither
// identity has changed. How rare a value is changes every night, so no weight is kept: the pairs that may come up to the floor are scored
// again. Identities are known by their keyed fingerprints.
type comparing struct {
	Identities []register.Fingerprint
	Digests    []uint64 // by identity: of all that is compared of it
	Terms      matchers.Terms
	Rules      []matchers.RuleState
	Limit      int
	Pairs      []matchers.EarlierPair
}

// shelfOfComparing is where comparisons are kept. Where the settings name no model every night learns its own, by which all pairs weigh
// otherwise: then nothing of a comparison can be kept, and there is none.
func shelfOfComparing(s *settings.Settings, shelf *kept.Shelf, folk *people.People) *kept.Shelf {
	if s.Model == "" || shelf == nil || folk == nil {
		return nil
	}
	folk.Table.ForLater()
	return shelf
}

// compareKept is compare with what the last night compared.
func compareKept(j *journal.Journal, shelf *kept.Shelf, folk *people.People, model *matchers.Model) (*matchers.Edges, *matchers.Report, error) {
	floor := matchers.DefaultFloor(folk.Table, model.Spec)
	how := matchers.CompareOptions{Workers: j.Workers, Floor: floor}
	if shelf == nil {
		return matchers.Compare(j.Context(), folk.Table, model, how)
	}
	terms, err := matchers.CountTerms(folk.Table, model.Spec)
	if err != nil {
		return nil, nil, err
	}
	name, err := nameComparing(shelf, model, floor)
	if err != nil {
		return nil, nil, err
	}
	how.Margin = keptMargin
	var last comparing
	if shelf.Take(name, func(r io.Reader) error { return gob.NewDecoder(r).Decode(&last) }) {
		if how.Earlier, err = last.goOn(folk, model, terms); err != nil {
			return nil, nil, err
		}
	}
	edges, report, err := matchers.Compare(j.Context(), folk.Table, model, how)
	if err == nil && how.Earlier != nil && leavesOut(report) { // how many blocks are too large is told of all, not of the touched ones
		how.Earlier = nil
		edges, report, err = matchers.Compare(j.Context(), folk.Table, model, how)
	}
	if err != nil {
		return nil, nil, err
	}
	if !leavesOut(report) {
		keepComparing(shelf, name, folk, terms, edges, report)
	}
	return edges, report, nil
}

// leavesOut reports whether a rule left blocks out that were too large.
func leavesOut(r *matchers.Report) bool {
	for _, rule := range r.Rules {
		if rule.Skipped > 0 {
			return true
		}
	}
	return false
}

// nameComparing names what is kept of comparisons by a model: one piece, which every night has another content.
func nameComparing(shelf *kept.Shelf, model *matchers.Model, floor float64) (kept.Name, error) {
	var saved bytes.Buffer
	if err := model.Save(&saved); err != nil {
		return "", fmt.Errorf("model: %w", err)
	}
	return shelf.NameOf("comparing", journal.HashBytes(saved.Bytes()), fmt.Sprint(floor)), nil
}

// goOn returns what tonight's comparison may go on from, nil when all must be compared.
func (c *comparing) goOn(folk *people.People, model *matchers.Model, terms matchers.Terms) (*matchers.Earlier, error) {
	rows, digests := folk.Table.Len(), folk.Table.Digests()
	now := make(map[register.Fingerprint]int32, rows) // −1: of several, for rows that say little are each their own
	for i := range int32(rows) {
		if _, several := now[folk.PrintOf(i)]; several {
			now[folk.PrintOf(i)] = -1
		} else {
			now[folk.PrintOf(i)] = i
		}
	}
	then := make(map[register.Fingerprint]int, len(c.Identities))
	for _, print := range c.Identities {
		then[print]++
	}
	e := &matchers.Earlier{Changed: make([]bool, rows), Limit: c.Limit}
	for i := range e.Changed {
		e.Changed[i] = true
	}
	at := make([]int32, len(c.Identities))
	for k, print := range c.Identities {
		i, is := now[print]
		if at[k] = -1; is && i >= 0 && then[print] == 1 && digests[i] == c.Digests[k] {
			at[k], e.Changed[i] = i, false
		}
	}
	e.Rules = matchers.MoveKeys(c.Rules, at, rows)
	if possible, err := terms.MarkRarer(folk.Table, model, c.Terms, keptMargin, e.Changed); err != nil || !possible {
		return nil, err
	}
	for _, p := range c.Pairs {
		if i, j := at[p.I], at[p.J]; i >= 0 && j >= 0 && !e.Changed[i] && !e.Changed[j] {
			e.Pairs = append(e.Pairs, matchers.EarlierPair{I: i, J: j, Rule: p.Rule})
		}
	}
	return e, nil
}

// keepComparing keeps a comparison for the next night.
func keepComparing(shelf *kept.Shelf, name kept.Name, folk *people.People, terms matchers.Terms, edges *matchers.Edges, report *matchers.Report) {
	c := comparing{Digests: folk.Table.Digests(), Terms: terms, Rules: report.State, Limit: report.Limit, Pairs: edges.Later}
	if c.Rules == nil { // the table was not told that a later night goes on from it
		return
	}
	for i := range int32(folk.Table.Len()) {
		c.Identities = append(c.Identities, folk.PrintOf(i))
	}
	for k := range edges.L {
		c.Pairs = append(c.Pairs, matchers.EarlierPair{I: edges.L[k], J: edges.R[k], Rule: edges.Rule[k]})
	}
	shelf.Put(name, func(w io.Writer) error { return gob.NewEncoder(w).Encode(c) })
}
