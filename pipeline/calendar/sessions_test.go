package calendar

import (
	"fmt"
	"testing"
)

func TestMarksFromTellsEachSession(t *testing.T) {
	first, got := On(2026, 9, 1), ""
	for at, code := range Sessions(`/ \     C2  N `).MarksFrom(first) {
		got += fmt.Sprintf("%d %t %s; ", at.On-first, at.Afternoon, code)
	}
	if want := `0 false /; 0 true \; 2 false C2; 3 false N; `; got != want {
		t.Errorf("%q (want %q)", got, want)
	}
	for range Sessions(`/ \ `).MarksFrom(first) {
		got = "once"
		break
	}
	if got != "once" {
		t.Error("the first mark was not told")
	}
}
