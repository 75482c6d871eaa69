package matchers

import (
	"context"
	"sync/atomic"

	"github.com/sourcegraph/conc/pool"
)

// shareOut gives the pieces of work 0 to n−1 to workers, a few at a time; start makes what a worker does.
func shareOut(ctx context.Context, workers, n int, start func() func(k int)) error {
	const few = 16
	var next atomic.Int64
	g := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError()
	step := max(1, min(few, n/(4*workers)))
	for range workers {
		g.Go(func(ctx context.Context) error {
			do := start()
			for {
				to := int(next.Add(int64(step)))
				if to-step >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				for k := to - step; k < min(to, n); k++ {
					do(k)
				}
			}
		})
	}
	return g.Wait()
}

// shareOutPieces gives the numbers 0 to n−1 to workers, many at a time, of which none takes long.
func shareOutPieces(ctx context.Context, workers, n int, do func(k int)) error {
	const many = 4096
	return shareOut(ctx, workers, (n+many-1)/many, func() func(int) {
		return func(piece int) {
			for k := piece * many; k < min((piece+1)*many, n); k++ {
				do(k)
			}
		}
	})
}

// rowsReady is how many rows are fetched at a time: as many as stay in the processor's own cache.
const rowsReady = 512

// cacheLine is how many bytes the processor fetches together.
const cacheLine = 64

// packedPiece is how many rows a worker packs at a time.
const packedPiece = 4096
