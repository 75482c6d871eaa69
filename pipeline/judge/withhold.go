package judge

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
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
var answers = sources.FactByKind(func(d sources.Declaration) bool { return d.Explains })

// heldKind is a kind that the run does not rely on, with what the run that accepted it last said; nil: none did, or it is gone.
type heldKind struct {
	intake.Held
	last *past.Published
}

// withhold takes off the list whom a bad extract may have put there, and says how many.
func (d *Judged) withhold(j *journal.Journal, kinds []intake.Held, memory *past.Past) error {
	held, err := readLastOf(kinds, j.Out, memory)
	if err != nil || len(held) == 0 {
		return err
	}
	n := map[sources.Kind]int{}
	for child := range d.Verdicts {
		v := &d.Verdicts[child]
		if v.Status != rules.Candidate {
			continue
		}
		if h, why := d.mayExplain(child, held); h != nil {
			v.Withhold("It cannot be told: the " + strings.ReplaceAll(string(h.Kind), "_", " ") + " extract is held back, " + why + ".")
			n[h.Kind]++
		}
	}
	total := 0
	for _, kind := range slices.Sorted(maps.Keys(n)) {
		total += n[kind]
		j.Notice(journal.Notice{Kind: string(kind), Grave: true, Text: fmt.Sprintf(
			"%s: %d children who would be listed are withheld until it is mended: it may explain them; they are undecided in the reconciliation",
			kind, n[kind])})
	}
	j.Count("withheld for an extract", total)
	return nil
}

// readLastOf reads of each kind what the run said that accepted it last.
func readLastOf(kinds []intake.Held, out string, memory *past.Past) ([]heldKind, error) {
	var held []heldKind
	runs := map[string]*past.Published{}
	for _, k := range kinds {
		h := heldKind{Held: k}
		if k.Accepted {
			folder := filepath.Join(out, k.Folder)
			if runs[folder] == nil && journal.FileExists(folder) && !journal.IsWithdrawn(folder) {
				last, err := memory.ReadPublished(folder)
				if err != nil {
					return nil, err
				}
				runs[folder] = last
			}
			h.last = runs[folder]
		}
		held = append(held, h)
	}
	return held, nil
}

// mayExplain returns the first held kind that may explain a candidate, and how.
func (d *Judged) mayExplain(child int, held []heldKind) (*heldKind, string) {
	for i := range held {
		h := &held[i]
		if h.last == nil {
			if h.Whole && answers[h.Kind] {
				return h, "and no earlier run says whom it explains"
			}
			continue
		}
		if why := h.whyExplains(d.Children.FormerIDs(child), d.Children.KindsOf(child), d.Verdicts[child].CME[0].Since); why != "" {
			return h, why
		}
	}
	return nil, ""
}

// whyExplains says how a held kind may explain a candidate, by what was said of the child, under its former ids, when the kind
// was last accepted: now is the child's records by kind, since the day from which the child is listed.
func (h *heldKind) whyExplains(former []string, now map[sources.Kind]int, since calendar.Date) string {
	known := false
	for _, id := range former {
		if h.last.Candidates[id] {
			return ""
		}
		known = known || h.last.Records[id] != nil
	}
	if !known {
		if h.Whole && answers[h.Kind] {
			return "and the child is new since it was last accepted"
		}
		return ""
	}
	for _, id := range former {
		if h.last.Explained[id] == h.Kind {
			return "and it explained the child when it was last accepted"
		}
		for kind, n := range h.last.Records[id] {
			if kind == h.Kind && now[kind] < n || now[kind] == 0 {
				return "and the child has lost records since it was last accepted"
			}
		}
	}
	if h.Whole && answers[h.Kind] && since >= h.SpokeFor {
		return "and what puts the child on the list is newer than the extract last accepted"
	}
	return ""
}
