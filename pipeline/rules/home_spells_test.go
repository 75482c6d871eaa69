package rules

import (
	"slices"
	"strings"
	"testing"
)

// TestHomeSpells reads the register of home education and the rolls as the return counts them: "from..to", then what is known of it.
func TestHomeSpells(t *testing.T) {
	for _, c := range []struct {
		name, says string // statements of a case
		want       string
	}{
		{"going on", "home suitable 2026-01-10 decided 2026-03-01", "2026-01-10..-"},
		{"closed with a day", "home closed 2025-01-10 to 2026-03-01", "2025-01-10..2026-03-01"},
		{"closed without one", "home closed 2025-01-10 decided 2026-02-01", "2025-01-10..2026-02-01"},
		{"found unsuitable", "home unsuitable 2026-01-10 decided 2026-03-01", "2026-01-10..- wanting 2026-03-01"},
		{"contact lost", "home no_contact 2026-01-10 decided 2026-03-01", "2026-01-10..- wanting 2026-03-01"},
		{"an order, of which only the status tells", "home attendance_order 2026-01-10 decided 2026-03-01", "2026-01-10..- wanting 2026-03-01 order 2026-03-01"},
		{"an order with its day", "home attendance_order 2026-01-10 decided 2026-03-01; step notice 2026-02-01; step order 2026-03-10",
			"2026-01-10..- wanting 2026-03-01 notice 2026-02-01 order 2026-03-10"},
		{"one notice in two rows", "home suitable 2026-01-10; home suitable 2026-01-12; step notice 2026-02-01; step notice 2026-02-01", "2026-01-10..- notice 2026-02-01"},
		{"back at a school, before the register says so", "home suitable 2026-01-10; added 8872001 2026-04-20", "2026-01-10..2026-04-19 back 2026-04-20"},
		{"back, and the row closed some weeks later", "home closed 2025-01-10 to 2026-05-10; added 8872001 2026-04-20", "2025-01-10..2026-04-19 back 2026-04-20"},
		{"back months after it was closed", "home closed 2025-01-10 to 2025-07-20; added 8872001 2025-09-03", "2025-01-10..2025-07-20 back 2025-09-03"},
		{"at school before", "added 8872001 2023-09-05; home suitable 2026-01-10", "2026-01-10..- from 8872001"},
		{"the register names the school before", "added 8872001 2023-09-05; home suitable 2026-01-10 toward 8872002", "2026-01-10..- from 8872002"},
		{"twice, a school between", "home closed 2024-01-10 to 2024-07-20; added 8872001 2024-09-03; home suitable 2026-01-10",
			"2024-01-10..2024-07-20 back 2024-09-03, 2026-01-10..- from 8872001"},
		{"still to come", "home suitable 2026-11-10", ""},
		{"of no known beginning", "home suitable -", ""},
	} {
		b := newBuilder()
		b.authority.AsOf = day("2026-10-15")
		for said := range strings.SplitSeq(c.says, "; ") {
			words := strings.Fields(said)
			b.claim(words[0], words[1:])
		}
		b.c.Authority = b.authority
		b.c.Claims = InOrder(b.c.Claims)
		var got []string
		for _, s := range HomeSpells(b.c) {
			text := s.From.String() + ".."
			if text += "-"; s.To != 0 {
				text = s.From.String() + ".." + s.To.String()
			}
			if s.School != "" {
				text += " from " + s.School
			}
			if s.Wanting != 0 {
				text += " wanting " + s.Wanting.String()
			}
			for _, d := range s.Notices {
				text += " notice " + d.String()
			}
			for _, d := range s.Orders {
				text += " order " + d.String()
			}
			if s.Returned != 0 {
				text += " back " + s.Returned.String()
			}
			got = append(got, text)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, ", "), c.want)
		}
	}
}

func TestSchoolType(t *testing.T) {
	a := &Authority{Schools: map[string]School{
		"1": {Type: "Academy converter", Group: "Academies", Phase: "Primary"}, "2": {Type: "Community school", Phase: "Middle deemed secondary"},
		"3": {Type: "Academy special converter", Group: "Academies", Phase: "Secondary"}, "4": {Type: "Other independent special school", Group: independentGroup},
		"5": {Type: "Other independent school", Group: independentGroup, Phase: "Not applicable"}, "6": {Type: "Pupil referral unit"},
		"7": {Type: "Free schools alternative provision"}, "8": {Type: "Offshore schools", Phase: "Not applicable"}, "9": {Name: "only in a census"}, "10": {Phase: "All-through", Type: "Foundation school"},
	}}
	for laestab, want := range map[string]string{"1": "State-funded primary", "2": "State-funded secondary", "3": "Special school", "4": "Special school", "5": "Independent school",
		"6": "Alternative provision", "7": "Alternative provision", "8": "Another establishment", "9": "Not known", "10": "State-funded all-through", "": "Not known", "99": "Not known"} {
		if got := a.SchoolType(laestab); got != want || !slices.Contains(SchoolTypes, got) {
			t.Errorf("%s is %q, want %q", laestab, got, want)
		}
	}
}
