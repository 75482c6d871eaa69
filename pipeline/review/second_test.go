package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/officers/office"
)

// waitingPair makes the fake pair wait for a second look, after CD judged it.
func (s *site) waitingPair(verdict string) office.Pair {
	pair := office.Pair{L: "health:in.csv#1", R: "school_census:in.csv#9"}
	s.office.second = []office.SecondTask{{Of: 5, Run: "run-0", Pair: pair, Children: [2]string{"c1", "e2"}, Why: "one in twenty"}}
	s.office.state.Pairs[pair] = &office.Judged{Judgements: []office.Judgement{{Entry: 5, Verdict: verdict, By: "CD", Note: "born in May"}}}
	return pair
}

// waitingChild makes the fake candidate wait, after CD decided.
func (s *site) waitingChild(outcome string) {
	s.office.second = []office.SecondTask{{Of: 6, Run: "run-1", Child: "c1", List: string(candidates.CME)}}
	s.office.state.Children["c1"] = &office.Child{Decisions: []office.Decision{{Entry: 6, Outcome: outcome, Reason: "on a roll and attending", By: "CD", Note: "seen at the gate"}}}
}

func (s *site) lookAgain(a answer, typed url.Values) answer {
	s.t.Helper()
	hidden := hiddenOf(a.doc)
	for name, values := range typed {
		hidden[name] = values
	}
	return s.post(secondPath, hidden)
}

func TestASecondLookIsBlind(t *testing.T) {
	s := openSite(t, officer())
	s.waitingPair("same")
	a := s.get(secondPath)
	s.wantAnswer(a, http.StatusOK, "Ottoline", "Otty", "1 waits for you")
	s.wantNot(a, "CD", "born in May", "same child", "one in twenty</", "in 100", "matcher")
	checkMarkup(t, a)
	s.waitingChild("Resolved")
	s.desk.lines[0].Row.Decided, s.desk.lines[0].Row.Case = "resolved, by CD", "confirmed"
	s.desk.stories["c1"].Status, s.desk.stories["c1"].Explanation = "explained", "Decided: resolved"
	a = s.get(secondPath)
	s.wantAnswer(a, http.StatusOK, "Ottoline Quillfeather", "No register has the child.", "2 March 2015 (11 years)", "4 Zither Row", "St Swithin's, left the roll", "Leopold", "child protection plan",
		"Not found in school census", "left the roll of St Swithin's")
	s.wantNot(a, "CD", "seen at the gate", "Decided", "suspected", "confirmed\"")
	checkMarkup(t, a)
	if got := s.office.notes; len(got) != 2 || got[0] != "opened, to take a second look, c1 e2" || got[1] != "opened, to take a second look, c1" {
		t.Errorf("noted %q", got)
	}
}

func TestTwoLooksAgreeOrALeadSettles(t *testing.T) {
	for _, c := range []struct{ first, then, words string }{
		{"same", "Same", "Recorded. The two looks agree: same child."},
		{"same", "Different", "Recorded. The two looks differ: the first said same child, you said different children. A lead settles it."},
		{"unsure", "Same", "the first said cannot tell, you said same child"},
	} {
		s := openSite(t, officer())
		pair := s.waitingPair(c.first)
		next := s.follow(s.lookAgain(s.get(secondPath), url.Values{"answer": {c.then}, "note": {"mine"}}))
		s.wantAnswer(next, http.StatusOK, c.words)
		if l := s.office.looks; len(l) != 1 || l[0].Of != 5 || l[0].Verdict != strings.ToLower(c.then) || l[0].Note != "mine" || l[0].Form == "" {
			t.Errorf("recorded %+v", l)
		}
		asked := s.office.questions
		if differ := c.first != strings.ToLower(c.then); differ != (len(asked) == 1) || differ && (asked[0].To != "lead" || asked[0].Pair != pair) {
			t.Errorf("%s, %s: asked %+v", c.first, c.then, asked)
		}
	}
	s := openSite(t, officer())
	s.waitingChild("Resolved")
	next := s.follow(s.lookAgain(s.get(secondPath), url.Values{"outcome": {"Suspected"}, "reason": {"enquiries under way"}}))
	s.wantAnswer(next, http.StatusOK, "the first said Resolved, you said Suspected. A lead settles it.")
	if l := s.office.looks; len(l) != 1 || l[0].Verdict != "Suspected" || l[0].Reason != "enquiries under way" {
		t.Errorf("recorded %+v", l)
	}
	if q := s.office.questions; len(q) != 1 || q[0].Child != "c1" {
		t.Errorf("asked %+v", q)
	}
}

// TestASecondLookFindsJoinedRecords: after a “same” both records may be one child's, and are no possible match any more.
func TestASecondLookFindsJoinedRecords(t *testing.T) {
	s := openSite(t, officer())
	s.waitingPair("same")
	s.desk.pairs = nil
	s.wantAnswer(s.get(secondPath), http.StatusOK, "Nothing waits") // one record is of no child that can be shown
	s.office.second[0].Pair.R, s.office.second[0].Children[1] = "housing:in.csv#1", "gone"
	a := s.get(secondPath)
	s.wantAnswer(a, http.StatusOK, "Ottoline", "Otti")
	s.follow(s.lookAgain(a, url.Values{"answer": {sayDifferent}}))
	if q := s.office.questions; len(q) != 1 || q[0].Child != "c1" || q[0].Pair != (office.Pair{}) || q[0].Run != "run-1" || !strings.Contains(q[0].Text, "housing:in.csv#1") {
		t.Errorf("a lead is asked %+v", q)
	}
}

func TestASecondLookPassesOverTheSealed(t *testing.T) {
	for name, seal := range map[string]func(*site){
		"a pair":                    func(s *site) { s.waitingPair("same"); s.office.state.Children["e2"] = &office.Child{Sealed: true} },
		"a child":                   func(s *site) { s.waitingChild("Resolved"); s.office.state.Children["c1"].Sealed = true },
		"a child without a story":   func(s *site) { s.waitingChild("Resolved"); delete(s.desk.stories, "c1") },
		"a child sealed on a line":  func(s *site) { s.waitingChild("Resolved"); s.office.second[0].Child = "s1" },
		"a pair that is not at all": func(s *site) { s.waitingPair("same"); s.desk.pairs, s.desk.stories = nil, nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := openSite(t, officer())
			seal(s)
			a := s.get(secondPath)
			s.wantAnswer(a, http.StatusOK, "Nothing waits")
			s.wantNot(a, "Ottoline", "Otty")
			if len(s.office.notes) > 0 {
				t.Errorf("noted %q", s.office.notes)
			}
		})
	}
}

func TestWhatIsWrongWithASecondLookIsSaid(t *testing.T) {
	s := openSite(t, officer())
	s.waitingPair("same")
	a := s.lookAgain(s.get(secondPath), url.Values{"answer": {"maybe"}, "note": {"kept"}})
	s.wantAnswer(a, http.StatusUnprocessableEntity, "Choose an answer", "Ottoline", "kept")
	checkMarkup(t, a)
	s.waitingChild("Resolved")
	a = s.lookAgain(s.get(secondPath), url.Values{"outcome": {""}, "reason": {""}})
	s.wantAnswer(a, http.StatusUnprocessableEntity, "Choose an outcome", "Choose a reason")
	checkMarkup(t, a)
	gone := s.get(secondPath)
	s.office.second = nil
	s.wantAnswer(s.follow(s.lookAgain(gone, url.Values{"outcome": {"Resolved"}})), http.StatusOK, "no longer waits")
	if len(s.office.looks) > 0 {
		t.Errorf("recorded %+v", s.office.looks)
	}
}

func TestALeadSeesWhatIsToBeSettled(t *testing.T) {
	s := openSite(t, lead())
	pair := s.waitingPair("same")
	s.office.second = nil
	ask := []office.Question{{Entry: 9, From: "EF", To: "lead", Text: askSettle}}
	s.office.state.Pairs[pair].Questions = ask
	s.office.state.Children["c1"] = &office.Child{Questions: ask}
	s.office.state.Children["s1"] = &office.Child{Questions: ask, Sealed: true}
	a := s.get(secondPath)
	s.wantAnswer(a, http.StatusOK, "To settle", "child c1", "a pair")
	s.wantNot(a, "child s1")
	checkMarkup(t, a)
	settle := s.get(pairsPath)
	s.wantAnswer(settle, http.StatusOK, "EF asks: Two looks differ")
	s.answerTo(settle, sayDifferent, "")
	if seen := s.office.filled[0].Seen; seen != 5 {
		t.Errorf("what is settled is not replaced: seen %d", seen)
	}
	other := openSite(t, officer())
	other.office.state = s.office.state
	other.wantNot(other.get(secondPath), "To settle")
	other.wantNot(other.get(pairsPath), "EF asks")
}

func TestOnlyWhoJudgesLooksAgain(t *testing.T) {
	s := openSite(t, manager())
	s.waitingPair("same")
	for _, a := range []answer{s.get(secondPath), s.post(secondPath, url.Values{"of": {"5"}, "answer": {saySame}})} {
		if a.status != http.StatusForbidden {
			t.Errorf("%d", a.status)
		}
	}
	if len(s.office.looks) > 0 {
		t.Error("recorded")
	}
}
