package register

import "slices"

// heldIdentities are the identities as they were read before a run, in the order of the fingerprints: they need not be read again to
// find which of the run's are new. The newest memory of the ledger says whether they are still so.
type heldIdentities struct {
	entry int64 // of that memory
	all   []heldIdentity
	days  []string // on which any was last seen
}

// heldIdentity is an identity, and on which of the days it was last seen.
type heldIdentity struct {
	identity
	seen int32
}

func (h *heldIdentities) add(print Fingerprint, child, seen string) {
	day := slices.Index(h.days, seen)
	if day < 0 {
		day, h.days = len(h.days), append(h.days, seen)
	}
	h.all = append(h.all, heldIdentity{identity{print, child}, int32(day)})
}

// identity is a fingerprint and what its child is called. They stand side by side: in a map each of a million is looked for anew.
type identity struct {
	print Fingerprint
	child string
}
