package register

import "slices"

// heldIdentities are the identities as they were read before a run, in the order of the fingerprints: they need not be read again to
// find which of the run's are new. The newest memory of the ledger says whether they are still so.
type heldIdentities struct {
	entry int64 // of that memory
	all   []heldIdentity
	days  []string // on which any was last seen
	names []byte   // of their children one behind another, until nameChildren
}

// heldIdentity is an identity, and on which of the days it was last seen.
type heldIdentity struct {
	identity
	seen, length int32 // length: of the child's name
}

// add adds an identity, whose child nameChildren names: to look for each name among those that came before takes longer than to read it.
func (h *heldIdentities) add(print Fingerprint, child, seen []byte) {
	day := slices.IndexFunc(h.days, func(d string) bool { return d == string(seen) })
	if day < 0 {
		day, h.days = len(h.days), append(h.days, string(seen))
	}
	h.names = append(h.names, child...)
	h.all = append(h.all, heldIdentity{identity{print: print}, int32(day), int32(len(child))})
}

// nameChildren names the children of all, in one run of memory.
func (h *heldIdentities) nameChildren() {
	names := string(h.names)
	h.names = nil
	for i := range h.all {
		x := &h.all[i]
		x.child, names = names[:x.length], names[x.length:]
	}
}

// identity is a fingerprint and what its child is called. They stand side by side: in a map each of a million is looked for anew.
type identity struct {
	print Fingerprint
	child string
}
