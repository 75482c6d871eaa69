package officers

import (
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/officers/office"
)

// A second look names the children of its pair as they are called now, and says afterwards what the first look said.
func TestASecondLookNamesItsChildren(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	receipt, err := l.Record(t.Context(), anna, candidates.Filled{RunID: "n1", Pairs: []candidates.MarkedPair{{RecordL: "health:a#1", RecordR: "housing:b#2", Mark: candidates.Mark{Outcome: "Same"}}}})
	took(t, receipt, err)
	tasks, err := l.SecondLooks(t.Context(), ben)
	if err != nil || len(tasks) != 1 || tasks[0].Children != [2]string{"A", "B"} {
		t.Fatalf("asked %+v, %v", tasks, err)
	}
	receipt, err = l.RecordSecondLook(t.Context(), ben, office.NewLook{Of: tasks[0].Of, Verdict: "Different"})
	took(t, receipt, err)
	if receipt.First != "same" {
		t.Errorf("the first look said %q", receipt.First)
	}
}

// Of a pair one of whose children was sealed nobody is asked again, and the state tells the seal of whoever has nothing else in the ledger.
func TestTheSealedAreNotLookedAtAgain(t *testing.T) {
	_, l := openDesk(t, "A", "B")
	receipt, err := l.Record(t.Context(), anna, candidates.Filled{RunID: "n1", Pairs: []candidates.MarkedPair{{RecordL: "health:a#1", RecordR: "housing:b#2", Mark: candidates.Mark{Outcome: "Same"}}}})
	took(t, receipt, err)
	if s := l.stateFor(t); s.Of("B").Sealed || s.Children["B"] != nil {
		t.Errorf("%+v", s.Of("B"))
	}
	l.sealed = func(child string) bool { return strings.HasPrefix(child, "B") }
	l.state = nil
	if tasks, err := l.SecondLooks(t.Context(), ben); err != nil || len(tasks) != 0 {
		t.Errorf("asked %+v, %v", tasks, err)
	}
	if s := l.stateFor(t); !s.Of("B").Sealed || s.Of("A").Sealed {
		t.Errorf("%+v, %+v", s.Of("A"), s.Of("B"))
	}
}
