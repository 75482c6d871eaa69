package desk

import (
	"context"
	"errors"
	"slices"

	"rollcall/pipeline/candidates"
)

// Child is the story of a child. The error is ErrSealed of a child whose line is bare, and ErrUnknown of any other whom the store has not.
func (d *Desk) Child(ctx context.Context, id string) (*candidates.Story, error) {
	n, is, err := d.numberOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if !is {
		lines, _, err := d.Lines(ctx, LineFilter{Child: id, Most: 1})
		if err == nil && len(lines) > 0 && lines[0].Sealed {
			return nil, ErrSealed
		}
		return nil, errors.Join(err, ErrUnknown)
	}
	kept, err := d.kept(ctx, n)
	if err != nil {
		return nil, err
	}
	if kept[n].ChildID != id {
		return nil, errDamaged
	}
	others, err := d.keptByID(ctx, kept[n].Others())
	if err != nil {
		return nil, err
	}
	return d.tell(&d.world, kept[n], others), nil
}

// kept is what is kept of children by number.
func (d *Desk) kept(ctx context.Context, numbers ...int) (map[int]*candidates.Kept, error) {
	found := map[int]*candidates.Kept{}
	var shelf []*candidates.Kept
	first := 0
	for _, n := range slices.Sorted(slices.Values(numbers)) {
		if n >= first+len(shelf) {
			var blob []byte
			err := d.db.QueryRowContext(ctx, `SELECT first, children FROM shelf WHERE first <= ? ORDER BY first DESC LIMIT 1`, n).Scan(&first, &blob)
			if err != nil {
				return nil, faultOf(ctx, err)
			}
			if shelf, err = unpackKept(blob); err != nil {
				return nil, err
			}
		}
		if n < first || n >= first+len(shelf) {
			return nil, errDamaged
		}
		found[n] = shelf[n-first]
	}
	return found, nil
}

// keptByID is what is kept of children by id; of those whom the store has.
func (d *Desk) keptByID(ctx context.Context, ids []string) (map[string]*candidates.Kept, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	numbers, err := d.numbersOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	byNumber, err := d.kept(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*candidates.Kept, len(byNumber))
	for _, k := range byNumber {
		byID[k.ChildID] = k
	}
	return byID, nil
}

// Briefs are who children are, by id; of those whom the store has.
func (d *Desk) Briefs(ctx context.Context, ids ...string) (map[string]Brief, error) {
	numbers, err := d.numbersOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	byNumber, err := d.briefs(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	briefs := map[string]Brief{}
	for _, b := range byNumber {
		briefs[b.ChildID] = b
	}
	return briefs, nil
}

// briefs are who children are, by number.
func (d *Desk) briefs(ctx context.Context, numbers ...int) (map[int]Brief, error) {
	kept, err := d.kept(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	briefs, number, ids := map[int]Brief{}, map[string]int{}, []string{}
	for n, k := range kept {
		s := d.tell(&d.world, k, nil) // who lives with the child is in no brief
		p := &s.Person
		briefs[n] = Brief{ChildID: s.ChildID, Forename: p.Forename, Surname: p.Surname, OtherNames: p.OtherNames, DOB: p.DOB, Sex: p.Sex, UPN: p.UPN,
			Address: p.Address, Postcode: p.Postcode, Status: s.Status, ExplainedBy: s.ExplainedBy, Explanation: s.Explanation, School: s.SchoolNow()}
		number[s.ChildID], ids = n, append(ids, s.ChildID)
	}
	lines, _, err := d.Lines(ctx, LineFilter{Only: ids, Most: -1})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if b := briefs[number[l.ChildID]]; b.List == "" { // the lists stand in the order in which they matter
			b.List, b.Rank = l.List, l.Rank
			briefs[number[l.ChildID]] = b
		}
	}
	return briefs, nil
}
