package sources

import "strings"

// inOrder is every source, in the order of the kinds.
var inOrder = []*source{
	schoolCensus, lostPupils, admissions, health, housing, homeEducation, exclusions, alternativeProvision, attendance,
	socialCare, rollChanges, independentSchools, otherAuthorities, referrals, ehcPlans, youthJustice, earlyYears,
	schools, schoolLinks, deaths, addresses, caseList, protected,
}

// kinds is every source by its kind.
var kinds = byKind(inOrder)

func byKind(all []*source) map[Kind]*source {
	m := make(map[Kind]*source, len(all))
	for _, s := range all {
		m[s.kind] = s
	}
	return m
}

// Kinds returns every kind of extract that can be read, in the order in which they are documented.
func Kinds() []Kind {
	out := make([]Kind, len(inOrder))
	for i, s := range inOrder {
		out[i] = s.kind
	}
	return out
}

func kindNames() string {
	names := make([]string, len(inOrder))
	for i, s := range inOrder {
		names[i] = string(s.kind)
	}
	return strings.Join(names, ", ")
}

// Describe says in a few lines what an extract of the kind is, whose it is, on which law the authority holds it, what is
// never loaded from it, and which columns are read. It is empty for a kind that nobody knows.
func Describe(k Kind) string {
	s := kinds[k]
	if s == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(string(s.kind) + ": " + s.title + "\n")
	b.WriteString("  from: " + s.owner + "\n  held under: " + s.basis + "\n  how to obtain: " + s.obtain + "\n")
	b.WriteString("  comes: " + s.every + "\n  never loaded: " + s.never + "\n")
	for _, r := range s.readers {
		b.WriteString("  read from: " + r.name + "\n")
	}
	for _, t := range s.tables {
		b.WriteString("  columns")
		if t.name != "" {
			b.WriteString(" of " + t.name)
		}
		b.WriteString(" (CSV or .xlsx):\n")
		for i := range t.fields {
			b.WriteString("    " + t.fields[i].line() + "\n")
		}
		if !t.places {
			b.WriteString("    and, where known: " + strings.Join(personNames(), ", ") + "\n")
		}
	}
	return b.String()
}

func personNames() []string {
	names := make([]string, len(person))
	for i := range person {
		names[i] = person[i].name
	}
	return names
}

// line documents a field.
func (f *field) line() string {
	s := f.name + ": " + f.about
	if f.need || f.fill {
		s += " (needed)"
	}
	if len(f.words) > 0 {
		s += "; one of " + strings.Join(f.canonicalWords(), ", ")
	}
	return s
}
