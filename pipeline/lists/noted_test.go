package lists

import (
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/sources"
)

// The school that a child is counted by is the first of those that its story tells of.
func TestAChildIsCountedByTheSchoolThatItsStoryTellsFirst(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := peopletest.Begin(t)
		closing := n.Passed.Authority.Schools[peopletest.Dale]
		closing.Closed = rapid.SampledFrom([]calendar.Date{0, peopletest.AsOf - 9, peopletest.AsOf + 9}).Draw(r, "closed")
		n.Passed.Authority.Schools[peopletest.Dale] = closing
		day := rapid.SampledFrom([]calendar.Date{0, -3, peopletest.Census - 400, peopletest.Census, peopletest.Census + 5, peopletest.AsOf, peopletest.AsOf + 3})
		var recs []sources.Record
		for range rapid.IntRange(1, 5).Draw(r, "records") {
			rec := sources.Record{Kind: rapid.SampledFrom([]sources.Kind{sources.SchoolCensus, sources.RollChanges}).Draw(r, "kind"), Who: peopletest.Who("Alma"), AsOf: day.Draw(r, "as of")}
			for range rapid.IntRange(0, 3).Draw(r, "claims") {
				rec.Claims = append(rec.Claims, sources.Claim{Kind: rapid.SampledFrom([]sources.ClaimKind{sources.Roll, sources.LeftRoll, sources.Offer}).Draw(r, "claim"),
					Place: rapid.SampledFrom([]string{peopletest.Ash, peopletest.Dale, "8879999", ""}).Draw(r, "place"), From: day.Draw(r, "from"), To: day.Draw(r, "to"), Decided: day.Draw(r, "decided")})
			}
			recs = append(recs, rec)
		}
		n.Child(recs...)
		night := judgeNight(t, n, &past.Past{})
		m := newMaker(night.asked, peopletest.AsOf)
		var who []*sources.Record
		for _, rec := range m.children.RecordsOf(0) {
			who = append(who, rec.Record)
		}
		want := ""
		if told := m.SchoolsOf(who); len(told) > 0 {
			want = told[0].LAESTAB
		}
		if got := m.Judged.Noted[0].Facets.LastSchool; got != want {
			r.Fatalf("the child is counted by %q, and its story begins with %q", got, want)
		}
	})
}
