package rules

import (
	"slices"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

// Every kind of step can be said in a sentence, and one that waits says by what clock and what to do then.
func TestEveryStepIsSaidInWords(t *testing.T) {
	on, due := calendar.On(2026, time.October, 12), calendar.On(2026, time.October, 19)
	want := map[string]string{
		"rang": "rang the parent on 12 October 2026", "wrote": "wrote to the parent on 12 October 2026", "letter": "sent a letter to the parent on 12 October 2026",
		"visited": "visited the last address on 12 October 2026", "lost-pupil database": "went to the lost pupil database on 12 October 2026",
		"MASH": "referred to MASH on 12 October 2026", "social worker": "told the social worker on 12 October 2026",
		"Fair Access Panel": "referred to the Fair Access Panel on 12 October 2026", "another authority": "asked authority 886 on 12 October 2026",
		ReplyCame: "an answer came from the parent on 12 October 2026", "note": "noted on 12 October 2026", TookUp: "taken up by AB on 12 October 2026",
		GaveBack: "given back on 12 October 2026",
	}
	c := calendar.New(nil)
	for _, k := range StepKinds() {
		s := StepTaken{Kind: k.Word, Made: on, By: "AB"}
		if len(k.To) > 0 {
			s.To = k.To[0]
		}
		if k.another {
			s.To = "886"
		}
		if !k.TakesTo(s.To) || k.Word != TookUp && k.TakesTo("Mrs Somebody") {
			t.Errorf("%s: whom it is to is not told apart", k.Word)
		}
		if got := s.Words(); got != want[k.Word] {
			t.Errorf("%s says %q, want %q", k.Word, got, want[k.Word])
		}
		waits := k.DueFrom(c, DefaultAmounts(), "887", on).Known()
		if waits != (k.Clock != "") || waits != (k.Next != "") || waits != (k.Unit != "") {
			t.Errorf("%s: it waits %v, and clock, unit or what is next say otherwise", k.Word, waits)
		}
		if waits && k.Clock[0] == 'K' && !slices.ContainsFunc(clocks, func(c *Clock) bool { return c.ID == k.Clock }) {
			t.Errorf("%s: no clock %s", k.Word, k.Clock)
		}
	}
	if s := (&StepTaken{Kind: "rang", To: "parent", Result: "no reply", Made: on, Due: due}).Words(); s != "rang the parent on 12 October 2026, no reply, reply due 19 October 2026" {
		t.Error(s)
	}
	// Monday, 12 October: five working days on is Monday, 19 October; over Christmas 2026 two days are holidays.
	wrote, _ := StepKindOf("wrote")
	for made, want := range map[calendar.Date]calendar.Date{on: due, calendar.On(2026, time.December, 22): calendar.On(2026, time.December, 31)} {
		if got := wrote.DueFrom(c, DefaultAmounts(), "887", made); got != want {
			t.Errorf("written on %s, due %s, want %s", made, got, want)
		}
	}
}

// A child is in hand until the first day that is waited for, and back on that day; what was answered, or gone further from, waits no longer.
func TestWhatIsInHand(t *testing.T) {
	on := calendar.On(2026, time.October, 12)
	letter := StepTaken{Seq: 1, Kind: "letter", To: "parent", By: "AB", Made: on, Due: on + 7}
	visit := StepTaken{Seq: 2, Kind: "visited", To: "last address", By: "AB", Made: on + 7}
	card := visit
	card.Due = on + 12
	answer := StepTaken{Seq: 3, Closes: 1, Kind: ReplyCame, Made: on + 3}
	panel := StepTaken{Seq: 4, Kind: "Fair Access Panel", By: "CD", Made: on + 1, Due: on + 30}
	open := func(until calendar.Date) *Decision {
		return &Decision{Outcome: Suspected, Ground: "enquiries", By: "EF", On: on, Until: until}
	}
	for _, c := range []struct {
		name  string
		steps []StepTaken
		open  *Decision
		on    calendar.Date
		want  string
	}{
		{"nobody has taken it up", nil, nil, on, ""},
		{"a letter", []StepTaken{letter}, nil, on + 6, "in hand: sent a letter to the parent on 12 October 2026, reply due 19 October 2026"},
		{"on its day", []StepTaken{letter}, nil, on + 7, "no reply since 12 October 2026: sent a letter to the parent, reply was due 19 October 2026"},
		{"it was answered", []StepTaken{letter, answer}, nil, on + 9, ""},
		{"a visit that waits for nothing", []StepTaken{letter, visit}, nil, on + 9, "no reply since 12 October 2026: sent a letter to the parent, reply was due 19 October 2026"},
		{"gone further", []StepTaken{letter, card}, nil, on + 9, "in hand: visited the last address on 19 October 2026, reply due 24 October 2026"},
		{"a long one hides no short one", []StepTaken{letter, panel}, nil, on + 7, "no reply since 12 October 2026: sent a letter to the parent, reply was due 19 October 2026"},
		{"enquiries under way", nil, open(on + 30), on + 30, "in hand: enquiries under way: EF on 12 October 2026, until 11 November 2026"},
		{"their term has ended", nil, open(on + 30), on + 31, "to be looked at again since 12 November 2026: enquiries under way: EF on 12 October 2026"},
		{"and a step was taken since", []StepTaken{{Seq: 9, Kind: "wrote", To: "parent", Made: on + 31, Due: on + 38}}, open(on + 30), on + 31,
			"in hand: wrote to the parent on 12 November 2026, reply due 19 November 2026"},
		{"for good", nil, open(0), on + 400, ""},
		{"the first of both", []StepTaken{letter}, open(on + 3), on + 2, "in hand: enquiries under way: EF on 12 October 2026, until 15 October 2026"},
		{"closed", nil, &Decision{Outcome: NotCME, Ground: "attending", On: on, Until: on + 365}, on + 1, ""},
	} {
		h := FindInHand(c.steps, c.open, 77, c.on)
		switch {
		case h == nil && c.want == "":
		case h == nil || h.Words != c.want:
			t.Errorf("%s: %+v, want %q", c.name, h, c.want)
		case h.Overdue != (c.on >= h.Due) || h.Next == "":
			t.Errorf("%s: overdue %v on %s, due %s; next %q", c.name, h.Overdue, c.on, h.Due, h.Next)
		}
	}
}

// A child is whoever's took it up last, until it is given back.
func TestWhoseAChildIs(t *testing.T) {
	steps := []StepTaken{{Seq: 1, Kind: TookUp, By: "AB", Made: 5}, {Seq: 2, Kind: "rang", By: "CD", Made: 6}, {Seq: 3, Kind: TookUp, By: "AB", To: "EF", Made: 7}, {Seq: 4, Kind: GaveBack, By: "EF", Made: 8}}
	for n, want := range []string{"", "AB", "AB", "EF", ""} {
		if by, _, _ := OwnerOf(steps[:n]); by != want {
			t.Errorf("after %d steps it is %q's, want %q", n, by, want)
		}
	}
}
