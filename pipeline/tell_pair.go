package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
)

// ErrNotKept says that the run's files do not say how two records compare: they keep what it linked, and what it left to a person.
var ErrNotKept = errors.New("how the two compare is not among what the run wrote")

// comparedPair is a pair that the run compared and kept.
type comparedPair struct {
	l, r                string
	weight, probability float64
	levels              candidates.Levels
	became              string
}

// ExplainPair says how two records compare, and returns the children that they are placed with. The error is ErrNotKept where the
// run wrote nothing of the two together, as of a record of a sealed child.
func (d *Desk) ExplainPair(ctx context.Context, l, r string, names bool) (text string, children []string, err error) {
	pair, err := d.findCompared(l, r)
	if err != nil {
		return "", nil, err
	}
	stories, err := d.storiesOfRecords(ctx, l, r)
	if err != nil {
		return "", nil, err
	}
	for _, id := range []string{l, r} {
		if !slices.Contains(children, stories[id].ChildID) {
			children = append(children, stories[id].ChildID)
		}
	}
	t := &teller{names: names}
	fmt.Fprintf(t, "%s\n%s\n", l, r)
	model, err := loadModel(filepath.Join(d.dir, journal.ModelFile))
	if err != nil {
		return "", nil, err
	}
	t.tellLevels(model, pair)
	left, right := recordIn(stories[l], l), recordIn(stories[r], r)
	beside := candidates.SetBeside(left.Fields, right.Fields)
	t.tellReasons("for one child", beside.For)
	t.tellReasons("against", beside.Against)
	t.tellRecords([]candidates.RecordSaid{left, right})
	t.WriteString("\n--again compares the two again, and says how rare what they agree on is\n")
	return t.String(), children, nil
}

// findCompared finds the pair among the links that the run kept and the possible matches.
func (d *Desk) findCompared(l, r string) (*comparedPair, error) {
	is := func(a, b string) bool { return a == l && b == r || a == r && b == l }
	for g, err := range candidates.ReadPossible(filepath.Join(d.dir, candidates.PossibleFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.PossibleFile, err)
		}
		if is(g.RecordL, g.RecordR) {
			return &comparedPair{l, r, g.Weight, g.Probability, g.Levels, "placed with different children, and left to a person: " + g.Why}, nil
		}
	}
	for k, err := range candidates.ReadLinks(filepath.Join(d.dir, candidates.LinksFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.LinksFile, err)
		}
		if is(k.RecordL, k.RecordR) {
			return &comparedPair{l, r, k.Weight, k.Probability, k.Levels, "linked; compared first for " + k.Rule}, nil
		}
	}
	return nil, ErrNotKept
}

// storiesOfRecords are the stories of the children that records are placed with, by record id.
func (d *Desk) storiesOfRecords(ctx context.Context, records ...string) (map[string]*candidates.Story, error) {
	stories := map[string]*candidates.Story{}
	for placed, err := range candidates.ReadChildren(filepath.Join(d.dir, candidates.ChildrenFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.ChildrenFile, err)
		}
		if !slices.Contains(records, placed.RecordID) {
			continue
		}
		s, err := d.storyOf(ctx, placed.ChildID)
		if errors.Is(err, desk.ErrSealed) {
			return nil, ErrNotKept
		}
		if err != nil {
			return nil, err
		}
		if stories[placed.RecordID] = s; len(stories) == len(records) {
			return stories, nil
		}
	}
	return nil, ErrNotKept
}

// recordIn is a record as a story has it.
func recordIn(s *candidates.Story, id string) candidates.RecordSaid {
	for i := range s.Records {
		if s.Records[i].RecordID == id {
			return s.Records[i]
		}
	}
	return candidates.RecordSaid{RecordID: id}
}

// tellLevels writes the level that each comparison reached, with what the model gives for it.
func (t *teller) tellLevels(m *matchers.Model, pair *comparedPair) {
	fmt.Fprintf(t, "%-14s %-20s %8s\n", "comparison", "level", "bits")
	for k, c := range m.Spec.Comparisons {
		g, is := pair.levels.Of(c.Name)
		if !is {
			continue
		}
		bits := 0.0
		if p := m.Parameters[k]; g >= 0 && int(g) < len(p.M) {
			bits = math.Log2(p.M[g] / p.U[g])
		} else {
			g = -1
		}
		fmt.Fprintf(t, "%-14s %-20s %8.2f\n", c.Name, c.LevelName(int8(g)), bits)
	}
	fmt.Fprintf(t, "%-14s %-20s %8.2f  probability %.6f, with what is rare and who shares a home\n  %s\n", "weight", "", pair.weight, pair.probability, pair.became)
}

func (t *teller) tellReasons(title string, all []string) {
	if len(all) == 0 {
		return
	}
	t.title(title)
	for _, x := range all {
		t.line(x)
	}
}
