package rules

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// places, statuses and so on from which a life is drawn: all that an extract may say, and some that it should not.
var (
	drawnPlaces   = []string{"8872001", "8872002", "8872003", "8874001", "8874002", "8876001", "8882001", "888", "", "Fir House"}
	drawnKinds    = []Kind{Roll, LeftRoll, Application, Offer, Residence, HomeEducated, Alternative, Exclusion, Absence, Attendance, Lost, Departure, Referral, Flag, Death, EarlyYearsPlace, OpenCase}
	drawnStatuses = map[Kind][]string{
		Roll: {"C", "M", "S", "added", "independent", "other_authority"}, LeftRoll: {"return", "census", "planned", "independent"},
		Application: {"applied", "waiting_list", "no_offer", "refused", "withdrawn"}, Offer: {"offered", "allocated", "accepted", "refused_by_parent"},
		Residence:    {"registration", "contact", "tenancy", "temporary", "application", "school", "service", "moved_in", "moved_out"},
		HomeEducated: {"suitable", "not_assessed", "unsuitable", "no_contact", "closed"},
		Alternative:  {"section_19", "pru", "ehc_plan"}, Exclusion: {"permanent", "suspension"},
		Absence: {"ten_days", "irregular", "sickness", "run"}, Attendance: {"O", "I", "/", "#"},
		Departure: {"living_there", "on_roll_there", "moved_to_us", "enquiry_sent", "moved_in"},
		Flag:      {"child_protection", "custody", "early_help", "child_in_care", "youth_justice", "missing_episode", "unaccompanied"},
		Referral:  {"", "on_roll"}, OpenCase: {"confirmed", "resolved", "not_cme"},
	}
	drawnSources = map[Kind]string{
		Roll: "school_census", LeftRoll: "roll_changes", Application: "admissions", Offer: "admissions", Residence: "health",
		HomeEducated: "home_education", Alternative: "alternative_provision", Exclusion: "exclusions", Absence: "attendance",
		Attendance: "attendance", Lost: "lost_pupils", Departure: "other_authorities", Referral: "referrals", Flag: "social_care",
		Death: "deaths", EarlyYearsPlace: "early_years", OpenCase: "case_list",
	}
)

func drawDay(t *rapid.T, label string) calendar.Date {
	return calendar.Date(rapid.IntRange(int(day("2024-08-01")), int(day("2026-12-01"))).Draw(t, label))
}

func drawSome[T any](t *rapid.T, label string, from []T) T {
	return rapid.SampledFrom(from).Draw(t, label)
}

func drawClaim(t *rapid.T, i int) Claim {
	c := Claim{Kind: drawSome(t, "kind", drawnKinds), From: drawDay(t, "from"), Place: drawSome(t, "place", drawnPlaces)}
	if of := drawnStatuses[c.Kind]; of != nil {
		c.Status = drawSome(t, "status", of)
	}
	if rapid.IntRange(0, 3).Draw(t, "has to") == 0 {
		c.To = c.From + calendar.Date(rapid.IntRange(0, 400).Draw(t, "length"))
	}
	switch c.Kind {
	case LeftRoll:
		c.Reason = drawSome(t, "ground", []string{"", "A", "F", "G", "I", "N", "O"})
		c.Toward = drawSome(t, "toward", []string{"", "abroad", "8872003", "Cedar Junior", "unknown"})
	case Application, Offer:
		c.Reason = drawSome(t, "entry", []string{"reception", "year_3", "year_7", "in_year", ""})
		c.Ref = drawSome(t, "ref", []string{"", "A", "B"})
		c.Expected = drawDay(t, "start")
	case Attendance:
		c.Reason, c.Count = "1", 1
		if rapid.Bool().Draw(t, "mark") {
			c.To = c.From
		}
	case Absence:
		c.Count = rapid.IntRange(0, 40).Draw(t, "days")
	case Lost:
		c.Toward = drawSome(t, "toward", []string{"XXXXXXX", "MMMMMMM"})
	}
	c.Provenance = Provenance{Source: drawnSources[c.Kind], Record: drawnSources[c.Kind] + ":f#" + number(i), Band: drawSome(t, "band", []Band{M1, M2}), Link: 1}
	c.AsOf = drawSome(t, "as of", []calendar.Date{day("2025-10-02"), day("2026-01-15"), day("2026-05-21"), day("2026-10-01"), day("2026-10-14")})
	return c
}

// drawCase draws a child of about school age with a life that need not make sense: no sense is promised of extracts.
func drawCase(t *rapid.T) *Case {
	a := inventedAuthority()
	a.AsOf = drawSome(t, "on", []calendar.Date{day("2026-10-15"), day("2026-09-10"), day("2026-11-20")})
	if rapid.IntRange(0, 3).Draw(t, "late") == 0 {
		a.Returns["8872001"] = a.Returns["8872001"][:3]
	}
	c := &Case{Authority: a, Child: "c", DOB: calendar.Date(rapid.IntRange(int(day("2010-01-01")), int(day("2022-12-31"))).Draw(t, "dob"))}
	n := rapid.IntRange(0, 9).Draw(t, "claims")
	for i := range n {
		c.Claims = append(c.Claims, drawClaim(t, i))
	}
	if rapid.IntRange(0, 3).Draw(t, "possible") == 0 {
		p := drawClaim(t, n)
		p.Band, p.Link = M3, 0.4
		c.Possible = append(c.Possible, p)
	}
	return c
}

// with returns the same child under a fresh Authority, which is worked out once and must not be changed after.
func with(c *Case, claims []Claim, drop string) *Case {
	a := &Authority{AsOf: c.AsOf, Home: c.Home, Calendar: c.Calendar, Schools: c.Schools, Returns: c.Returns, Censuses: c.Censuses, Extracts: map[string]Extract{}}
	for k, x := range c.Extracts {
		if k == drop {
			x = Extract{Reliance: x.Reliance}
		}
		a.Extracts[k] = x
	}
	return &Case{Authority: a, Child: c.Child, DOB: c.DOB, Claims: claims, Possible: c.Possible}
}

var verdicts = []cmp.Option{cmpopts.IgnoreUnexported(Suppression{}), cmpopts.EquateEmpty()}

func TestJudgeIsFreeOfOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		want := Judge(c)
		shuffled := rapid.Permutation(c.Claims).Draw(t, "order")
		if diff := cmp.Diff(want, Judge(with(c, shuffled, "")), verdicts...); diff != "" {
			t.Fatalf("the order of claims changed the verdict:\n%s", diff)
		}
		if diff := cmp.Diff(want, Judge(c), verdicts...); diff != "" {
			t.Fatalf("asked twice:\n%s", diff)
		}
	})
}

func TestALiveRollListsNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		roll := Claim{Kind: Roll, Status: "C", Place: "8872003", From: c.AsOf - 1, Provenance: Provenance{
			Source: "school_census", Record: "school_census:f#live", AsOf: c.AsOf, Band: M1, Link: 1,
		}}
		v := Judge(with(c, append(slices.Clone(c.Claims), roll), ""))
		left := slices.ContainsFunc(c.Claims, func(k Claim) bool {
			return (k.Kind == LeftRoll || k.Kind == Exclusion) && (k.Place == "8872003") && k.From >= c.AsOf-1 && k.From <= c.AsOf
		})
		reported := len(v.CME) > 0 && v.CME[0].Rule == "C19" // as on a roll and not to be found
		if len(v.CME) > 0 && !left && !reported {
			t.Fatalf("on a roll since yesterday, and on the list by %s: %s", v.CME[0].Rule, v.CME[0].Reason)
		}
	})
}

func TestNobodyOutOfAgeIsListed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		v := Judge(c)
		start, end := calendar.CompulsorySchoolAge(c.DOB)
		if (c.AsOf < start || c.AsOf > end) && (v.Status == Candidate || v.Status == Grey && v.ExplainedBy != "U10" || len(v.CME)+len(v.AtRisk) > 0) {
			t.Fatalf("of age from %s to %s, and %s on %s", start, end, v.Status, c.AsOf)
		}
		if c.AsOf < c.Calendar.EducationDue(c.Home, c.DOB) && v.Status == Candidate {
			t.Fatal("a candidate before education is due")
		}
	})
}

// TestNothingTurnsSilent takes one kind of extract away, claims and all. Each rule that said Yes must say Yes or Unknown, or the
// verdict must tell that it lacks the extract.
func TestNothingTurnsSilent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		kind := drawSome(t, "taken away", []string{"school_census", "roll_changes", "admissions", "home_education", "exclusions", "lost_pupils", "attendance", "alternative_provision"})
		kept := slices.DeleteFunc(slices.Clone(c.Claims), func(k Claim) bool { return k.Source == kind })
		less := with(c, kept, kind)
		if kind == "school_census" {
			less.Returns, less.Censuses = map[string][]Return{}, nil
		}
		before, after := Judge(c), Judge(less)
		for _, f := range slices.Concat(before.CME, before.AtRisk) {
			needs := slices.Contains(rule(f.Rule).Needs, kind)
			if now := rule(f.Rule).Decide(less); needs && now.Answer != Unknown {
				t.Fatalf("%s needs %s and says %s without it: %s", f.Rule, kind, now.Answer, now.Reason)
			}
		}
		told := slices.ContainsFunc(after.Unknown, func(f Finding) bool { return f.Answer == Unknown && f.Reason != "" })
		if before.Status == Candidate && after.Status != Candidate && after.Status != Grey && kind != "attendance" && kind != "alternative_provision" && !told {
			t.Fatalf("a candidate by %s is %s without %s, and nothing says why", ids(before.CME), after.Status, kind)
		}
		if kind == "school_census" && len(after.CME) > 0 {
			t.Fatalf("no census, and on the list by %s", ids(after.CME))
		}
	})
}

// TestAPossibleMatchNeverExplainsAndNeverLists compares the verdict with and without the possible claims: they may only hold a
// candidate back.
func TestAPossibleMatchNeverExplainsAndNeverLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		p := drawClaim(t, 99)
		p.Band = M3
		c.Possible = append(c.Possible, p)
		bare := with(c, c.Claims, "")
		bare.Possible = nil
		v, w := Judge(c), Judge(bare)
		if v.Status != w.Status && (w.Status != Candidate || v.Status != Grey) {
			t.Fatalf("%s without the possible match, %s with it", w.Status, v.Status)
		}
	})
}

// TestManyMayJudge judges cases of one Authority at once; the race detector watches.
func TestManyMayJudge(t *testing.T) {
	a := inventedAuthority()
	claims := []Claim{{Kind: Roll, Status: "C", Place: "8872001", From: day("2020-09-03"), Provenance: Provenance{Source: "school_census", Record: "r", AsOf: day("2026-05-21")}}}
	var wg sync.WaitGroup
	got := make([]Verdict, 8)
	for i := range got {
		wg.Go(func() { got[i] = Judge(&Case{Authority: a, DOB: day("2016-05-01"), Claims: claims}) })
	}
	wg.Wait()
	for _, v := range got {
		if diff := cmp.Diff(got[0], v, verdicts...); diff != "" {
			t.Error(diff)
		}
	}
}

// TestVerdictsHoldTogether checks what every verdict of every written case must hold.
func TestVerdictsHoldTogether(t *testing.T) {
	for _, x := range everyCase(t) {
		v := Judge(x.build.c)
		if (v.Status == Candidate) != (len(v.CME) > 0) {
			t.Errorf("%s: %s with %d findings", x.name, v.Status, len(v.CME))
		}
		if v.Status == Explained && (v.ExplainedBy == "" || v.Explanation == "") {
			t.Errorf("%s: explained by nothing", x.name)
		}
		if !slices.IsSortedFunc(v.CME, func(a, b Finding) int { return int(a.Severity) - int(b.Severity) }) {
			t.Errorf("%s: not in order of severity", x.name)
		}
		for _, register := range x.build.authority.RegistersLookedIn() {
			if !strings.Contains(x.build.authority.SearchedWords(), x.build.authority.Extracts[register].Name) {
				t.Errorf("%s: does not say whether the %s was searched", x.name, x.build.authority.Extracts[register].Name)
			}
		}
	}
}

// Of whom something explains, or who is not of age or not here, the verdict is the same whatever else may be the child's.
func TestPossibleMatchesCountOnlyForTheUnexplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		alone := with(c, c.Claims, "")
		alone.Possible = nil
		want := Judge(alone)
		if want.Status.WeighsPossible() {
			return
		}
		near := with(c, c.Claims, "")
		near.Possible = nil
		for i := range rapid.IntRange(1, 4).Draw(t, "possible") {
			p := drawClaim(t, 20+i)
			p.Band, p.Link = M3, rapid.Float64Range(.05, 1).Draw(t, "link")
			near.Possible = append(near.Possible, p)
		}
		if diff := cmp.Diff(want, Judge(near), verdicts...); diff != "" {
			t.Fatalf("a possible match changed the verdict on a child who is %s:\n%s", want.Status, diff)
		}
	})
}

// Claims stand in one order, whether they are put in it where they are or copied.
func TestClaimsArePutInOneOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []Claim
		for i := range rapid.IntRange(0, 40).Draw(t, "claims") {
			c := drawClaim(t, i%5)
			if i%3 > 0 {
				c.From = claims[i-1].From
			}
			claims = append(claims, c)
		}
		want := InOrder(slices.Clone(claims))
		if got := PutInOrder(claims); !slices.Equal(got, want) {
			t.Fatalf("claims are put in another order than they are sorted in:\n%s", cmp.Diff(want, got))
		}
	})
}
