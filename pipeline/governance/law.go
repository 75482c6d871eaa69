package governance

import (
	"cmp"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Catalogue are all provisions that the program applies.
func (f *Facts) Catalogue() []rules.Entry { return rules.Catalogue() }

// Basis is what a provision rests on, as the catalogue cites it.
func (f *Facts) Basis(e rules.Entry) string {
	for _, x := range e.Fields {
		if x.Name == "basis" {
			return x.Text
		}
	}
	return ""
}

// Wanting is a rule that lacked an extract in the run.
type Wanting struct {
	ID           rules.ID
	Title        string
	Lacks, OneOf []string // kinds that it needs, and of which it needs one
	Without      string   // what it says without them
}

// Wanting are the rules that lacked an extract: it is not named in the settings, no file of it came or was used, or it was held
// back.
func (f *Facts) Wanting() []Wanting {
	there := map[string]bool{}
	for _, in := range f.Run.Inputs {
		if in.NotUsed == "" {
			there[in.Kind] = true
		}
	}
	for _, g := range f.Held() {
		there[g.Kind] = false
	}
	var out []Wanting
	for _, r := range rules.Rules() {
		w := Wanting{ID: r.ID, Title: r.Title, Without: cmp.Or(r.Without, "nothing")}
		for _, k := range r.Needs {
			if !there[k] {
				w.Lacks = append(w.Lacks, k)
			}
		}
		if !slices.ContainsFunc(r.AnyOf, func(k string) bool { return there[k] }) {
			w.OneOf = r.AnyOf
		}
		if len(w.Lacks)+len(w.OneOf) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// Amount is a number that the rules counted by in the run, who set it, and what it is.
type Amount struct {
	journal.LawAmount
	About string
}

// Amounts are the numbers that the rules counted by, as the manifest has them.
func (f *Facts) Amounts() []Amount {
	about := map[string]string{}
	for _, a := range rules.DefaultAmounts().All() {
		about[a.Name] = a.About
	}
	var out []Amount
	for _, a := range f.Run.Law {
		out = append(out, Amount{a, cmp.Or(a.Basis, about[a.Name])})
	}
	return out
}

// Remembered is a reason for a decision, and for how many days it is remembered.
type Remembered struct {
	Title string
	Days  int // zero: for good
}

// Remembered are the reasons that officers choose from.
func (f *Facts) Remembered() []Remembered {
	var out []Remembered
	for _, g := range rules.Grounds() {
		out = append(out, Remembered{g.Title, f.Settings.DecisionTerm(g)})
	}
	return out
}

// NamesOf says in a caseworker's words what kinds are called.
func (f *Facts) NamesOf(kinds []string) []string {
	called := sources.FactByKind(func(d sources.Declaration) string { return d.Name })
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = called[sources.Kind(k)]
	}
	return out
}
