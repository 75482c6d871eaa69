package sources

// School is a row of the Department's list of establishments (Get Information About Schools).
type School struct {
	URN      string
	LAESTAB  string // seven digits; empty where the establishment has no number
	Name     string
	Type     string // type of establishment, in the list's own words
	Group    string // group of types: "Local authority maintained schools", "Academies", "Independent schools", …
	Phase    string // "Primary", "Secondary", "Nursery", "All-through", "Not applicable", …
	Status   string // "Open", "Closed", "Open, but proposed to close", "Proposed to open"
	Opened   Date
	Closed   Date
	LowAge   int // lowest statutory age; 0 when not said
	HighAge  int // highest statutory age; 0 when not said
	Street   string
	Postcode string
	UPRN     string
	Phone    string
	Places   int // capacity or pupils as the list says; 0 when not said
}

// SchoolLink joins an establishment to the one that came before or after it, so that a conversion is not a departure.
type SchoolLink struct {
	LAESTAB, URN             string
	LinkedLAESTAB, LinkedURN string
	Type                     string // successor, predecessor, merged, amalgamated
	On                       Date
}
