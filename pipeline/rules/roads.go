package rules

// Road is who takes a line at risk up: a child at risk has one, so that four readers each get a list that they can work through
// and nobody gets a list that nobody reads.
type Road uint8

// The roads, in the order in which one wins over another.
const (
	OfficersRoad Road = iota + 1 // officers for children missing education: what may end a place at school soon
	IllnessRoad                  // the lead for education of children who are ill (section 19)
	HomeRoad                     // the officer for home education
	MeetingRoad                  // the meeting with the school, each term
	SchoolRoad                   // the school itself: its own workbook
)

// String names the road as the published files do.
func (r Road) String() string {
	return [...]string{"", OfficersRoad: "cme_officers", IllnessRoad: "section_19", HomeRoad: "home_education", MeetingRoad: "school_meeting", SchoolRoad: "school"}[r]
}
