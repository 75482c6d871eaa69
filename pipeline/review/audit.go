package review

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"
)

// auditPath is where a lead reads who did what.
const auditPath = "/audit"

// The audit, and the same as a table to take along. Whoever reads it is noted, as for anything else.
var (
	_ = addPage(&page{Path: auditPath, Title: "Audit", Nav: "Audit", Order: 70, Roles: []door.Role{door.Lead}, show: showAudit})
	_ = addPage(&page{Path: auditPath + "/table", Title: "Audit", Roles: []door.Role{door.Lead}, show: takeAuditAlong})
)

// What is noted of whoever reads the audit, and what for.
const (
	actReadAudit  = "read the audit"
	actTookAudit  = "took a copy of the audit"
	toCheckLooks  = "to check who looked at what"
	actsOnAPage   = 50
	auditFileName = "audit"
)

// auditPage is who did what.
type auditPage struct {
	Days    []auditDay
	Leaf    leaf
	Table   string // the address of the same as a table
	Wrong   bool   // the filter cannot be read: nothing is shown
	Filters bool   // any is set
}

// auditDay is what was done on one day, the newest first.
type auditDay struct {
	On   calendar.Date
	Acts []auditAct
}

// auditAct is an act as the page says it.
type auditAct struct {
	office.Act
	Time string // of the day, where it is known
}

// auditFilter is which acts are asked for, as typed.
type auditFilter struct {
	since, until calendar.Date
	by, child    string
}

// auditForm reads the filter from the address: days, initials and ids stand in it, and no name of a child.
func auditForm(v *visit) (*form, auditFilter) {
	f := newForm(v.URL.Query())
	f.add(field{Name: "since", Label: "From day", Most: 20})
	f.add(field{Name: "until", Label: "To day", Most: 20})
	f.add(field{Name: "by", Label: "Who", Most: 100})
	f.add(field{Name: "child", Label: "Child id", Most: 100})
	filter := auditFilter{by: f.value("by"), child: f.value("child")}
	filter.since, filter.until = dayTyped(f, "since"), dayTyped(f, "until")
	if filter.until.Known() && filter.until < filter.since {
		f.fault("until", "To day: before the day from which")
	}
	return f, filter
}

// dayTyped is the day in a field; zero where it is empty or no day, of which the form then says so.
func dayTyped(f *form, name string) calendar.Date {
	text := f.value(name)
	if text == "" {
		return 0
	}
	for _, layout := range []string{"2/1/2006", time.DateOnly, "2 January 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return calendar.On(t.Date())
		}
	}
	x, _ := f.Field(name)
	f.fault(name, x.Label+": not a day. Type it as 1/10/2026")
	return 0
}

// query is the filter as it stands in an address.
func (f auditFilter) query() string {
	q := url.Values{}
	for name, text := range map[string]string{"since": isoOf(f.since), "until": isoOf(f.until), "by": f.by, "child": f.child} {
		if text != "" {
			q.Set(name, text)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func isoOf(d calendar.Date) string {
	if d.Known() {
		return d.String()
	}
	return ""
}

// readAudit notes that a person reads the audit, and has what was asked for, the newest first. The note is part of what is read.
func readAudit(v *visit, act string, filter auditFilter) ([]office.Act, error) {
	var of []string
	if filter.child != "" {
		of = []string{filter.child}
	}
	if err := v.open(toCheckLooks, act, of...); err != nil {
		return nil, err
	}
	found, err := v.Office.Audit(v.Context(), office.Wanted{Since: isoOf(filter.since), By: filter.by, Child: filter.child})
	if err != nil {
		return nil, err
	}
	acts := slices.DeleteFunc(slices.Clone(found.Acts), func(a office.Act) bool {
		return filter.until.Known() && dayOfAct(a) > filter.until
	})
	slices.Reverse(acts)
	return acts, nil
}

func dayOfAct(a office.Act) calendar.Date {
	on, err := calendar.Parse(a.At[:min(len(a.At), len(time.DateOnly))])
	if err != nil {
		return 0
	}
	return on
}

// showAudit shows who did what, by day.
func showAudit(v *visit) (*view, error) {
	f, filter := auditForm(v)
	if len(f.Faults()) > 0 {
		return showPage("audit", auditPage{Wrong: true}).withForm(f), nil
	}
	acts, err := readAudit(v, actReadAudit, filter)
	if err != nil {
		return nil, err
	}
	p := auditPage{Table: auditPath + "/table" + filter.query(), Filters: filter != auditFilter{},
		Leaf: leafOf(auditPath+filter.query(), v.URL.Query().Get("page"), len(acts), actsOnAPage)}
	for _, a := range acts[max(p.Leaf.From-1, 0):p.Leaf.To] {
		on := dayOfAct(a)
		if n := len(p.Days); n == 0 || p.Days[n-1].On != on {
			p.Days = append(p.Days, auditDay{On: on})
		}
		day := &p.Days[len(p.Days)-1]
		day.Acts = append(day.Acts, auditAct{a, timeOfAct(a)})
	}
	return showPage("audit", p).withForm(f), nil
}

// timeOfAct is the time of day of an act in the time of the register; nothing where the day alone is known.
func timeOfAct(a office.Act) string {
	t, err := time.Parse(time.RFC3339, a.At)
	if err != nil {
		return ""
	}
	return t.UTC().Format("15:04")
}

// Who is by whom: the account, where it says more than what was written beside the act.
func (a auditAct) Who() string {
	switch {
	case a.By == "":
		return a.Account
	case a.Account == "" || a.Account == a.By:
		return a.By
	}
	return fmt.Sprintf("%s (%s)", a.By, a.Account)
}

// Opens are the children whose pages can be opened: of one who was erased there is none.
func (a auditAct) Opens() (all []auditChild) {
	for _, id := range a.Children {
		all = append(all, auditChild{id, !strings.Contains(id, " ")})
	}
	return all
}

// auditChild is a child of an act, by the id.
type auditChild struct {
	ID    string
	There bool
}

// takeAuditAlong hands the same out as a table.
func takeAuditAlong(v *visit) (*view, error) {
	f, filter := auditForm(v)
	if len(f.Faults()) > 0 {
		return showPage("audit", auditPage{Wrong: true}).withForm(f), nil
	}
	acts, err := readAudit(v, actTookAudit, filter)
	if err != nil {
		return nil, err
	}
	table := &download{Name: auditFileName, Lines: [][]string{{"Entry", "At (UTC)", "Act", "By", "Account", "Children", "Purpose", "Run", "Details"}}}
	for _, a := range acts {
		table.Lines = append(table.Lines, []string{fmt.Sprint(a.Entry), a.At, a.What, a.By, a.Account, strings.Join(a.Children, " "), a.Purpose, a.Run, a.Details})
	}
	return &view{File: table}, nil
}
