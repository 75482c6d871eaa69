package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// theSealed is what the page says of sealed children, whether or not there is one.
const theSealed = "A sealed child is never shown here. If a child you expect is not, ask the designated officer."

func foundOttoline() *desk.Found {
	return &desk.Found{Hits: []desk.Hit{{Brief: desk.Brief{ChildID: "c1", Forename: "Ottoline", Surname: "Quillfeather", OtherNames: "Otti", DOB: asOf.AddDate(-9, 0, 0), Address: "4 Zither Row",
		Postcode: "ZE1 0AA", Status: "explained", Explanation: "On roll at Northby Academy", School: "Northby Academy"}, By: []string{"surname", "parent's telephone"}}},
		Total: 1, Read: []string{"telephone 01632 960001"}, Whole: true}
}

func (s *site) find(sought, purpose string) answer {
	s.t.Helper()
	return s.post(findPath, url.Values{"sought": {sought}, "purpose": {purpose}})
}

// TestAChildIsFound: a parent rings, and the child is on no list.
func TestAChildIsFound(t *testing.T) {
	s := openSite(t, officer())
	s.desk.found = foundOttoline()
	sent := s.find("01632 960001 Quillfeather", lookedUpFor[0])
	if sent.to != findPath {
		t.Fatalf("sent on to %q", sent.to) // no name stands in an address
	}
	a := s.follow(sent)
	s.wantAnswer(a, http.StatusOK, "1 child found", "Ottoline Quillfeather", "On roll at Northby Academy.", "Born 15 October 2017 (9 years)", "also Otti", "4 Zither Row ZE1 0AA",
		"Found by surname, parent's telephone", "Read as telephone 01632 960001", "5 children were searched", "15 October 2026", theSealed)
	if n := strings.Count(mainOf(a), "Northby Academy"); n != 1 {
		t.Errorf("the school is said %d times", n)
	}
	checkMarkup(t, a)
	if got := s.office.notes; len(got) != 1 || got[0] != "looked up, a parent or carer rang, c1" {
		t.Errorf("noted %q", got)
	}
	if log := s.log.String(); strings.Contains(log, "Quillfeather") || strings.Contains(log, "01632") {
		t.Errorf("the log holds %s", log)
	}
	for _, link := range all(a.doc, "a") {
		if strings.Contains(attr(link, "href"), "Quill") {
			t.Errorf("a name in %s", attr(link, "href"))
		}
	}
}

func TestOneWhoIsListedSaysSo(t *testing.T) {
	for want, b := range map[string]desk.Brief{
		"Candidate CME, line 12. No register that was read explains the child": {Status: "candidate", List: candidates.CME, Rank: 12},
		"At risk, line 1,200. On roll. At Ash Primary":                         {Status: "explained", List: candidates.AtRisk, Rank: 1200, Explanation: "On roll.", School: "Ash Primary"},
		"Not of compulsory school age":                                         {Status: "not_of_age"},
		"Nothing is said of the child":                                         {},
	} {
		if got := standingWords(b); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestTheSealedAreSaidAlike: the page is the same, but for what was typed, whether nobody is found or one who was sealed since.
func TestTheSealedAreSaidAlike(t *testing.T) {
	s := openSite(t, officer())
	nobody := s.follow(s.find("quillfeather", lookedUpFor[0]))
	s.wantAnswer(nobody, http.StatusOK, "Nobody found", theSealed)
	s.desk.found = foundOttoline()
	s.desk.found.Read, s.desk.found.Whole = nil, false
	s.office.state.Children["c1"] = &office.Child{Sealed: true}
	sealed := s.follow(s.find("quillfeather", lookedUpFor[0]))
	if mainOf(nobody) != mainOf(sealed) {
		t.Errorf("%s\n%s", mainOf(nobody), mainOf(sealed))
	}
	s.wantNot(sealed, "Ottoline", "child/c1")
	for _, n := range s.office.notes {
		if strings.Contains(n, "c1") {
			t.Errorf("noted %q", n)
		}
	}
	checkMarkup(t, sealed)
}

func TestASearchSaysWhatFor(t *testing.T) {
	s := openSite(t, officer())
	s.desk.found = foundOttoline()
	for _, typed := range []url.Values{{"sought": {"quillfeather"}}, {"purpose": {lookedUpFor[1]}}, {"sought": {"quillfeather"}, "purpose": {"because"}}, {"sought": {strings.Repeat("x", 201)}, "purpose": {lookedUpFor[1]}}} {
		a := s.post(findPath, typed)
		s.wantAnswer(a, http.StatusUnprocessableEntity, "There is a problem", theSealed)
		s.wantNot(a, "Ottoline")
		checkMarkup(t, a)
	}
	if len(s.office.notes) > 0 {
		t.Errorf("noted %q", s.office.notes)
	}
	s.post("/purpose", url.Values{"purpose": {"request 17"}})
	s.wantAnswer(s.get(findPath), http.StatusOK, "Request 17")
	s.follow(s.find("quillfeather", "request 17"))
	if got := s.office.notes; len(got) != 1 || got[0] != "looked up, request 17, c1" {
		t.Errorf("noted %q", got)
	}
}

func TestManyAreNotAllShown(t *testing.T) {
	s := openSite(t, officer())
	s.desk.found = foundOttoline()
	s.desk.found.Total, s.desk.found.Whole = 341, false
	s.wantAnswer(s.follow(s.find("quillfeather", lookedUpFor[0])), http.StatusOK, "1 child found, and 340 more: say more to narrow it", "Nobody answers all of it")
}

func TestOnlyOfficersFind(t *testing.T) {
	for _, s := range []*site{openSite(t, manager()), openSite(t, teacher())} {
		s.desk.found = foundOttoline()
		for _, a := range []answer{s.get(findPath), s.find("quillfeather", lookedUpFor[0])} {
			if a.status != http.StatusForbidden {
				t.Errorf("%d", a.status)
			}
		}
		if len(s.office.notes) > 0 {
			t.Error("looked up")
		}
	}
}
