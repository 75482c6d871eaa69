package judge

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Particulars are those that every service is to record of a child and that a record can hold.
var Particulars = []struct {
	Name  string
	Blank func(*sources.Record) bool
}{
	{"name", func(r *sources.Record) bool { return r.Who.Surname == "" || r.Who.Forename == "" }},
	{"date of birth", func(r *sources.Record) bool { return r.Who.DOB == 0 }},
	{"address", func(r *sources.Record) bool { return r.Who.Address == "" && r.Who.Postcode == "" && r.Who.UPRN == "" }},
	{"parent", func(r *sources.Record) bool { return r.Who.ParentSurname == "" && r.Who.ParentForename == "" }},
}

// markBlanks marks a leaving with the Particulars that its record leaves out. Rules see whether one is there and never what it is.
func markBlanks(c *rules.Claim, rec *sources.Record) {
	if c.Kind != rules.LeftRoll || c.Source != string(sources.RollChanges) {
		return
	}
	for _, m := range []struct {
		blank bool
		mark  string
	}{
		{Particulars[2].Blank(rec), rules.NoAddress}, {Particulars[3].Blank(rec), rules.NoParent}, {rec.Who.ParentPhone == "", rules.NoPhone},
	} {
		if m.blank {
			c.Marks = addMark(c.Marks, m.mark)
		}
	}
}

func addMark(marks, mark string) string {
	if marks == "" {
		return mark
	}
	return marks + " " + mark
}
