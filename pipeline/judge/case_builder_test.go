package judge

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// drawRecord draws a row about a child, one of few days, places and words, so that claims tie.
func drawRecord(r *rapid.T, name string) sources.Record {
	kind := rapid.SampledFrom([]sources.Kind{sources.SchoolCensus, sources.Health, sources.Housing, sources.Admissions}).Draw(r, "kind")
	who := peopletest.Who(name)
	who.Postcode = rapid.SampledFrom([]string{"", "ME4 9ZZ", "ME4 9YY"}).Draw(r, "postcode")
	who.UPN = rapid.SampledFrom([]string{"", "A123456789012", "B 123456789012"}).Draw(r, "upn")
	rec := sources.Record{Kind: kind, AsOf: peopletest.Census, Who: who}
	for range rapid.IntRange(0, 4).Draw(r, "claims") {
		rec.Claims = append(rec.Claims, sources.Claim{
			Kind:   rapid.SampledFrom([]sources.ClaimKind{sources.Roll, sources.LeftRoll, sources.Residence, sources.Attendance, sources.Flag}).Draw(r, "claim"),
			From:   calendar.On(2026, 9, 1) + calendar.Date(rapid.IntRange(0, 2).Draw(r, "from")),
			Place:  rapid.SampledFrom([]string{"", peopletest.Ash, peopletest.Dale}).Draw(r, "place"),
			Status: rapid.SampledFrom([]string{"", "C", "O", "return"}).Draw(r, "status"),
			Reason: rapid.SampledFrom([]string{"", "1", "2"}).Draw(r, "reason"),
		})
	}
	return rec
}

// copied is the Case of a child as one that is made by itself has it: record after record, and then sorted.
func copied(c *Cases, child int) *rules.Case {
	k := &rules.Case{Authority: c.authority, Child: c.children.IDs[child]}
	var who []*sources.Record
	var seen addresses
	survey := surveyor{boundary: c.boundary}
	add := func(to []rules.Claim, rec people.Placed, band rules.Band, link float64, home uint8) []rules.Claim {
		for i := range rec.Claims {
			to = appendClaim(to, &rec.Claims[i], rec.Record, band, link, home)
			survey.placeHome(&to[len(to)-1], rec.Record)
		}
		return to
	}
	for _, rec := range c.children.RecordsOf(child) {
		who = append(who, rec.Record)
		k.Claims = add(k.Claims, rec, rec.Band, rec.Link, seen.numberOf(rec.Who.Postcode))
	}
	for _, near := range c.children.NearTo(child) {
		for _, rec := range c.children.RecordsOf(int(near.Child)) {
			if link := linkIfSame(near, &rec); link >= people.GreyFrom {
				k.Possible = add(k.Possible, rec, rules.M3, link, 0)
			}
		}
	}
	k.DOB, k.OtherDOBs = BirthDate(who)
	k.Surnames = countSurnames(who)
	k.Claims, k.Possible = rules.InOrder(k.Claims), rules.InOrder(k.Possible)
	return k
}

// Case after case that one builder makes is the Case that is made by itself, and the verdict on every child the one on it.
func TestCasesOfOneBuilderAreThoseMadeAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := peopletest.Begin(t)
		n.Passed.Ingested.Addresses = []intake.Address{{Postcode: "ME4 9ZZ", LA: "887"}}
		records := 0
		for child := range rapid.IntRange(1, 5).Draw(r, "children") {
			var recs []sources.Record
			for k := range rapid.IntRange(1, 5).Draw(r, "records") {
				recs = append(recs, drawRecord(r, fmt.Sprintf("Alma%d.%d", child, k%3)))
			}
			n.Child(recs...)
			records += len(recs)
		}
		n.Make(t)
		if identities := n.Children.People.Identities(); identities > 1 {
			a := rapid.Int32Range(1, int32(identities)-1).Draw(r, "near")
			n.Near(0, a, rapid.Float64Range(0, 1).Draw(r, "pair"), rapid.Float64Range(0, 1).Draw(r, "whole"))
			n.Make(t)
		}
		d := decide(t, n, &past.Past{})
		b := d.Cases.newBuilder()
		for child := range n.Children.Len() {
			want := copied(d.Cases, child)
			got := b.build(child)
			b.addPossible(got, child)
			if len(got.Claims)+len(want.Claims) > 0 && !reflect.DeepEqual(got.Claims, want.Claims) || len(got.Possible)+len(want.Possible) > 0 && !reflect.DeepEqual(got.Possible, want.Possible) ||
				got.DOB != want.DOB || !reflect.DeepEqual(got.OtherDOBs, want.OtherDOBs) || got.Surnames != want.Surnames || got.Child != want.Child {
				r.Fatalf("child %d: the Case\n%+v\nwant\n%+v", child, got, want)
			}
			alone := rules.Judge(want)
			if again, _ := b.judge(child); !reflect.DeepEqual(alone, again) {
				r.Fatalf("child %d: the verdict\n%+v\nwant\n%+v", child, again, alone)
			}
		}
	})
}
