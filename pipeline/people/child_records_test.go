package people

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/matchers"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// recordsSought are the records of a child by looking at all records: what RecordsOf is held to.
func recordsSought(c *Children, child int) (out []Placed) {
	p := c.People
	times := map[string]int{}
	numbers := func(w *sources.Identity) (all []string) {
		for _, x := range [...][2]string{{"upn", w.UPN}, {"upn", w.FormerUPN}, {"nhs", w.NHSNumber}, {"uln", w.ULN}} {
			if x[1] != "" {
				all = append(all, x[0]+strings.ReplaceAll(x[1], " ", ""))
			}
		}
		return all
	}
	who := map[int32]*sources.Identity{}
	for i := range p.Records.Len() {
		identity := p.IdentityOf(i)
		if c.ChildOf(identity) == int32(child) && who[identity] == nil {
			who[identity] = &p.Records.Whole(i).Who
			for _, number := range numbers(who[identity]) {
				times[number]++
			}
		}
	}
	for i := range p.Records.Len() {
		identity := p.IdentityOf(i)
		if c.ChildOf(identity) != int32(child) {
			continue
		}
		band := rules.M2
		if len(who) == 1 || slices.ContainsFunc(numbers(who[identity]), func(n string) bool { return times[n] > 1 }) {
			band = rules.M1
		}
		rec := p.Records.Whole(i)
		rec.Who = *who[identity]
		out = append(out, Placed{rec, identity, band, c.LinkOf(identity)})
	}
	slices.SortFunc(out, func(a, b Placed) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// However records fall into identities and these into children, each way of reading a child's records gives the same: those to be kept,
// those in memory that is used again, and those of one identity.
func TestEveryReadingOfAChildAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom([]string{"", "A 1", "A1", "B2"})
		var recs []sources.Record
		for row := range rapid.IntRange(1, 24).Draw(t, "records") {
			w := sources.Identity{Surname: "Quayle", Forename: rapid.SampledFrom([]string{"Alma", "ALMA", "Bram"}).Draw(t, "forename"), UPN: number.Draw(t, "upn"),
				FormerUPN: number.Draw(t, "former"), NHSNumber: number.Draw(t, "nhs"), ParentPhone: rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "phone")}
			r := rowOf(rapid.SampledFrom([]sources.Kind{sources.Health, sources.Housing}).Draw(t, "kind"), row+1, w)
			for k := range rapid.IntRange(0, 3).Draw(t, "claims") {
				r.Claims = append(r.Claims, sources.Claim{Kind: sources.Residence, Ref: fmt.Sprint(row, k)})
			}
			recs = append(recs, r)
		}
		p := peopleOf(recs...)
		clusters := &matchers.Clusters{N: rapid.IntRange(1, 3).Draw(t, "children")}
		for range p.Identities() {
			clusters.Of, clusters.Link = append(clusters.Of, int32(rapid.IntRange(0, clusters.N-1).Draw(t, "child"))), append(clusters.Link, rapid.Float64Range(0, 1).Draw(t, "link"))
		}
		of := map[int32]int32{} // clusters without rows are none
		for row, c := range clusters.Of {
			if _, had := of[c]; !had {
				of[c] = int32(len(of))
			}
			clusters.Of[row] = of[c]
		}
		clusters.N = len(of)
		c, err := NameChildren(p, clusters, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		reader := c.NewReader()
		for child := range c.Len() {
			want := recordsSought(c, child)
			holdAlike(t, "kept", c.RecordsOf(child), want)
			holdAlike(t, "read over the last", reader.RecordsOf(child), want)
			origins := reader.OriginsOf(child)
			if len(origins) != len(want) {
				t.Fatalf("%d records of child %d stand somewhere (want %d)", len(origins), child, len(want))
			}
			for k, o := range origins {
				if w := want[k]; o != (PlacedOrigin{sources.Origin{ID: w.ID, Kind: w.Kind, File: w.File, Row: w.Row, More: w.More, Line: w.Line, Native: w.Native, AsOf: w.AsOf}, w.Link}) {
					t.Fatalf("record %d of child %d stands elsewhere", k, child)
				}
			}
			for _, identity := range c.IdentitiesOf(child) {
				for n, rec := range p.IdentityRecords(identity) {
					if i := slices.IndexFunc(want, func(w Placed) bool { return w.ID == rec.ID }); i < 0 || n > 0 && rec.Row < p.IdentityRecords(identity)[n-1].Row || rec.Who != want[i].Who || rec.Who != *p.Who(identity) {
						t.Fatalf("record %d of identity %d differs", n, identity)
					}
				}
			}
		}
	})
}

func holdAlike(t *rapid.T, what string, got, want []Placed) {
	if len(got) != len(want) {
		t.Fatalf("%s: %d records (want %d)", what, len(got), len(want))
	}
	for k := range want {
		g, w := got[k], want[k]
		if g.Identity != w.Identity || g.Band != w.Band || g.Link != w.Link || g.ID != w.ID || g.Who != w.Who || len(g.Claims) != len(w.Claims) ||
			len(w.Claims) > 0 && !reflect.DeepEqual(g.Claims, w.Claims) {
			t.Fatalf("%s: record %d differs: band %d (want %d)", what, k, g.Band, w.Band)
		}
	}
}

// The Digest of a child is the same on two nights of the same, and another where anything of what RecordsOf gives is.
func TestADigestIsOfAllThatIsRead(t *testing.T) {
	night := func(change func([]sources.Record) []sources.Record, links ...float64) [3]Digest {
		recs := []sources.Record{rowOf(sources.Health, 1, sources.Identity{Surname: "Quayle", Forename: "Alma"}),
			rowOf(sources.Housing, 2, sources.Identity{Surname: "Quayle", Forename: "Alma", ParentPhone: "1"}), rowOf(sources.Health, 3, sources.Identity{Surname: "Quayle", Forename: "Bram"}), rowOf(sources.Health, 4, sources.Identity{Surname: "Quayle", Forename: "Cleo"})}
		if change != nil {
			recs = change(recs)
		}
		c := childrenOf(t, peopleOf(recs...), []int32{0, 0, 1, 2}, nil, nil)
		copy(c.link, links)
		d := c.NewDigester()
		of := func(record int) Digest { return d.Of(int(c.ChildOf(c.People.IdentityOf(record)))) }
		return [3]Digest{of(0), of(2), of(3)}
	}
	was := night(nil)
	if night(nil) != was {
		t.Error("two nights of the same have other digests")
	}
	if was[1] == was[2] {
		t.Error("two children of one slab have one digest")
	}
	for what, got := range map[string][3]Digest{
		"how surely a record is the child's": night(nil, .9, .8),
		"what a record says": night(func(r []sources.Record) []sources.Record {
			r[1].Claims = []sources.Claim{{Kind: sources.Residence}}
			return r
		}),
		"who a record tells of":         night(func(r []sources.Record) []sources.Record { r[0].Who.Forename = "Elma"; return r }),
		"where a record stands":         night(func(r []sources.Record) []sources.Record { r[0] = rowOf(sources.Health, 9, r[0].Who); return r }),
		"for which day a record speaks": night(func(r []sources.Record) []sources.Record { r[0].AsOf = 9; return r }),
		"a word that is kept apart":     night(func(r []sources.Record) []sources.Record { r[0].File = "g"; return r }),
	} {
		if got[0] == was[0] {
			t.Errorf("%s is not in the digest", what)
		}
	}
}
