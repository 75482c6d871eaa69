package rules

import (
	"slices"
	"testing"
)

// Claims stand by day, then by record, and within a record in an order of their own, whatever the order in which they came.
// Those that stand so are not copied.
func TestClaimsAreOrdered(t *testing.T) {
	in := []Claim{
		{From: 1, Provenance: Provenance{Record: "z"}}, {From: 2, Provenance: Provenance{Record: "a"}}, {From: 2, Provenance: Provenance{Record: "b"}},
		{From: 3, Kind: Absence}, {From: 3, Kind: Alternative}, {From: 4, Place: "a"}, {From: 4, Place: "b"}, {From: 5, Ref: "a"}, {From: 5, Ref: "b"}, {From: 6, Reason: "a"}, {From: 6, Reason: "b"},
		{From: 7, Kind: Alternative, Provenance: Provenance{Record: "a"}}, {From: 7, Kind: Absence, Provenance: Provenance{Record: "b"}},
		{From: 8, Kind: Absence, Place: "b"}, {From: 8, Kind: Alternative, Place: "a"}, {From: 9, Place: "a", Ref: "b"}, {From: 9, Place: "b", Ref: "a"},
		{From: 10, Ref: "a", Reason: "b"}, {From: 10, Ref: "b", Reason: "a"}, {From: 11, Status: "a", To: 2}, {From: 11, Status: "b", To: 1},
		{From: 12, To: 1}, {From: 12, To: 2}, {From: 12, To: 2, Home: 1},
	}
	for i := range in {
		for j := range in {
			want := (map[bool]int{true: 1})[i > j] - (map[bool]int{true: 1})[i < j]
			if got := compareClaims(&in[i], &in[j]); got != want {
				t.Errorf("%d and %d: %d, want %d", i, j, got, want)
			}
		}
	}
	if out := InOrder(in); &out[0] != &in[0] {
		t.Error("claims in order are copied")
	}
	back := slices.Clone(in)
	slices.Reverse(back)
	before := slices.Clone(back)
	if out := InOrder(back); !slices.Equal(out, in) || !slices.Equal(back, before) {
		t.Errorf("ordered as %v", out)
	}
}

// Kinds stand in the order of their words, so that claims do, and each has its own word and place.
func TestKindsAreInTheOrderOfTheirWords(t *testing.T) {
	if !slices.IsSorted(kindWords[:]) || Seal.place() != len(kindWords)-1 || Seal.String() != "seal" || OpenCase.String() != "case" || Kind(0).String() != "" {
		t.Errorf("%v: %v is %v, %v is %v", kindWords, Seal.place(), Seal, OpenCase.place(), OpenCase)
	}
}
