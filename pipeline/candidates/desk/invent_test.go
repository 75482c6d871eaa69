package desk

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
)

var (
	beginnings = []string{"Ka", "Mi", "Jo", "Ali", "Ru", "Sa", "Te", "Lo", "Ve", "Di", "Ha", "Pe", "Ni", "Fa", "Oli", "Be", "Cha", "Re", "Ze", "Ma"}
	middles    = []string{"r", "ll", "m", "nn", "v", "d", "st", "k", "z", "th", "b", "s", "ng", "l"}
	endings    = []string{"a", "ah", "en", "ie", "on", "us", "ita", "eth", "an", "y", "o", "el", "ik", "ora"}
	towns      = []string{"Aldermere", "Eastmarch", "Quillhaven", "Northby"}
	streets    = []string{"Lime Walk", "Telford View", "High Street", "Mill Lane", "Station Road", "Church Close", "Orchard Way", "Abbey Rise"}
)

// coin makes a name, the same for the same dice; few are common and many are rare.
func coin(dice *rand.Rand) string {
	pick := func(of []string) string { return of[int(float64(len(of))*dice.Float64()*dice.Float64())] }
	name := pick(beginnings) + pick(middles) + pick(endings)
	if dice.IntN(3) == 0 {
		name += pick(middles) + pick(endings)
	}
	return name
}

// inventStory makes a child with some records, the same for the same number.
func inventStory(n int) candidates.Story {
	dice := rand.New(rand.NewPCG(uint64(n), 7))
	born := time.Date(2008+dice.IntN(13), 1, 1+dice.IntN(365), 0, 0, 0, 0, time.UTC)
	street, postcode := fmt.Sprintf("%d %s", 1+dice.IntN(200), streets[dice.IntN(len(streets))]), fmt.Sprintf("QX%d %d%c%c", 1+dice.IntN(20), dice.IntN(10), 'A'+rune(dice.IntN(20)), 'A'+rune(dice.IntN(20)))
	s := candidates.Story{ChildID: fmt.Sprintf("%012X", uint64(n)*2654435761%(1<<47)), Status: "explained", ExplainedBy: "U01", Explanation: "On the roll of an invented school.",
		Person: candidates.Person{Forename: coin(dice), Surname: coin(dice), DOB: born, Sex: "F", Address: street + ", " + towns[dice.IntN(len(towns))], Postcode: postcode,
			UPN: fmt.Sprintf("A%012d", 887400000000+n), Parent: coin(dice) + " " + coin(dice), Phone: fmt.Sprintf("07%09d", dice.IntN(1e9))}}
	p := &s.Person
	s.Numbers = []candidates.Said{{Title: "UPN", Text: p.UPN, Source: "school census", On: born}, {Title: "NHS number", Text: fmt.Sprintf("%010d", 9000000000+n), Source: "health"}}
	s.Addresses = []candidates.Said{{Title: "address", Text: p.Address + ", " + p.Postcode, Source: "housing", On: born.AddDate(5, 0, 0)}}
	s.Schools = []candidates.Attended{{LAESTAB: "8874001", Name: "An invented school", Now: n%3 > 0, From: born.AddDate(5, 0, 0), Source: "school census"}}
	for r, source := range []string{"school census", "health", "housing", "admissions", "attendance", "early years"} {
		id := fmt.Sprintf("%s:inbox/%s.csv#%d", strings.ReplaceAll(source, " ", "_"), source, n+r)
		s.Records = append(s.Records, candidates.RecordSaid{RecordID: id, Source: source, File: source + ".csv", Row: n, Line: n + 1, On: born.AddDate(8, r, 0), Link: .99,
			Fields: []candidates.Field{{Name: "Surname", Text: p.Surname}, {Name: "Forename", Text: p.Forename}, {Name: "Born", Text: born.Format("02/01/2006")},
				{Name: "Address", Text: p.Address}, {Name: "Postcode", Text: p.Postcode}, {Name: "Own number", Text: fmt.Sprintf("%c-%d", 'A'+r, n*10+r)}}})
		s.Events = append(s.Events, candidates.Event{From: born.AddDate(5, r, 0), Kind: "roll", Words: "on the roll of an invented school", Place: "8874001", Source: source, Record: id})
	}
	return s
}

// inventLists are the lists of a run over so many children, of whom one in forty is on one; the sealed have a line alone.
func inventLists(children int, sealed func(n int) bool) candidates.Lists {
	l := candidates.Lists{Stories: inventStories(children, sealed), Words: map[candidates.List]candidates.ListWords{candidates.CME: {Outcomes: []string{"resolved"}}},
		Summary: candidates.Summary{Authority: "Aldermere", RunID: "2026-10-15T1", AsOf: time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)}}
	for n := 0; n < children; n += 40 {
		s := inventStory(n)
		list := &l.CME
		row := candidates.Row{ChildID: s.ChildID, List: candidates.CME, Severity: fmt.Sprintf("P%d", 1+n%3), Rules: []string{"C01", "C28"}, Reason: "No record of education.",
			Due: time.Date(2026, 10, 16+n%9, 0, 0, 0, 0, time.UTC), Who: "Admissions officer", Person: s.Person}
		if n%80 == 0 {
			list, row.List, row.OnRollAt = &l.AtRisk, candidates.AtRisk, "8874001"
		}
		row.Rank = len(*list) + 1
		*list = append(*list, candidates.NewLine(row, sealed(n)))
		l.Tasks = append(l.Tasks, candidates.NewLine(candidates.Task{Rule: "K10", Of: "officer's task", ChildID: s.ChildID, Reason: "An officer has to look."}, sealed(n)))
		if n+1 < children {
			other := inventStory(n + 1)
			l.Possible = append(l.Possible, candidates.NewLine(candidates.Possible{RecordL: s.Records[0].RecordID, RecordR: other.Records[1].RecordID, ChildL: s.ChildID, ChildR: other.ChildID,
				Weight: 3.5, Probability: .7, Gap: 1, MayExplain: n%80 == 0, Agreement: "forename: else",
				PersonL: s.Person, PersonR: other.Person}, sealed(n) || sealed(n+1)))
		}
	}
	return l
}

func inventStories(children int, sealed func(n int) bool) iter.Seq[candidates.Line[candidates.Story]] {
	return func(yield func(candidates.Line[candidates.Story]) bool) {
		for n := range children {
			if !yield(candidates.NewLine(inventStory(n), sealed(n))) {
				return
			}
		}
	}
}

func nobody(int) bool { return false }
