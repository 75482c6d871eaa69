package candidates

import (
	"iter"
	"math"
	"slices"
	"strings"
	"time"
)

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// open are lines of children of whom none is sealed.
func open[T Bareable[T]](rows ...T) []Line[T] {
	var lines []Line[T]
	for _, row := range rows {
		lines = append(lines, NewLine(row, false))
	}
	return lines
}

// sample is what an invented authority might publish: every kind of line, with the texts that most often break a file.
func sample() Lists {
	return Lists{
		CME: sampleLines(), AtRisk: open(sampleAtRisk()...), Possible: []Line[Possible]{NewLine(samplePossible()[0], false), NewLine(samplePossible()[1], true)}, Gammas: sampleComparisons,
		Placed: slices.Values(open([]Placed{
			{"c-000001", "health:chis_2026-10.csv#17", "health", "chis_2026-10.csv", 17, 18, 1, "H-9001", 1},
			{"c-000001", "housing:lettings.csv#4", "housing", "lettings.csv", 4, 7, 1, "", 0.9981},
			{"c-000002", "school_census:8874001_autumn.xml#212", "school_census", "8874001_autumn.xml", 212, 0, 1, "P-77", 0.9999},
		}...)),
		Links: slices.Values(open([]Link{
			{"health:chis_2026-10.csv#17", "housing:lettings.csv#4", 14.25, 0.9981,
				Levels{sampleComparisons, []int32{3, 4, 2}}, "surname and date of birth"},
			{"health:chis_2026-10.csv#18", "housing:lettings.csv#9", 9.5, 0.97, Levels{sampleComparisons[:1], []int32{0}}, "postcode"},
		}...)),
		Reconciled: slices.Values(open([]Reconciled{
			{ChildID: "c-000001", Status: "candidate"},
			{ChildID: "c-000002", Status: "explained", ExplainedBy: "U01", Explanation: "On roll at a school of the authority",
				MatchBand: "M1", RecordID: "school_census:8874001_autumn.xml#212", Until: on(2027, 1, 21), YearGroup: "6",
				Facets: Facets{"E05000001", "8874001", "Hazel Road Primary", 2015, "F"}},
			{ChildID: "c-000003", Status: "explained", ExplainedBy: "U04", Explanation: "Home educated", MatchBand: "M2", Old: true},
		}...)),
		Rejected: slices.Values([]Rejected{
			{"health", "chis_2026-10.csv", 1042, 1043, "dob", "not a date (want DD/MM/YYYY)", true},
			{"housing", "lettings.csv", 77, 0, "postcode", "not a postcode", false},
		}),
		Measures: []Measure{
			{Measure: "link rate", Group: "school_census", Value: 0.9871, Low: 0.9832, High: 0.9902},
			{Measure: "grey rate", Group: "all children", Value: 0.0213, Low: 0.0195, High: 0.0232},
			{Measure: "pairs compared", Group: "all", Value: 1_204_331, Low: math.NaN(), High: math.NaN()},
			{Measure: "precision", Group: "officers' decisions", Value: math.NaN(), Low: math.NaN(), High: math.NaN()},
		},
		Tasks: open([]Task{
			{Rule: "K03", Of: "school compliance", ChildID: "C1", School: "8872001", SchoolName: "Ash Primary", Reason: "The deletion return is not complete.",
				Missing: "the ground", Since: on(2026, 9, 7), Due: on(2026, 9, 7), DueUnit: "days", Late: true, NextAction: "Ask the school", Who: "school",
				Records: []string{"roll_changes:a.csv#1"}},
			{Rule: "K16", Of: "fixed date", Reason: "The day of the return.", Due: on(2027, 1, 21), DueUnit: "days", NextAction: "Do it", Who: "CME lead"},
		}...),
		Gone: []Line[Gone]{
			NewLine(Gone{CME, "c-000011", "explained", "U01 On the roll of Hazel Road Primary.", "P3", []string{"C06"}, on(2026, 9, 7), on(2026, 10, 14), false,
				Person{Forename: "Zofia", Surname: "Returned", DOB: on(2014, 5, 5), Address: "1 Invented Row"},
				"new: on the roll of 8872001 from 2026-10-12 (roll_changes)"}, false),
			NewLine(Gone{AtRisk, "c-000012", "no record", "No extract of this run names the child.", "P2", nil, time.Time{}, on(2026, 10, 14), false,
				Person{Forename: "-Otto", Surname: "Sealwright", OtherNames: "Plainwright"}, ""}, true),
		},
		Untold: []Line[Untold]{
			NewLine(Untold{"c-000021", 1, []string{"referral", "dropped"}, "Referred on 2 October 2026. Off the roll of Hazel Road Primary by 21 May 2026, and seen here by a service on 9 June 2026.",
				"It cannot be told whether another register has the child: the independent schools' returns were not received.", []string{"C07", "C01"},
				[]string{"independent_schools"}, on(2026, 5, 21), "education ended", "6", Facets{"E05000001", "8874001", "Hazel Road Primary", 2015, "F"}, false,
				Person{Forename: "=Zofia", Surname: "Hollow", DOB: on(2015, 5, 5), Address: "2 Nowhere Row", Phone: "07700 900003"}}, false),
			NewLine(Untold{"c-000022", 2, []string{"protection"}, "A safeguarding fact is on record since 2 June 2026.", "It cannot be told.", []string{"C01"},
				[]string{"home_education"}, on(2026, 9, 2), "education fell due", "R", Facets{}, false, Person{Surname: "Hidden"}}, true),
			NewLine(Untold{ChildID: "c-000023", Rank: 3, Reason: "It cannot be told.", Rules: []string{"C01"}, Lacks: []string{"home_education"}}, false),
		},
		Decided: open([]Decided{
			{3, "c-000001", "c-000001", CME, "not_cme", "attending", "", "AB", on(2026, 10, 2), on(2027, 10, 2), "facts changed",
				"new since it was made: referral from 2026-10-09 (referrals)", "00aa", "roll changes: left the roll of 8874001", "2026-10-02Tx"},
			{4, "c-000005", "c-000004", CME, "confirmed", "enquiries", "Waiting school start", "lead", on(2026, 10, 2), time.Time{}, "open", "", "00cd", "", "2026-10-02Tx"},
		}...),
		StoriesOf: someOf(sampleStories()), Matched: sampleStories(),
		Words: map[List]ListWords{
			CME: {[]string{"Suspected", "Not CME"}, []string{"on a roll and attending", "enquiries under way"}, []string{"Waiting school start", "Other"},
				map[string][]string{"Suspected": {"enquiries under way"}, "Not CME": {"on a roll and attending"}}},
			AtRisk: {[]string{"Looked at"}, []string{"the school is acting"}, []string{"Waiting school start", "Other"}, map[string][]string{"Looked at": {"the school is acting"}}},
		},
		Summary: sampleSummary(),
	}
}

func sampleLines() []Line[Row] {
	rows := sampleCME()
	return []Line[Row]{NewLine(rows[0], false), NewLine(rows[1], true), NewLine(rows[2], false)}
}

func sampleCME() []Row {
	return []Row{
		{
			ChildID: "c-000001", List: CME, Rank: 1, Severity: "P1", Rules: []string{"C06", "C01"},
			Reason: "Left the roll of Hazel Road Primary on 4 September 2026 with no destination, and no register that was read has the child since. A child protection plan is open.",
			Label:  "left roll, destination unknown", Since: on(2026, 9, 4), Due: on(2026, 10, 15), DueUnit: "working days", OrderedBy: "P1; since 4 September 2026; shown in the area by 2 extracts; on no roll 0.99", Seen: 2,
			NextAction: "Joint enquiries with the school; ask health for a newer address", Who: "CME officer", POnNoRoll: 0.9873,
			NearestProvision: "Roll at 8874021, a child of the same surname and postcode", NearestRecord: "school_census:8874021_autumn.xml#88",
			NotAccepted: "The forename and the date of birth differ: a sibling", Searched: "School census, 1 October 2026; home education, 12 October 2026; admissions, 14 October 2026",
			Grey: 1, YearGroup: "4", FirstListed: on(2026, 10, 1), Records: 3,
			Memory: Memory{News: Back, Changed: "first listed on 1 October 2026, and not by the last run", Age: 27, AgeUnit: "working days", AgeDays: 41,
				Decided: "not CME, on a roll and attending: =AB on 2 October 2026, until 2 October 2027", Back: "new since it was made: referral from 2026-10-09 (referrals)",
				Evidence: "00ab"},
			Person: Person{
				Forename: "Zofia", MiddleNames: "Ŵen", Surname: "O'Hollow-Ńowhere", OtherNames: "formerly Testby", DOB: on(2018, 3, 9), Sex: "F",
				Address: "=HYPERLINK(\"http://nowhere.invalid\",\"1 Invented Row\")", Postcode: "ZZ99 3VZ", AddressSource: "housing, 1 October 2026",
				UPN: "A887400116001", Parent: "+Parent Testby", Phone: "07700 900123",
			},
		},
		{
			ChildID: "c-000005", List: CME, Rank: 2, Severity: "P3", Rules: []string{"C05"},
			Reason: "Was in Year 6 at Hazel Road Primary and is on no roll ten school days into the autumn term.", Since: on(2026, 9, 18),
			Due: on(2026, 10, 22), DueUnit: "working days", NextAction: "Ask the allocated school, then the parent", Who: "Admissions",
			POnNoRoll: 0.91, Searched: "School census, 1 October 2026", YearGroup: "7", FirstListed: on(2026, 10, 15), Records: 1,
			Memory: Memory{News: New, Age: 19, AgeUnit: "working days", AgeDays: 27, Case: "confirmed", Proposal: "May be resolved as V02 home education suitable (E4)", Evidence: "00cd"},
			Person: Person{
				Forename: "-Ottoline", Surname: "Sealwright", OtherNames: "was Plainwright", DOB: on(2015, 1, 1), Sex: "F", Address: "12 Hidden Lane",
				Postcode: "ZZ1 1ZZ", AddressSource: "social care", UPN: "", Parent: "Hidden Sealwright", Phone: "07700 900999",
			},
		},
		{
			ChildID: "c-000009", List: CME, Rank: 3, Severity: "P4", Rules: []string{"C11"}, Reason: strings.Repeat("Long. ", 9_000),
			NextAction: "Chase the answer", POnNoRoll: 0.5, Person: Person{Forename: "@Mono", DOB: on(2013, 8, 31)},
		},
	}
}

func sampleAtRisk() []Row {
	return []Row{{
		ChildID: "c-000002", List: AtRisk, Rank: 1, Severity: "P2", Rules: []string{"R01", "R18"},
		Reason: "Ten sessions in a row without a reason.", Since: on(2026, 10, 1), Due: on(2026, 10, 16), DueUnit: "school days",
		NextAction: "Ask the school for its enquiries", Who: "Attendance officer", POnNoRoll: 0.003, Searched: "Attendance, 14 October 2026",
		OnRollAt: "8874001", SchoolName: "Hazel Road Primary", YearGroup: "6", FirstListed: on(2026, 10, 8), Records: 4,
		Person: Person{Forename: "Ifan", Surname: "Madeup", DOB: on(2016, 2, 29), Sex: "M", Postcode: "ZZ99 1AA", UPN: "T887400116002"},
		Road:   OfficersRoad, Removable: on(2026, 10, 16), OpenCare: true,
	}, {
		ChildID: "c-000031", List: AtRisk, Rank: 2, Severity: "P4", Rules: []string{"R05"}, Reason: "Missed half.", Since: on(2026, 9, 1), Due: on(2026, 10, 30), DueUnit: "school days",
		NextAction: "Talk to the school", Who: "Attendance officer", OnRollAt: "8874001", YearGroup: "9", FirstListed: on(2026, 10, 8), Records: 2,
		Person: Person{Forename: "Mali", Surname: "Madeup"}, Road: MeetingRoad,
	}, {
		ChildID: "c-000032", List: AtRisk, Rank: 3, Severity: "P5", Rules: []string{"R05"}, Reason: "Missed a tenth.", Since: on(2026, 9, 1),
		OnRollAt: "8874001", YearGroup: "8", FirstListed: on(2026, 10, 8), Records: 2, Person: Person{Forename: "Tomos", Surname: "Madeup"}, Road: SchoolRoad,
	}}
}

// sampleComparisons are those of the sample, in the order of its model.
var sampleComparisons = []string{"forename", "date_of_birth", "address"}

func samplePossible() []Possible {
	return []Possible{
		{
			RecordL: "health:chis_2026-10.csv#17", RecordR: "school_census:8874021_autumn.xml#88", ChildL: "c-000001", ChildR: "c-000044",
			Weight: 4.25, Probability: 0.62, Gap: 2.5, Levels: Levels{sampleComparisons, []int32{1, 2, -1}},
			Agreement: "Surname the same; forename close; date of birth with day and month swapped; address not given", Why: "Would explain a candidate",
			PersonL: Person{Forename: "Zofia", Surname: "Nowhere", DOB: on(2018, 3, 9), Sex: "F", Address: "1 Invented Row", Phone: "07700 900123"},
			PersonR: Person{Forename: "Sofia", Surname: "NOWHERE", DOB: on(2018, 9, 3), Sex: "F", UPN: "A887400116001", Parent: "=1+1"},
		},
		{
			RecordL: "housing:lettings.csv#4", RecordR: "social_care:open.csv#2", ChildL: "c-000005", ChildR: "c-000045",
			Weight: 3, Probability: 0.5, Gap: 0, Levels: Levels{sampleComparisons, []int32{0, 4, 3}},
			Agreement: "Date of birth the same; names differ", Why: "Would explain a candidate",
			PersonL: Person{Forename: "Ottoline", Surname: "Sealwright"}, PersonR: Person{Forename: "Newname", Surname: "Plainwright"},
		},
	}
}

func sampleSummary() Summary {
	return Summary{
		Authority: "Invented Borough (887)", AsOf: on(2026, 10, 15), RunID: "2026-10-15T4f1d",
		Banners: []Banner{
			{true, "Attendance: no file newer than 2 October 2026. Rules R01 to R03 are off."},
			{false, "Home education register is 34 days old; what it explains is marked old."},
		},
		Waterfall: []Step{
			{"All children seen", "every extract", 30_112, true},
			{"Not of compulsory school age", "date of birth", 9_214, false},
			{"On roll at a school of the authority", "U01 school census", 18_655, false},
			{"On roll at a school of another authority", "U02 other authorities", 1_120, false},
			{"Home educated", "U04 home-education register", 402, false},
			{"Alternative provision", "U05", 96, false},
			{"Not in the area on the evidence held", "residence", 388, false},
			{"A possible match might explain them", "grey", 71, false},
			{"Candidate CME", "", 166, true},
		},
		Inputs: []Input{
			{"school_census", "8874001_autumn.xml", on(2026, 10, 1), 412, 412, 0, 3, ""},
			{"health", "chis_2026-10.csv", on(2026, 9, 30), 31_020, 31_007, 13, 120, "<b>13 rows</b> without a date of birth"},
		},
		Stages: []Stage{{"ingest", 1.234}, {"match", 3.5}},
		Reasons: []Count{
			{"C01 In the area, of age, no education record", 88}, {"C06 Left roll, destination unknown", 41}, {"C05 Primary to secondary", 37},
		},
		Risks:    []Count{{"R01 Continuous absence", 12}, {"R18 Possible drift", 4}},
		Lacking:  []Lack{{"independent schools' returns", []string{"C01", "C07"}, 1_204, 12}, {"home-education register", []string{"C01"}, 40, 0}},
		Limits:   []string{"About 180 pairs of one child may have been missed because no blocking rule compared them.", "No extract of independent schools was given."},
		Guidance: "Children missing education, statutory guidance for local authorities, September 2025",
	}
}

// sampleStories are of a child on the list, of a sealed one, of one at risk and of one who is on no list.
func sampleStories() []Line[Story] {
	rows := sampleCME()
	record := func(id, source string, on time.Time, fields ...string) RecordSaid {
		r := RecordSaid{RecordID: id, Source: source, On: on, Link: 0.99}
		for i := 0; i < len(fields); i += 2 {
			r.Fields = append(r.Fields, Field{fields[i], fields[i+1]})
		}
		return r
	}
	one := Story{ChildID: "c-000001", Person: rows[0].Person, Addresses: []Said{{"address", "=1 Invented Row, ZZ99 3VZ", "housing", on(2026, 10, 1), "housing:lettings.csv#4"}},
		Phones: []Said{{"telephone", "07700 900123", "health", on(2026, 9, 30), "health:chis_2026-10.csv#17"}}, Numbers: []Said{{"UPN", "A887400116001", "school census", on(2025, 10, 2), "x#1"}},
		Schools:  []Attended{{LAESTAB: "8874001", Name: "Hazel Road Primary", Phone: "01632 960001", From: on(2022, 9, 5), To: on(2026, 9, 4), Words: "left the roll", Source: "roll changes", On: on(2026, 9, 7)}},
		Siblings: []Sibling{{ChildID: "c-000060", Name: "Mia O'Hollow", DOB: on(2019, 5, 1), School: "Hazel Road Primary", Phone: "01632 960001", YearGroup: "2"}},
		Care:     []Care{{Fact: "child protection plan", Since: on(2026, 8, 3), Team: "Team 4"}}, OpenCase: &CouncilCase{Status: "confirmed", Since: on(2026, 9, 20)},
		Searched: []Searched{{"school census", on(2026, 10, 1), false, "not found"}, {"housing list", on(2026, 10, 1), true, "found"}},
		Records: []RecordSaid{
			record("health:chis_2026-10.csv#17", "health", on(2026, 9, 30), "Surname", "O'HOLLOW", "Forename", "Zofia", "Born", "9 March 2018", "Postcode", "ZZ99 3VZ", "Own number", "H1"),
			record("housing:lettings.csv#4", "housing", on(2026, 10, 1), "Surname", "O'Hollow", "Forename", "Sofia", "Own number", "T2"),
		},
	}
	one.Records[0].File, one.Records[0].Row, one.Records[0].Line = "inbox/chis_2026-10.csv", 17, 18
	one.Records[1].File, one.Records[1].Row = "lettings.xml", 4
	for i := range 90 {
		one.Events = append(one.Events, Event{From: on(2020, 1, 1+i*20), Kind: "roll", Words: strings.Repeat("Something happened. ", 4), Source: "school census", On: on(2026, 10, 1)})
	}
	return []Line[Story]{
		NewLine(one, false),
		NewLine(Story{ChildID: "c-000005", Person: rows[1].Person, Addresses: []Said{{"address", "12 Hidden Lane", "housing", on(2026, 10, 1), "r"}}}, true),
		NewLine(Story{ChildID: "c-000002", Person: sampleAtRisk()[0].Person}, false),
		NewLine(Story{ChildID: "c-000900", Person: Person{Forename: "Onno", Surname: "List"}}, false),
	}
}

// someOf tells some of the stories.
func someOf(all []Line[Story]) func(map[string]bool) iter.Seq[Line[Story]] {
	return func(wanted map[string]bool) iter.Seq[Line[Story]] {
		return func(yield func(Line[Story]) bool) {
			for _, l := range all {
				if wanted[l.row.ChildID] && !yield(l) {
					return
				}
			}
		}
	}
}
