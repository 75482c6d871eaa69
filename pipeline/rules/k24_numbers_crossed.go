package rules

// K24 finds a return that gives twins each other's unique pupil numbers. Whoever reads it by number takes one child for the other.
var _ = addClock(&Clock{
	ID: "K24", Title: "Pupil numbers changed over between twins",
	Condition: "A school's return gives two children of one birthday each the unique pupil number that other returns give the other.",
	Citations: []Citation{{"DfE, Unique Pupil Numbers (UPNs): a guide for schools and local authorities", "a number stays with its pupil"}, {medway, "paragraph 4.4"}},
	Needs:     []string{"school_census"}, Of: OfSchool,
	Next: "Ask the school which number is whose, and to correct its records before the next return", Who: "data officer",
	whole: func(a *Authority, heard Heard) []Task {
		var out []Task
		for _, c := range heard.Crossed {
			out = append(out, newTask("The return for "+c.Return.Words()+" gives "+number(c.Pupils)+" pupils the unique pupil number of another child of the same birthday; "+
				"they are told apart by name.", c.Return, 0, "").atSchool(c.School))
		}
		return out
	},
})
