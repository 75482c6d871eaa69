package rules

import "strings"

// K18 finds an extract that often leaves out what every service is to record of a child: name, address, age, carer, practice
// and school. What is blank cannot be matched, and a blank school is itself a sign.
var _ = addClock(&Clock{
	ID: "K18", Title: "Particulars often blank in an extract",
	Condition: "A particular that the kind of extract holds is blank in more than a fifth of its rows.",
	Citations: []Citation{{"The Victoria Climbié Inquiry, 2003", "paragraph 17.97"}, {medway, "paragraph 4.4"}, {registration, "regulation 8, contents of the register"}},
	Without:   "it needs no extract", Of: OfSource,
	Next: "Ask the sender to fill it, and to check contact details once a year", Who: "data officer",
	whole: func(a *Authority, heard Heard) []Task {
		var out []Task
		for _, b := range heard.Blank {
			// A particular that hardly a row has is one that the extract does not hold.
			if 20*(b.Rows-b.Blank) < b.Rows || 100*b.Blank <= a.knownFacts().amounts.BlankShare*b.Rows {
				continue
			}
			t := newTask("The "+a.registerName(b.Source)+" leaves the "+strings.ReplaceAll(b.Field, "_", " ")+" blank in "+number(b.Blank)+" of "+number(b.Rows)+" rows.", a.AsOf, 0, "")
			t.Source = b.Source
			out = append(out, t)
		}
		return out
	},
})
