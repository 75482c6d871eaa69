package disk

import (
	"errors"
	"os"
	"runtime"

	"github.com/sourcegraph/conc/pool"
)

// SyncFiles forces files that were written to the disk. A system that puts one on the disk puts those beside it there too, and the
// others then have nothing to wait for: thousands take the time of a few.
func SyncFiles(paths []string) error {
	g := pool.New().WithMaxGoroutines(4 * runtime.GOMAXPROCS(0)).WithErrors().WithFirstError()
	for _, path := range paths {
		g.Go(func() error { return syncFile(path) })
	}
	return g.Wait()
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|dontWait, 0) // Windows forces only what is open for writing
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
