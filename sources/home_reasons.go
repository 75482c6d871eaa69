package sources

import "rollcall/sources/cells"

// HomeReasons are the primary reasons of home education by which the department's collection counts, in the words of what is published
// of it: its own guide was not to be had. Reasons of religion are a reason of the collection as well, and are read as Other: what a
// family believes is never loaded.
var HomeReasons = []string{
	"Philosophical or preferential", "Lifestyle choice", "Mental health", "Physical health", "Did not get school preference",
	"Difficulty accessing suitable school place", "School dissatisfaction general", "School dissatisfaction bullying",
	"School dissatisfaction SEND", "Suggestion or pressure from school", "Risk of exclusion", "Permanent exclusion", "Risk of prosecution",
	"Other", "No reason given", "Unknown",
}

// homeReasonWords are the reasons as registers spell them.
func homeReasonWords() map[string]string {
	return cells.WithSpellings(cells.WordSet(HomeReasons...),
		"philosophical", "Philosophical or preferential", "philosophical reasons", "Philosophical or preferential", "preferential", "Philosophical or preferential",
		"philosophical or preferential reasons", "Philosophical or preferential",
		"lifestyle", "Lifestyle choice", "lifestyle/cultural", "Lifestyle choice",
		"health concerns relating to covid", "Physical health", "religious", "Other", "religion", "Other", "religious reasons", "Other", "religious or cultural", "Other",
		"dissatisfaction with school bullying", "School dissatisfaction bullying", "dissatisfaction with school send", "School dissatisfaction SEND",
		"dissatisfaction with school general", "School dissatisfaction general", "general dissatisfaction", "School dissatisfaction general",
		"bullying", "School dissatisfaction bullying", "SEND", "School dissatisfaction SEND", "SEN", "School dissatisfaction SEND",
		"dissatisfaction with school", "School dissatisfaction general", "school dissatisfaction", "School dissatisfaction general",
		"school pressure", "Suggestion or pressure from school", "school suggestion", "Suggestion or pressure from school",
		"risk of school exclusion", "Risk of exclusion", "avoiding exclusion", "Risk of exclusion", "avoiding prosecution", "Risk of prosecution",
		"parent did not give a reason", "No reason given", "parent/guardian did not give a reason", "No reason given",
		"parent/carer did not give a reason", "No reason given", "suggestion/pressure from school", "Suggestion or pressure from school",
		"did not get preferred school", "Did not get school preference",
		"anxiety", "Mental health", "none given", "No reason given", "not known", "Unknown")
}
