package review

import (
	"context"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// sealedSince is the store of a run without the children who were sealed since: a run that was held may have seen a seal, and the lists
// that stand are older. Every page reads through it, so that none can forget.
type sealedSince struct {
	Desk
	office office.Remembering
}

// seals has what tells of a child whether it is sealed.
func (d sealedSince) seals(ctx context.Context) (func(child string) bool, error) {
	state, err := d.office.State(ctx)
	if err != nil {
		return nil, err
	}
	return func(child string) bool { return child != "" && state.Of(child).Sealed }, nil
}

// Child is a child's story, without sealed brothers and sisters.
func (d sealedSince) Child(ctx context.Context, id string) (*candidates.Story, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, err
	}
	if sealed(id) {
		return nil, desk.ErrSealed
	}
	story, err := d.Desk.Child(ctx, id)
	if err != nil {
		return nil, err
	}
	told := *story
	told.Siblings = openSiblings(story.Siblings, sealed)
	told.Possible = slices.DeleteFunc(slices.Clone(story.Possible), func(m candidates.MayBe) bool { return sealed(m.ChildID) })
	return &told, nil
}

func openSiblings(all []candidates.Sibling, sealed func(string) bool) []candidates.Sibling {
	return slices.DeleteFunc(slices.Clone(all), func(s candidates.Sibling) bool { return sealed(s.ChildID) })
}

// Lines are lines of lists; that of a sealed child is bare.
func (d sealedSince) Lines(ctx context.Context, f desk.LineFilter) ([]desk.Line, int, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, 0, err
	}
	lines, n, err := d.Desk.Lines(ctx, f)
	for i := range lines {
		l := &lines[i]
		switch {
		case sealed(l.ChildID) && !l.Sealed:
			l.Sealed, l.Row, l.Untold = true, bareOf(l.Row), bareOf(l.Untold)
		case l.Row != nil && l.Row.Sibling != nil && sealed(l.Row.Sibling.ChildID):
			row := *l.Row
			row.Sibling, l.Row = nil, &row
		}
	}
	return lines, n, err
}

// bareOf is what is left of a row when its child is sealed; nil where nothing is.
func bareOf[T candidates.Bareable[T]](row *T) *T {
	if row == nil {
		return nil
	}
	if bare, is := (*row).Bare(); is {
		return &bare
	}
	return nil
}

// Pairs are possible matches of whose children none is sealed; of how many is said as the run has them.
func (d sealedSince) Pairs(ctx context.Context, f desk.PairFilter) ([]desk.Pair, int, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, 0, err
	}
	pairs, n, err := d.Desk.Pairs(ctx, f)
	pairs = slices.DeleteFunc(slices.Clone(pairs), func(p desk.Pair) bool { return sealed(p.ChildL) || sealed(p.ChildR) })
	for i := range pairs {
		for _, side := range []*desk.Side{&pairs[i].L, &pairs[i].R} {
			side.Home = openSiblings(side.Home, sealed)
		}
	}
	return pairs, n, err
}

// Tasks are what is to be done about children who are not sealed.
func (d sealedSince) Tasks(ctx context.Context, child string) ([]candidates.Task, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, err
	}
	tasks, err := d.Desk.Tasks(ctx, child)
	return slices.DeleteFunc(slices.Clone(tasks), func(t candidates.Task) bool { return sealed(t.ChildID) }), err
}

// Briefs are of children who are not sealed.
func (d sealedSince) Briefs(ctx context.Context, ids ...string) (map[string]desk.Brief, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, err
	}
	return d.Desk.Briefs(ctx, slices.DeleteFunc(slices.Clone(ids), sealed)...)
}

// Find finds children who are not sealed, as if there were no others.
func (d sealedSince) Find(ctx context.Context, text string, most int) (*desk.Found, error) {
	sealed, err := d.seals(ctx)
	if err != nil {
		return nil, err
	}
	found, err := d.Desk.Find(ctx, text, most)
	if err != nil {
		return nil, err
	}
	told := *found
	told.Hits = slices.DeleteFunc(slices.Clone(found.Hits), func(h desk.Hit) bool { return sealed(h.ChildID) })
	told.Total -= len(found.Hits) - len(told.Hits)
	return &told, nil
}
