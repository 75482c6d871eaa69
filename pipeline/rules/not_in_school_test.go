package rules

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

// TestNotInSchool puts every case of testdata/not_in_school.txt to the judging.
func TestNotInSchool(t *testing.T) {
	for _, x := range readCases(t, "testdata/not_in_school.txt") {
		t.Run(x.name, func(t *testing.T) {
			v := Judge(x.build.c)
			got := v.NotInSchool
			for _, w := range x.wants {
				if got == nil {
					if w.words[0] != "nothing" {
						t.Fatalf("is not to be on it (%s: %s), want %s", v.Status, v.Explanation, w.words[0])
					}
					continue
				}
				if got.Basis != w.words[0] || !strings.Contains(got.Reason, w.text) || got.Reason == "" || got.Setting == "" {
					t.Fatalf("%+v, want %s %q", *got, w.words[0], w.text)
				}
				days := map[string]calendar.Date{"since": got.Since, "parents": got.ParentsDue, "providers": got.ProvidersDue}
				for rest := w.words[1:]; len(rest) > 0; rest = rest[2:] {
					if days[rest[0]] != day(rest[1]) {
						t.Errorf("%s %s, want %s", rest[0], days[rest[0]], rest[1])
					}
				}
			}
		})
	}
}

// What is held of the particulars is said of an arrangement: who teaches, and for how much of the time.
func TestParticularsHeldOfAnArrangement(t *testing.T) {
	for _, c := range []struct {
		provider, offered string
		who, hours        bool
	}{{"Bridge Tuition", "40", true, true}, {"Bridge Tuition", "", true, false}, {"", "0", false, false}} {
		b := newBuilder()
		b.statement("on", []string{"2027-10-15"}, "")
		b.statement("born", []string{"2016-05-01"}, "")
		b.statement("force", []string{"not_in_school", "2027-09-01"}, "")
		b.add("arranged", Claim{Kind: Alternative, Status: "section_19", From: day("2027-09-20"), Place: c.provider, Reason: c.offered, Provenance: Provenance{Source: "alternative_provision", Band: M1, Link: 1}}, nil, nil)
		b.finish()
		x := Judge(b.c).NotInSchool
		if x == nil || x.Provider != c.who || x.Hours != c.hours {
			t.Errorf("%q, %q sessions: %+v, want %v and %v", c.provider, c.offered, x, c.who, c.hours)
		}
	}
}
