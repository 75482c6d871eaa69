package desk

import (
	"fmt"
	"iter"
	"math/rand/v2"
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

// inventKept makes a child with some records, the same for the same number.
func inventKept(n int) *candidates.Kept {
	dice := rand.New(rand.NewPCG(uint64(n), 7))
	born := dayCount(2008+dice.IntN(13), 1, 1+dice.IntN(365))
	street, postcode := fmt.Sprintf("%d %s", 1+dice.IntN(200), streets[dice.IntN(len(streets))]), fmt.Sprintf("QX%d %d%c%c", 1+dice.IntN(20), dice.IntN(10), 'A'+rune(dice.IntN(20)), 'A'+rune(dice.IntN(20)))
	k := &candidates.Kept{ChildID: inventID(n), Status: "explained", ExplainedBy: "U01", Explanation: "On the roll of an invented school."}
	who := candidates.Wrote{Forename: coin(dice), Surname: coin(dice), Born: born, Sex: "F", Address: street + ", " + towns[dice.IntN(len(towns))], Postcode: postcode,
		ParentForename: coin(dice), ParentSurname: coin(dice), ParentPhone: fmt.Sprintf("07%09d", dice.IntN(1e9))}
	for r, source := range []string{"school_census", "health", "housing", "admissions", "attendance", "early_years"} {
		w := candidates.Written{Kind: source, Link: .99, Who: who, Alike: r}
		w.Who.LocalID = fmt.Sprintf("%c-%d", 'A'+r, n*10+r)
		switch source {
		case "school_census":
			w.Who.UPN = fmt.Sprintf("A%012d", 887400000000+n)
		case "health":
			w.Who.NHSNumber = fmt.Sprintf("%010d", 9000000000+n)
		}
		w.Records = []candidates.KeptRecord{{File: "inbox/" + source + ".csv", Row: n + r, Line: n + r + 1, On: born + 3000 + r,
			Claims: []candidates.KeptClaim{{Kind: 1, From: born + 1800 + r, Place: "8874001", Status: "C"}}}}
		k.Written = append(k.Written, w)
	}
	if n > 0 {
		k.Family = []candidates.Relative{{ChildID: inventID(n - 1), Tie: "address and surname"}}
		k.Near = []candidates.Near{{ChildID: inventID(n / 2), Written: 1}}
	}
	return k
}

func inventID(n int) string { return fmt.Sprintf("%012X", uint64(n)*2654435761%(1<<47)) }

func dayCount(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// inventStory is the story of a child who is made so.
func inventStory(n int) candidates.Story {
	others := map[string]*candidates.Kept{}
	if n > 0 {
		others = map[string]*candidates.Kept{inventID(n - 1): inventKept(n - 1), inventID(n / 2): inventKept(n / 2)}
	}
	return *tellPlainly(&candidates.World{Places: map[string]candidates.Place{"8874001": {Name: "An invented school"}}}, inventKept(n), others)
}

// tellPlainly tells of a child what these tests look at.
func tellPlainly(w *candidates.World, k *candidates.Kept, others map[string]*candidates.Kept) *candidates.Story {
	s := &candidates.Story{ChildID: k.ChildID, Status: k.Status, ExplainedBy: k.ExplainedBy, Explanation: k.Explanation, Possible: k.Possible}
	for i := range k.Written {
		x := &k.Written[i]
		if p := &s.Person; i == 0 {
			p.Forename, p.Surname, p.DOB, p.Sex, p.UPN, p.Address, p.Postcode = x.Who.Forename, x.Who.Surname, dayFrom(x.Who.Born), x.Who.Sex, x.Who.UPN, x.Who.Address, x.Who.Postcode
			p.Parent, p.Phone = x.Who.ParentForename+" "+x.Who.ParentSurname, x.Who.ParentPhone
		}
		for _, number := range []string{x.Who.UPN, x.Who.NHSNumber, x.Who.LocalID} {
			if number != "" {
				s.Numbers = append(s.Numbers, candidates.Said{Text: number})
			}
		}
		for _, r := range x.Records {
			s.Records = append(s.Records, candidates.RecordSaid{RecordID: fmt.Sprintf("%s:%s#%d", x.Kind, r.File, r.Row), Source: x.Kind, File: r.File, Row: r.Row, Line: r.Line, On: dayFrom(r.On)})
			for _, c := range r.Claims {
				s.Events = append(s.Events, candidates.Event{From: dayFrom(c.From), Place: w.Places[c.Place].Name, Words: c.Status})
			}
		}
	}
	for _, f := range k.Family {
		if other := others[f.ChildID]; other != nil {
			s.Siblings = append(s.Siblings, candidates.Sibling{ChildID: other.ChildID, Tie: f.Tie, Name: other.Written[0].Who.Forename})
		}
	}
	for _, n := range k.Near {
		if other := others[n.ChildID]; other != nil {
			s.Events = append(s.Events, candidates.Event{Possible: true, Record: other.Written[n.Written].Kind})
		}
	}
	return s
}

var asOf = time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)

// inventLists are the lists of a run over so many children, of whom one in forty is on one; the sealed have a line alone.
func inventLists(children int, sealed func(n int) bool) candidates.Lists {
	l := candidates.Lists{Kept: inventAll(children, sealed),
		World:   candidates.World{Places: map[string]candidates.Place{"8874001": {Name: "An invented school"}, "8874999": {Name: "A school of which nobody tells"}}},
		Words:   map[candidates.List]candidates.ListWords{candidates.CME: {Outcomes: []string{"resolved"}}},
		Summary: candidates.Summary{Authority: "Aldermere", RunID: "2026-10-15T1", AsOf: asOf}}
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
			l.Matched = append(l.Matched, candidates.NewLine(s, sealed(n)), candidates.NewLine(other, sealed(n+1)))
		}
	}
	return l
}

func inventAll(children int, sealed func(n int) bool) iter.Seq[iter.Seq[candidates.Line[candidates.Kept]]] {
	return inParts(children, func(n int) candidates.Line[candidates.Kept] { return candidates.NewLine(*inventKept(n), sealed(n)) })
}

// inParts yields children, neighbours together.
func inParts(children int, line func(n int) candidates.Line[candidates.Kept]) iter.Seq[iter.Seq[candidates.Line[candidates.Kept]]] {
	return func(yield func(iter.Seq[candidates.Line[candidates.Kept]]) bool) {
		for from := 0; from < children; from += candidates.KeptTogether {
			if !yield(func(yield func(candidates.Line[candidates.Kept]) bool) {
				for n := from; n < min(from+candidates.KeptTogether, children); n++ {
					if !yield(line(n)) {
						return
					}
				}
			}) {
				return
			}
		}
	}
}

func nobody(int) bool { return false }
