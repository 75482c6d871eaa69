package pipeline

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// tasks lists what the clocks say is still to be done, by provision, then by school, day and child.
func (j *Judged) tasks() []candidates.Task {
	var out []candidates.Task
	add := func(t rules.Task) {
		row := candidates.Task{
			Rule: string(t.Rule), Of: t.Of.String(), ChildID: string(t.Child), School: t.School, Source: t.Source, Reason: t.Reason,
			Missing: t.Missing, Since: day(t.Since), Due: day(t.Due), DueUnit: string(t.DueUnit), Late: t.Late, NextAction: t.Next,
			Who: t.Who, Records: t.Records,
		}
		if t.School != "" {
			row.SchoolName = j.Authority.Name(t.School)
		}
		out = append(out, row)
	}
	for i := range j.Verdicts {
		for _, t := range j.Verdicts[i].Tasks {
			add(t)
		}
	}
	for _, t := range j.Authority.Tasks(heard(j.People, j.Authority.AsOf)) {
		add(t)
	}
	slices.SortStableFunc(out, func(a, b candidates.Task) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.School, b.School), a.Due.Compare(b.Due), cmp.Compare(a.ChildID, b.ChildID),
			cmp.Compare(a.Reason, b.Reason))
	})
	return out
}

// particulars are those that every service is to record of a child and that a record can hold.
var particulars = []struct {
	name  string
	blank func(*sources.Record) bool
}{
	{"name", func(r *sources.Record) bool { return r.Who.Surname == "" || r.Who.Forename == "" }},
	{"date of birth", func(r *sources.Record) bool { return r.Who.DOB == 0 }},
	{"address", func(r *sources.Record) bool { return r.Who.Address == "" && r.Who.Postcode == "" && r.Who.UPRN == "" }},
	{"parent", func(r *sources.Record) bool { return r.Who.ParentSurname == "" && r.Who.ParentForename == "" }},
}

// heard gathers what the clocks need of all records: when each school last reported an absence, and how often each kind of
// extract leaves a particular blank.
func heard(p *People, asOf calendar.Date) rules.Heard {
	h := rules.Heard{Absence: map[string]calendar.Date{}, Exits: map[string]int{}}
	blank := map[sources.Kind][]int{}
	rows := map[sources.Kind]int{}
	for i := range p.Len() {
		kind := p.place(i).Kind
		rec := p.subject(i)
		if kind == sources.AttendanceReturns {
			rec = p.Record(i)
			lastAbsence(h.Absence, rec)
		}
		if kind == sources.RollChanges {
			countExits(h.Exits, p.Record(i), asOf)
		}
		if blank[kind] == nil {
			blank[kind] = make([]int, len(particulars))
		}
		rows[kind]++
		for k, x := range particulars {
			if x.blank(rec) {
				blank[kind][k]++
			}
		}
	}
	for _, kind := range sortedKeys(rows) {
		for k, x := range particulars {
			h.Blank = append(h.Blank, rules.Blank{Source: string(kind), Field: x.name, Rows: rows[kind], Blank: blank[kind][k]})
		}
	}
	return h
}

// lastAbsence keeps the newest day of a school's returns of absence.
func lastAbsence(newest map[string]calendar.Date, rec *sources.Record) {
	for _, c := range rec.Claims {
		if c.Kind == sources.Absence && c.Status != "run" && c.Place != "" {
			newest[c.Place] = max(newest[c.Place], calendar.Date(max(c.From, c.To)))
		}
	}
}

// countExits adds the leavings of one return that R15 counts.
func countExits(left map[string]int, rec *sources.Record, asOf calendar.Date) {
	for _, c := range rec.Claims {
		on := calendar.Date(c.From)
		if c.Kind == sources.LeftRoll && c.Status == "return" && on <= asOf && on > asOf.AddDays(-rules.ExitDays) && rules.Exit(c.Reason, c.Year) {
			left[c.Place]++
		}
	}
}

// wanting marks a leaving with the particulars that its record leaves out. Rules see whether one is there and never what it is.
func wanting(c *rules.Claim, rec *sources.Record) {
	if c.Kind != rules.LeftRoll || c.Source != string(sources.RollChanges) {
		return
	}
	for _, m := range []struct {
		blank bool
		mark  string
	}{
		{particulars[2].blank(rec), rules.NoAddress}, {particulars[3].blank(rec), rules.NoParent}, {rec.Who.ParentPhone == "", rules.NoPhone},
	} {
		if m.blank {
			c.Marks = join(c.Marks, m.mark)
		}
	}
}

func join(marks, mark string) string {
	if marks == "" {
		return mark
	}
	return marks + " " + mark
}
