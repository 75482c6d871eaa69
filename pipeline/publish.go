package pipeline

import (
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Lists is what a run publishes.
type Lists = candidates.Lists

// publish writes every file of the run into a folder that nobody sees, remembers in the register what the run shows, and
// then lets the folder appear and LATEST point to it.
func publish(r *run, j *Judged) (*Result, error) {
	lists, err := r.lists(j)
	if err != nil {
		return nil, err
	}
	result := &Result{ID: r.id, Manifest: r.manifest, Lists: lists}
	for _, n := range r.manifest.Notices {
		result.Held = result.Held || n.Grave
	}
	if err := r.results(j, lists); err != nil {
		return nil, err
	}
	result.Folder, err = publishFolder(r.options.Out, r.id, func(dir string) error {
		if err := candidates.Publish(dir, *lists); err != nil {
			return err
		}
		if err := r.writeModel(dir, j); err != nil {
			return err
		}
		if err := r.hashOutputs(dir); err != nil {
			return err
		}
		if err := writeDurably(filepath.Join(dir, ManifestFile), r.manifest.JSON()); err != nil {
			return err
		}
		return r.remember(j, lists)
	})
	if err != nil {
		return nil, err
	}
	if err := r.register.Appeared(r.ctx, string(r.id)); err != nil {
		return nil, err
	}
	return result, r.save.clear()
}

func (r *run) lists(j *Judged) (*Lists, error) {
	l := &Lists{
		CME: j.list(candidates.CME), AtRisk: j.list(candidates.AtRisk), Possible: j.possible(),
		Placed: j.placed(), Links: j.links(), Reconciled: j.reconciled(), Stale: j.stale(), Tasks: j.tasks(), Rejected: rejected(j.In),
		Measures: append(j.measures(), j.Fairness...),
	}
	for _, c := range j.Model.Spec.Comparisons {
		l.Gammas = append(l.Gammas, c.Name)
	}
	l.Decided, l.Words = j.decided(), officerWords()
	if err := r.news(j, l); err != nil {
		return nil, err
	}
	kept := 0
	for _, rows := range [][]candidates.Row{l.CME, l.AtRisk} {
		for i := range rows {
			r.age(&rows[i])
			kept += one(rows[i].Label == keptLabel)
		}
	}
	if kept > 0 {
		r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: "register", Text: fmt.Sprintf(
			"kept from the last run: %s; nothing new is known of the children, and what the rules need to tell anew did not come", linesOf(kept))})
	}
	l.Summary = r.summary(j, l)
	var err error
	l.Reports, l.Schools, err = r.reports(j, l)
	return l, err
}

// results writes the run's outcome to the manifest and counts it.
func (r *run) results(j *Judged, l *Lists) error {
	r.count("candidate CME", len(l.CME))
	r.count("at risk", len(l.AtRisk))
	r.count("possible matches", len(l.Possible))
	res := r.manifest.Results
	res["children"], res["cme_candidates"], res["at_risk"], res["possible_matches"] = j.Len(), len(l.CME), len(l.AtRisk), len(l.Possible)
	for i := range j.Verdicts {
		res["status_"+string(j.Verdicts[i].Status)]++
	}
	return nil
}

// writeModel writes the model beside the lists it made, and where the settings keep it when there was none.
func (r *run) writeModel(dir string, j *Judged) error {
	var b strings.Builder
	if err := j.Model.Save(&b); err != nil {
		return fmt.Errorf("model: %w", err)
	}
	raw := []byte(b.String())
	r.manifest.Model = hashBytes(raw)
	if path := r.settings.in(r.settings.Model); path != "" {
		if _, err := os.Stat(path); os.IsNotExist(err) {
			if err := writeDurably(path, raw); err != nil {
				return fmt.Errorf("model: %w", err)
			}
		}
	}
	return writeDurably(filepath.Join(dir, ModelFile), raw)
}

// hashOutputs writes to the manifest what each file of the folder holds, and of the folders in it.
func (r *run) hashOutputs(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		sum, err := hashFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		r.manifest.Outputs[filepath.ToSlash(name)] = sum
		return err
	})
}

// placed lists every record with its child, by child and then by record.
func (j *Judged) placed() iter.Seq[candidates.Placed] {
	return func(yield func(candidates.Placed) bool) {
		for child := range j.Len() {
			for _, rec := range j.places(child) {
				native := rec.Native
				if rec.Kind == sources.Protected {
					native = "" // the key of a seal leads to the identity that is sealed
				}
				if !yield(candidates.Placed{
					ChildID: string(j.IDs[child]), RecordID: string(rec.ID), Source: string(rec.Kind), File: rec.File,
					Row: rec.Row, NativeID: native, LinkProbability: rec.Link,
				}) {
					return
				}
			}
		}
	}
}

// links lists the links kept, each between the first records of the two identities.
func (j *Judged) links() iter.Seq[candidates.Link] {
	return func(yield func(candidates.Link) bool) {
		for _, l := range j.Links {
			if !yield(candidates.Link{
				RecordL: j.firstRecord(l.L), RecordR: j.firstRecord(l.R), Weight: l.Weight, Probability: l.Probability,
				Levels: j.levels(l.Gamma), Rule: j.ruleName(l.Rule),
			}) {
				return
			}
		}
	}
}

// reconciled lists every child of compulsory school age and what explains them.
func (j *Judged) reconciled() iter.Seq[candidates.Reconciled] {
	return func(yield func(candidates.Reconciled) bool) {
		for i := range j.Verdicts {
			v := &j.Verdicts[i]
			if v.Status == rules.NotOfAge {
				continue
			}
			row := candidates.Reconciled{
				ChildID: string(v.Child), Status: string(v.Status), ExplainedBy: string(v.ExplainedBy), Explanation: v.Explanation,
			}
			if v.Band != 0 {
				row.MatchBand = fmt.Sprintf("M%d", v.Band)
			}
			var applied []string
			for _, s := range v.Suppressions {
				if !s.Applied {
					continue
				}
				applied = append(applied, string(s.By))
				if s.By == v.ExplainedBy {
					row.Old, row.RecordID, row.Until, row.Grade = s.Old, s.Record, day(s.Until), s.Grade
				}
			}
			row.Applied = strings.Join(applied, " ")
			if !yield(row) {
				return
			}
		}
	}
}

// stale are the reconciled children whom only a record that is older than it should be explains: listed apart, for such a
// register may hold a child who has gone.
func (j *Judged) stale() iter.Seq[candidates.Reconciled] {
	return func(yield func(candidates.Reconciled) bool) {
		for row := range j.reconciled() {
			if row.Status == string(rules.Explained) && row.Old && !yield(row) {
				return
			}
		}
	}
}

func rejected(in *Ingested) iter.Seq[candidates.Rejected] {
	return func(yield func(candidates.Rejected) bool) {
		for _, x := range sortedRejections(in) {
			if !yield(candidates.Rejected{Source: string(x.Kind), File: x.File, Row: x.Row, Field: x.Field, Reason: x.Reason, Whole: x.Whole}) {
				return
			}
		}
	}
}

// possible lists the grey links, those that a candidate hangs on first, then the likeliest.
func (j *Judged) possible() []candidates.Possible {
	var out []candidates.Possible
	for _, g := range j.Grey {
		l, r := int(j.child[g.L]), int(j.child[g.R])
		if l == r || !j.matters(l) && !j.matters(r) {
			continue
		}
		out = append(out, j.possibleMatch(g.L, g.R, l, r, g))
	}
	slices.SortStableFunc(out, comparePossible)
	return out
}
