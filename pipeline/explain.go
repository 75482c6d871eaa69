package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// Explainer looks into a published run: it reads the run's extracts again, as the run did, and compares and judges with the
// run's own model and as-of date.
type Explainer struct {
	run      *run
	dir      string
	children *Children
	judged   *Judged
	byRecord map[string]int32  // row by record id
	withheld map[string]string // why a child is not listed for an extract that is held back
	// Changed names extracts that are no longer what the run read.
	Changed []string
}

// OpenRun prepares to explain a published run. The extracts that the run read must still lie where they lay.
func OpenRun(ctx context.Context, dir string, o Options) (*Explainer, error) {
	raw, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err != nil {
		return nil, fmt.Errorf("%s: not a published run (no %s)", dir, ManifestFile)
	}
	m := &Manifest{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("%s: %s cannot be read: %w", dir, ManifestFile, err)
	}
	s, err := LoadSettings(m.SettingsFile)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults(s)
	if o.AsOf, err = calendar.Parse(m.AsOf); err != nil {
		return nil, fmt.Errorf("%s: as of: %w", ManifestFile, err)
	}
	x := &Explainer{dir: dir, run: &run{ctx: ctx, settings: s, options: o, log: o.Log, manifest: &Manifest{Results: map[string]int{}}}}
	return x, x.read(m)
}

// read has the run's people, model and children back.
func (x *Explainer) read(m *Manifest) error {
	r := x.run
	var err error
	if r.calendar, _, err = terms(r.settings); err != nil {
		return err
	}
	plan, err := r.settings.extracts()
	if err != nil {
		return err
	}
	if r.judged = m.Gates; r.judged == nil {
		r.judged = []GateReport{}
	}
	people := step(r, "standardise", standardise, step(r, "gate", gate, step(r, "ingest", ingest, plan)).Ingested)
	if r.err != nil {
		return r.err
	}
	x.Changed = changed(m.Inputs, r.manifest.Inputs)
	f, err := os.Open(filepath.Join(x.dir, ModelFile))
	if err != nil {
		return err
	}
	defer f.Close()
	model, err := matchers.LoadModel(f)
	if err != nil {
		return err
	}
	x.children, err = x.placedAsPublished(people, model)
	if err != nil {
		return err
	}
	a, _ := r.authority(people)
	if x.withheld, err = withheldBy(x.dir, m); err != nil {
		return err
	}
	x.judged = &Judged{Children: x.children, Authority: a}
	return nil
}

func changed(then, now []Input) []string {
	sum := map[string]string{}
	for _, in := range now {
		sum[in.File] = in.SHA256
	}
	var out []string
	for _, in := range then {
		if sum[in.File] != in.SHA256 {
			out = append(out, in.File)
		}
	}
	return out
}

// placedAsPublished places rows with children as the run's own files do.
func (x *Explainer) placedAsPublished(p *People, m *matchers.Model) (*Children, error) {
	c := &Children{People: p, Model: m, child: make([]int32, p.Table.Len()), link: make([]float64, p.Table.Len())}
	x.byRecord = make(map[string]int32, p.Len())
	for i := range p.Len() {
		x.byRecord[string(p.place(i).ID)] = p.rowOf[i]
	}
	number := map[string]int32{}
	for placed, err := range candidates.ReadChildren(filepath.Join(x.dir, candidates.ChildrenFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.ChildrenFile, err)
		}
		n, seen := number[placed.ChildID]
		if !seen {
			n = int32(len(c.IDs))
			number[placed.ChildID] = n
			c.IDs = append(c.IDs, rules.ChildID(placed.ChildID))
		}
		if row, ok := x.byRecord[placed.RecordID]; ok {
			c.child[row], c.link[row] = n, placed.LinkProbability
		}
	}
	for g, err := range candidates.ReadPossible(filepath.Join(x.dir, candidates.PossibleFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.PossibleFile, err)
		}
		l, okL := x.byRecord[g.RecordL]
		r, okR := x.byRecord[g.RecordR]
		if okL && okR {
			c.Grey = append(c.Grey, matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Weight: g.Weight, Probability: g.Probability}, Gap: g.Gap})
		}
	}
	c.index()
	return c, nil
}

// Child says why a child is on a list or on none: its records and how they were joined, what they claim, which suppressors
// were tried, and what each rule said. It names no name, date of birth, address or identifier.
func (x *Explainer) Child(id string) (string, error) {
	child := slices.Index(x.children.IDs, rules.ChildID(id))
	if child < 0 {
		return "", fmt.Errorf("child %s: not in this run", id)
	}
	k := x.judged.caseOf(child, x.judged.Authority)
	v := rules.Judge(k)
	if unexplained(v.Status) {
		k.Siblings = x.judged.siblings([]int32{int32(child)})[int32(child)]
		v = rules.Judge(k)
	}
	if why := x.withheld[id]; why != "" {
		v.Withhold(why)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "child %s as of %s: %s\n", id, k.AsOf.Words(), strings.ReplaceAll(string(v.Status), "_", " "))
	if v.Explanation != "" {
		fmt.Fprintf(&b, "  %s %s\n", v.ExplainedBy, v.Explanation)
	}
	fmt.Fprintf(&b, "  compulsory school age from %s to %s\n", v.CSAStart.Words(), v.CSAEnd.Words())
	otherwise, err := x.otherwise(id, &v)
	if err != nil {
		return "", err
	}
	b.WriteString(otherwise)
	x.findings(&b, "candidate CME", v.CME)
	x.findings(&b, "at risk", v.AtRisk)
	x.findings(&b, "apart from the lists", v.Apart)
	x.findings(&b, "could not tell", v.Unknown)
	x.suppressions(&b, &v)
	if err := x.decisions(&b, id); err != nil {
		return "", err
	}
	x.records(&b, child)
	if x.children.sealedWhat(child, k) != 0 {
		fmt.Fprintln(&b, "\nsealed: what the records say of places is not shown; ask the named officer")
		for i := range k.Claims {
			k.Claims[i].Place = ""
		}
	}
	x.claims(&b, k)
	return b.String(), nil
}

// decisions lists what officers decided of the child and how that stood in the run, which is why the lists may say other than
// the rules.
func (x *Explainer) decisions(b *strings.Builder, id string) error {
	title := "\nwhat officers decided, and how it stood\n"
	for d, err := range candidates.ReadDecided(filepath.Join(x.dir, candidates.DecisionsFile)) {
		if err != nil {
			return fmt.Errorf("%s: %w", candidates.DecisionsFile, err)
		}
		if d.ChildID != id {
			continue
		}
		fmt.Fprintf(b, "%s  %d %s, %s, by %s on %s", title, d.Decision, d.Outcome, d.Ground, d.By, calendarWords(d.Made))
		if !d.Until.IsZero() {
			fmt.Fprintf(b, ", until %s", calendarWords(d.Until))
		}
		fmt.Fprintf(b, ": %s\n", strings.TrimSuffix(d.State+"; "+d.Why, "; "))
		if d.Facts != "" {
			fmt.Fprintf(b, "      made on: %s\n", d.Facts)
		}
		title = ""
	}
	return nil
}

func (x *Explainer) findings(b *strings.Builder, title string, fs []rules.Finding) {
	if len(fs) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, f := range fs {
		fmt.Fprintf(b, "  %s %s: %s\n", f.Rule, rules.Title(f.Rule), f.Reason)
		if f.Answer == rules.Yes {
			fmt.Fprintf(b, "      since %s; due %s (%s); P%d; %s: %s\n", f.Since.Words(), f.Due.Words(), strings.TrimSuffix(string(f.DueUnit)+", by "+f.Calendar, ", by "), f.Severity, f.Who, f.Next)
		}
		for _, rec := range f.Records {
			fmt.Fprintf(b, "      rests on %s\n", rec)
		}
	}
}

func (x *Explainer) suppressions(b *strings.Builder, v *rules.Verdict) {
	if len(v.Suppressions) > 0 {
		fmt.Fprintln(b, "\nwhat could explain the child")
	}
	for _, s := range v.Suppressions {
		answer := "not applied"
		if s.Applied {
			answer = "applied"
		}
		fmt.Fprintf(b, "  %s %s: %s %s: %s\n", s.By, rules.Title(s.By), answer, s.Grade, s.Reason)
	}
}

// records lists the child's records and how each compares with the one that it agrees with best.
func (x *Explainer) records(b *strings.Builder, child int) {
	fmt.Fprintln(b, "\nrecords")
	for _, rec := range x.children.Records(child) {
		fmt.Fprintf(b, "  %-60s M%d %.4f\n", rec.ID, rec.Band, rec.Link)
	}
	for _, n := range x.children.Near(child) {
		fmt.Fprintf(b, "  may be the same child: %s, probability %.3f\n", x.children.firstRecord(n.Row), n.Probability)
	}
}

func (x *Explainer) claims(b *strings.Builder, k *rules.Case) {
	fmt.Fprintln(b, "\nwhat the records say")
	for _, c := range k.Claims {
		fmt.Fprintf(b, "  %-12s %-12s %-15s %-22s %s\n", cmp.Or(c.From.String(), "–"), cmp.Or(c.To.String(), "–"), c.Kind,
			strings.Join(slices.DeleteFunc([]string{c.Status, c.Reason, c.Place}, func(s string) bool { return s == "" }), " "), c.Record)
	}
}

// Pair says how two records compare, level by level in bits.
func (x *Explainer) Pair(l, r string) (string, error) {
	rowL, okL := x.byRecord[l]
	rowR, okR := x.byRecord[r]
	if !okL || !okR {
		return "", fmt.Errorf("pair: no such record in this run; a record is named <kind>:<file>#<row>")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", l, r)
	if rowL == rowR {
		fmt.Fprintln(&b, "  the two say exactly the same of who they are about, and say enough: they are one identity and were not compared")
		return b.String(), nil
	}
	w, err := matchers.Explain(x.children.Table, x.children.Model, int(rowL), int(rowR))
	if err != nil {
		return "", err
	}
	fmt.Fprint(&b, w)
	together := "placed with different children"
	if x.children.child[rowL] == x.children.child[rowR] {
		together = "placed with the same child"
	}
	fmt.Fprintf(&b, "  %s\n", together)
	return b.String(), nil
}
