package review

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// fakeDesk is a run of a few invented children.
type fakeDesk struct {
	run     desk.Run
	lines   []desk.Line
	stories map[string]*candidates.Story
	briefs  map[string]desk.Brief
	pairs   []desk.Pair
	scores  map[int]desk.Score
	tasks   []candidates.Task
	found   *desk.Found
	closed  bool
}

func (d *fakeDesk) Run() *desk.Run { return &d.run }
func (d *fakeDesk) Close() error   { d.closed = true; return nil }

func (d *fakeDesk) Child(_ context.Context, id string) (*candidates.Story, error) {
	for _, l := range d.lines {
		if l.ChildID == id && l.Sealed {
			return nil, desk.ErrSealed
		}
	}
	if s := d.stories[id]; s != nil {
		return s, nil
	}
	return nil, desk.ErrUnknown
}

func (d *fakeDesk) Briefs(_ context.Context, ids ...string) (map[string]desk.Brief, error) {
	m := map[string]desk.Brief{}
	for _, id := range ids {
		if b, is := d.briefs[id]; is {
			m[id] = b
		}
	}
	return m, nil
}

func (d *fakeDesk) Lines(_ context.Context, f desk.LineFilter) (lines []desk.Line, n int, err error) {
	for _, l := range d.lines {
		school, news, due := "", candidates.News(""), time.Time{}
		if l.Row != nil {
			school, news, due = l.Row.OnRollAt, l.Row.News, l.Row.Due
		}
		if f.List != "" && l.List != f.List || f.Child != "" && l.ChildID != f.Child || len(f.Only) > 0 && !slices.Contains(f.Only, l.ChildID) ||
			slices.Contains(f.Without, l.ChildID) || f.School != "" && f.School != school || f.News != "" && f.News != news ||
			!f.DueBy.IsZero() && (due.IsZero() || due.After(f.DueBy)) {
			continue
		}
		if n++; n > f.From && (f.Most == 0 || len(lines) < f.Most) {
			lines = append(lines, l)
		}
	}
	return lines, n, nil
}

func (d *fakeDesk) Pairs(_ context.Context, f desk.PairFilter) (pairs []desk.Pair, n int, err error) {
	for _, p := range d.pairs {
		if f.Number != 0 && p.Number != f.Number || f.Child != "" && p.ChildL != f.Child && p.ChildR != f.Child ||
			slices.Contains(f.Without, p.Number) || f.MayExplain && !p.MayExplain {
			continue
		}
		if n++; n > f.From && (f.Most == 0 || len(pairs) < f.Most) {
			pairs = append(pairs, p)
		}
	}
	return pairs, n, nil
}

func (d *fakeDesk) Tasks(context.Context, string) ([]candidates.Task, error) { return d.tasks, nil }

func (d *fakeDesk) Find(context.Context, string, int) (*desk.Found, error) {
	if d.found == nil {
		return &desk.Found{}, nil
	}
	return d.found, nil
}

func (d *fakeDesk) Score(_ context.Context, n int) (desk.Score, error) { return d.scores[n], nil }

// fakeOffice is a ledger that keeps what it is told.
type fakeOffice struct {
	mu        sync.Mutex
	state     office.State
	quality   *office.Quality
	audit     *office.Audit
	second    []office.SecondTask
	faults    []office.Fault // of the next thing that is recorded
	busy      bool
	unnoted   error
	notes     []string // "act, purpose, children" of each look
	filled    []candidates.Filled
	steps     []office.NewStep
	looks     []office.NewLook
	questions []office.NewQuestion
	by        []office.Who
}

func (o *fakeOffice) State(context.Context) (*office.State, error) { return &o.state, nil }

func (o *fakeOffice) SecondLooks(context.Context, office.Who) ([]office.SecondTask, error) {
	return o.second, nil
}

func (o *fakeOffice) Quality(context.Context, office.Grouping) (*office.Quality, error) {
	if o.quality == nil {
		return &office.Quality{}, nil
	}
	return o.quality, nil
}

func (o *fakeOffice) Audit(context.Context, office.Wanted) (*office.Audit, error) {
	if o.audit == nil {
		return &office.Audit{}, nil
	}
	return o.audit, nil
}

// receipt is what came of recording something.
func (o *fakeOffice) receipt(who office.Who, n int, keep func()) (*office.Receipt, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.by = append(o.by, who)
	if len(o.faults) > 0 {
		return &office.Receipt{Faults: o.faults}, nil
	}
	keep()
	return &office.Receipt{Recorded: n, RunUnderWay: o.busy}, nil
}

func (o *fakeOffice) Record(_ context.Context, who office.Who, f candidates.Filled) (*office.Receipt, error) {
	return o.receipt(who, len(f.Lines)+len(f.Pairs), func() { o.filled = append(o.filled, f) })
}

func (o *fakeOffice) RecordSteps(_ context.Context, who office.Who, s ...office.NewStep) (*office.Receipt, error) {
	return o.receipt(who, len(s), func() { o.steps = append(o.steps, s...) })
}

func (o *fakeOffice) RecordSecondLook(_ context.Context, who office.Who, l office.NewLook) (*office.Receipt, error) {
	receipt, err := o.receipt(who, 1, func() { o.looks = append(o.looks, l) })
	for _, of := range o.state.Pairs {
		for _, j := range of.Judgements {
			if j.Entry == l.Of {
				receipt.First = j.Verdict
			}
		}
	}
	for _, of := range o.state.Children {
		for _, d := range of.Decisions {
			if d.Entry == l.Of {
				receipt.First = d.Outcome
			}
		}
	}
	return receipt, err
}

func (o *fakeOffice) Ask(_ context.Context, who office.Who, q office.NewQuestion) (*office.Receipt, error) {
	return o.receipt(who, 1, func() { o.questions = append(o.questions, q) })
}

func (o *fakeOffice) Note(_ context.Context, _ office.Who, purpose, act string, children ...string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.unnoted != nil {
		return o.unnoted
	}
	o.notes = append(o.notes, act+", "+purpose+", "+strings.Join(children, " "))
	return nil
}

func (o *fakeOffice) Words() office.Words { return fakeWords }

var fakeWords = office.Words{
	Lists: map[candidates.List]candidates.ListWords{
		candidates.CME:    {Outcomes: []string{"Suspected", "Confirmed", "Resolved"}, Reasons: []string{"enquiries under way", "on a roll and attending"}, Returns: []string{"Ceased home education", "New to area"}},
		candidates.AtRisk: {Outcomes: []string{"Looked at"}, Reasons: []string{"the school is acting"}},
	},
	Reasons: map[string][]string{"Suspected": {"enquiries under way"}, "Confirmed": {"enquiries under way"}, "Resolved": {"on a roll and attending"},
		"Looked at": {"the school is acting"}},
	Verdicts: []string{"same", "different", "unsure"},
	Steps: []office.StepKind{{Word: "rang", Title: "Rang", To: []string{"parent", "sibling's school"}, Results: []string{"spoke", "no reply"}},
		{Word: "wrote", Title: "Wrote", To: []string{"parent"}, Wait: 5, Clock: "K08", Next: "visit"},
		{Word: office.TookUp, Title: "Took up"}, {Word: office.GaveBack, Title: "Gave back"}, {Word: office.ReplyCame, Title: "Reply came"}},
}

// asOf is the day of the fake run.
var asOf = time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)

// newFakeDesk is a run with a candidate (c1), one at risk (r1), a sealed one (s1), one whom no rule can tell of (u1), one who is
// explained (e1), and a possible match.
func newFakeDesk(run string) *fakeDesk {
	person := candidates.Person{Forename: "Ottoline", Surname: "Quillfeather", DOB: time.Date(2015, 3, 2, 0, 0, 0, 0, time.UTC), Sex: "F",
		Address: "4 Zither Row", Postcode: "ZE1 0AA", UPN: "A999000000001", Parent: "Barnaby Quillfeather", Phone: "01632 960001"}
	row := candidates.Row{ChildID: "c1", List: candidates.CME, Rank: 1, Severity: "P1", Rules: []string{"C01"}, Reason: "No register has the child.",
		Since: asOf.AddDate(0, -1, 0), Due: asOf, DueUnit: "working days", NextAction: "Ring the sibling's school", Who: "admissions officer",
		YearGroup: "6", SinceIs: "education ended", Memory: candidates.Memory{News: candidates.New, Evidence: "e-c1"}, Person: person}
	risk := row
	risk.ChildID, risk.List, risk.Severity, risk.OnRollAt, risk.SchoolName, risk.Evidence = "r1", candidates.AtRisk, "P3", "9994001", "Northby Academy", "e-r1"
	risk.Person.Forename, risk.Road = "Peregrine", candidates.OfficersRoad
	sealed, _ := candidates.Row{ChildID: "s1", List: candidates.CME, Rank: 2, Severity: "P2"}.Bare()
	record := func(id, source, forename string) candidates.RecordSaid {
		return candidates.RecordSaid{RecordID: id, Source: source, File: "in.csv", Row: 1, Line: 2, On: asOf, Link: .99,
			Fields: []candidates.Field{{Name: "forename", Text: forename}, {Name: "surname", Text: "Quillfeather"}, {Name: "dob", Text: "2 March 2015"}}}
	}
	story := &candidates.Story{ChildID: "c1", Person: person, Status: "candidate", Explanation: "Nothing explains the child.",
		Addresses: []candidates.Said{{Text: "4 Zither Row, ZE1 0AA", Source: "housing", On: asOf}}, Phones: []candidates.Said{{Text: "01632 960001", Source: "health", On: asOf}},
		Parents:  []candidates.Said{{Text: "Barnaby Quillfeather", Source: "admissions", On: asOf}},
		Schools:  []candidates.Attended{{LAESTAB: "9994002", Name: "St Swithin's", From: asOf.AddDate(-2, 0, 0), To: asOf.AddDate(0, -1, 0), Words: "left the roll", Source: "school census", On: asOf}},
		Siblings: []candidates.Sibling{{ChildID: "e1", Name: "Leopold Quillfeather", School: "Northby Academy", Phone: "01632 960002", YearGroup: "4", Tie: "same parent and address", Source: "school census", On: asOf}},
		Care:     []candidates.Care{{Fact: "child protection plan", Since: asOf.AddDate(0, -2, 0), Team: "North team", Source: "social care", On: asOf}},
		OpenCase: &candidates.CouncilCase{Status: "suspected", Since: asOf.AddDate(0, -1, 0), Holder: "AB", Source: "case list", On: asOf},
		Searched: []candidates.Searched{{Source: "school census", On: asOf, Words: "not found"}},
		Events:   []candidates.Event{{From: asOf.AddDate(0, -1, 0), Kind: "left roll", Words: "left the roll of St Swithin's", Source: "roll changes", On: asOf}},
		Records:  []candidates.RecordSaid{record("health:in.csv#1", "health", "Ottoline"), record("housing:in.csv#1", "housing", "Otti")}}
	explained := &candidates.Story{ChildID: "e1", Person: candidates.Person{Forename: "Leopold", Surname: "Quillfeather"}, Status: "explained", ExplainedBy: "U01", Explanation: "On roll at Northby Academy."}
	other := *story
	other.ChildID, other.Person.Forename = "r1", "Peregrine"
	d := &fakeDesk{
		run: desk.Run{ID: run, AsOf: asOf, Summary: candidates.Summary{Authority: "Northby", AsOf: asOf, RunID: run,
			Banners: []candidates.Banner{{Grave: true, Text: "Housing is missing: rule C07 says nothing."}}},
			Words: fakeWords.Lists, Counts: map[string]int{"children": 5}},
		lines: []desk.Line{{List: candidates.CME, ChildID: "c1", Rank: 1, Row: &row}, {List: candidates.CME, ChildID: "s1", Rank: 2, Sealed: true, Row: &sealed},
			{List: candidates.AtRisk, ChildID: "r1", Rank: 1, Row: &risk},
			{List: desk.Untold, ChildID: "u1", Rank: 1, Untold: &candidates.Untold{ChildID: "u1", Rank: 1, Reason: "Independent schools never came.", Person: person}}},
		stories: map[string]*candidates.Story{"c1": story, "e1": explained, "r1": &other},
		briefs:  map[string]desk.Brief{},
		pairs: []desk.Pair{{Number: 1, ChildL: "c1", ChildR: "e2", L: desk.Side{Record: record("health:in.csv#1", "health", "Ottoline"), Person: person},
			R:   desk.Side{Record: record("school_census:in.csv#9", "school census", "Otty"), Person: candidates.Person{Forename: "Otty", Surname: "Quillfeather"}, School: "Northby Academy"},
			Why: "would explain a candidate", MayExplain: true}},
		scores: map[int]desk.Score{1: {Weight: 7.5, Probability: .83}},
	}
	for id, s := range d.stories {
		d.briefs[id] = desk.Brief{ChildID: id, Forename: s.Person.Forename, Surname: s.Person.Surname, DOB: s.Person.DOB, Status: s.Status, Explanation: s.Explanation}
	}
	return d
}

// newFakeOffice is a ledger in which nothing stands yet.
func newFakeOffice() *fakeOffice {
	return &fakeOffice{state: office.State{On: calendar.On(2026, 10, 16), Children: map[string]*office.Child{}, Pairs: map[office.Pair]*office.Judged{}}}
}
