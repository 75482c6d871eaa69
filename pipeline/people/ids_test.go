package people

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// prints makes one fingerprint for each letter, ordered as the letters are.
func prints(letters string) []Fingerprint {
	var out []Fingerprint
	for i := range len(letters) {
		out = append(out, Fingerprint{letters[i]})
	}
	return out
}

// named names clusters of single-letter identities: clusters[i] is the cluster of letters[i].
func named(letters string, clusters []int32, n int, known map[byte]string, judged ...JudgedPair) (map[byte]rules.ChildID, History) {
	p := &People{print: prints(letters), keyed: prints(letters)}
	c := &Children{People: p, childOf: append([]int32(nil), clusters...)}
	k := map[Fingerprint]rules.ChildID{}
	for letter, id := range known {
		k[Fingerprint{letter}] = rules.ChildID(id)
	}
	h := c.assignIDs(n, maps.All(k), judged)
	ids := map[byte]rules.ChildID{}
	for i := range len(letters) {
		ids[letters[i]] = c.IDs[c.childOf[i]]
	}
	return ids, h
}

func TestAChildKeepsItsID(t *testing.T) {
	first, _ := named("abcd", []int32{0, 0, 1, 1}, 2, nil)
	if first['a'] != first['b'] || first['a'] == first['c'] {
		t.Fatalf("ids do not follow clusters: %v", first)
	}
	// An identity goes and another comes; the child is the same.
	second, h := named("bce", []int32{0, 1, 0}, 2, map[byte]string{'a': string(first['a']), 'b': string(first['b']), 'c': string(first['c'])})
	if second['b'] != first['b'] || second['e'] != first['b'] || second['c'] != first['c'] {
		t.Errorf("ids changed: %v, were %v", second, first)
	}
	if h.Carried != 2 || len(h.Merged)+len(h.Split) != 0 {
		t.Errorf("history = %+v, want two ids carried", h)
	}
}

func TestMergedAndSplitChildrenSayWhatBecameOfThem(t *testing.T) {
	known := map[byte]string{'a': "ONE", 'b': "ONE", 'c': "TWO"}
	ids, h := named("abc", []int32{0, 0, 0}, 1, known)
	if ids['c'] != "ONE" {
		t.Errorf("merged child is %s, want ONE, which has more of its identities", ids['c'])
	}
	if diff := cmp.Diff([]Succession{{"TWO", "ONE"}}, h.Merged); diff != "" {
		t.Error(diff)
	}
	ids, h = named("abc", []int32{0, 0, 1}, 2, map[byte]string{'a': "ONE", 'b': "ONE", 'c': "ONE"})
	if ids['a'] != "ONE" || ids['c'] == "ONE" {
		t.Errorf("split: %v, want the larger part to stay ONE and the other to be new", ids)
	}
	if diff := cmp.Diff([]Succession{{"ONE", ids['c']}}, h.Split); diff != "" {
		t.Error(diff)
	}
}

// A person who corrects where a record stands speaks of a child by its id, and the id stays with that child: not with the record that
// is not its own, though it be the smaller fingerprint, and not with the greater child that a record of its own is called back from.
func TestACorrectedChildKeepsItsID(t *testing.T) {
	ids, h := named("ab", []int32{0, 1}, 2, map[byte]string{'a': "ONE", 'b': "ONE"}, JudgedPair{named: "ONE", verdict: matchers.Different, l: []int32{0}, r: []int32{1}})
	if ids['b'] != "ONE" || ids['a'] == "ONE" || len(h.Split) > 0 {
		t.Errorf("a record that is not the child's: %v, split %v, want the rest to stay ONE and nothing of it to follow the record", ids, h.Split)
	}
	ids, h = named("abc", []int32{0, 0, 0}, 1, map[byte]string{'a': "ONE", 'b': "ONE", 'c': "TWO"}, JudgedPair{named: "TWO", verdict: matchers.Same, l: []int32{2}, r: []int32{0}})
	if diff := cmp.Diff([]Succession{{"ONE", "TWO"}}, h.Merged); ids['a'] != "TWO" || diff != "" {
		t.Errorf("a record that is the child's: %v, want TWO: %s", ids, diff)
	}
}

// Whatever was known before and in whatever order rows come, no two children share an id, and the ids do not depend on the
// order of rows.
func TestIDsAreDistinctAndOrderFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := "abcdefghijkl"
		n := rapid.IntRange(1, len(letters)).Draw(t, "children")
		clusters := make([]int32, len(letters))
		for i := range clusters {
			clusters[i] = int32(rapid.IntRange(0, n-1).Draw(t, "cluster"))
			if i < n {
				clusters[i] = int32(i) // no cluster is empty
			}
		}
		known := map[byte]string{}
		for i := range len(letters) {
			if id := rapid.SampledFrom([]string{"", "ONE", "TWO", "THREE"}).Draw(t, "known"); id != "" {
				known[letters[i]] = id
			}
		}
		ids, _ := named(letters, clusters, n, known)
		byID := map[rules.ChildID]int32{}
		for i := range len(letters) {
			if c, seen := byID[ids[letters[i]]]; seen && c != clusters[i] {
				t.Fatalf("two children are called %s", ids[letters[i]])
			}
			byID[ids[letters[i]]] = clusters[i]
		}
		order := rapid.Permutation([]byte(letters)).Draw(t, "order")
		moved := make([]int32, len(order))
		for i, letter := range order {
			moved[i] = int32(n-1) - clusters[letter-'a'] // clusters numbered otherwise too
		}
		again, _ := named(string(order), moved, n, known)
		if diff := cmp.Diff(ids, again); diff != "" {
			t.Fatalf("the order of rows changes ids: %s", diff)
		}
	})
}

// Of two ids that meet with as many identities each the smaller stays, whatever the identities are; what became of ids is told to the register.
func TestWhatTheRegisterIsToldOfIDs(t *testing.T) {
	ids, h := named("az", []int32{0, 0}, 1, map[byte]string{'a': "TWO", 'z': "ONE"})
	if ids['a'] != "ONE" || !slices.Equal(h.Merged, []Succession{{"TWO", "ONE"}}) {
		t.Errorf("of two ids alike %v stays: %+v", ids, h)
	}
	// Of two children with as many identities of one id the one with the smaller identity keeps it.
	if ids, _ := named("abyz", []int32{1, 0, 0, 1}, 2, map[byte]string{'a': "ONE", 'b': "ONE", 'y': "ONE", 'z': "ONE"}); ids['a'] != "ONE" || ids['b'] == "ONE" {
		t.Errorf("an id falls to %v", ids)
	}
	h.Split = []Succession{{"ONE", "SIX"}}
	merged := register.Change{Child: "TWO", Into: "ONE", Kind: register.Merged}
	if got := h.Changes(); !slices.Equal(got, []register.Change{merged, {Child: "ONE", Into: "SIX", Kind: register.Split}}) || !slices.Equal(h.Merges(), []register.Change{merged}) {
		t.Errorf("told %v", got)
	}
}
