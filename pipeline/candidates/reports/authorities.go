package reports

import (
	"cmp"
	"slices"
	"time"

	"rollcall/pipeline/candidates"
)

// Notice is a child of whom another authority is to be told, and what it is asked.
type Notice struct {
	Authority string // its code
	Child     string
	Person    candidates.Person // for the sheets only
	YearGroup string
	Reason    string
	Asked     string // what nobody there has confirmed
	Since     time.Time
	Due       time.Time
}

// Bare leaves nothing: that an authority is told of a child tells where the child is.
func (n Notice) Bare() (Notice, bool) { return Notice{}, false }

// noticeColumns are those of what is sent to an authority: who the child is and where it was last, and not by which of our services.
func noticeColumns() []candidates.TableColumn {
	return slices.Concat([]candidates.TableColumn{textColumn("authority", "Authority", 10)}, personColumns(), []candidates.TableColumn{
		{Name: "other_names", Title: "Other names", Width: 24, SheetOnly: true}, {Name: "sex", Title: "Sex", Width: 6, SheetOnly: true},
		{Name: "upn", Title: "UPN", Width: 15, SheetOnly: true}, {Name: "address", Title: "Last address", Width: 34, SheetOnly: true},
		{Name: "postcode", Title: "Postcode", Width: 10, SheetOnly: true}, {Name: "parent", Title: "Parent or carer", Width: 22, SheetOnly: true},
		textColumn("year_group", "Year group", 8), textColumn("reason", "Why you are told", 60), dayColumn("since", "Since"),
		textColumn("asked", "Please confirm", 30), dayColumn("due", "By"),
		{Name: "answer", Title: "Your answer", Width: 40, SheetOnly: true}})
}

func noticeRow(n Notice) []any {
	p := n.Person
	return append(append([]any{n.Authority}, personCells(n.Child, p)...), p.OtherNames, p.Sex, p.UPN, p.Address, p.Postcode, p.Parent, n.YearGroup, n.Reason, n.Since,
		n.Asked, n.Due, nil)
}

// toAuthorities is everybody of whom another authority is to be told, by authority and child. In Parquet the children are ids.
func toAuthorities(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "Send", File: "to_authorities", Title: "Other authorities to be told",
		About: "Children for whom another authority answers by the newest evidence, or who are said to have moved to one, until it has confirmed it. " +
			"An authority is given its own children only: the folder authorities has a file for each. An officer sends it.",
		Columns: noticeColumns(),
	}
	for _, n := range f.notices() {
		t.Rows = append(t.Rows, noticeRow(n))
	}
	return t
}

// ForAuthorities is what each other authority is to be told, by its code; of nobody else's children.
func ForAuthorities(f *Facts) map[string]candidates.Table {
	all := map[string]candidates.Table{}
	for _, n := range f.notices() {
		t, had := all[n.Authority]
		if !had {
			t = candidates.Table{
				ID: "Send", File: n.Authority, Title: "From " + f.Authority + " to authority " + n.Authority,
				About: "Children who by the newest evidence of " + f.Authority + " live in your area or have moved to it. Please confirm whether each lives there and has " +
					"a school. Education Act 1996, section 436A; Children missing education, statutory guidance. A line is a question, not a finding.",
				Columns: noticeColumns(),
			}
		}
		t.Rows = append(t.Rows, noticeRow(n))
		all[n.Authority] = t
	}
	return all
}

// notices are those that may be printed, by authority, the day since and child.
func (f *Facts) notices() []Notice {
	rows := candidates.PrintedRows(f.Notices)
	slices.SortStableFunc(rows, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(a.Authority, b.Authority), a.Since.Compare(b.Since), cmp.Compare(a.Child, b.Child), cmp.Compare(a.Reason, b.Reason))
	})
	return rows
}
