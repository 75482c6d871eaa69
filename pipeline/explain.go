package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// Explainer looks into a published run: it reads the run's extracts again, as the run did, and compares and judges with the
// run's own model and as-of date.
type Explainer struct {
	published
	model     *matchers.Model
	judged    *judge.Judged
	byRecord  map[string]int32  // identity by record id
	undecided map[string]string // why a child could not be decided, where an extract is held back
	placed    []bool            // by identity: the run's files say whose it is
	// Changed names extracts that are no longer what the run read.
	Changed []string
}

// OpenRun prepares to explain a published run. The extracts that the run read must still lie where they lay.
func OpenRun(ctx context.Context, dir string, o journal.Options) (*Explainer, error) {
	p, err := openPublished(dir)
	if err != nil {
		return nil, err
	}
	s, m := p.settings, p.manifest
	o = o.WithDefaults(s.OutputDir())
	if o.AsOf, err = calendar.Parse(m.AsOf); err != nil {
		return nil, fmt.Errorf("%s: as of: %w", journal.ManifestFile, err)
	}
	x := &Explainer{published: p}
	if x.model, err = loadModel(filepath.Join(dir, journal.ModelFile)); err != nil {
		return nil, err
	}
	if len(m.Gates) > 0 {
		if x.undecided, err = past.ReadUndecided(dir); err != nil {
			return nil, err
		}
	}
	return x, x.readRun(journal.New(ctx, o), s, m)
}

// readRun has the run's people and children back.
func (x *Explainer) readRun(j *journal.Journal, s *settings.Settings, m *journal.Manifest) error {
	before := append([]journal.GateReport{}, m.Gates...) // not nil: the gates are not asked again
	_, passed, err := readAgain(j, s, &past.Past{}, before)
	if err != nil {
		return err
	}
	x.Changed = changedFiles(m.Inputs, j.Manifest.Inputs)
	sealing, key, err := sealsToExplain(j, x.dir)
	if err != nil {
		return err
	}
	folk := journal.Step(j, "standardise", func() (*people.People, error) { return people.Standardise(j, passed, sealing, key) })
	if err := j.Failure(); err != nil {
		return err
	}
	children, err := x.placedAsPublished(folk)
	if err != nil {
		return err
	}
	x.judged = judge.Again(children, passed)
	return nil
}

func changedFiles(then, now []journal.Input) []string {
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

// placedAsPublished places identities with children as the run's own files do.
func (x *Explainer) placedAsPublished(folk *people.People) (*people.Children, error) {
	childOf, link := make([]int32, folk.Identities()), make([]float64, folk.Identities())
	x.placed = make([]bool, folk.Identities())
	x.byRecord = make(map[string]int32, folk.Records.Len())
	for i := range folk.Records.Len() {
		x.byRecord[string(folk.Records.Origin(i).ID)] = folk.IdentityOf(i)
	}
	var ids []rules.ChildID
	number := map[string]int32{}
	for placed, err := range candidates.ReadChildren(filepath.Join(x.dir, candidates.ChildrenFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.ChildrenFile, err)
		}
		n, seen := number[placed.ChildID]
		if !seen {
			n = int32(len(ids))
			number[placed.ChildID] = n
			ids = append(ids, rules.ChildID(placed.ChildID))
		}
		if identity, ok := x.byRecord[placed.RecordID]; ok {
			childOf[identity], link[identity], x.placed[identity] = n, placed.LinkProbability, true
		}
	}
	for identity, known := range x.placed { // of a sealed child: nobody's
		if !known {
			childOf[identity] = int32(len(ids))
			ids = append(ids, "")
		}
	}
	var grey []matchers.PossibleLink
	for g, err := range candidates.ReadPossible(filepath.Join(x.dir, candidates.PossibleFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.PossibleFile, err)
		}
		l, okL := x.byRecord[g.RecordL]
		r, okR := x.byRecord[g.RecordR]
		if okL && okR {
			grey = append(grey, matchers.PossibleLink{Link: matchers.Link{L: l, R: r, Weight: g.Weight, Probability: g.Probability}, Gap: g.Gap})
		}
	}
	var links []matchers.Link
	for k, err := range candidates.ReadLinks(filepath.Join(x.dir, candidates.LinksFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.LinksFile, err)
		}
		l, okL := x.byRecord[k.RecordL]
		r, okR := x.byRecord[k.RecordR]
		if okL && okR {
			links = append(links, matchers.Link{L: l, R: r, Weight: k.Weight, Probability: k.Probability})
		}
	}
	return people.PlacedBefore(folk, ids, childOf, link, links, grey), nil
}

// ExplainChild says why a child is on a list or on none: its records and how they were joined, what they claim, which suppressors
// were tried, and what each rule said. It names no name, date of birth, address or identifier.
func (x *Explainer) ExplainChild(id string) (string, error) {
	child := slices.Index(x.judged.Children.IDs, rules.ChildID(id))
	if child < 0 || id == "" {
		if x.isListedBare(id) {
			return fmt.Sprintf("child %s: %s\n", id, candidates.SealedReason), nil
		}
		return "", fmt.Errorf("child %s: not in this run, or sealed: then ask the designated officer", id)
	}
	if x.judged.IsSealed(child) {
		return fmt.Sprintf("child %s: %s\n", id, candidates.SealedReason), nil
	}
	v, k := x.judged.JudgeAlone(child)
	if why := x.undecided[id]; why != "" {
		v.Withhold(why)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "child %s as of %s: %s\n", id, k.AsOf.Words(), strings.ReplaceAll(string(v.Status), "_", " "))
	if v.Explanation != "" {
		fmt.Fprintf(&b, "  %s %s\n", v.ExplainedBy, v.Explanation)
	}
	fmt.Fprintf(&b, "  compulsory school age from %s to %s\n", v.CSAStart.Words(), v.CSAEnd.Words())
	otherwise, err := x.saidOtherwise(id, &v)
	if err != nil {
		return "", err
	}
	b.WriteString(otherwise)
	if v.Until > k.AsOf && v.Until < calendar.ForGood {
		fmt.Fprintf(&b, "  the day alone changes none of this before %s\n", (v.Until + 1).Words())
	}
	x.writeFindings(&b, "candidate CME", v.CME)
	x.writeFindings(&b, "at risk", v.AtRisk)
	x.writeFindings(&b, "apart from the lists", v.OwnLists)
	x.writeFindings(&b, "could not tell", v.Unknown)
	x.writeSuppressions(&b, &v)
	if err := writeDecisions(&b, x.dir, id); err != nil {
		return "", err
	}
	x.writeRecords(&b, child)
	x.writeClaims(&b, k)
	return b.String(), nil
}

// writeDecisions lists what officers decided of the child and how that stood in a published run, which is why its lists may say other
// than the rules.
func writeDecisions(b *strings.Builder, dir, id string) error {
	title := "\nwhat officers decided, and how it stood\n"
	for d, err := range candidates.ReadDecided(filepath.Join(dir, candidates.DecisionsFile)) {
		if err != nil {
			return fmt.Errorf("%s: %w", candidates.DecisionsFile, err)
		}
		if d.ChildID != id {
			continue
		}
		fmt.Fprintf(b, "%s  %d %s, %s, by %s on %s", title, d.Decision, d.Outcome, d.Ground, d.By, dayWords(d.Made))
		if !d.Until.IsZero() {
			fmt.Fprintf(b, ", until %s", dayWords(d.Until))
		}
		fmt.Fprintf(b, ": %s\n", strings.TrimSuffix(d.State+"; "+d.Why, "; "))
		if d.Facts != "" {
			fmt.Fprintf(b, "      made on: %s\n", d.Facts)
		}
		title = ""
	}
	return nil
}

func (x *Explainer) writeFindings(b *strings.Builder, title string, fs []rules.Finding) {
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

func (x *Explainer) writeSuppressions(b *strings.Builder, v *rules.Verdict) {
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

// writeRecords lists the child's records and how each compares with the one that it agrees with best.
func (x *Explainer) writeRecords(b *strings.Builder, child int) {
	fmt.Fprintln(b, "\nrecords")
	for _, rec := range x.judged.Children.RecordsOf(child) {
		fmt.Fprintf(b, "  %-60s M%d %.4f\n", rec.ID, rec.Band, rec.Link)
	}
	for _, n := range x.judged.Children.NearTo(child) {
		fmt.Fprintf(b, "  may be the same child: %s, probability %.3f\n", x.judged.Children.People.FirstRecord(n.Identity), n.Probability)
	}
}

func (x *Explainer) writeClaims(b *strings.Builder, k *rules.Case) {
	fmt.Fprintln(b, "\nwhat the records say")
	for _, c := range k.Claims {
		fmt.Fprintf(b, "  %-12s %-12s %-15s %-22s %s\n", cmp.Or(c.From.String(), "–"), cmp.Or(c.To.String(), "–"), c.Kind,
			strings.Join(slices.DeleteFunc([]string{c.Status, c.Reason, c.Place, strings.TrimRight(string(c.Sessions), " ")}, func(s string) bool { return s == "" }), " "), c.Record)
	}
}

// recordNamed is how a record is asked for.
const recordNamed = "a record is named <kind>:<file>#<row>, a child's marks of a school year by the first of their rows"

// ExplainPair says how two records compare, level by level in bits.
func (x *Explainer) ExplainPair(l, r string) (string, error) {
	left, okL := x.byRecord[l]
	right, okR := x.byRecord[r]
	if !okL || !okR {
		return "", fmt.Errorf("pair: no such record in this run; %s", recordNamed)
	}
	for _, identity := range [...]int32{left, right} {
		if !x.placed[identity] || x.judged.IsSealed(int(x.judged.Children.ChildOf(identity))) {
			return "", fmt.Errorf("pair: a record of a sealed child: ask the designated officer")
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", l, r)
	if left == right {
		fmt.Fprintln(&b, "  the two say exactly the same of who they are about, and say enough: they are one identity and were not compared")
		return b.String(), nil
	}
	w, err := matchers.Explain(x.judged.Children.People.Table, x.model, int(left), int(right))
	if err != nil {
		return "", err
	}
	fmt.Fprint(&b, w)
	fmt.Fprintf(&b, "  %s\n", x.placedTogether(left, right))
	return b.String(), nil
}

// placedTogether says what the run made of two identities: the probability by weights is the pair's alone.
func (x *Explainer) placedTogether(left, right int32) string {
	c := x.judged.Children
	if c.ChildOf(left) == c.ChildOf(right) {
		return fmt.Sprintf("placed with the same child, as surely as %.4f and %.4f by the best record of each", c.LinkOf(left), c.LinkOf(right))
	}
	if p, listed := c.GreyOf(left, right); listed {
		return fmt.Sprintf("placed with different children, the pair on the grey list at %.4f", p)
	}
	return "placed with different children"
}

func dayWords(t time.Time) string { return calendar.On(t.Date()).Words() }
