package overview

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// splitter counts lines by group and column.
type splitter struct {
	candidates.Split
	at map[string]int
}

func newSplit(s candidates.Split, groups ...string) *splitter {
	x := &splitter{s, map[string]int{}}
	for _, g := range groups {
		x.add(g, -1)
	}
	return x
}

// add counts a line in a column of a group; none names the group alone.
func (s *splitter) add(group string, column int) {
	group = cmp.Or(group, candidates.NotKnown)
	k, had := s.at[group]
	if !had {
		k = len(s.Groups)
		s.at[group] = k
		s.Groups = append(s.Groups, candidates.Group{Title: group, N: make([]int, len(s.Columns))})
	}
	if column >= 0 {
		s.Groups[k].N[column]++
		if s.Across {
			s.Groups[k].N[len(s.Columns)-1]++
		}
	}
}

// bySize is the split with the largest group first.
func (s *splitter) bySize() candidates.Split {
	s.SortBySize()
	return s.Split
}

// asNamed is the split with its groups in the order in which they were named.
func (s *splitter) asNamed() candidates.Split {
	s.SortLast()
	return s.Split
}

// The columns of lines by their day.
const (
	overdue = iota
	dueToday
	dueInAWeek
	dueLater
	noDay
)

// splitByClock tells the lines of a list apart by who acts and by when.
func (n *Night) splitByClock(list candidates.List, lines []candidates.Line[candidates.Row]) candidates.Split {
	s := newSplit(candidates.Split{ID: string(list), Title: candidates.ListName(list), Of: "who acts", Across: true,
		Columns: []string{"Overdue", "Due today", "Within a week", "Later", "No day", "All"}})
	if list == candidates.AtRisk {
		for _, road := range candidates.Roads {
			s.add(road.Title(), -1)
		}
	}
	for row := range candidates.EachPrinted(lines) {
		who := row.Who
		if list == candidates.AtRisk && row.Road != "" {
			who = row.Road.Title()
		}
		s.add(who, n.clockOf(row))
	}
	if list == candidates.AtRisk {
		return s.asNamed()
	}
	return s.bySize()
}

// clockOf is the column of a line by its day.
func (n *Night) clockOf(row *candidates.Row) int {
	if row.Due.IsZero() {
		return noDay
	}
	switch left := calendar.On(row.Due.Date()) - n.AsOf; {
	case left < 0:
		return overdue
	case left == 0:
		return dueToday
	case left <= 7:
		return dueInAWeek
	}
	return dueLater
}

// splitLines tells the lines of both lists apart by each thing that a manager asks for.
func (n *Night) splitLines(cme, risk []*candidates.Row) []candidates.Split {
	var years, bands []string
	for year := 0; year <= 11; year++ {
		years = append(years, yearTitle(calendar.YearName(year)))
	}
	for _, band := range []string{"P1", "P2", "P3", "P4", "P5"} {
		bands = append(bands, candidates.SeverityTitle(band))
	}
	both := []string{"Candidates", "At risk"}
	soon := newSplit(candidates.Split{ID: "soon", Title: "How soon somebody is to look", Of: "how soon", Columns: both}, bands...)
	year := newSplit(candidates.Split{ID: "year", Title: "Year group", Of: "year and age", Columns: both, About: "The year group to be expected of the child's age."}, years...)
	sex := newSplit(candidates.Split{ID: "sex", Title: "Sex", Of: "sex", Columns: both}, "Girls", "Boys")
	school := newSplit(candidates.Split{ID: "school", Title: "School", Of: "school", Columns: both, Long: true,
		About: "Of candidates the school that had the child last, of children at risk the school that has the child."})
	ward := newSplit(candidates.Split{ID: "ward", Title: "Ward", Of: "ward", Columns: both, Long: true,
		About: "The ward of the newest address, by its code in the list of addresses."})
	named := countNames(n.Judged.Authority.Schools)
	for column, rows := range [...][]*candidates.Row{cme, risk} {
		for _, row := range rows {
			soon.add(candidates.SeverityTitle(row.Severity), column)
			year.add(yearTitle(row.YearGroup), column)
			sex.add(map[string]string{"F": "Girls", "M": "Boys"}[row.Sex], column)
			school.add(schoolOf(row, named), column)
			ward.add(row.Ward, column)
		}
	}
	return []candidates.Split{soon.asNamed(), year.asNamed(), sex.asNamed(), school.bySize(), ward.bySize(),
		splitByRule("reasons", "Why candidates are listed", "Candidates", cme), splitByRule("risks", "Why children are at risk", "At risk", risk)}
}

// schoolOf names the school of a line: the one whose roll the child is on, or else was on last. Two of one name go by their numbers too.
func schoolOf(row *candidates.Row, named map[string]int) string {
	number, name := row.OnRollAt, row.SchoolName
	if number == "" {
		number, name = row.LastSchool, row.LastSchoolName
	}
	if named[name] > 1 {
		name += " (" + number + ")"
	}
	return cmp.Or(name, number)
}

// countNames counts the schools of each name.
func countNames(schools map[string]rules.School) map[string]int {
	named := map[string]int{}
	for _, s := range schools {
		named[s.Name]++
	}
	return named
}

// splitByRule tells lines apart by the gravest rule of each, in words.
func splitByRule(id, title, column string, rows []*candidates.Row) candidates.Split {
	s := newSplit(candidates.Split{ID: id, Title: title, Of: "reason", Columns: []string{column}, Long: true, About: "The gravest reason of each line."})
	for _, row := range rows {
		reason := ""
		if len(row.Rules) > 0 {
			reason = rules.Title(rules.ID(row.Rules[0]))
		}
		s.add(reason, 0)
	}
	return s.bySize()
}

// yearTitle is a year group as a manager calls it, with the ages of its children.
func yearTitle(year string) string {
	switch {
	case year == "":
		return ""
	case strings.HasPrefix(year, "R"):
		return "Reception, 4 to 5"
	}
	n, _ := strconv.Atoi(year)
	return fmt.Sprintf("Year %s, %d to %d", year, n+4, n+5)
}
