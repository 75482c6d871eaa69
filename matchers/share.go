package matchers

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// share gives the pieces of work 0 to n−1 to workers, each with a scorer of its own, whoever is free taking the next. What a
// piece writes must be its own, so that nothing depends on who did it. It stops early with the error of ctx.
func (s *scorer) share(ctx context.Context, workers, n int, do func(own *scorer, k int)) error {
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error {
			own := s.fresh()
			for {
				k := int(next.Add(1)) - 1
				if k >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				do(own, k)
			}
		})
	}
	return g.Wait()
}
