package lists

import (
	"runtime"

	"github.com/sourcegraph/conc"
)

// countShares is into how many shares work on children is split.
func countShares() int { return runtime.GOMAXPROCS(0) }

// eachShare does the work on n children in shares, side by side: share after share is the order of the children, so that what the shares
// give is the same however many there are.
func eachShare(n int, do func(share, from, to int)) {
	var wait conc.WaitGroup
	shares := countShares()
	for share := range shares {
		wait.Go(func() { do(share, share*n/shares, (share+1)*n/shares) })
	}
	wait.Wait()
}
