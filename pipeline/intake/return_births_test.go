package intake

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/past"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// A return whose births are those of the pupils' neighbours is not used, and distrusted where it lies in a file with others'; a few that
// differ, and a pupil whom nothing else knows, say nothing.
func TestBirthsThatSlipped(t *testing.T) {
	upn := func(i int) string { return fmt.Sprintf("A8234323%05d", i) }
	census := func(file, place string, on sources.Date, n int, birth func(int) sources.Date) (recs []sources.Record) {
		for i := range n {
			recs = append(recs, sources.Record{ID: sources.NewRecordID(sources.SchoolCensus, file, i), Kind: sources.SchoolCensus, File: file, Row: i, AsOf: on,
				Who: sources.Identity{UPN: upn(i), DOB: birth(i)}, Claims: []sources.Claim{{Kind: sources.Roll, Place: place}}})
		}
		return recs
	}
	right := func(i int) sources.Date { return sources.Date(15000 + 7*i) }
	slipped := func(i int) sources.Date { return right(max(0, i-1)) }
	few := func(i int) sources.Date {
		if i < 4 {
			return right(i) + 1
		}
		return right(i)
	}
	const summer, autumn = 20594, 20727
	for _, c := range []struct {
		name    string
		records [][]sources.Record
		unused  string
		held    string
	}{
		{"as before", [][]sources.Record{census("s", "8872001", summer, 30, right), census("a", "8872001", autumn, 30, right)}, "", ""},
		{"the newer slipped", [][]sources.Record{census("s", "8872001", summer, 30, right), census("a", "8872001", autumn, 30, slipped)}, "a", ""},
		{"the older slipped, as two others say", [][]sources.Record{census("s", "8872001", summer, 30, slipped), census("b", "8872001", autumn-1, 30, right), census("a", "8872001", autumn, 30, right)}, "s", ""},
		{"four of thirty differ", [][]sources.Record{census("s", "8872001", summer, 30, right), census("a", "8872001", autumn, 30, few)}, "", ""},
		{"nothing else knows them", [][]sources.Record{census("a", "8872001", autumn, 30, slipped)}, "", ""},
		{"in a file with another school's", [][]sources.Record{census("s", "8872001", summer, 60, right), census("a", "8872001", autumn, 30, slipped),
			census("a", "8872002", autumn, 60, right)[30:]}, "", "8872001"},
	} {
		k := newGatekeeper(Asked{Settings: &settings.Settings{}, Past: &past.Past{}}, autumn+14, &Ingested{})
		k.askReturnBirths(gatherBirths(recordsOf(c.records...)).tallyReturns())
		unused, held := "", ""
		for _, g := range k.reports {
			if g.Unused {
				unused += g.File
			} else {
				held += g.School
			}
		}
		if unused != c.unused || held != c.held {
			t.Errorf("%s: not used %q, held %q; want %q and %q (%+v)", c.name, unused, held, c.unused, c.held, k.reports)
		}
	}
}

// The odd births of every return are those that a look at every row beside every other finds.
func TestOddBirthsAreThoseOfEveryPairOfRows(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		kinds := rapid.SampledFrom([]sources.Kind{sources.SchoolCensus, sources.SchoolCensus, sources.Admissions, sources.SocialCare, sources.Health})
		var recs []sources.Record
		for i := range rapid.IntRange(0, 14).Draw(r, "rows") {
			rec := sources.Record{Kind: kinds.Draw(r, "kind"), File: rapid.SampledFrom([]string{"f", "g"}).Draw(r, "file"), Row: i, AsOf: sources.Date(rapid.IntRange(20700, 20702).Draw(r, "as of")),
				Who:    sources.Identity{UPN: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(r, "upn"), DOB: sources.Date(rapid.IntRange(0, 3).Draw(r, "dob"))},
				Claims: []sources.Claim{{Kind: rapid.SampledFrom([]sources.ClaimKind{sources.Roll, sources.LeftRoll}).Draw(r, "claim"), Place: rapid.SampledFrom([]string{"8872001", "8872002"}).Draw(r, "place")}}}
			rec.ID = sources.NewRecordID(rec.Kind, rec.File, i)
			recs = append(recs, rec)
		}
		told := func(x *sources.Record) bool {
			return x.Who.UPN != "" && x.Who.DOB != 0 && slices.Contains(birthSources, x.Kind) && (x.Kind != sources.SchoolCensus || x.Claims[0].Kind == sources.Roll)
		}
		want := map[oneReturn]birthTally{}
		for i := range recs {
			x := &recs[i]
			if !told(x) || x.Kind != sources.SchoolCensus {
				continue
			}
			votes, first, rows := map[sources.Date]int{}, map[sources.Date]sources.Date{}, 0
			for k := range recs {
				if y := &recs[k]; told(y) && y.Who.UPN == x.Who.UPN {
					rows++
					if votes[y.Who.DOB]++; votes[y.Who.DOB] == 1 || y.AsOf < first[y.Who.DOB] {
						first[y.Who.DOB] = y.AsOf
					}
				}
			}
			if rows == 1 {
				continue
			}
			at := oneReturn{x.File, x.Claims[0].Place, x.AsOf}
			n := want[at]
			n.of++
			for dob, v := range votes {
				if mine := votes[x.Who.DOB]; dob != x.Who.DOB && (v > mine || v == mine && first[dob] < x.AsOf) {
					n.odd++
					break
				}
			}
			want[at] = n
		}
		if got := gatherBirths(recordsOf(recs)).tallyReturns(); !maps.Equal(got, want) {
			r.Fatalf("%+v, want %+v", got, want)
		}
	})
}
