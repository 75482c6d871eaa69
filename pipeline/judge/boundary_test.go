package judge

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

func TestTheListOfAddressesDecidesInWhichAuthorityAHomeLies(t *testing.T) {
	moved := calendar.On(2025, 4, 1)
	b := newBoundary([]intake.Address{
		{UPRN: "1", Postcode: "ME7 1AA", LA: "887"},
		{UPRN: "2", Postcode: "ME7 1AB", LA: "886"},
		{UPRN: "3", Postcode: "ME7 1AC", LA: "887"}, {UPRN: "4", Postcode: "ME7 1AC", LA: "886"}, // over the border
		{UPRN: "5", Postcode: "ME7 1AD", LA: "886", To: moved - 1}, {UPRN: "5", Postcode: "ME7 1AD", LA: "887", From: moved},
	})
	check := func(uprn, postcode string, on sources.Date, want string) {
		t.Helper()
		if got := authorityAt(b, uprn, postcode, on); got != want {
			t.Errorf("%q %q on %s: %q, want %q", uprn, postcode, on, got, want)
		}
	}
	check("1", "", 0, "887")
	check("", "ME7 1AB", 0, "886")
	check("9", "ME7 1AB", 0, "886") // a property that is not listed lies where its postcode does
	check("", "ME7 1AC", 0, "")
	check("4", "ME7 1AC", 0, "886")
	check("5", "", moved-1, "886")
	check("5", "", moved, "887")
	check("5", "", 0, "") // no day, two authorities
	check("", "ME7 1ZZ", 0, "")
	check("", "", 0, "")
}

// authorityAt is the authority of an address that no record of a child gave before.
func authorityAt(b *boundary, uprn, postcode string, on sources.Date) string {
	d := b.dwellingAt(uprn, postcode)
	return b.authorityOf(&d, on)
}

// A postcode that lies in two wards of one authority says the authority and no ward; the property says both.
func TestTheListOfAddressesSaysTheWard(t *testing.T) {
	b := newBoundary([]intake.Address{
		{UPRN: "1", Postcode: "ME7 1AA", LA: "887", Ward: "E05000001"}, {UPRN: "2", Postcode: "ME7 1AA", LA: "887", Ward: "E05000002"},
		{UPRN: "3", Postcode: "ME7 1AB", LA: "887", Ward: "E05000001"}, {UPRN: "4", Postcode: "ME7 1AB", LA: "887", Ward: "E05000001"},
	})
	check := func(uprn, postcode, want string) {
		t.Helper()
		if d := b.dwellingAt(uprn, postcode); b.wardOf(&d, 0) != want {
			t.Errorf("%q %q: %q, want %q", uprn, postcode, b.wardOf(&d, 0), want)
		}
	}
	check("2", "ME7 1AA", "E05000002")
	check("", "ME7 1AA", "")
	check("", "ME7 1AB", "E05000001")
	check("9", "", "")
	if la := authorityAt(b, "", "ME7 1AA", 0); la != "887" {
		t.Errorf("it lies in %q", la)
	}
}

// A child who moves over the border and back is placed by each of its addresses, however often its records give them.
func TestEveryHomeOfAChildIsPlacedByItself(t *testing.T) {
	list := newBoundary([]intake.Address{{UPRN: "1", Postcode: "ME7 1AA", LA: "887"}, {UPRN: "2", Postcode: "ME7 1AA", LA: "886"}, {Postcode: "ME7 1AB", LA: "888"}})
	homes := []struct{ uprn, postcode, la string }{{"1", "ME7 1AA", "887"}, {"2", "ME7 1AA", "886"}, {"1", "ME7 1AA", "887"}, {"", "ME7 1AB", "888"}, {"1", "ME7 1AB", "887"}, {"", "ME7 1AA", ""}}
	for _, known := range []bool{true, false} {
		s := surveyor{boundary: list}
		if !known {
			s.boundary = nil
		}
		for range 2 {
			s.startChild()
			for _, home := range homes {
				c := rules.Claim{Kind: rules.Residence}
				if s.placeHome(&c, &sources.Record{Who: sources.Identity{UPRN: home.uprn, Postcode: home.postcode}}); known && c.Place != home.la || !known && c.Place != "" {
					t.Errorf("%q %q lies in %q, want %q, and nothing without a list", home.uprn, home.postcode, c.Place, home.la)
				}
			}
			if known && len(s.found) != 5 {
				t.Errorf("%d properties were looked for, want each once", len(s.found))
			}
		}
	}
}

func TestAHomeIsPlacedOnlyWhereTheRowDoesNotSay(t *testing.T) {
	b := surveyor{boundary: newBoundary([]intake.Address{{Postcode: "ME7 1AB", LA: "886"}})}
	rec := &sources.Record{Kind: sources.Health, Who: sources.Identity{Postcode: "ME7 1AB"}, Claims: []sources.Claim{
		{Kind: sources.Residence, Status: "contact"}, {Kind: sources.Residence, Place: "887"}, {Kind: sources.Roll},
	}}
	var got []rules.Claim
	for i := range rec.Claims {
		got = appendClaim(got, &rec.Claims[i], rec, rules.M1, 1, 0)
		b.placeHome(&got[i], rec)
	}
	for i, want := range []string{"886", "887", ""} {
		if got[i].Place != want {
			t.Errorf("claim %d lies in %q, want %q", i, got[i].Place, want)
		}
	}
}

// Two spells of a place in one authority say that authority; a day of neither, or of two authorities, says none.
func TestAPlaceInOneAuthorityForSeveralSpells(t *testing.T) {
	b := newBoundary([]intake.Address{{Postcode: "ME4 9ZZ", LA: "887", From: 10, To: 20}, {Postcode: "ME4 9ZZ", LA: "887", From: 15, To: 30}, {Postcode: "ME4 9ZZ", LA: "888", From: 30}, {Postcode: "ME4 9ZZ", LA: "888", From: 30}})
	for on, want := range map[sources.Date]string{9: "", 10: "887", 17: "887", 29: "887", 30: "", 31: "888", 0: ""} {
		if got := authorityAt(b, "", "ME4 9ZZ", on); got != want {
			t.Errorf("on day %d it lies in %q, want %q", on, got, want)
		}
	}
	if n := len(b.postcode["ME4 9ZZ"]); n != 3 {
		t.Errorf("%d spells are kept of one place", n)
	}
}
