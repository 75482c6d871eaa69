package rules

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"sync"

	"rollcall/pipeline/calendar"
)

// Entry is one provision of the catalogue as it is printed: a rule of either list, a suppressor, a clock or a closure.
type Entry struct {
	ID       ID
	Title    string
	List     string   // what becomes of what it says: "candidate CME", "at risk", "suppressor", …
	Severity Severity // before facts make it graver; zero where there is none
	From, To calendar.Date
	Enacted  *Enactment // that it waits for; nil: it is law already
	Fields   []Field    // what else it declares, in order
}

// Field is one declaration of an Entry in words.
type Field struct{ Name, Text string }

// Catalogue returns every provision, in the order of the rule book.
func Catalogue() []Entry { return slices.Clone(entries()) }

// entries is the catalogue as it is printed, made once.
var entries = sync.OnceValue(makeEntries)

func makeEntries() []Entry {
	var out []Entry
	for _, r := range catalogue {
		out = append(out, r.catalogueEntry())
	}
	for _, s := range suppressors {
		out = append(out, s.catalogueEntry())
	}
	for _, k := range clocks {
		out = append(out, k.catalogueEntry())
	}
	for _, c := range closures {
		out = append(out, c.catalogueEntry())
	}
	return out
}

// FindEntry returns the entry of an id, in either case of its letter, and whether there is one.
func FindEntry(id string) (Entry, bool) {
	for _, e := range entries() {
		if strings.EqualFold(string(e.ID), id) {
			return e, true
		}
	}
	return Entry{}, false
}

// InForce says from when, and to when if it has ended, the provision applies.
func (e Entry) InForce() string {
	if e.Enacted != nil {
		return "when the settings say so"
	}
	return periodWords(e.From, e.To)
}

//go:embed testdata/cases
var caseFiles embed.FS

// casesFolder is where the cases lie within the package.
const casesFolder = "testdata/cases/"

// Cases returns the plain-text cases of the provision, as a caseworker reads and writes them.
func (e Entry) Cases() string {
	raw, err := caseFiles.ReadFile(casesFolder + string(e.ID) + ".txt")
	if err != nil {
		return "" // a test demands the file of every provision
	}
	return string(raw)
}

// addField adds a declaration unless it is empty.
func (e *Entry) addField(name string, texts ...string) {
	if text := strings.Join(texts, ", "); text != "" {
		e.Fields = append(e.Fields, Field{name, text})
	}
}

func (r *Rule) catalogueEntry() Entry {
	e := Entry{ID: r.ID, Title: r.Title, Severity: r.Severity, From: r.From, To: r.To, List: "candidate CME"}
	if r.listLetter() == atRiskList {
		e.List = "at risk"
	}
	e.addField("when", r.Condition)
	e.addField("basis", citationList(r.Citations))
	e.addField("needs", r.Needs...)
	e.addField("and one of", r.AnyOf...)
	e.addField("without them", cmp.Or(r.Without, "nothing"))
	e.addField("cannot tell of a child without", r.Nowhere...)
	e.addField("reads also", r.Better...)
	e.addField("amounts", amountsOf(r.ID)...)
	e.addField("answered by", idWords(r.Excuses)...)
	e.addField("doubts", idWords(r.Despite)...)
	e.addField("use", r.For.String())
	e.addField("road", r.Road.String())
	e.addField("next", r.Next+" ("+r.Who+")")
	e.addField("letters", inWords(r.Letters, func(l Letter) string { return string(l) })...)
	return e
}

func (s *Suppressor) catalogueEntry() Entry {
	e := Entry{ID: s.ID, Title: s.Title, List: "suppressor, " + s.Effect.String(), From: s.From, To: s.To}
	e.addField("effect", s.Does)
	e.addField("basis", citationList(s.Citations))
	e.addField("proof", s.Proof)
	e.addField("until", s.Expires)
	e.addField("amounts", amountsOf(s.ID)...)
	return e
}

func citationList(all []Citation) string {
	return strings.Join(inWords(all, Citation.String), "; ")
}

func idWords(ids []ID) []string { return inWords(ids, func(id ID) string { return string(id) }) }

func inWords[T any](all []T, word func(T) string) []string {
	var out []string
	for _, x := range all {
		out = append(out, word(x))
	}
	return out
}

// String prints the entry as the catalogue shows it: what it says, on what authority, from when, and what it needs.
func (e Entry) String() string {
	var b strings.Builder
	b.WriteString(string(e.ID) + " " + e.Title + "\n  list: " + e.List)
	if e.Severity != 0 {
		b.WriteString(", " + e.Severity.String())
	}
	b.WriteString("\n  in force: " + e.InForce() + "\n")
	for _, f := range e.Fields {
		b.WriteString("  " + f.Name + ": " + f.Text + "\n")
	}
	return b.String()
}

func (k *Clock) catalogueEntry() Entry {
	e := Entry{ID: k.ID, Title: k.Title, List: k.Of.String(), From: k.From, To: k.To, Enacted: k.Enacted}
	e.addField("when", k.Condition)
	e.addField("basis", citationList(k.Citations))
	if k.Enacted != nil {
		e.addField("in force", "once the settings say so: `in_force: {"+k.Enacted.Name+": {from, by}}`")
	}
	e.addField("needs", k.Needs...)
	e.addField("without them", cmp.Or(k.Without, "nothing"))
	e.addField("amounts", amountsOf(k.ID)...)
	e.addField("next", k.Next+" ("+k.Who+")")
	return e
}

func (c *Closure) catalogueEntry() Entry {
	e := Entry{ID: c.ID, Title: c.Title, List: "closure, proposed", From: c.From, To: c.To}
	if c.propose == nil {
		e.List = "no closure"
	}
	e.addField("needs", c.Needs)
	e.addField("basis", citationList(c.Citations))
	return e
}

// String prints the rule as the catalogue shows it: what it says, on what authority, from when, and what it needs.
func (r *Rule) String() string { return r.catalogueEntry().String() }

func periodWords(from, to calendar.Date) string {
	if to == 0 {
		return "from " + from.Words()
	}
	return from.Words() + " to " + to.Words()
}
