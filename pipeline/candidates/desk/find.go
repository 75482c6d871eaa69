package desk

// Found is the answer to what a person typed.
type Found struct {
	Hits  []Hit
	Total int      // children who are found as well as the last of Hits, shown or not
	Read  []string // how what was typed was read: "born 12 March 2014", "postcode ME4 6AB"
	Whole bool     // each of Hits answers every part of what was typed
}

// Hit is a child who was found.
type Hit struct {
	Brief
	By []string // by what: "surname", "forename, spelt otherwise", "born", "parent's telephone"
}
