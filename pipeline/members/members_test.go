package members

import (
	"fmt"
	"iter"
	"reflect"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

var tonight = calendar.On(2026, 10, 16)

// child is a row of the register of home education about a child of ten.
func child(n int, change ...func(*sources.Record)) sources.Record {
	rec := sources.Record{Kind: sources.HomeEducation, Native: fmt.Sprintf("case %d", n), Who: sources.Identity{
		UPN: fmt.Sprintf("upn %d", n), Surname: "Quill" + letters(n), Forename: "Given" + letters(n), DOB: calendar.On(2016, 1, 1) + calendar.Date(n),
		Sex: "F", Postcode: fmt.Sprintf("FW1 %dAA", n)},
		Claims: []sources.Claim{{Kind: sources.HomeEducated, From: calendar.On(2025, 9, 1), Status: "suitable"}}}
	for _, c := range change {
		c(&rec)
	}
	return rec
}

func letters(n int) string {
	return string([]byte{'a' + byte(n/676%26), 'a' + byte(n/26%26), 'a' + byte(n%26)})
}

func children(n int, change ...func(*sources.Record)) (recs []sources.Record) {
	for i := range n {
		recs = append(recs, child(i, change...))
	}
	return recs
}

// rows are records as those of a run come: each over the one before.
type rows []sources.Record

func (r rows) Len() int { return len(r) }

func (r rows) SpanOf(wanted func(sources.Kind) bool, from, to int, _ sources.Part) iter.Seq2[int, *sources.Record] {
	return func(yield func(int, *sources.Record) bool) {
		var one sources.Record
		for i := from; i < to; i++ {
			if one = r[i]; wanted(one.Kind) && !yield(i, &one) {
				return
			}
		}
	}
}

// look draws the portrait of a kind in records, after those of another night.
func look(kind sources.Kind, asOf calendar.Date, before *Sample, recs ...sources.Record) *Portrait {
	a := Asked{Key: Key{1, 2}, AsOf: asOf, Workers: 2, Before: map[sources.Kind]*Sample{}, References: []sources.Kind{sources.SchoolCensus, sources.Health},
		Whole: func(k sources.Kind) bool { return sources.ExpectationOf(k).Whole }}
	if before != nil {
		a.Before[kind] = before
	}
	return DrawPortraits(a, rows(recs))[kind]
}

// Children who are gone are counted, but for those who had a reason; one who is known by any of number, case, or name and birth is there.
func TestWhoIsGone(t *testing.T) {
	before := func(recs ...sources.Record) *Sample {
		return look(sources.HomeEducation, tonight-1, nil, recs...).Sample
	}
	one := func(change ...func(*sources.Record)) *Sample { return before(child(0), child(1), child(2, change...)) }
	check := func(name string, was *Sample, lost, of int, recs ...sources.Record) {
		t.Helper()
		p := look(sources.HomeEducation, tonight, was, recs...)
		if p.Lost != lost || p.Of != of || p.Eroded != lost || !p.Known {
			t.Errorf("%s: %d of %d are lost, %d in sixty days (want %d of %d)", name, p.Lost, p.Of, p.Eroded, lost, of)
		}
	}
	two := []sources.Record{child(0), child(1)}
	check("all there", one(), 0, 3, child(2), child(1), child(0))
	check("one gone", one(), 1, 3, two...)
	check("an end that has come", one(func(r *sources.Record) { r.Claims[0].To = tonight - 1 }), 0, 2, two...)
	check("an end to come", one(func(r *sources.Record) { r.Claims[0].To = tonight + 9 }), 1, 3, two...)
	check("closed", one(func(r *sources.Record) { r.Claims[0].Status = "closed" }), 0, 2, two...)
	check("dead", one(func(r *sources.Record) { r.Claims[0].Kind = sources.Death }), 0, 2, two...)
	check("sixteen", one(func(r *sources.Record) { r.Who.DOB = calendar.On(2010, 10, 1) }), 0, 2, two...)
	check("fifteen", one(func(r *sources.Record) { r.Who.DOB = calendar.On(2011, 10, 1) }), 1, 3, two...)
	check("a row more of the child, not over", before(child(0), child(1), child(2), child(2, func(r *sources.Record) { r.Native = "x" })), 1, 3, two...)
	keep := func(what string) sources.Record {
		r := child(2)
		w := &r.Who
		switch what {
		case "number":
			r.Native, w.Surname, w.DOB = "y", "Other", 0
		case "case and name":
			w.UPN, w.DOB = "z", w.DOB+1
		case "case and birth":
			w.UPN, w.Surname = "z", "Other"
		case "case alone":
			w.UPN, w.Surname, w.DOB = "z", "Other", w.DOB+1
		case "name and birth":
			r.Native, w.UPN, w.Surname = "y", "", "QUILL-aac"
		}
		return r
	}
	for what, lost := range map[string]int{"number": 0, "case and name": 0, "case and birth": 0, "name and birth": 0, "case alone": 1} {
		check("known by "+what, one(), lost, 3, append(two, keep(what))...)
	}
}

// Of an extract of events, rows older than the window of tonight's are gone for that.
func TestAWindowMovesOn(t *testing.T) {
	event := func(n int) sources.Record {
		return child(n, func(r *sources.Record) {
			r.Kind, r.Claims[0].From = sources.OtherAuthorities, tonight-200+calendar.Date(n)
		})
	}
	var was, now []sources.Record
	for n := range 100 {
		was = append(was, event(n))
		if n >= 30 && n != 50 && n != 60 {
			now = append(now, event(n))
		}
	}
	p := look(sources.OtherAuthorities, tonight, look(sources.OtherAuthorities, tonight-1, nil, was...).Sample, now...)
	if p.Lost != 2 || p.Of < 68 || p.Of > 70 {
		t.Errorf("%d of %d are lost, want the two inside the window", p.Lost, p.Of)
	}
}

// A child who is lost counts for sixty days, in whatever small numbers they go, and no more when a person let it pass.
func TestErosionIsRemembered(t *testing.T) {
	all := children(40)
	s := look(sources.HomeEducation, tonight, nil, all...).Sample
	for night := 1; night <= 5; night++ {
		p := look(sources.HomeEducation, tonight+calendar.Date(10*night), s, all[night:]...)
		if p.Lost != 1 || p.Eroded != night || p.Of != 40 {
			t.Errorf("night %d: %d lost, %d in all of %d", night, p.Lost, p.Eroded, p.Of)
		}
		s = p.Sample
	}
	p := look(sources.HomeEducation, tonight+72, s, all[5:]...)
	if p.Lost != 0 || p.Eroded != 5 {
		t.Errorf("%d lost, %d in all; want the five", p.Lost, p.Eroded)
	}
	late := look(sources.HomeEducation, tonight+83, p.Sample, all[5:]...).Sample
	if n := len(late.Members); n != 37 { // those seen last on days 30 and 40, of 35 that are there
		t.Errorf("%d are remembered after sixty days, want 37", n)
	}
	p.Sample.ForgetLost(tonight + 72)
	if n := len(p.Sample.Members); n != 35 {
		t.Errorf("%d are remembered when it was let pass, want 35", n)
	}
	if back := look(sources.HomeEducation, tonight+73, s, all...); back.Eroded != 0 || len(back.Sample.Members) != 40 {
		t.Errorf("all are back, and %d are lost of %d", back.Eroded, len(back.Sample.Members))
	}
}

// Children known by a number are asked what columns say of them: a row of them that says the same is enough.
func TestWhatHasChanged(t *testing.T) {
	was := look(sources.HomeEducation, tonight-1, nil, children(10)...).Sample
	check := func(name string, want [4]int, change ...func(*sources.Record)) {
		t.Helper()
		p := look(sources.HomeEducation, tonight, was, children(10, change...)...)
		if p.Changed != want {
			t.Errorf("%s: changed %v, want %v", name, p.Changed, want)
		}
	}
	check("nothing", [4]int{})
	check("births", [4]int{10, 0, 0, 0}, func(r *sources.Record) { r.Who.DOB = r.Claims[0].From })
	check("names", [4]int{0, 10, 0, 0}, func(r *sources.Record) { r.Who.Surname, r.Who.Forename = r.Who.Forename, r.Who.Surname })
	check("capitals", [4]int{}, func(r *sources.Record) { r.Who.Surname = "QUILL" + r.Who.Surname[5:] })
	check("sexes", [4]int{0, 0, 10, 0}, func(r *sources.Record) { r.Who.Sex = "M" })
	check("postcodes", [4]int{0, 0, 0, 10}, func(r *sources.Record) { r.Who.Postcode = "FW1 9ZZ" })
	check("not said", [4]int{}, func(r *sources.Record) { r.Who.Sex, r.Who.Postcode = "", "" })
	both := append(children(10), children(10, func(r *sources.Record) { r.Who.Sex = "M" })...)
	if p := look(sources.HomeEducation, tonight, was, both...); p.Changed != [4]int{} || p.Met != [4]int{10, 10, 10, 10} {
		t.Errorf("one of two rows says the same: changed %v of %v", p.Changed, p.Met)
	}
}

// Extracts are held to the census and to the health list on children whom both have, and a reference that stands alone is doubted.
func TestExtractsAgree(t *testing.T) {
	of := func(kind sources.Kind, change ...func(*sources.Record)) []sources.Record {
		recs := children(30, change...)
		for i := range recs {
			recs[i].Kind = kind
		}
		return recs
	}
	births := func(r *sources.Record) { r.Who.DOB = r.Claims[0].From }
	names := func(r *sources.Record) { r.Who.Surname, r.Who.Forename = r.Who.Forename, r.Who.Surname }
	sexes := func(r *sources.Record) { r.Who.Sex = "M" }
	unnumbered := func(r *sources.Record) { r.Who.UPN = "" }
	census, health := sources.SchoolCensus, sources.Health
	check := func(name string, kind sources.Kind, faulty bool, doubted sources.Kind, recs ...[]sources.Record) {
		t.Helper()
		var all []sources.Record
		for _, r := range recs {
			all = append(all, r...)
		}
		why, whom := look(kind, tonight, nil, all...).Disagrees()
		if (why != "") != faulty || whom != doubted {
			t.Errorf("%s: %q, doubted %q (want %v, %q)", name, why, whom, faulty, doubted)
		}
	}
	home := sources.HomeEducation
	check("the same", home, false, "", of(home), of(census), of(health))
	check("nothing to hold to", home, false, "", of(home, births))
	check("births", home, true, "", of(home, births), of(census))
	check("births, without numbers", home, true, "", of(home, births, unnumbered), of(census))
	check("names", home, true, "", of(home, names), of(census))
	check("names, without numbers", home, true, "", of(home, names, unnumbered), of(census))
	check("sexes", home, true, "", of(home, sexes), of(census), of(health))
	check("few", home, false, "", of(home, births)[:19], of(census))
	check("a health list that disagrees with the census is no reference", home, false, "", of(home), of(census), of(health, births))
	check("the health list itself", health, true, "", of(home), of(census), of(health, births))
	check("the census alone", home, true, census, of(home), of(census, sexes), of(health))
	check("the health list beside it", health, true, census, of(home), of(census, sexes), of(health))
	check("the health list alone against the census", health, true, "", of(census, sexes), of(health))
}

// Ages are of births, in whole years.
func TestHowOldTheChildrenAre(t *testing.T) {
	born := func(d calendar.Date) sources.Record { return child(0, func(r *sources.Record) { r.Who.DOB = d }) }
	p := look(sources.HomeEducation, tonight, nil, born(tonight+1), born(tonight), born(calendar.On(2023, 10, 17)), born(calendar.On(2023, 10, 1)),
		born(calendar.On(2008, 1, 1)), born(calendar.On(2007, 1, 1)), born(calendar.On(1950, 1, 1)), born(0))
	if p.Births != 7 || p.Unborn != 1 || p.OddAges() != 5 {
		t.Errorf("%d births, %d of them to come, %d odd", p.Births, p.Unborn, p.OddAges())
	}
}

// A sample is the same whatever the order of rows, holds so many, and is read as it was written.
func TestASampleIsTheSame(t *testing.T) {
	recs := children(3 * Most)
	s := look(sources.HomeEducation, tonight, nil, recs...).Sample
	for i, j := 0, len(recs)-1; i < j; i, j = i+1, j-1 {
		recs[i], recs[j] = recs[j], recs[i]
	}
	if o := look(sources.HomeEducation, tonight, nil, recs...).Sample; !reflect.DeepEqual(s, o) || len(s.Members) != Most {
		t.Errorf("%d and %d members in two orders of rows", len(s.Members), len(o.Members))
	}
	raw := s.Encode()
	if back, err := Decode(raw); err != nil || !reflect.DeepEqual(s, back) {
		t.Errorf("read again: %v", err)
	}
	for _, bad := range [][]byte{nil, raw[:9], raw[:len(raw)-1], append(raw, 0), {0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255}} {
		if _, err := Decode(bad); err == nil {
			t.Errorf("%d bytes are read as a sample", len(bad))
		}
	}
	if p := look(sources.HomeEducation, tonight+1, s, recs[:len(recs)*9/10]...); p.Lost < Most/20 || p.Lost > Most/5 {
		t.Errorf("of a tenth left out %d of %d are told", p.Lost, p.Of)
	}
	a, b := newHasher(Key{1}), newHasher(Key{2})
	if a.digest(ofName, "x", "y") == b.digest(ofName, "x", "y") || a.digest(ofName, "x", "y") == a.digest(ofName, "xy", "") || a.digest(ofUPN, "x") == a.digest(ofNHS, "x") {
		t.Error("digests of two keys, or of two things, agree")
	}
}

// A portrait is the same however many draw it, of rows of several spans: those of the references among the others', and of a kind that is
// not looked at.
func TestPortraitsAreTheSameHoweverManyDraw(t *testing.T) {
	var recs rows
	for n := range 3 * spanRows / 2 {
		of := child(n, func(r *sources.Record) {
			r.Kind = []sources.Kind{sources.HomeEducation, sources.SchoolCensus, sources.Health, sources.AttendanceReturns, sources.Housing}[n%5]
			if n%7 == 0 {
				r.Who.Surname = "Other"
			}
		})
		recs = append(recs, of, child(n-n%5, func(r *sources.Record) { r.Kind = sources.Health }))
	}
	draw := func(workers int) map[sources.Kind]*Portrait {
		a := Asked{Key: Key{1, 2}, AsOf: tonight, Workers: workers, Before: map[sources.Kind]*Sample{}, References: []sources.Kind{sources.SchoolCensus, sources.Health},
			Whole: func(k sources.Kind) bool { return sources.ExpectationOf(k).Whole }}
		return DrawPortraits(a, recs)
	}
	one := draw(1)
	if many := draw(4); !reflect.DeepEqual(one, many) {
		t.Error("four draw another portrait than one")
	}
	for kind, want := range map[sources.Kind][]sources.Kind{sources.HomeEducation: {sources.SchoolCensus, sources.Health}, sources.Housing: {sources.SchoolCensus, sources.Health}, sources.Health: {sources.SchoolCensus}} {
		var with []sources.Kind
		for _, a := range one[kind].Agrees {
			with = append(with, a.With)
		}
		if !reflect.DeepEqual(with, want) {
			t.Errorf("%s is held to %v, want %v", kind, with, want)
		}
	}
	if a := one[sources.HomeEducation].Agrees[1]; len(one) != 3 || a.Names == 0 || a.NamesSame == 0 || a.NamesSame == a.Names {
		t.Errorf("%d portraits, of home education %+v", len(one), a)
	}
}
