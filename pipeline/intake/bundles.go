package intake

import (
	"hash/fnv"
	"path/filepath"

	"rollcall/sources"
)

// bundle is files of an extract that are read, and kept from night to night, together: all of them, or some of the thousands that
// stand alone, of which a night brings a few.
type bundle struct {
	sources.Extract
	of int // the number of the extract
}

// bundled is about how many files a bundle has; tests have smaller ones.
var bundled = 128

// bundleExtracts parts extracts into bundles, in order. Where a bundle ends depends on the name of its last file alone, so that a
// file that comes or goes changes its own bundle and no other.
func bundleExtracts(extracts []sources.Extract) (all []bundle) {
	for i, x := range extracts {
		if len(x.Files) < 2*bundled || !sources.StandAlone(x.Kind) {
			all = append(all, bundle{x, i})
			continue
		}
		files := x.Files
		for from := 0; from < len(files); {
			to := from + 1
			for to < len(files) && !endsBundle(files[to-1]) {
				to++
			}
			part := x
			part.Files, part.Days = files[from:to:to], daysOf(x.Days, files[from:to])
			all, from = append(all, bundle{part, i}), to
		}
	}
	return all
}

func endsBundle(path string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(filepath.Base(path)))
	return int(h.Sum32())%bundled == 0
}

// daysOf are the days of some files: those of the others are no business of theirs.
func daysOf(all map[string]sources.Date, files []string) map[string]sources.Date {
	if all == nil {
		return nil
	}
	days := map[string]sources.Date{}
	for _, path := range files {
		if d, own := all[path]; own {
			days[path] = d
		}
	}
	return days
}
