package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// Fact is one thing that extracts say of a child's education, in words that name no person, no address and no number of a
// case.
type Fact struct {
	Source string        `json:"source"`
	Text   string        `json:"text"`
	On     calendar.Date `json:"on,omitempty"`   // of a sign of residence, its day
	Weak   bool          `json:"weak,omitempty"` // told for the officer's sake and no ground for a decision: residence
}

// Facts are what is known of a child, ordered and each once.
type Facts []Fact

// Hash is a digest of the facts that a decision rests on. The row numbers, the names of files and the days for which extracts
// speak do not enter, so that the same extract sent again changes nothing.
func (f Facts) Hash() string {
	h := sha256.New()
	for _, x := range f {
		if !x.Weak {
			fmt.Fprintf(h, "%s\x00%s\n", x.Source, x.Text)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// String lists the facts for a person, those of one extract together.
func (f Facts) String() string {
	by := map[string][]string{}
	for _, x := range f {
		if !x.Weak {
			by[x.Source] = append(by[x.Source], x.Text)
		}
	}
	var parts []string
	for _, x := range f {
		if texts := by[x.Source]; texts != nil {
			parts = append(parts, strings.ReplaceAll(x.Source, "_", " ")+": "+strings.Join(texts, ", "))
			delete(by, x.Source)
		}
	}
	return strings.Join(parts, "; ")
}

// Change says in words what is known now that was not when f was gathered, or is no longer; empty when nothing is. had says of
// a kind of extract whether the run had one to rely on of which a row that is gone says something: what stood in one that did
// not come has not changed.
func (f Facts) Change(now Facts, had func(source string) bool) string {
	if x, is := now.without(f, nil); is {
		return "new since it was made: " + x.words()
	}
	if x, gone := f.without(now, func(x Fact) bool { return had(x.Source) }); gone {
		return "no longer so: " + x.words()
	}
	return ""
}

// Differs says in words which fact is among now and not among f, or the other way round; empty when none is.
func (f Facts) Differs(now Facts) string {
	if x, is := now.without(f, nil); is {
		return "new: " + x.words()
	}
	if x, gone := f.without(now, nil); gone {
		return "no longer said: " + x.words()
	}
	return ""
}

// Extracted are the facts that extracts say, without those that a rule says so.
func (f Facts) Extracted() Facts {
	return slices.DeleteFunc(slices.Clone(f), func(x Fact) bool { return x.Source == rulesSource })
}

// Lost returns a fact of f that is not known now although it is of a kind that stays so: what happened, said by an extract of
// which a file did not come. ok is false when there is none.
func (a *Authority) Lost(f, now Facts) (lost Fact, ok bool) {
	return f.without(now, func(x Fact) bool { return x.Source != rulesSource && !a.Extracts[x.Source].Snapshot })
}

// Unheard returns a kind of extract by which any of the facts is known, signs of residence too, and which the run does not have to rely
// on. ok is false when it has all of them.
func (a *Authority) Unheard(f Facts) (kind string, ok bool) {
	for _, x := range f {
		if x.Source == rulesSource {
			continue
		}
		if had, _ := a.trusted(x.Source); !had {
			return x.Source, true
		}
	}
	return "", false
}

// rulesSource stands for an extract where a fact is that a rule says so.
const rulesSource = "rules"

func (x Fact) words() string { return x.Text + " (" + strings.ReplaceAll(x.Source, "_", " ") + ")" }

// without returns the first fact that other does not have, among the grounds for a decision and those that count.
func (f Facts) without(other Facts, counts func(Fact) bool) (Fact, bool) {
	in := make(map[[2]string]bool, len(other))
	for _, x := range other {
		in[[2]string{x.Source, x.Text}] = in[[2]string{x.Source, x.Text}] || !x.Weak
	}
	for _, x := range f {
		if !x.Weak && !in[[2]string{x.Source, x.Text}] && (counts == nil || counts(x)) {
			return x, true
		}
	}
	return Fact{}, false
}

// signAfter returns the newest sign of residence after a day.
func (f Facts) signAfter(on calendar.Date) (Fact, bool) {
	var newest Fact
	for _, x := range f {
		if x.Weak && x.On > on && x.On > newest.On {
			newest = x
		}
	}
	return newest, newest.On.Known()
}
