package rules

import "testing"

// An address elsewhere on the record of a service of this authority that works with the child now is the family's last one: a
// child in need is one of this area. Of a child in care it may be the placement, and a service that has ended says nothing.
func TestServedHere(t *testing.T) {
	for _, c := range []struct {
		name, flag, place string
		to                string
		want              Status
	}{
		{"a child in need of ours", "child_in_need", "887", "", Candidate},
		{"of a list of ours that names no authority", "child_in_need", "", "", Candidate},
		{"of another authority", "child_in_need", "888", "", Elsewhere},
		{"in care", "child_in_care", "887", "", Elsewhere},
		{"in need no more", "child_in_need", "887", "2026-10-10", Elsewhere},
	} {
		b := newBuilder()
		b.authority.AsOf, b.c.DOB = day("2026-10-15"), day("2016-05-01")
		flag := Claim{Kind: Flag, From: day("2026-10-08"), Status: c.flag, Place: c.place}
		if c.to != "" {
			flag.To = day(c.to)
		}
		address := Claim{Kind: Residence, From: day("2026-10-08"), Status: "service", Place: "888"}
		for _, k := range []Claim{flag, address} {
			k.Provenance = Provenance{Source: "social_care", Record: "social_care:case#1", AsOf: day("2026-10-15"), Band: M1, Link: 1}
			b.c.Claims = append(b.c.Claims, k)
		}
		b.finish()
		if got := Judge(b.c); got.Status != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got.Status, got.Explanation, c.want)
		}
	}
}
