package sources

import "rollcall/sources/cells"

// ReturnReasons are the primary reasons of the department's collection on children missing education, as published for the
// autumn of 2025. A case system that has them is read by them; any other word of an officer is kept as it is when it is short.
var ReturnReasons = []string{
	"School application awaiting outcome", "Offered school place but not yet accepted", "Waiting school start",
	"Did not get school preference", "Did not apply for school place at compulsory school age",
	"Difficulty accessing suitable school place", "Challenging school attendance order",
	"Parental decision not to register at school", "School dissatisfaction general", "School dissatisfaction SEND",
	"Physical health", "Mental health", "Unsuitable elective home education", "Moved in from another local authority",
	"Moved in from another country", "Believed to have moved to another local authority",
	"Believed to have moved to another country", "Other", "Unknown",
}

var returnReasons = cells.WordSet(ReturnReasons...)

// returnReason returns the department's reason that a text is, however it is spelt, or the text when it is a word or two.
func returnReason(text string) string {
	if reason := returnReasons[cells.Fold(text)]; reason != "" {
		return reason
	}
	return cells.OnlyCode(text)
}
