package journal

import (
	"cmp"
	"fmt"
)

// Gate is a question that an extract must pass before anything is said on the strength of it.
type Gate string

// The gates.
const (
	CutGate       Gate = "cut"       // the file breaks off
	RowsGate      Gate = "rows"      // rows, against what is expected and against the extract last accepted
	FillGate      Gate = "fill"      // a column that has gone empty
	RejectedGate  Gate = "rejected"  // too many rows that cannot be used
	AgeGate       Gate = "age"       // older than the kind allows
	DateGate      Gate = "date"      // dates that contradict each other
	SameGate      Gate = "same"      // the same file as another, or as an earlier one
	AuthorityGate Gate = "authority" // another authority's file
	TermGate      Gate = "term"      // a census of no census day
	ReturnGate    Gate = "return"    // one school's return
	SchoolsGate   Gate = "schools"   // too few schools in the census
	MissingGate   Gate = "missing"   // it was there and does not come, or cannot be read, any more
	SettingsGate  Gate = "settings"  // the settings no longer name it, or have it read otherwise, than in the last published run
	MembersGate   Gate = "members"   // children who had no reason to go are gone
	TotalGate     Gate = "total"     // the returns of all schools, short together
	ColumnGate    Gate = "column"    // a column that no longer says what it said, or what other extracts say
)

// Gates are all of them, in the order in which they are asked.
var Gates = []Gate{CutGate, RowsGate, FillGate, RejectedGate, AgeGate, DateGate, SameGate, AuthorityGate, TermGate, ReturnGate,
	SchoolsGate, MissingGate, SettingsGate, MembersGate, ColumnGate, TotalGate}

// GateReport is a gate that an extract did not pass: what was wrong, and what it holds back.
type GateReport struct {
	Gate   Gate   `json:"gate"`
	Kind   string `json:"kind"`
	File   string `json:"file,omitempty"` // empty: all files of the kind
	School string `json:"school,omitempty"`
	On     string `json:"on,omitempty"` // the census day of a return
	Why    string `json:"why"`
	// Unused files are read and counted, and none of their rows goes any further.
	Unused bool `json:"file_not_used,omitempty"`
	// Held kinds are not relied on: rules that need them say unknown, and whom they may explain is not listed.
	Held     bool      `json:"kind_held,omitempty"`
	Accepted *Accepted `json:"accepted,omitempty"` // an operator lets it pass
}

// Accepted is who let an extract pass a gate, until when, and why.
type Accepted struct {
	By     string `json:"by"`
	Until  string `json:"until"`
	Reason string `json:"reason"`
}

// LetPass reports whether a failure was accepted by the operator.
func (g *GateReport) LetPass() bool { return g.Accepted != nil }

// SameQuestion reports whether two reports are of one gate, extract, file and return.
func (g *GateReport) SameQuestion(o *GateReport) bool {
	return g.Question() == o.Question()
}

// Question is what was asked, without what came of it: a report of the gate, extract, file and return alone.
func (g *GateReport) Question() GateReport {
	return GateReport{Gate: g.Gate, Kind: g.Kind, File: g.File, School: g.School, On: g.On}
}

// Fault says what is wrong, with the file.
func (g *GateReport) Fault() string {
	if g.File != "" {
		return g.File + ": " + g.Why
	}
	return g.Why
}

// Notice tells what did not pass, gravely, or what was let pass. Each school's return is told where returns are counted: of
// those there is none here.
func (g *GateReport) Notice() (n Notice, tell bool) {
	text := g.Kind + ": "
	if g.LetPass() {
		return Notice{Kind: g.Kind, Text: text + fmt.Sprintf("%s; accepted by %s until %s: %s (gate %s)",
			cmp.Or(g.Fault(), string(g.Gate)), g.Accepted.By, g.Accepted.Until, g.Accepted.Reason, g.Gate)}, true
	}
	if g.Gate == ReturnGate || g.Gate == SchoolsGate {
		return Notice{}, false
	}
	text += g.Fault()
	switch {
	case g.Held && g.Unused:
		text += "; it is not used, and rules that need it say unknown"
	case g.Held:
		text += "; it is held back, rules that need it say unknown, and no child is newly listed whom it may explain"
	case g.Unused:
		text += "; the file is not used"
	}
	return Notice{Kind: g.Kind, Grave: true, Text: text + fmt.Sprintf(" (gate %s)", g.Gate)}, true
}
