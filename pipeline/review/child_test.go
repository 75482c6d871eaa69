package review

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"
)

// All that an officer needs of a child is on one page, and that it was opened is noted with what for.
func TestTheStoryIsOnOnePage(t *testing.T) {
	s := openSite(t, officer())
	a := s.get("/child/c1")
	checkMarkup(t, a)
	text := textOf(a.doc)
	for _, want := range []string{"Ottoline Quillfeather", "2 March 2015 (11 years)", "No register has the child.", "Ring the sibling's school", "admissions officer", "15 October 2026 (late)",
		"4 Zither Row, ZE1 0AA housing, 15 October 2026", "01632 960001", "Barnaby Quillfeather", "Leopold Quillfeather", "Northby Academy 01632 960002", "child protection plan since 15 August 2026", "North team",
		"The council holds a case open: suspected", "St Swithin's", "left the roll of St Swithin's", "differs: Otti", "not found", "A999000000001"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if want := "opened, the line on the list: Candidate CME, c1"; len(s.office.notes) == 0 || s.office.notes[len(s.office.notes)-1] != want {
		t.Errorf("noted %q, want %q", s.office.notes, want)
	}
	checkMarkup(t, s.get("/child/c1/sheet"))
	if last := s.office.notes[len(s.office.notes)-1]; !strings.HasPrefix(last, "printed, ") {
		t.Errorf("a sheet is noted as %q", last)
	}
}

// Where a look cannot be noted nothing is shown, nor logged.
func TestNothingIsShownThatIsNotNoted(t *testing.T) {
	s := openSite(t, officer())
	s.office.unnoted = errors.New("the disk is full")
	for _, path := range []string{"/", "/child/c1", "/child/c1/sheet", "/child/s1"} {
		if a := s.get(path); a.status != http.StatusServiceUnavailable || strings.Contains(a.body, "Quillfeather") {
			t.Errorf("%s: %d: %s", path, a.status, textOf(a.doc))
		}
	}
	if strings.Contains(s.log.String(), "Quillfeather") || strings.Contains(s.log.String(), "c1") {
		t.Error("the log names the child")
	}
}

// Who is on no list is opened for a purpose that the person states, and keeps until it is changed.
func TestAChildOnNoListIsOpenedForAPurpose(t *testing.T) {
	s := openSite(t, officer())
	a := s.get("/child/e1")
	checkMarkup(t, a)
	if strings.Contains(a.body, "Leopold") || len(s.office.notes) > 0 {
		t.Fatal("shown before it was said what for")
	}
	if a := s.post("/purpose", url.Values{"purpose": {" "}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("no purpose: %d", a.status)
	}
	a = s.post("/purpose", url.Values{"purpose": {"a parent rang"}})
	if a.to != "/child/e1" {
		t.Fatalf("leads to %q", a.to)
	}
	if a = s.follow(a); !strings.Contains(a.body, "Leopold") {
		t.Error("not shown after it was said what for")
	}
	if got := strings.Join(s.office.notes, "|"); got != "opened, a parent rang, e1" {
		t.Errorf("noted %q", got)
	}
}

// A sealed child is a line with what may be decided on it, and nothing else, to nobody.
func TestASealedChildIsALine(t *testing.T) {
	s := openSite(t, lead())
	a := s.get("/child/s1")
	checkMarkup(t, a)
	if a.status != http.StatusOK || !strings.Contains(textOf(a.doc), "Sealed: ask the designated officer.") || strings.Contains(a.body, "Record a step") {
		t.Errorf("%d: %s", a.status, textOf(a.doc))
	}
	if a := s.get("/child/s1/sheet"); !strings.Contains(textOf(a.doc), "designated officer") {
		t.Error("a sheet of a sealed child")
	}
}

// A child who was sealed since the run was made is shown as little: neither on the list, nor as a page, nor on paper.
func TestAChildSealedSinceTheRunIsNotShown(t *testing.T) {
	s := openSite(t, officer())
	s.office.state.Children["c1"] = &office.Child{Sealed: true}
	for _, path := range []string{"/?show=all", "/child/c1", "/child/c1/sheet"} {
		a := s.get(path)
		checkMarkup(t, a)
		if strings.Contains(a.body, "Quillfeather") || !strings.Contains(textOf(a.doc), "designated officer") {
			t.Errorf("%s: %s", path, textOf(a.doc))
		}
	}
	if a := s.post("/child/c1/step", url.Values{"kind": {"rang"}}); len(s.office.steps) > 0 || strings.Contains(a.body, "Quillfeather") {
		t.Errorf("a step all the same: %d", a.status)
	}
}

// Who comes back to the list works on the list: what was stated for one child is not what the next is opened for.
func TestTheListIsAPurposeOfItsOwn(t *testing.T) {
	s := openSite(t, officer())
	s.post("/purpose", url.Values{"purpose": {"a parent rang"}})
	s.get("/child/c1")
	s.get("/")
	s.get("/child/c1")
	if got := strings.Join(s.office.notes, "|"); got != "opened, a parent rang, c1|opened, the lists of run run-1, |opened, the line on the list: Candidate CME, c1" {
		t.Errorf("noted %q", got)
	}
}

var decision = url.Values{"run": {"run-1"}, "list": {"cme_candidates"}, "evidence": {"e-c1"}, "outcome": {"Suspected"}, "reason": {"enquiries under way"},
	"return": {"New to area"}, "note": {"rang twice"}, "until": {"14/11/2026"}}

// with is a form with some fields changed.
func with(form url.Values, pairs ...string) url.Values {
	f := url.Values{}
	for name, v := range form {
		f[name] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return f
}

// A decision is what the workbook's import would be given, and the next line follows.
func TestADecisionIsTheWorkbooksEntry(t *testing.T) {
	s := openSite(t, officer())
	s.get("/?list=cme_candidates&show=all")
	a := s.post("/child/c1/decide", decision)
	if a.status != http.StatusSeeOther || a.to != "/child/s1" {
		t.Fatalf("%d to %s: %s", a.status, a.to, textOf(a.doc))
	}
	if len(s.office.filled) != 1 || len(s.office.filled[0].Lines) != 1 {
		t.Fatalf("%+v", s.office.filled)
	}
	f := s.office.filled[0]
	if l := f.Lines[0]; f.RunID != "run-1" || l.ChildID != "c1" || l.List != "cme_candidates" || l.Evidence != "e-c1" || l.Outcome != "Suspected" || l.Reason != "enquiries under way" ||
		l.Return != "New to area" || l.Note != "rang twice" || l.By != "AB" || l.Date != "2026-10-16" || l.Until != "2026-11-14" {
		t.Errorf("%+v", f)
	}
	if w := s.office.by[0]; w != (office.Who{By: "AB", Role: "officer", Account: "AB"}) {
		t.Errorf("by %+v", w)
	}
	if a := s.follow(a); !strings.Contains(textOf(a.doc), "Recorded.") {
		t.Error("does not say that it is recorded")
	}
}

// What is wrong is told beside its field and at the top, and everything that was typed is still there.
func TestWhatIsWrongIsToldAndKept(t *testing.T) {
	for _, tc := range []struct{ field, typed, want string }{
		{"outcome", "", "Choose an outcome"}, {"outcome", "Nonsense", "Outcome: choose one of those shown"}, {"reason", "", "Choose a reason"},
		{"reason", "on a roll and attending", "choose one that goes with “Suspected”"}, {"until", "soon", "a day such as"}, {"until", "1/1/2020", "a day still to come"},
		{"list", "at_risk", "The lists have changed"}, {"note", strings.Repeat("x", 2001), "at most 2000"},
	} {
		s := openSite(t, officer())
		a := s.post("/child/c1/decide", with(decision, "note", "kept <b>all</b>", tc.field, tc.typed))
		checkMarkup(t, a)
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(textOf(a.doc), tc.want) || len(s.office.filled) > 0 {
			t.Errorf("%s %.20q: %d, want %q", tc.field, tc.typed, a.status, tc.want)
		}
		if tc.field != "note" && !strings.Contains(a.body, "kept &lt;b&gt;all") {
			t.Errorf("%s: what was typed is gone", tc.field)
		}
	}
}

// What the ledger has against a decision is told, who was first by name, and where it could take nothing the form is kept.
func TestTwoOfficersOnOneLineAreTold(t *testing.T) {
	s := openSite(t, officer())
	s.office.faults = []office.Fault{{Text: "somebody has decided", Meanwhile: &office.Meanwhile{Entry: 7, By: "CD", On: "2026-10-16", What: "Resolved"}}}
	a := s.post("/child/c1/decide", decision)
	checkMarkup(t, a)
	if text := textOf(a.doc); !strings.Contains(text, "CD decided this meanwhile (Resolved, 16 October 2026)") || !strings.Contains(a.body, "rang twice") {
		t.Error(text)
	}
	other := s.newBrowser()
	s.client = other
	s.enter(door.Person{Name: "EF", Roles: []door.Role{door.Officer}})
	if a := s.get("/child/c1"); !strings.Contains(textOf(a.doc), "AB had this child open at") {
		t.Error("does not say who else has the child open")
	}
	s.office.faults, s.office.busy = nil, true
	if a := s.follow(s.post("/child/c1/decide", decision)); !strings.Contains(textOf(a.doc), "A run is under way") {
		t.Error("does not say that a run is under way")
	}
}

// A step is recorded with what was typed, and leads back to the child.
func TestAStepIsRecorded(t *testing.T) {
	s := openSite(t, officer())
	s.office.state.Children["c1"] = &office.Child{Steps: []office.Step{{Entry: 4, Kind: "wrote", Words: "wrote to the parent", Waits: true}}}
	form := url.Values{"run": {"run-1"}, "form": {"F"}, "kind": {"rang"}, "to": {"parent"}, "result": {"spoke"}, "made": {"15.10.2026"}, "due": {""}, "said": {"will ring back"}, "closes": {"4"}}
	if a := s.post("/child/c1/step", form); a.status != http.StatusSeeOther || a.to != "/child/c1" {
		t.Fatalf("%d: %s", a.status, textOf(a.doc))
	}
	want := office.NewStep{Place: "this page", Run: "run-1", Child: "c1", Kind: "rang", To: "parent", Result: "spoke", Made: calendar.On(2026, 10, 15), Note: "will ring back", Closes: 4, Form: "F"}
	if len(s.office.steps) != 1 || s.office.steps[0] != want {
		t.Errorf("%+v", s.office.steps)
	}
	if a := s.post("/child/c1/step", url.Values{"own": {"took up"}, "run": {"run-1"}}); a.status != http.StatusSeeOther || s.office.steps[1].Kind != "took up" {
		t.Errorf("%d, %+v", a.status, s.office.steps)
	}
	for field, typed := range map[string]string{"kind": "", "result": "answered", "to": "MASH", "made": "17/10/2026", "due": "14/10/2026", "closes": "5"} {
		a := s.post("/child/c1/step", with(form, field, typed))
		checkMarkup(t, a)
		if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "will ring back") {
			t.Errorf("%s %q: %d", field, typed, a.status)
		}
	}
}
