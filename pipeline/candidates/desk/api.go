package desk

import (
	"context"

	"rollcall/pipeline/candidates"
)

// Write writes the store of a run's lists to a path, through custody: encrypted where the folder names recipients, with no byte of it in the
// clear on the disk. The same lists give the same bytes.
func Write(path string, l candidates.Lists) error { return nil }

// Open opens the store of a published run's folder, encrypted or not. The error is ErrNone where there is none.
func Open(dir string) (*Desk, error) { return nil, ErrNone }

// Close lets go of the store.
func (d *Desk) Close() error { return d.close() }

// Child is the story of a child. The error is ErrSealed of a child whose line is bare, and ErrUnknown of any other whom it has not.
func (d *Desk) Child(ctx context.Context, id string) (*candidates.Story, error) {
	return nil, ErrUnknown
}

// Briefs are who children are, by id; of those whom it has.
func (d *Desk) Briefs(ctx context.Context, ids ...string) (map[string]Brief, error) { return nil, nil }

// Lines are the lines of a page of a list, and how many there are in all.
func (d *Desk) Lines(ctx context.Context, f LineFilter) ([]Line, int, error) { return nil, 0, nil }

// Pairs are a page of possible matches, and how many there are in all.
func (d *Desk) Pairs(ctx context.Context, f PairFilter) ([]Pair, int, error) { return nil, 0, nil }

// Score is what the matcher made of a pair: for whoever has judged it.
func (d *Desk) Score(ctx context.Context, number int) (Score, error) { return Score{}, nil }

// Tasks are what somebody has to do; of one child where it is named.
func (d *Desk) Tasks(ctx context.Context, child string) ([]candidates.Task, error) { return nil, nil }

// Find finds children by what a person types: names, a birth date, a number, a postcode, part of an address, a telephone, in any order
// and spelt nearly so; the best first, at most so many.
func (d *Desk) Find(ctx context.Context, text string, most int) (*Found, error) { return nil, nil }
