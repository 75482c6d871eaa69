package review

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// answerTo answers the pair that a page shows.
func (s *site) answerTo(a answer, verdict, note string) answer {
	s.t.Helper()
	typed := hiddenOf(a.doc)
	typed.Set("answer", verdict)
	typed.Set("note", note)
	return s.post(pairsPath, typed)
}

// hiddenOf are the hidden fields of a page.
func hiddenOf(doc *html.Node) url.Values {
	typed := url.Values{}
	for _, x := range all(doc, "input") {
		if attr(x, "type") == "hidden" {
			typed.Add(attr(x, "name"), attr(x, "value"))
		}
	}
	return typed
}

func mainOf(a answer) string { return textOf(all(a.doc, "main")[0]) }

func (s *site) wantAnswer(a answer, status int, words ...string) {
	s.t.Helper()
	if a.status != status {
		s.t.Fatalf("%d, want %d: %s", a.status, status, textOf(a.doc))
	}
	for _, w := range words {
		if !strings.Contains(mainOf(a), w) {
			s.t.Errorf("%q is not in: %s", w, mainOf(a))
		}
	}
}

// formMark is the mark of a form, in whose chance letters any word may stand.
var formMark = regexp.MustCompile(`name="form" value="[^"]*"`)

func (s *site) wantNot(a answer, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(formMark.ReplaceAllString(a.body, ""), w) {
			s.t.Errorf("%q is in: %s", w, mainOf(a))
		}
	}
}

// pairOf is a pair of children by their ids, whose records are named after them.
func pairOf(number int, l, r string) desk.Pair {
	side := func(field, child string) desk.Side { // each says another thing, so that nothing of it is marked
		return desk.Side{Record: candidates.RecordSaid{RecordID: "in#" + child, Source: "health", File: child, On: asOf, Fields: []candidates.Field{{Name: field, Text: "Of " + child}}}}
	}
	return desk.Pair{Number: number, ChildL: l, ChildR: r, L: side("Forename", l), R: side("Surname", r)}
}

func TestAPairIsShownWithoutItsScore(t *testing.T) {
	s := openSite(t, officer())
	s.desk.pairs[0].L.Home = []candidates.Sibling{{ChildID: "e1", Name: "Leopold Quillfeather"}}
	s.desk.pairs[0].R.Home = []candidates.Sibling{{ChildID: "e1", Name: "Leopold Quillfeather"}}
	a := s.get(pairsPath)
	s.wantAnswer(a, http.StatusOK, "Forename", "Ottoline", "Otty", "≠ differs", "Born 02/03/2015 same", "School now Northby Academy",
		"Lives with Leopold same", "May explain a candidate", "both are in one extract Both records", "A is of 15 October 2026, B of 15 October 2026.", "For: same day of birth; same surname.", "Against: forename differs; both are in one extract.")
	s.wantNot(a, "matcher", "83", "7.5", "in 100", "sounds alike")
	checkMarkup(t, a)
	if got := s.office.notes; len(got) != 1 || got[0] != "opened, to judge a possible match, c1 e2" {
		t.Errorf("noted %q", got)
	}
	if marks := all(a.doc, "mark"); len(marks) == 0 {
		t.Error("nothing is marked")
	}
	pane := false
	each(a.doc, func(n *html.Node) { pane = pane || hasAttr(n, "data-keys") && hasAttr(n, "data-focus") })
	if keys := keysOfPage(a.doc); keys != "sdua" || !pane {
		t.Errorf("keys %q, in a pane: %v", keys, pane)
	}
}

// wordsASecond is how fast words are read: 240 a minute.
const wordsASecond = 4

// wordsShown counts the words that stand on the screen: what is folded away, said to a screen reader alone or a key's name is none.
func wordsShown(n *html.Node) int {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Data == "kbd" || attr(n, "class") == "unseen" || n.Data == "p" && n.Parent.Data == "details":
			return
		case n.Data != "mark":
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	words := 0
	for word := range strings.FieldsSeq(b.String()) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			words++
		}
	}
	return words
}

// TestAPairIsReadInTwentySeconds estimates how long the page is read, of a pair that says much.
func TestAPairIsReadInTwentySeconds(t *testing.T) {
	s := openSite(t, officer())
	p := &s.desk.pairs[0]
	say := func(to *desk.Side, text string) {
		to.Record.Fields = nil
		for part := range strings.SplitSeq(text, ";") {
			name, value, _ := strings.Cut(part, "=")
			to.Record.Fields = append(to.Record.Fields, candidates.Field{Name: name, Text: value})
		}
	}
	say(&p.L, "Surname=Quillfeather;Forename=Ottoline;Born=2 March 2015;Sex=F;Address=4 Zither Road, Northby;Postcode=ZE1 0AA;Parent=Barnaby Quillfeather;Telephone=01632 960001;NHS number=9990000018")
	say(&p.R, "Surname=Quillfeather;Forename=Otoline;Born=3 February 2015;Sex=F;Address=4 Zither Rd;Postcode=ZE1 0AA;Parent=B Quillfeather;UPN=A999000000001")
	p.L.Home = []candidates.Sibling{{Name: "Leopold Quillfeather", DOB: asOf}, {Name: "Peregrine Quillfeather", DOB: asOf}}
	p.R.Home, p.R.Record.File = p.L.Home, "other.csv"
	shown := s.get(pairsPath)
	s.wantAnswer(shown, http.StatusOK, "Only one says: B: UPN A999000000001; A: NHS number 9990000018; A: Phone 01632 960001.")
	n := wordsShown(all(shown.doc, "main")[0])
	t.Logf("%d words, %d seconds at 240 words a minute", n, n/wordsASecond)
	if n > 20*wordsASecond {
		t.Errorf("%d words (want at most %d)", n, 20*wordsASecond)
	}
}

func TestSiblingsAreNamedInFewWords(t *testing.T) {
	born := asOf.AddDate(-9, 0, 0)
	all := []candidates.Sibling{{Name: "Leopold Quillfeather", DOB: born}, {Name: "QUILLFEATHER"}, {Name: "Zed Hollow"}, {Name: "A"}, {Name: "B"}, {Name: "C"}, {Name: "D"}}
	if got := siblingWords(all, "quillfeather"); got != "Leopold 2017, Zed Hollow, A, B, 2 more" {
		t.Error(got)
	}
}

func keysOfPage(doc *html.Node) (keys string) {
	for _, b := range all(doc, "button") {
		keys += attr(b, "data-key")
	}
	return keys
}

// TestAnAnswerIsTheWorkbooks holds what is recorded to the words of the workbook, and the next pair to come at once.
func TestAnAnswerIsTheWorkbooks(t *testing.T) {
	for verdict, words := range map[string]string{saySame: "same child", sayDifferent: "different children", sayUnsure: "cannot tell"} {
		s := openSite(t, officer())
		s.desk.pairs = append(s.desk.pairs, pairOf(2, "x1", "x2"))
		a := s.answerTo(s.get(pairsPath), verdict, "seen the certificate")
		want := candidates.MarkedPair{RecordL: "health:in.csv#1", RecordR: "school_census:in.csv#9",
			Mark: candidates.Mark{Place: "this pair", Outcome: verdict, Note: "seen the certificate", By: "AB"}}
		if len(s.office.filled) != 1 || s.office.filled[0].RunID != "run-1" || len(s.office.filled[0].Lines) != 0 || s.office.filled[0].Pairs[0] != want {
			t.Fatalf("recorded %+v", s.office.filled)
		}
		s.office.state.Pairs[office.Pair{L: want.RecordL, R: want.RecordR}] = &office.Judged{Judgements: []office.Judgement{{Verdict: strings.ToLower(verdict), By: "AB"}}}
		next := s.follow(a)
		s.wantAnswer(next, http.StatusOK, "You said: "+words, "The matcher: 83 in 100 that they are one child.", "Of x1", "1 left.")
		s.wantAnswer(s.get(pairsPath), http.StatusOK, "Of x1")
		s.wantNot(s.get(pairsPath), "in 100")
		if !strings.Contains(next.body, `href="/pairs/1"`) {
			t.Error("what was said cannot be changed")
		}
		s.desk.run.ID = "run-2"
		s.wantNot(s.get(pairsPath), `href="/pairs/1"`) // another pair by now
	}
}

func TestWhoSaidSomethingSeesItWithTheScore(t *testing.T) {
	s := openSite(t, officer())
	s.office.state.Pairs[office.Pair{L: "school_census:in.csv#9", R: "health:in.csv#1"}] = &office.Judged{Judgements: []office.Judgement{{Entry: 8, Verdict: "different", By: "AB", Made: calendar.On(2026, 10, 16)}}}
	s.answerTo(s.get(pairsPath+"/1"), saySame, "on second thoughts")
	if seen := s.office.filled[0].Seen; seen != 8 {
		t.Errorf("what AB said is not replaced: seen %d", seen)
	}
	s.office.filled = nil
	s.wantAnswer(s.get(pairsPath+"/1"), http.StatusOK, "You said: different children, 16 October 2026. The matcher: 83 in 100")
	for _, j := range s.office.state.Pairs {
		j.Judgements[0].By = "CD"
	}
	a := s.get(pairsPath + "/1")
	s.wantAnswer(a, http.StatusOK, "Ottoline")
	s.wantNot(a, "You said", "CD", "in 100") // whoever looks again looks blind
	s.answerTo(a, saySame, "")
	if seen := s.office.filled[0].Seen; seen != 0 {
		t.Errorf("what CD said is replaced unawares: seen %d", seen)
	}
}

func TestTheMostValuableComesFirst(t *testing.T) {
	s := openSite(t, officer())
	s.desk.pairs = nil
	for n := 1; n <= 120; n++ {
		s.desk.pairs = append(s.desk.pairs, pairOf(n, "l"+strconv.Itoa(n), "r"+strconv.Itoa(n)))
	}
	judge := func(n int, j office.Judged) {
		p := s.desk.pairs[n-1]
		s.office.state.Pairs[office.Pair{L: p.L.Record.RecordID, R: p.R.Record.RecordID}] = &j
	}
	for n := 1; n <= 60; n++ {
		judge(n, office.Judged{Judgements: []office.Judgement{{By: "CD"}}})
	}
	judge(61, office.Judged{Questions: []office.Question{{From: "AB", To: "CD"}}}) // asked by this person
	s.wantAnswer(s.get(pairsPath), http.StatusOK, "Of l62", "60 left.")
	judge(110, office.Judged{Questions: []office.Question{{Entry: 7, From: "CD", Text: "Twins?"}}})
	a := s.get(pairsPath)
	s.wantAnswer(a, http.StatusOK, "Of l110", "CD asks: Twins?")
	s.answerTo(a, saySame, "")
	if q := s.office.questions; len(q) != 1 || q[0].Answers != 7 || q[0].Text != saySame {
		t.Errorf("the question is answered by %+v", q)
	}
	for n := 1; n <= 120; n++ {
		judge(n, office.Judged{Judgements: []office.Judgement{{By: "CD"}}})
	}
	s.wantAnswer(s.get(pairsPath), http.StatusOK, "No pair is left")
}

// TestAPairWithASealedSideIsNeverShown: not as the next, not by its number, and not after something wrong was typed.
func TestAPairWithASealedSideIsNeverShown(t *testing.T) {
	for name, seal := range map[string]func(*site){
		"sealed since the run":    func(s *site) { s.office.state.Children["e2"] = &office.Child{Sealed: true} },
		"the other one":           func(s *site) { s.office.state.Children["c1"] = &office.Child{Sealed: true} },
		"no story in the store":   func(s *site) { s.desk.pairs[0].R.Record = candidates.RecordSaid{} },
		"no story of the first":   func(s *site) { s.desk.pairs[0].L.Record = candidates.RecordSaid{} },
		"not in the store at all": func(s *site) { s.desk.pairs = nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := openSite(t, officer())
			shown := s.get(pairsPath)
			s.office.notes = nil
			seal(s)
			for _, a := range []answer{s.get(pairsPath), s.get(pairsPath + "/1"), s.answerTo(shown, saySame, ""), s.answerTo(shown, askColleague, ""), s.answerTo(shown, "nonsense", "")} {
				s.wantNot(a, "Ottoline", "Otty", "Quillfeather")
			}
			if len(s.office.notes)+len(s.office.filled)+len(s.office.questions) > 0 {
				t.Errorf("noted %q, recorded %v %v", s.office.notes, s.office.filled, s.office.questions)
			}
		})
	}
}

func TestWhatIsWrongWithAnAnswerIsSaid(t *testing.T) {
	s := openSite(t, officer())
	a := s.answerTo(s.get(pairsPath), askColleague, "")
	s.wantAnswer(a, http.StatusUnprocessableEntity, "Write in the note what you ask", "Ottoline")
	checkMarkup(t, a)
	s.wantAnswer(s.answerTo(s.get(pairsPath), "maybe", "kept"), http.StatusUnprocessableEntity, "Choose an answer", "kept")
	s.office.faults = []office.Fault{{Place: "this pair", Text: "somebody has judged the pair since", Meanwhile: &office.Meanwhile{By: "CD", What: "different"}}}
	a = s.answerTo(s.get(pairsPath), saySame, "kept")
	s.wantAnswer(a, http.StatusUnprocessableEntity, "somebody has judged the pair since (CD)", "kept")
	s.wantNot(a, "in 100", "different)")
	checkMarkup(t, a)
}

func TestAColleagueIsAsked(t *testing.T) {
	s := openSite(t, officer())
	a := s.follow(s.answerTo(s.get(pairsPath), askColleague, "Twins?"))
	s.wantAnswer(a, http.StatusOK, "You asked a colleague")
	q := s.office.questions
	if len(q) != 1 || q[0].Text != "Twins?" || q[0].Pair != (office.Pair{L: "health:in.csv#1", R: "school_census:in.csv#9"}) || q[0].Run != "run-1" || q[0].Form == "" {
		t.Errorf("asked %+v", q)
	}
}

func TestAnAnswerToAnotherRunIsNotRecorded(t *testing.T) {
	s := openSite(t, officer())
	typed := hiddenOf(s.get(pairsPath).doc)
	typed.Set("run", "run-0")
	typed.Set("answer", saySame)
	s.wantAnswer(s.follow(s.post(pairsPath, typed)), http.StatusOK, "Newer lists came meanwhile. Nothing was recorded")
	if len(s.office.filled) > 0 {
		t.Errorf("recorded %v", s.office.filled)
	}
}

func TestARunUnderWayIsSaid(t *testing.T) {
	s := openSite(t, officer())
	s.office.busy = true
	s.wantAnswer(s.follow(s.answerTo(s.get(pairsPath), saySame, "")), http.StatusOK, "You said: same child", "A run is being made")
}

func TestNothingIsShownThatCannotBeNoted(t *testing.T) {
	s := openSite(t, officer())
	s.office.unnoted = http.ErrServerClosed
	if a := s.get(pairsPath); a.status != http.StatusServiceUnavailable || strings.Contains(a.body, "Ottoline") {
		t.Errorf("%d: %s", a.status, textOf(a.doc))
	}
}

func TestWhoMayNotJudgeSeesNoPair(t *testing.T) {
	for _, p := range []func() (s *site){func() *site { return openSite(t, manager()) }, func() *site { return openSite(t, teacher()) }} {
		s := p()
		for _, a := range []answer{s.get(pairsPath), s.get(pairsPath + "/1"), s.post(pairsPath, url.Values{"answer": {saySame}, "number": {"1"}, "run": {"run-1"}})} {
			if a.status != http.StatusForbidden || strings.Contains(a.body, "Quillfeather") {
				t.Errorf("%d", a.status)
			}
		}
		s.wantNot(s.get("/"), pairsPath)
	}
}

func TestChancesAreSaidInHundredths(t *testing.T) {
	for p, want := range map[float64]string{0: "under 1 in 100", .005: "under 1 in 100", .834: "83 in 100", .999: "over 99 in 100"} {
		if got := chanceWords(p); got != want {
			t.Errorf("%v: %s, want %s", p, got, want)
		}
	}
}
