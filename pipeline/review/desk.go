package review

import (
	"context"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// Desk is what pages read of a published run: a *desk.Desk.
type Desk interface {
	Listing
	Telling
	Run() *desk.Run
	Close() error
}

// Listing is lines of lists.
type Listing interface {
	Lines(context.Context, desk.LineFilter) ([]desk.Line, int, error)
	Pairs(context.Context, desk.PairFilter) ([]desk.Pair, int, error)
	Tasks(ctx context.Context, child string) ([]candidates.Task, error)
}

// Telling is what is known of children and pairs.
type Telling interface {
	Child(ctx context.Context, id string) (*candidates.Story, error)
	Briefs(ctx context.Context, ids ...string) (map[string]desk.Brief, error)
	Find(ctx context.Context, text string, most int) (*desk.Found, error)
	Score(ctx context.Context, number int) (desk.Score, error)
}
