package rules

// Letter is a kind of letter that the next action of a rule is, or begins with. A run writes none: it gives the fields that a letter
// needs, and an officer chooses which are sent.
type Letter string

// The letters.
const (
	LetterContact     Letter = "contact"     // to the parents: what education the child has, and how to apply
	LetterPlace       Letter = "place"       // to the parents: the place that was offered, or refused
	LetterWhereabouts Letter = "whereabouts" // to the last address: where the child is
	LetterSchool      Letter = "school"      // to the last school: where the child went, and the return that is owed
)

// AllLetters are the kinds of letter in their order.
var AllLetters = []Letter{LetterContact, LetterPlace, LetterWhereabouts, LetterSchool}

// LettersOf are the letters of a rule.
func LettersOf(id ID) []Letter {
	if r, _ := ruleOf(id); r != nil {
		return r.Letters
	}
	return nil
}
