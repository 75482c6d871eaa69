package candidates

// The words that an officer chooses from in the outcome column of a list. The run never fills it.
var outcomes = []string{
	"Not CME – on roll", "Not CME – home educated", "Suspected CME", "Confirmed CME", "Moved away", "Wrong match", "Unsure",
}

// The words that an officer chooses from for a possible match.
var judgements = []string{"Same", "Different", "Unsure"}

// The titles of the columns that are an officer's to fill, and of those by which a line is found again.
const (
	outcomeTitle = "Outcome"
	notesTitle   = "Notes"
	rankTitle    = "Rank"
	childTitle   = "Child id"
	recordLTitle = "Record A"
	recordRTitle = "Record B"
)
