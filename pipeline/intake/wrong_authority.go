package intake

import (
	"fmt"
	"maps"
	"slices"
)

const (
	// From how many entries of schools on the authority is told by them: fewer are a school or two.
	leastEntries = 200
	// How many of them are one other authority's when the code of the settings is another authority's. Of an authority's own
	// schools' returns and registers next to none are: pupils over the border are in the returns of the schools there.
	otherShare = 0.9
)

// WrongAuthorityError says that nearly all the returns and registers of schools are of another authority than the settings.
type WrongAuthorityError struct {
	Code, Other string
	Entries, Of int
}

// Error says which of the two is to be looked at.
func (e *WrongAuthorityError) Error() string {
	return fmt.Sprintf("authority: the settings say %s, and %d of %d entries in the returns and registers of schools are of %s's schools: "+
		"either authority.code is wrong, or the inbox is another authority's; nothing was published", e.Code, e.Entries, e.Of, e.Other)
}

// askAuthority stops a run whose extracts are of another authority than the settings: every file would be held back for itself, and
// lists made of what is left.
func (k *gatekeeper) askAuthority() error {
	entries, of := map[string]int{}, 0
	for i := range k.in.Reports {
		f := &k.in.Reports[i]
		if !k.expect[f.Kind].Own {
			continue
		}
		for la, n := range f.Schools {
			entries[la], of = entries[la]+n, of+n
		}
	}
	for _, la := range slices.Sorted(maps.Keys(entries)) {
		if n := entries[la]; la != k.Settings.Authority.Code && of >= leastEntries && float64(n) > otherShare*float64(of) {
			return &WrongAuthorityError{k.Settings.Authority.Code, la, n, of}
		}
	}
	return nil
}
