package rules

import "slices"

// register is a kind of extract and its name in an officer's words.
type register struct{ kind, name string }

// registers are the extracts that may hold a child's education, in the order in which an officer would look.
var registers = []register{
	{"school_census", "school census"},
	{"roll_changes", "school roll returns"},
	{"admissions", "admissions register"},
	{"home_education", "home-education register"},
	{"alternative_provision", "alternative provision register"},
	{"exclusions", "exclusions register"},
	{"independent_schools", "independent schools' returns"},
	{"other_authorities", "messages of other authorities"},
	{"lost_pupils", "lost pupil files"},
	{"ehc_plans", "education, health and care plans"},
	{"youth_justice", "youth justice list"},
	{"early_years", "early years register"},
	{"health", "child health list"},
	{"housing", "housing list"},
	{"social_care", "social care list"},
	{"referrals", "list of referrals"},
	{"attendance", "attendance returns"},
	{"deaths", "notices of death"},
}

// aids are the extracts that hold no child's education and that rules read all the same.
var aids = []register{
	{"schools", "list of schools"},
	{"school_links", "list of school links"},
	{"case_list", "case list"},
}

// registerName names an extract in an officer's words.
func registerName(kind string) string {
	for _, r := range slices.Concat(registers, aids) {
		if r.kind == kind {
			return r.name
		}
	}
	return kind
}

// searched says in which registers the run looked, with their dates, and which it did not have. It is the same for every
// child of a run.
func (a *Authority) searched() []string {
	out := make([]string, 0, len(registers))
	for _, r := range registers {
		x, had := a.Extracts[r.kind]
		switch {
		case !had:
			out = append(out, r.name+": not had")
		case x.Held != "":
			out = append(out, r.name+": held back, "+x.Held)
		case x.Stale:
			out = append(out, r.name+": "+asOfWords(x.AsOf)+", older than it should be")
		default:
			out = append(out, r.name+": "+asOfWords(x.AsOf))
		}
	}
	return out
}
