package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// inventory is the numbers of the rows, by document: a row that is dropped from the table is missed here.
func inventory() []string {
	var ids []string
	upTo := func(letter string, n int) {
		for i := 1; i <= n; i++ {
			ids = append(ids, fmt.Sprintf("%s%02d", letter, i))
		}
	}
	upTo("D", 55)
	upTo("N", 20)
	upTo("E", 20)
	for _, s := range strings.Fields(`1.1 1.2 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4 2.1 2.2 2.3 2.4
		3.1.1 3.1.2 3.1.3 3.1.4 3.1.5 3.1.6 3.1.7 3.1.8 3.1.9 3.1.10
		3.2.1 3.2.2 3.2.3 3.2.4 3.2.5 3.2.6 3.2.7 3.2.8 3.2.9 3.2.10 3.2.11 3.3.1-7 3.4
		4.1 4.2 4.3 4.4 4.4b 4.5 4.6 4.7 4.8 4.9a 4.9b 4.9c 4.9d 4.10 4.11 4.12
		5.1 5.2 5.3 5.4 5.5 5.6.1-4 5.6.5 5.6.6 5.6.7 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9
		7.1 7.2 7.3 7.3.1 7.3.2 7.3.3 7.3.4-5 7.3.6 7.3.7 7.3.8 8.1 8.2 9.1 9.2 9.3 9.4
		10.1 10.2 10.3 10.4 10.5 11.1 11.2 11.3 11.4 11.5 11.6 11.7 11.8 11.9 11.10
		12.1 12.2 13.1 13.2 13.3 13.4 13.5 14.1 15.1-2 16`) {
		ids = append(ids, "M"+s)
	}
	ids = append(ids, "S00a", "S00b")
	lettered := map[int][]string{16: {"a-e"}, 24: {"a-d"}, 26: strings.Split("abcdefg", ""), 40: strings.Split("abcdefghijkl", "")}
	for i := 1; i <= 51; i++ {
		if lettered[i] == nil {
			lettered[i] = []string{""}
		}
		for _, l := range lettered[i] {
			ids = append(ids, fmt.Sprintf("S%02d%s", i, l))
		}
	}
	return ids
}

// TestEverySeedIsAnswered holds the table to the inventory: every row once, in order, answered or out of scope with the reason.
func TestEverySeedIsAnswered(t *testing.T) {
	want := inventory()
	if len(want) != 275 {
		t.Fatalf("the inventory has %d rows, want 275", len(want))
	}
	var got []string
	for _, s := range Seeds() {
		got = append(got, s.ID)
		if s.Duty == "" {
			t.Errorf("%s: no words", s.ID)
		}
		if (len(s.Answers) == 0) == (s.OutOfScope == "") {
			t.Errorf("%s: want what answers it, or why nothing does", s.ID)
		}
		for _, a := range s.Answers {
			if a.Kind == "" || a.Name == "" {
				t.Errorf("%s: %q is no target", s.ID, a)
			}
		}
	}
	if !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("row %d: %v is not the inventory's", i, got[i:min(i+1, len(got))])
			}
		}
	}
}
