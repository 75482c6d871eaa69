package governance

import (
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// Extracted is one kind of extract of the authority, with what the run counted of it.
type Extracted struct {
	sources.Declaration
	Files, Rows, Records, Rejected, LeftOut int
	Columns                                 []string // of its files that nothing declares, by name
}

// Given are the kinds of extract that the settings name, in the order of the declarations.
func (f *Facts) Given() []Extracted {
	var out []Extracted
	for _, k := range sources.Kinds() {
		if !f.isGiven(k) {
			continue
		}
		x := Extracted{}
		x.Declaration, _ = sources.DeclarationOf(k)
		for _, in := range f.Run.Inputs {
			if in.Kind == string(k) {
				x.add(in)
			}
		}
		out = append(out, x)
	}
	return out
}

func (x *Extracted) add(in journal.Input) {
	x.Files++
	x.Rows += in.Rows
	x.Records += in.Records
	x.Rejected += in.Rejects
	x.LeftOut += in.Values
	for _, c := range in.Unknown {
		if !slices.Contains(x.Columns, c) {
			x.Columns = append(x.Columns, c)
		}
	}
}

// NotGiven are the kinds that the program reads and the settings do not name.
func (f *Facts) NotGiven() []sources.Declaration {
	var out []sources.Declaration
	for _, k := range sources.Kinds() {
		if !f.isGiven(k) {
			d, _ := sources.DeclarationOf(k)
			out = append(out, d)
		}
	}
	return out
}

func (f *Facts) isGiven(k sources.Kind) bool {
	for _, s := range f.Settings.Sources {
		if s.Kind == string(k) {
			return true
		}
	}
	return false
}

// SealsGiven reports whether the settings name the list of children whose address or identity is sealed.
func (f *Facts) SealsGiven() bool { return f.isGiven(sources.Protected) }

// Person are the fields that any extract about children may have.
func (f *Facts) Person() []sources.DeclaredField { return sources.PersonFields() }

// NeverLoaded are the headers that no extract is read for.
func (f *Facts) NeverLoaded() []string { return sources.NeverLoaded() }

// Compared are the fields by which the matcher tells who is who, in any extract of the authority.
func (f *Facts) Compared() []string {
	var out []string
	for _, x := range f.Given() {
		for _, name := range x.ComparedFields() {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// Held are the kinds of which the run relied on no extract, and why.
func (f *Facts) Held() []journal.GateReport {
	return slices.DeleteFunc(slices.Clone(f.Run.Gates), func(g journal.GateReport) bool { return !g.Held || g.LetPass() })
}
