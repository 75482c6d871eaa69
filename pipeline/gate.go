package pipeline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// Gate is a question that an extract must pass before anything is said on the strength of it.
type Gate string

// The gates.
const (
	cutGate       Gate = "cut"       // the file breaks off
	rowsGate      Gate = "rows"      // rows, against what is expected and against the extract last accepted
	fillGate      Gate = "fill"      // a column that has gone empty
	rejectedGate  Gate = "rejected"  // too many rows that cannot be used
	ageGate       Gate = "age"       // older than the kind allows
	dateGate      Gate = "date"      // dates that contradict each other
	sameGate      Gate = "same"      // the same file as another, or as an earlier one
	authorityGate Gate = "authority" // another authority's file
	termGate      Gate = "term"      // a census of no census day
	returnGate    Gate = "return"    // one school's return
	schoolsGate   Gate = "schools"   // too few schools in the census
	missingGate   Gate = "missing"   // it was there and does not come, or cannot be read, any more
)

var gates = []Gate{cutGate, rowsGate, fillGate, rejectedGate, ageGate, dateGate, sameGate, authorityGate, termGate, returnGate,
	schoolsGate, missingGate}

func gateNames() string {
	names := make([]string, len(gates))
	for i, g := range gates {
		names[i] = string(g)
	}
	return strings.Join(names, ", ")
}

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

// gatekeeper holds what was read against what is expected and what was accepted before.
type gatekeeper struct {
	r       *run
	in      *Ingested
	expect  map[sources.Kind]sources.Expectation
	before  map[string]register.Accepted
	files   map[string][]register.File // ever accepted, by kind
	reports []GateReport
	used    []bool // by line of the settings that accepts: it matched something
	homes   map[string]bool
	rejects map[sources.Kind]int
	lost    bool                     // a school has lost pupils since the run last accepted
	stood   map[string]calendar.Date // by file, the day on which a register that has not changed for long first said what it says
}

// gate is the stage after reading: it holds every file and every extract to what is expected of it, and leaves out what must
// not be used. It says so in the manifest; what it holds back is told again where it matters.
func gate(r *run, read Intake) (Intake, error) {
	if err := r.settings.expired(r.options.AsOf); err != nil {
		return Intake{}, err
	}
	k, err := newGatekeeper(r, read.Ingested)
	if err != nil {
		return Intake{}, err
	}
	r.gates = k
	k.judge()
	unused := map[string]bool{}
	for i := range k.reports {
		g := &k.reports[i]
		if g.Accepted == nil && g.Unused {
			unused[g.Kind+":"+g.File] = true
			r.manifest.notUsed(g)
		}
	}
	if len(unused) > 0 {
		read = read.without(unused)
	}
	r.manifest.Gates = k.reports
	r.count("gates not passed", k.failed(false))
	r.count("gates accepted", k.failed(true))
	r.save.also(k.reports)
	if k.persons() == 0 {
		return Intake{}, ErrNothingRead
	}
	return read, nil
}

func newGatekeeper(r *run, in *Ingested) (*gatekeeper, error) {
	k := &gatekeeper{r: r, in: in, expect: r.settings.expectations(), used: make([]bool, len(r.settings.Accept)), stood: map[string]calendar.Date{}}
	if r.register == nil {
		return k, nil
	}
	on := day(r.options.AsOf)
	var err error
	if k.before, err = r.register.LastAccepted(r.ctx, on); err != nil {
		return nil, err
	}
	k.files, err = r.register.Files(r.ctx, on)
	return k, err
}

func (k *gatekeeper) persons() int {
	n := 0
	for i := range k.in.Reports {
		n += k.in.Reports[i].Records
	}
	return n
}

// judge asks every gate. A run that is explained has been judged: its manifest says how.
func (k *gatekeeper) judge() {
	if k.r.judged != nil {
		k.reports = k.r.judged
		return
	}
	refused := map[string]string{}
	for _, x := range k.in.Rejections {
		if x.Row == 0 && x.Whole {
			refused[x.File] = x.Reason
		}
	}
	by := map[sources.Kind][]*sources.FileReport{}
	for i := range k.in.Reports {
		f := &k.in.Reports[i]
		if why, bad := refused[f.File]; bad {
			k.unreadable(f, why)
			continue
		}
		by[f.Kind] = append(by[f.Kind], f)
	}
	for _, kind := range sources.Kinds() {
		files := by[kind]
		k.sameFiles(kind, files)
		for _, f := range files {
			k.file(f)
		}
		k.extract(kind, files)
	}
}

// fail reports a gate that was not passed, unless one of the same kind, file and gate was before, and marks it as accepted
// where a line of the settings says so.
func (k *gatekeeper) fail(g GateReport) *GateReport {
	for i := range k.reports {
		if o := &k.reports[i]; o.Gate == g.Gate && o.Kind == g.Kind && o.File == g.File && o.School == g.School && o.On == g.On {
			return o
		}
	}
	for i := range k.r.settings.Accept {
		a := &k.r.settings.Accept[i]
		if a.covers(&g) {
			k.used[i] = true
			g.Accepted = &Accepted{By: a.By, Until: a.Until, Reason: a.Reason}
			break
		}
	}
	k.reports = append(k.reports, g)
	return &k.reports[len(k.reports)-1]
}

// passed reports whether a failure was accepted by the operator.
func (g *GateReport) passed() bool { return g.Accepted != nil }

func (k *gatekeeper) failed(accepted bool) int {
	n := 0
	for i := range k.reports {
		if k.reports[i].passed() == accepted {
			n++
		}
	}
	return n
}

// held returns why a kind is held back as a whole; empty when it is not.
func (k *gatekeeper) held(kind string) string {
	for i := range k.reports {
		if g := &k.reports[i]; g.Kind == kind && g.Held && !g.passed() {
			return g.words()
		}
	}
	return ""
}

// words says what is wrong, with the file.
func (g *GateReport) words() string {
	if g.File != "" {
		return g.File + ": " + g.Why
	}
	return g.Why
}

// notices tells what did not pass, gravely, and what was let pass. Each school's return is told where returns are counted.
func (k *gatekeeper) notices() []Notice {
	var out []Notice
	for i := range k.reports {
		g := &k.reports[i]
		if n, tell := g.notice(); tell {
			out = append(out, n)
		}
	}
	for i, used := range k.used {
		if a := k.r.settings.Accept[i]; !used {
			out = append(out, Notice{Kind: a.Kind, Text: fmt.Sprintf(
				"accept[%d]: no gate %s of %s had to be passed; delete the line", i, a.Gate, strings.TrimSpace(a.Kind+" "+a.File))})
		}
	}
	return out
}

func (g *GateReport) notice() (Notice, bool) {
	text := g.Kind + ": "
	if g.passed() {
		return Notice{Kind: g.Kind, Text: text + fmt.Sprintf("%s; accepted by %s until %s: %s (gate %s)",
			cmp.Or(g.words(), string(g.Gate)), g.Accepted.By, g.Accepted.Until, g.Accepted.Reason, g.Gate)}, true
	}
	if g.Gate == returnGate || g.Gate == schoolsGate { // told where returns are counted
		return Notice{}, false
	}
	text += g.words()
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

// also makes what the gates decided part of what goes into every later stage.
func (c *checkpoints) also(reports []GateReport) {
	if c == nil {
		return
	}
	raw, err := json.Marshal(reports)
	if err != nil {
		panic(err) // a GateReport is plain data
	}
	c.key += hashBytes(raw)
}

// notUsed says of an input that none of its rows went further.
func (m *Manifest) notUsed(g *GateReport) {
	for i := range m.Inputs {
		if in := &m.Inputs[i]; in.Kind == g.Kind && in.File == g.File {
			in.NotUsed = g.Why
		}
	}
}

// without leaves out the records of files, named by kind and name. What was read and refused of them stays counted.
func (read Intake) without(unused map[string]bool) Intake {
	in := *read.Ingested
	in.Batches = nil
	c := newCollector()
	var kept []int32
	record := int32(0)
	for _, b := range read.Ingested.Batches {
		v := sources.NewView(b)
		for i := range int(b.NumRows()) {
			p := v.Place(i)
			if !unused[string(p.Kind)+":"+p.File] {
				kept = append(kept, record)
				c.builder.Append(v.Record(i))
				if c.rows++; c.rows%batchRows == 0 {
					c.flush()
				}
			}
			record++
		}
	}
	c.flush()
	in.Batches = c.batches
	in.Reports = slices.DeleteFunc(slices.Clone(in.Reports), func(f sources.FileReport) bool {
		return unused[string(f.Kind)+":"+f.File]
	})
	return Intake{&in, read.Apart.only(kept)}
}
