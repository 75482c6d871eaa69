package candidates

import "slices"

// Road is who takes a line at risk up. A child at risk has one.
type Road string

// The roads, in the order of the lines of at_risk.parquet.
const (
	OfficersRoad Road = "cme_officers"   // officers for children missing education
	IllnessRoad  Road = "section_19"     // the lead for education of children who are ill
	HomeRoad     Road = "home_education" // the officer for home education
	MeetingRoad  Road = "school_meeting" // the meeting with the school, each term
	SchoolRoad   Road = "school"         // the school itself, in its own workbook
)

// Roads are all of them, in their order.
var Roads = []Road{OfficersRoad, IllnessRoad, HomeRoad, MeetingRoad, SchoolRoad}

// Title is the road as a reader calls it.
func (r Road) Title() string {
	switch r {
	case OfficersRoad:
		return "CME officers"
	case IllnessRoad:
		return "Ill, section 19"
	case HomeRoad:
		return "Home education"
	case MeetingRoad:
		return "Meeting with each school"
	}
	return "The school itself"
}

// ofRoad are the lines of a road.
func ofRoad(rows []*Row, road Road) []*Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return !r.isOf(road) })
}

// isOf reports whether a line is of a road. One that names none, as of a sealed child, is an officer's: no line is on no sheet.
func (r *Row) isOf(road Road) bool { return r.Road == road || r.Road == "" && road == OfficersRoad }
