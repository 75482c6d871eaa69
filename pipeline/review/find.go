package review

import (
	"cmp"
	"fmt"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

// findPath is where any child is looked up.
const findPath = "/find"

// The page on which any child is looked up whom the run knows, listed or not. What is sought is posted, and kept with the session: a name
// stands in no address, history or log.
var _ = addPage(&page{Path: findPath, Title: "Find a child", Nav: "Find", Order: 50, Roles: []door.Role{door.Officer, door.Lead},
	show: showFind, take: takeFind})

// soughtKey keeps what was sought with the session.
const soughtKey = "sought"

// mostFound is how many children are shown; more would be leafing through the authority.
const mostFound = 20

// What a child is looked up for, besides what was said before.
var lookedUpFor = []string{"a parent or carer rang", "a school asks", "another authority or service asks", "work on an open case"}

// findPage is what was found.
type findPage struct {
	Sought bool
	Known  int // children whom the run knows
	Found  []foundChild
	More   int // who are found as well
	Read   string
	Whole  bool // each answers all that was typed
}

// foundChild is a child who was found, with what explains the child.
type foundChild struct {
	desk.Hit
	Standing string // in words
}

// findForm is what is sought, and what for.
func findForm(v *visit, typed map[string][]string) *form {
	f := newForm(typed)
	f.add(field{Name: "sought", Label: "Who is it?", Value: v.recall(soughtKey), Most: 200,
		Hint: "Any of: name, date of birth, UPN, NHS number, address, postcode, telephone, reference. Such as: smith 12/03/2014"})
	purpose := field{Name: "purpose", Label: "What for?", Value: v.Purpose()}
	offered := lookedUpFor
	if stated := v.Purpose(); stated != "" && !isOffered(stated) {
		offered = append([]string{stated}, lookedUpFor...)
	}
	for _, words := range offered {
		purpose.Options = append(purpose.Options, option{Value: words, Text: strings.ToUpper(words[:1]) + words[1:]})
	}
	f.add(purpose)
	return f
}

func isOffered(purpose string) bool {
	for _, words := range lookedUpFor {
		if words == purpose {
			return true
		}
	}
	return false
}

// takeFind takes what is sought, and leads to the answer: a reload then asks nothing again.
func takeFind(v *visit) (*view, error) {
	f := findForm(v, v.PostForm)
	f.want("sought", "Type whom you look for")
	f.want("purpose", "Say what for")
	if len(f.Faults()) > 0 {
		return showPage("find", findPage{Known: v.Desk.Run().Counts["children"]}).withForm(f), nil
	}
	v.remember(soughtKey, f.value("sought"))
	v.statePurpose(f.value("purpose"))
	return goOn(findPath, ""), nil
}

// showFind shows who was found; of whom it shows is noted first.
func showFind(v *visit) (*view, error) {
	next := findPage{Known: v.Desk.Run().Counts["children"]}
	sought := v.recall(soughtKey)
	if sought == "" {
		return showPage("find", next).withForm(findForm(v, nil)), nil
	}
	found, err := v.Desk.Find(v.Context(), sought, mostFound)
	if err != nil {
		return nil, err
	}
	next.Sought, next.Whole, next.Read = true, found.Whole, strings.Join(found.Read, ", ")
	next.More = max(found.Total-len(found.Hits), 0)
	var ids []string
	for _, h := range found.Hits {
		next.Found, ids = append(next.Found, foundChild{h, standingWords(h.Brief)}), append(ids, h.ChildID)
	}
	if err := v.open("", register.ActFound, ids...); err != nil {
		return nil, err
	}
	return showPage("find", next).withForm(findForm(v, nil)), nil
}

// standingWords says what explains a child, or that nothing does.
func standingWords(b desk.Brief) string {
	var parts []string
	switch b.List {
	case candidates.CME, candidates.AtRisk:
		parts = append(parts, fmt.Sprintf("%s, line %s", listName(b.List), thousands(b.Rank)))
	}
	parts = append(parts, cmp.Or(b.Explanation, statusWords[b.Status], "Nothing is said of the child"))
	if b.School != "" && !strings.Contains(b.Explanation, b.School) {
		parts = append(parts, "At "+b.School)
	}
	for i := range parts {
		parts[i] = strings.TrimRight(parts[i], ". ")
	}
	return strings.Join(parts, ". ")
}

// statusWords are what reconciliation.parquet says of a child, for whom it says no more.
var statusWords = map[string]string{
	"candidate": "No register that was read explains the child", "explained": "Explained", "grey": "A possible match may explain the child",
	"elsewhere": "Not in the area by what is held", "undecided": "It cannot be told: an extract is missing", "decided": "An officer closed the case",
	"not_of_age": "Not of compulsory school age",
}
