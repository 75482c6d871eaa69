package review

import (
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

// pairsPath is where the next possible match is judged, and where what was said of any is taken.
const pairsPath = "/pairs"

// The pages on which two records are judged: the next, and any by its number.
var (
	_ = addPage(&page{Path: pairsPath, Title: "Same or not?", Nav: "Same or not?", Order: 30, Roles: []door.Role{door.Officer, door.Lead},
		show: showNextPair, take: takeAnswer})
	_ = addPage(&page{Path: pairsPath + "/{number}", Title: "Same or not?", Roles: []door.Role{door.Officer, door.Lead}, show: showOnePair})
)

// What a person answers. The verdicts are the words of the workbook, so that an answer here and one there are the same entry.
const (
	saySame, sayDifferent, sayUnsure = "Same", "Different", "Unsure"
	askColleague                     = "ask"
)

// toJudge is what a possible match is opened for, whatever children are opened for.
const toJudge = "to judge a possible match"

// pairPage is two records to be judged.
type pairPage struct {
	Pair  *desk.Pair // nil: none is left
	View  besideView
	Run   string
	Send  string           // where the answer goes
	Form  string           // of this form alone, so that one sent twice is taken once
	Seen  int64            // the newest judgement of the pair that the page takes the place of: what this person said, or what two looks said
	Left  int              // pairs that nobody has judged, this one among them
	Asked *office.Question // that a colleague put about it
	Last  int              // the pair that this person answered last, while it can be answered anew
	Mine  *said            // what this person said of it; nil while it is open, and then the score is hidden
}

// said is an answer that was given, with what the matcher made of the pair.
type said struct {
	Entry              int64
	Verdict, On, Score string
}

// showNextPair shows the pair that is worth most of a person's time now.
func showNextPair(v *visit) (*view, error) {
	next, err := nextPair(v)
	if err != nil {
		return nil, err
	}
	if next.Pair == nil {
		return showPage("pair", pairPage{Last: lastAnswered(v)}).titled("Same or not?"), nil
	}
	next.Last = lastAnswered(v)
	return showPair(v, next, nil)
}

// lastKey keeps with the session which pair of which run was answered last.
const lastKey = "answered"

// lastAnswered is the pair of this run that a person answered last; zero where there is none. A key is pressed sooner than meant.
func lastAnswered(v *visit) int {
	number, run, _ := strings.Cut(v.recall(lastKey), " ")
	n, err := strconv.Atoi(number)
	if err != nil || run != v.Desk.Run().ID {
		return 0
	}
	return n
}

// showOnePair shows a pair by its number in this run.
func showOnePair(v *visit) (*view, error) {
	number, err := strconv.Atoi(v.PathValue("number"))
	if err != nil {
		return nil, errNotThere
	}
	p, err := pairByNumber(v, number)
	if err != nil {
		return nil, err
	}
	return showPair(v, pairPage{Pair: p}, nil)
}

// showPair notes that a person is about to see a pair, and shows it; f has what was typed and what is wrong with it.
func showPair(v *visit, next pairPage, f *form) (*view, error) {
	p := next.Pair
	if err := v.open(toJudge, register.ActOpened, p.ChildL, p.ChildR); err != nil {
		return nil, err
	}
	next.View, next.Run, next.Send, next.Form = setBeside(p), v.Desk.Run().ID, pairsPath, rand.Text()
	var err error
	if next.Mine, err = saidBefore(v, p); err != nil {
		return nil, err
	}
	if next.Seen, err = newestSeen(v, next); err != nil {
		return nil, err
	}
	if f == nil {
		f = answerForm(nil)
	}
	return showPage("pair", next).withForm(f).titled("Same or not?"), nil
}

// newestSeen is the newest judgement that an answer on the page takes the place of. What somebody else said and the page does not show is
// never replaced unawares, but by whoever was asked to settle it.
func newestSeen(v *visit, next pairPage) (seen int64, err error) {
	if next.Mine != nil {
		seen = next.Mine.Entry
	}
	if next.Asked == nil || next.Asked.To != settler {
		return seen, nil
	}
	state, err := v.state()
	if err != nil {
		return 0, err
	}
	for _, j := range state.OfPair(next.Pair.L.Record.RecordID, next.Pair.R.Record.RecordID).Judgements {
		seen = max(seen, j.Entry)
	}
	return seen, nil
}

// saidBefore is what this person said of a pair; nil while they have said nothing of it.
func saidBefore(v *visit, p *desk.Pair) (*said, error) {
	state, err := v.state()
	if err != nil {
		return nil, err
	}
	for _, j := range state.OfPair(p.L.Record.RecordID, p.R.Record.RecordID).Judgements {
		if j.By == v.who().By && j.SupersededBy == 0 {
			score, err := scoreWords(v, p.Number)
			return &said{j.Entry, verdictWords(j.Verdict), day(j.Made), score}, err
		}
	}
	return nil, nil
}

// answerForm is what goes with an answer.
func answerForm(typed map[string][]string) *form {
	f := newForm(typed)
	f.add(field{Name: "note", Label: "Note", Optional: true, Rows: 2})
	return f
}

// takeAnswer takes what a person says of a pair, and leads to the next.
func takeAnswer(v *visit) (*view, error) {
	f := answerForm(v.PostForm)
	answer, number := v.PostForm.Get("answer"), 0
	number, _ = strconv.Atoi(v.PostForm.Get("number"))
	if v.PostForm.Get("run") != v.Desk.Run().ID {
		return goOn(pairsPath, "Newer lists came meanwhile. Nothing was recorded: the pair is asked again if it still stands."), nil
	}
	p, err := pairByNumber(v, number)
	if err != nil {
		return nil, err
	}
	if answer == askColleague {
		f.want("note", "Write in the note what you ask")
	}
	if answer != saySame && answer != sayDifferent && answer != sayUnsure && answer != askColleague {
		f.fault("answer", "Choose an answer")
	}
	if len(f.Faults()) > 0 {
		return showPair(v, pairPage{Pair: p}, f)
	}
	if answer == askColleague {
		return askOfPair(v, p, f)
	}
	seen, _ := strconv.ParseInt(v.PostForm.Get("seen"), 10, 64)
	receipt, err := v.Office.Record(v.Context(), v.who(), candidates.Filled{RunID: v.Desk.Run().ID, Seen: seen, Pairs: []candidates.MarkedPair{{
		RecordL: p.L.Record.RecordID, RecordR: p.R.Record.RecordID,
		Mark: candidates.Mark{Place: "this pair", Outcome: answer, Note: f.value("note"), By: v.who().By}}}})
	if err != nil {
		return nil, err
	}
	if noteFaults(f, receipt) {
		return showPair(v, pairPage{Pair: p}, f)
	}
	if err := answerQuestion(v, p, answer); err != nil {
		return nil, err
	}
	score, err := scoreWords(v, p.Number)
	if err != nil {
		return nil, err
	}
	v.remember(lastKey, strconv.Itoa(p.Number)+" "+v.Desk.Run().ID)
	return goOn(pairsPath, "You said: "+verdictWords(answer)+". "+score+afterRun(receipt)), nil
}

// noteFaults puts the faults of a receipt on a form and reports whether there are any. Who was there meanwhile is said, and not with what: the
// same may come to this person for a second look.
func noteFaults(f *form, receipt *office.Receipt) bool {
	for _, x := range receipt.Faults {
		text := x.Text
		if m := x.Meanwhile; m != nil {
			text += " (" + m.By + ")"
		}
		f.fault(x.Place, text)
	}
	return len(receipt.Faults) > 0
}

// afterRun says when the lists follow, where a run is being made.
func afterRun(receipt *office.Receipt) string {
	if receipt.RunUnderWay {
		return " A run is being made: the lists follow with the run after it."
	}
	return ""
}

// askOfPair puts a pair before a colleague.
func askOfPair(v *visit, p *desk.Pair, f *form) (*view, error) {
	receipt, err := v.Office.Ask(v.Context(), v.who(), office.NewQuestion{Place: "note", Run: v.Desk.Run().ID, Text: f.value("note"),
		Pair: office.Pair{L: p.L.Record.RecordID, R: p.R.Record.RecordID}, Form: v.PostForm.Get("form")})
	if err != nil {
		return nil, err
	}
	if noteFaults(f, receipt) {
		return showPair(v, pairPage{Pair: p}, f)
	}
	return goOn(pairsPath, "You asked a colleague. The pair is not put to you again."), nil
}

// answerQuestion answers what a colleague asked of a pair, by what was said of it.
func answerQuestion(v *visit, p *desk.Pair, answer string) error {
	state, err := v.state()
	if err != nil {
		return err
	}
	for _, q := range state.OfPair(p.L.Record.RecordID, p.R.Record.RecordID).Questions {
		if !isAskedOf(q, v.Person) {
			continue
		}
		if _, err := v.Office.Ask(v.Context(), v.who(), office.NewQuestion{Place: "answer", Run: v.Desk.Run().ID, Pair: q.Pair, Text: answer, Answers: q.Entry,
			Form: v.PostForm.Get("form")}); err != nil {
			return err
		}
	}
	return nil
}

// scoreWords says what the matcher made of a pair.
func scoreWords(v *visit, number int) (string, error) {
	score, err := v.Desk.Score(v.Context(), number)
	if err != nil {
		return "", err
	}
	return "The matcher: " + chanceWords(score.Probability) + " that they are one child.", nil
}

func chanceWords(p float64) string {
	switch {
	case p < .01:
		return "under 1 in 100"
	case p > .99:
		return "over 99 in 100"
	}
	return fmt.Sprintf("%.0f in 100", 100*p)
}

func verdictWords(verdict string) string {
	switch verdict {
	case saySame, "same":
		return "same child"
	case sayDifferent, "different":
		return "different children"
	}
	return "cannot tell"
}
