package rules

import (
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// The invented authority in which the cases live: LA 887, with every kind of extract, a primary, an infant, a junior and a
// secondary school whose returns all came, an independent school, and a school over the border in LA 888.
//
//	8872001 Ash Primary         ages 4 to 11
//	8872002 Beech Infant        ages 4 to 7
//	8872003 Cedar Junior        ages 7 to 11
//	8874001 Dale Academy        ages 11 to 16
//	8874002 Dale High           the school that Dale Academy becomes, where a case says so
//	8876001 Elm House           independent, ages 4 to 16
//	8882001 Far Primary         over the border; its returns do not come here
func inventedAuthority() *Authority {
	a := &Authority{
		AsOf: calendar.On(2026, time.October, 15), Home: "887", Calendar: inventedTerms(),
		Schools: map[string]School{}, Extracts: map[string]Extract{}, Returns: map[string][]Return{},
	}
	for _, s := range []School{
		{LAESTAB: "8872001", Name: "Ash Primary", Phase: "Primary", LowAge: 4, HighAge: 11},
		{LAESTAB: "8872002", Name: "Beech Infant", Phase: "Primary", LowAge: 4, HighAge: 7},
		{LAESTAB: "8872003", Name: "Cedar Junior", Phase: "Primary", LowAge: 7, HighAge: 11},
		{LAESTAB: "8874001", Name: "Dale Academy", Phase: "Secondary", LowAge: 11, HighAge: 16},
		{LAESTAB: "8874002", Name: "Dale High", Phase: "Secondary", LowAge: 11, HighAge: 16},
		{LAESTAB: "8876001", Name: "Elm House", Phase: "Not applicable", Group: "Independent schools", LowAge: 4, HighAge: 16},
		{LAESTAB: "8882001", Name: "Far Primary", Phase: "Primary", LowAge: 4, HighAge: 11},
	} {
		a.Schools[s.LAESTAB] = s
	}
	a.Censuses = []calendar.Date{day("2025-10-02"), day("2026-01-15"), day("2026-05-21"), day("2026-10-01")}
	for _, place := range []string{"8872001", "8872002", "8872003", "8874001", "8874002"} {
		for _, on := range a.Censuses {
			a.Returns[place] = append(a.Returns[place], Return{On: on, Pupils: 200})
		}
	}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		a.Extracts[string(kind)] = Extract{Reliance: Reliance(d.Reliance), Came: true}
	}
	return a
}

// inventedTerms is three school years of terms, the last two as many English authorities have them.
func inventedTerms() *calendar.Calendar {
	var spans []calendar.Span
	for _, t := range [][2]string{
		{"2024-09-03", "2024-10-25"}, {"2024-11-04", "2024-12-20"}, {"2025-01-06", "2025-02-14"},
		{"2025-02-24", "2025-04-04"}, {"2025-04-22", "2025-05-23"}, {"2025-06-02", "2025-07-22"},
		{"2025-09-02", "2025-10-24"}, {"2025-11-03", "2025-12-19"}, {"2026-01-05", "2026-02-13"},
		{"2026-02-23", "2026-03-27"}, {"2026-04-13", "2026-05-22"}, {"2026-06-01", "2026-07-17"},
		{"2026-09-02", "2026-10-23"}, {"2026-11-02", "2026-12-18"}, {"2027-01-04", "2027-02-12"},
		{"2027-02-22", "2027-03-25"}, {"2027-04-12", "2027-05-28"}, {"2027-06-07", "2027-07-22"},
	} {
		spans = append(spans, calendar.Span{Place: "887", From: day(t[0]), To: day(t[1]), Kind: calendar.InTerm})
	}
	return calendar.New(spans, calendar.WithHomeAuthority("887"))
}
