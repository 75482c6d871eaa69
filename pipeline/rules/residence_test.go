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

// A case of our own that was opened at an address elsewhere, and is open still, is no day on which the child came here: that is when
// somebody here met the child. Where nobody else did, the case is all that tells.
func TestCaseBegunElsewhere(t *testing.T) {
	for _, c := range []struct{ name, home, want string }{
		{"a home here since", "2026-06-29", "2026-06-29"},
		{"nothing but the case", "", "2026-02-04"},
	} {
		b := newBuilder()
		b.authority.AsOf, b.c.DOB = day("2026-10-15"), day("2016-05-01")
		claims := []Claim{
			{Kind: Flag, From: day("2026-02-04"), Status: "early_help", Provenance: Provenance{Source: "social_care", Record: "social_care:case#1"}},
			{Kind: Residence, From: day("2026-02-04"), Status: "service", Place: "888", Provenance: Provenance{Source: "social_care", Record: "social_care:case#1"}},
		}
		if c.home != "" {
			claims = append(claims, Claim{Kind: Residence, From: day(c.home), Status: "temporary", Place: "887", Provenance: Provenance{Source: "housing", Record: "housing:case#2"}})
		}
		for _, k := range claims {
			k.AsOf, k.Band, k.Link = day("2026-10-12"), M1, 1
			b.c.Claims = append(b.c.Claims, k)
		}
		b.finish()
		got := Judge(b.c)
		if got.Status != Candidate || got.CME[0].Since != day(c.want) {
			t.Errorf("%s: %s %v, want a candidate since %s", c.name, got.Status, got.CME, c.want)
		}
	}
}
