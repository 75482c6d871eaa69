package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A bad extract must never make a child look missing. When one is held back, who was explained by it, or joined through it,
// when it was last accepted may have lost just that; and a child who has turned up or left since may be in the part that did
// not come. Such a child is withheld, as undecided and with the reason. Who was a candidate when the extract was last
// accepted stays one, and who has become one by what other extracts say, from before the held one last spoke, is listed:
// a bad file does not empty the list.
//
// Kinds differ in what their absence does. Those that hold an education, or the word that there is one, answer for children
// that they have never named before; those that only add evidence can answer for nobody new, and are looked at for links that
// broke alone.

// answers is the kinds in which the education of a child may stand, or the word of another authority, that no other extract
// has: a child who is new since one of them was last accepted may be in it.
var answers = declared(func(d sources.Declared) bool { return d.Explains })

// heldKind is a kind that the run does not rely on.
type heldKind struct {
	kind  sources.Kind
	whole bool          // all of it; otherwise some of its rows are lost
	spoke calendar.Date // the day for which it spoke when it was last accepted
	last  *lastRun      // the run that accepted it last; nil: none, or it is gone
}

// lastRun is what a published run said of its children, by child id.
type lastRun struct {
	candidates map[string]bool
	explained  map[string]sources.Kind         // the kind of the record that explained them
	records    map[string]map[sources.Kind]int // that they had
}

// withhold takes off the list whom a bad extract may have put there, and says how many.
func (r *run) withhold(j *Judged) error {
	held, err := r.heldKinds()
	if err != nil || len(held) == 0 {
		return err
	}
	n := map[sources.Kind]int{}
	for child := range j.Verdicts {
		v := &j.Verdicts[child]
		if v.Status != rules.Candidate {
			continue
		}
		if h, why := r.mayExplain(j, child, held); h != nil {
			v.Withhold("It cannot be told: the " + strings.ReplaceAll(string(h.kind), "_", " ") + " extract is held back, " + why + ".")
			n[h.kind]++
		}
	}
	total := 0
	for _, kind := range sortedKeys(n) {
		total += n[kind]
		r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: string(kind), Grave: true, Text: fmt.Sprintf(
			"%s: %d children who would be listed are withheld until it is mended: it may explain them; they are undecided in the reconciliation",
			kind, n[kind])})
	}
	r.count("withheld for an extract", total)
	return nil
}

// heldKinds is the kinds that are not relied on, each with the run that last accepted it.
func (r *run) heldKinds() ([]heldKind, error) {
	var out []heldKind
	runs := map[string]*lastRun{}
	for _, kind := range sources.Kinds() {
		whole := r.gates.held(string(kind)) != ""
		if !whole && !(bySchool[kind] && r.gates.lost) {
			continue
		}
		h := heldKind{kind: kind, whole: whole}
		if before, had := r.gates.before[string(kind)]; had {
			if before.Extract.AsOf != "" {
				h.spoke, _ = calendar.Parse(before.Extract.AsOf)
			}
			folder := filepath.Join(r.options.Out, before.Folder)
			if runs[folder] == nil && exists(folder) {
				last, err := readLastRun(folder)
				if err != nil {
					return nil, err
				}
				runs[folder] = last
			}
			h.last = runs[folder]
		}
		out = append(out, h)
	}
	return out, nil
}

// mayExplain returns the first held kind that may explain a candidate, and how.
func (r *run) mayExplain(j *Judged, child int, held []heldKind) (*heldKind, string) {
	for i := range held {
		h := &held[i]
		if h.last == nil {
			if h.whole && answers[h.kind] {
				return h, "and no earlier run says whom it explains"
			}
			continue
		}
		if why := h.why(j, child, r.formerly(j, child)); why != "" {
			return h, why
		}
	}
	return nil, ""
}

// why says how a held kind may explain a candidate, by what was said of the child when it was last accepted.
func (h *heldKind) why(j *Judged, child int, formerly []string) string {
	known := false
	for _, id := range formerly {
		if h.last.candidates[id] {
			return ""
		}
		known = known || h.last.records[id] != nil
	}
	if !known {
		if h.whole && answers[h.kind] {
			return "and the child is new since it was last accepted"
		}
		return ""
	}
	now := j.recordsByKind(child)
	for _, id := range formerly {
		if h.last.explained[id] == h.kind {
			return "and it explained the child when it was last accepted"
		}
		for kind, n := range h.last.records[id] {
			if kind == h.kind && now[kind] < n || now[kind] == 0 {
				return "and the child has lost records since it was last accepted"
			}
		}
	}
	if since := j.Verdicts[child].CME[0].Since; h.whole && answers[h.kind] && since >= h.spoke {
		return "and what puts the child on the list is newer than the extract last accepted"
	}
	return ""
}

// formerly is what earlier runs called a child, by each of its identities.
func (r *run) formerly(j *Judged, child int) []string {
	var ids []string
	seen := map[rules.ChildID]bool{}
	for _, row := range j.Rows(child) {
		if id, known := r.known[j.print[row]]; known && !seen[id] {
			seen[id] = true
			ids = append(ids, string(id))
		}
	}
	return ids
}

func (j *Judged) recordsByKind(child int) map[sources.Kind]int {
	n := map[sources.Kind]int{}
	for _, row := range j.Rows(child) {
		n[j.kindOf(int(row))] += int(j.start[row+1] - j.start[row])
	}
	return n
}

// readLastRun reads what a published run said of its children.
func readLastRun(folder string) (*lastRun, error) {
	l := &lastRun{candidates: map[string]bool{}, explained: map[string]sources.Kind{}, records: map[string]map[sources.Kind]int{}}
	for row, err := range candidates.ReadList(filepath.Join(folder, candidates.CMEFile), candidates.CME) {
		if err != nil {
			return nil, err
		}
		l.candidates[row.ChildID] = true
	}
	kinds := map[string]sources.Kind{}
	for _, k := range sources.Kinds() {
		kinds[string(k)] = k
	}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		if kind, _, named := strings.Cut(row.RecordID, ":"); named {
			l.explained[row.ChildID] = kinds[kind]
		}
	}
	for p, err := range candidates.ReadChildren(filepath.Join(folder, candidates.ChildrenFile)) {
		if err != nil {
			return nil, err
		}
		of := l.records[p.ChildID]
		if of == nil {
			of = map[sources.Kind]int{}
			l.records[p.ChildID] = of
		}
		of[kinds[p.Source]]++
	}
	return l, nil
}

// withheldBy returns whom a published run withheld, and why.
func withheldBy(dir string, m *Manifest) (map[string]string, error) {
	out := map[string]string{}
	if len(m.Gates) == 0 {
		return out, nil
	}
	for row, err := range candidates.ReadReconciliation(filepath.Join(dir, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		if row.Status == string(rules.Undecided) {
			out[row.ChildID] = row.Explanation
		}
	}
	return out, nil
}
