package people

import (
	"crypto/sha256"
	"maps"
	"testing"

	"rollcall/pipeline/rules"
)

// keyedBy makes a key of a letter.
func keyedBy(letter byte) KeyPrint {
	return func(f Fingerprint) Fingerprint {
		sum := sha256.Sum256(append([]byte{letter}, f[:]...))
		return Fingerprint(sum[:16])
	}
}

// A new child's id cannot be made without the key, is the same under the same key, and another under another; a child that the
// register knows keeps its id, whatever the key. What is compared, and in which order, no key changes.
func TestIDsAreKeyed(t *testing.T) {
	idsBy := func(key KeyPrint, known KnownIdentities) []rules.ChildID {
		of := &Children{People: &People{print: []Fingerprint{{1}, {2}, {3}}}, childOf: []int32{0, 1, 1}}
		of.People.keyed = of.People.print
		of.People.keyPrints(key)
		of.assignIDs(2, known, nil)
		return []rules.ChildID{of.IDs[of.childOf[0]], of.IDs[of.childOf[1]]}
	}
	bare, a, again, b := idsBy(nil, nil), idsBy(keyedBy('a'), nil), idsBy(keyedBy('a'), nil), idsBy(keyedBy('b'), nil)
	for i := range a {
		if a[i] != again[i] || a[i] == b[i] || a[i] == bare[i] || b[i] == bare[i] {
			t.Errorf("child %d is called %s without a key, %s and %s by one key, %s by another", i, bare[i], a[i], again[i], b[i])
		}
	}
	known := maps.All(map[Fingerprint]rules.ChildID{keyedBy('a')(Fingerprint{2}): "KEPT"})
	if got := idsBy(keyedBy('a'), known); got[1] != "KEPT" || got[0] != a[0] {
		t.Errorf("a known child is called %s, the other %s", got[1], got[0])
	}
	if got := idsBy(keyedBy('a'), maps.All(map[Fingerprint]rules.ChildID{{2}: "GUESSED"})); got[1] == "GUESSED" {
		t.Error("a fingerprint without the key is known")
	}
}
