package rules

// K20 asks the officer for home education for the informal enquiries that are due: of a child whom nobody has assessed in the time
// the authority allows itself, or about whom a concern came since.
var _ = addClock(&Clock{
	ID: "K20", Title: "Home education to be looked at",
	Condition: "The home-education register holds an open row of a child whose education is due to be looked at (R16). Due ten school " +
		"days after that began to hold.",
	Citations: []Citation{{"Elective home education, guidance for local authorities, Department for Education, April 2019", "informal enquiries"}},
	From:      since2019, Needs: []string{"home_education"}, Of: OfOfficer,
	Next: "Make the informal enquiries that are due, and date the outcome in the register", Who: "home education officer",
	child: func(h *history, v *Verdict) []Task {
		var out []Task
		for _, f := range v.AtRisk {
			if f.Road == HomeRoad {
				out = append(out, Task{Reason: f.Reason, Since: f.Since, Due: h.Calendar.AddSchoolDays(h.Home, f.Since, homeLook), DueUnit: SchoolDays, Records: f.Records})
			}
		}
		return out
	},
})

// homeLook is within how many school days the officer for home education looks at what is due: the band of a line that is not urgent.
const homeLook = 10
