package review

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

func someQuality() *office.Quality {
	return &office.Quality{
		Precision: []office.Rate{{By: "all", Yes: 96, Of: 120, Low: .7195, High: .8622}, {By: "rule", Value: "C06", Yes: 60, Of: 70, Low: .757, High: .921},
			{By: "rule", Value: "C01", Yes: 34, Of: 46, Low: .598, High: .843}, {By: "rule", Value: "C28", Yes: 2, Of: 4, Low: .15, High: .85},
			{By: "sex", Value: "Girls", Yes: 50, Of: 60, Low: .72, High: .91}, {By: "ward", Value: "Nowhere East", Of: 0}},
		Agreement: []office.Agreement{{Of: "judgements", Pairs: 20, Agreed: 18, Low: .699, High: .972, Kappa: .26, Adjusted: .8, Prevalence: map[string]float64{"same": .9, "different": .1}},
			{Of: "decisions", Kappa: math.NaN(), Adjusted: math.NaN()}},
		Minutes: office.Minutes{Children: 34, Lower: 4.25, Median: 6.5, Upper: 11.2, PairsJudged: 80, PairLower: .2, PairMid: .3, PairHigh: .55},
		Queues:  []office.Queue{{Title: "Steps whose answer is overdue", N: 12, Oldest: calendar.On(2026, 10, 3), Days: 4}, {Title: "Possible matches", N: 3, Oldest: calendar.On(2026, 10, 15), Days: 1}, {Title: "Questions"}},
	}
}

func TestQualityIsSaidInWords(t *testing.T) {
	s := openSite(t, officer())
	s.office.quality = someQuality()
	s.desk.run.Summary.Reasons = []candidates.Count{{Title: "C06 Left a roll with no destination", N: 9}}
	a := s.get("/quality")
	s.wantAnswer(a, http.StatusOK, "Of 120 lines that officers settled, 80 in 100 were right. With as many lines, the true share lies between 71 and 87 in 100",
		"C06 Left a roll with no destination 70 86 75 to 93", "C28 4 50 15 to 85", "By sex", "Nowhere East 0 – –",
		"Of 20 second looks at judgements, 18 agreed : 90 in 100, between 69 and 98. Nearly all are of one kind", "Kappa 0.26", "Kappa, adjusted for prevalence 0.80", "different 10 in 100, same 90 in 100",
		"No second look at decisions yet", "Half of 34 children took 6.5 minutes or less", "4.2 minutes to 11 minutes", "Half of 80 pairs took 18 seconds or less",
		"Steps whose answer is overdue 12 3 October 2026 (13 days) 4 days", "Questions 0 – –")
	checkMarkup(t, a)
	if n := strings.Count(a.body, `class="bar"`); n != 4 { // none where nothing was settled
		t.Errorf("%d bars", n)
	}
	if len(s.office.notes) > 0 {
		t.Errorf("counts are noted as a look at children: %q", s.office.notes)
	}
}

// TestAManagerSeesNoSmallNumber: nor one that the rest of the whole would give away.
func TestAManagerSeesNoSmallNumber(t *testing.T) {
	s := openSite(t, manager())
	s.office.quality = someQuality()
	a := s.get("/quality")
	s.wantAnswer(a, http.StatusOK, "80 in 100 were right", "C06 70 86", "C28 not said: few", "C01 not said: few", "Possible matches not said: few", "Counts under 5 are not said")
	s.wantNot(a, "15 to 85", "59 to 85", "Quillfeather")
	checkMarkup(t, a)
	s.office.quality = &office.Quality{Precision: []office.Rate{{By: "all", Yes: 1, Of: 2, Low: .1, High: .9}}, Agreement: []office.Agreement{{Of: "judgements", Pairs: 3, Agreed: 2}},
		Minutes: office.Minutes{Children: 4, Median: 7, PairsJudged: 2, PairMid: 3}}
	a = s.get("/quality")
	s.wantAnswer(a, http.StatusOK, "settled too few lines to say", "judgements: too few second looks", "Too few children were decided here")
	s.wantNot(a, "7.0 minutes", "3.0 minutes", "2 agreed")
	s.office.quality = nil
	s.wantAnswer(s.get("/quality"), http.StatusOK, "settled no line yet", "Nobody has taken a second look yet", "No child was opened and decided here yet", "Nothing waits.")
}

func TestRowsAreMaskedInTwos(t *testing.T) {
	if p := (qualityPage{Masked: true}); !p.isSmallRate(rateRow{Yes: 1, Of: 30}) || p.isSmallRate(rateRow{Of: 30}) {
		t.Error("one of thirty is one child")
	}
	for _, c := range []struct {
		of   []int
		want string
	}{{[]int{70, 46, 4}, ".xx"}, {[]int{4, 3, 90}, "xx."}, {[]int{4}, "x"}, {[]int{5, 90}, ".."}, {[]int{4, 0, 7}, "x.x"}, {nil, ""}} {
		p, rows, got := qualityPage{Masked: true}, make([]rateRow, len(c.of)), ""
		for i, n := range c.of {
			rows[i].Of = n
		}
		p.maskRows(rows)
		for _, r := range rows {
			got += map[bool]string{true: "x", false: "."}[r.Hidden]
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.of, got, c.want)
		}
	}
}

func TestChildrenAreGroupedByWhatTheListsShow(t *testing.T) {
	s := openSite(t, officer())
	v := &visit{Request: must(http.NewRequest(http.MethodGet, "/", nil)), Desk: s.desk}
	s.desk.briefs["c1"] = desk.Brief{Sex: "F", DOB: time.Date(2015, 3, 2, 0, 0, 0, 0, time.UTC), Postcode: "ZE1 0AA"}
	s.desk.briefs["e1"] = desk.Brief{Sex: "X", Postcode: "ZE1"}
	got := groupsOf(v)("c1")
	if len(got) != 3 || got[0].Value != "Girls" || got[1].Value != "11 to 13" || got[2] != (office.Group{By: "postcode", Value: "ZE1"}) {
		t.Errorf("%v", got)
	}
	if none := append(groupsOf(v)("e1"), groupsOf(v)("nobody")...); len(none) > 0 {
		t.Errorf("%v", none)
	}
	for years, want := range map[int]string{5: "Under 7", 7: "7 to 10", 13: "11 to 13", 15: "14 and over"} {
		if got := ageBand(asOf.AddDate(-years, 0, -1), asOf); got != want {
			t.Errorf("%d: %s, want %s", years, got, want)
		}
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
