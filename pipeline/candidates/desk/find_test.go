package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/candidates"
)

// known are children as several extracts write them.
var known = []candidates.Kept{
	{ChildID: "AAAA1", Status: "explained", Explanation: "On the roll of Eastmarch Primary School.", Written: []candidates.Written{
		{Who: candidates.Wrote{Forename: "Amira", Surname: "Khan", Born: dayCount(2014, 3, 12), UPN: "A887400112233", Address: "14b Lime Walk, Aldermere", Postcode: "QX1 2AB",
			ParentForename: "Samina", ParentSurname: "Khan", ParentPhone: "01632 960123", NHSNumber: "943 476 5919"}},
		{Who: candidates.Wrote{Surname: "KAHN", Born: dayCount(2014, 3, 12), FormerPostcode: "QX9 9ZZ"},
			Records: []candidates.KeptRecord{{Native: "row 4711", Claims: []candidates.KeptClaim{{Kind: 14, Ref: "SC/2014-77"}}}}}}},
	{ChildID: "BBBB2", Status: "candidate", Written: written(candidates.Wrote{Forename: "Ameera", Surname: "Kahn", Born: dayCount(2012, 5, 1), Unverified: "upn=Z123456789012 nhs_number=1"})},
	{ChildID: "CCCC3", Written: written(candidates.Wrote{Forename: "Zoë", Surname: "O'Neill-Ødegård", Born: dayCount(2015, 12, 3), Address: "9 High Street", Postcode: "QX1 2AD"})},
	{ChildID: "DDDD4", Written: written(candidates.Wrote{Forename: "Khan", Surname: "Aslam", FormerSurname: "Butt", Born: dayCount(2014, 3, 12), ParentPhone: "+44 7700 900456"})},
	{ChildID: "EEEE5", Written: written(candidates.Wrote{Forename: "Thomas", Surname: "Quillfeather", Born: dayCount(2014, 12, 3), ParentForename: "Gwen", ParentSurname: "Ash", Address: "2 Lime Walk"})},
}

func written(who candidates.Wrote) []candidates.Written { return []candidates.Written{{Who: who}} }

func keptLists(kept []candidates.Kept) candidates.Lists {
	return candidates.Lists{Kept: inParts(len(kept), func(n int) candidates.Line[candidates.Kept] { return candidates.NewLine(kept[n], false) })}
}

// A person finds a child by whatever the person was told, in whatever order and spelling.
func TestFindAsAPersonTypes(t *testing.T) {
	d := write(t, t.TempDir(), keptLists(known))
	for _, c := range []struct {
		text string
		want string // ids, the best first; the first of more where it ends in …
		by   string // of the first
	}{
		{"amira khan", "AAAA1 …", "name; name"},
		{"KHAN, Amira", "AAAA1 …", "name; name"},
		{"ameera khan", "BBBB2 AAAA1", "name; name, spelt otherwise"},
		{"khan 12/03/2014", "AAAA1 DDDD4", "name; born"},
		{"khan 12.3.14", "AAAA1 DDDD4", "name; born"},
		{"12 March 2014", "AAAA1 DDDD4 EEEE5", "born"},
		{"12th mar 2014 khan", "AAAA1 DDDD4", "born; name"},
		{"2014-12-03", "EEEE5 …", "born"},
		{"december 2015", "CCCC3", "born then"},
		{"A887400112233", "AAAA1", "number"},
		{"a8874001", "AAAA1", "number that begins so"},
		{"943 476 5919", "AAAA1", "number"},
		{"9434765919", "AAAA1", "number"},
		{"sc/2014-77", "AAAA1", "number"},
		{"row4711", "AAAA1", "number"},
		{"z123456789012", "BBBB2", "number"},
		{"qx12ab", "AAAA1", "postcode"},
		{"QX1 2AB", "AAAA1", "postcode"},
		{"qx9 9zz", "AAAA1", "postcode"},
		{"qx1", "AAAA1 CCCC3", "postcode that begins so"},
		{"14b lime walk", "AAAA1", "address; address; address"},
		{"lime walk", "AAAA1 EEEE5", "address; address"},
		{"01632 960123", "AAAA1", "telephone"},
		{"960123", "AAAA1", "telephone"},
		{"07700 900456", "DDDD4", "telephone"},
		{"+447700900456", "DDDD4", "telephone"},
		{"samina", "AAAA1", "parent's name"},
		{"zoe oneill", "CCCC3", "name; name"},
		{"odegard", "CCCC3", "name"},
		{"quilfeather", "EEEE5", "name, spelt otherwise"},
		{"eeee5", "EEEE5", "number"},
		{"butt", "DDDD4", "name"},
		{"nobodyatall", "", ""},
		{"  ", "", ""},
	} {
		found, err := d.Find(context.Background(), c.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ChildID)
		}
		got := strings.Join(ids, " ")
		if first, more := strings.CutSuffix(c.want, " …"); more {
			c.want, got = first, strings.Join(ids[:min(1, len(ids))], " ")
		}
		if got != c.want {
			t.Errorf("%q finds %v, want %s (read %v)", c.text, ids, c.want, found.Read)
		}
		if len(found.Hits) > 0 && strings.Join(found.Hits[0].By, "; ") != c.by {
			t.Errorf("%q finds by %q, want %q", c.text, found.Hits[0].By, c.by)
		}
	}
}

// Where nobody answers all that was typed, those come who answer the most, and it is said.
func TestWhoAnswersMostIsFound(t *testing.T) {
	d := write(t, t.TempDir(), keptLists(known))
	for text, whole := range map[string]bool{"amira khan 1/1/1999": false, "amira khan 12/3/2014": true} {
		found, err := d.Find(context.Background(), text, 1)
		if err != nil || found.Whole != whole || len(found.Hits) != 1 || found.Hits[0].ChildID != "AAAA1" {
			t.Errorf("%q: %+v, %v", text, found, err)
		}
	}
	found, err := d.Find(context.Background(), "khan", 1)
	if err != nil || len(found.Hits) != 1 || found.Total != 3 {
		t.Errorf("%d of %d, want one of three: %v", len(found.Hits), found.Total, err)
	}
}

// Every child is found by each thing that is written of it.
func TestWhatIsWrittenIsFound(t *testing.T) {
	const children = 400
	d := write(t, t.TempDir(), inventLists(children, nobody))
	rapid.Check(t, func(r *rapid.T) {
		s := inventStory(rapid.IntRange(0, children-1).Draw(r, "child"))
		p := &s.Person
		text := rapid.SampledFrom([]string{p.UPN, strings.ToLower(p.UPN), p.Surname + " " + p.DOB.Format("02/01/2006"), p.Forename + " " + p.Surname + " " + p.DOB.Format("2 January 2006"),
			p.DOB.Format("2006-01-02") + " " + p.Forename, p.Postcode + " " + p.Forename, strings.ReplaceAll(p.Postcode, " ", ""), p.Address + " " + p.Surname, p.Phone, s.Numbers[2].Text, s.ChildID,
			p.Parent + " " + p.Forename, s.Numbers[5].Text, fmt.Sprintf("%s %s", p.Phone[:5], p.Phone[5:]), p.Surname[:3] + " " + p.DOB.Format("2/1/06") + " " + p.Forename}).Draw(r, "text")
		found, err := d.Find(context.Background(), text, children)
		if err != nil {
			r.Fatal(err)
		}
		at := slices.IndexFunc(found.Hits, func(h Hit) bool { return h.ChildID == s.ChildID })
		if at < 0 || !found.Whole {
			r.Fatalf("%q does not find the child that it is of (read %v; %d of %d)", text, found.Read, len(found.Hits), found.Total)
		}
	})
}

// One letter wrong, left out, doubled or changed about in a long name still finds the child.
func TestAMisspeltNameIsFound(t *testing.T) {
	const children = 400
	d := write(t, t.TempDir(), inventLists(children, nobody))
	rapid.Check(t, func(r *rapid.T) {
		s := inventStory(rapid.IntRange(0, children-1).Draw(r, "child"))
		name := s.Person.Surname
		at := rapid.IntRange(1, len(name)-2).Draw(r, "at")
		if len(name) < fewestSpelt+1 {
			return
		}
		typed := rapid.SampledFrom([]string{name[:at] + "x" + name[at+1:], name[:at] + name[at+1:], name[:at] + name[at:at+1] + name[at:],
			name[:at] + name[at+1:at+2] + name[at:at+1] + name[at+2:]}).Draw(r, "typed")
		found, err := d.Find(context.Background(), typed+" "+s.Person.DOB.Format("02/01/2006"), children)
		if err != nil {
			r.Fatal(err)
		}
		if !slices.ContainsFunc(found.Hits, func(h Hit) bool { return h.ChildID == s.ChildID }) {
			r.Fatalf("%q does not find %s", typed, name)
		}
	})
}

// Whatever is typed, the store answers.
func TestAnythingMayBeTyped(t *testing.T) {
	d := write(t, t.TempDir(), keptLists(known))
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zA-Z0-9'%*"\-/.+ ]{0,40})`)).Draw(r, "text")
		if _, err := d.Find(context.Background(), text, 5); err != nil {
			r.Fatal(err)
		}
	})
}
