package settings

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// Expect is what the settings expect of a source in place of what its declaration expects.
type Expect struct {
	RowsMin  *int               `yaml:"rows_min"`
	RowsMax  *int               `yaml:"rows_max"`
	Drop     *float64           `yaml:"drop"`
	Gone     *float64           `yaml:"gone"`
	Fill     map[string]float64 `yaml:"fill"`
	Rejected *float64           `yaml:"rejected"`
	AgeDays  *int               `yaml:"age_days"`
}

// Accept is an operator's word that a gate may be passed: which, for which extract, until when, by whom and why.
type Accept struct {
	Gate   string `yaml:"gate"`
	Kind   string `yaml:"kind"`
	File   string `yaml:"file"` // a file of the extract or a pattern; empty: the extract as a whole
	Until  string `yaml:"until"`
	By     string `yaml:"by"` // a role, not a person's name
	Reason string `yaml:"reason"`
}

// Expectations is what is expected of each kind of the settings. Where several sources of a kind expect something, the last
// that says it counts: a gate asks of the kind as a whole.
func (s *Settings) Expectations() map[sources.Kind]sources.Expectation {
	out := map[sources.Kind]sources.Expectation{}
	for _, x := range s.Sources {
		kind := sources.Kind(x.Kind)
		e, had := out[kind]
		if !had {
			e = sources.ExpectationOf(kind)
		}
		out[kind] = x.Expect.replace(e)
	}
	return out
}

// replace returns an expectation with what the settings say in its place.
func (x *Expect) replace(e sources.Expectation) sources.Expectation {
	if x == nil {
		return e
	}
	set(&e.RowsMin, x.RowsMin)
	set(&e.RowsMax, x.RowsMax)
	set(&e.Drop, x.Drop)
	set(&e.Gone, x.Gone)
	set(&e.Rejected, x.Rejected)
	set(&e.AgeDays, x.AgeDays)
	if len(x.Fill) > 0 {
		fill := maps.Clone(e.Fill)
		if fill == nil {
			fill = map[string]float64{}
		}
		maps.Copy(fill, x.Fill)
		e.Fill = fill
	}
	return e
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// findFaults says what is wrong with the expectations of a source.
func (x *Expect) findFaults(kind string, fault func(key, format string, a ...any)) {
	if x == nil {
		return
	}
	share := func(name string, v *float64) {
		if v != nil && (*v < 0 || *v > 1) {
			fault("expect."+name, "want a share between 0 and 1, found %v", *v)
		}
	}
	share("drop", x.Drop)
	share("gone", x.Gone)
	share("rejected", x.Rejected)
	for _, name := range slices.Sorted(maps.Keys(x.Fill)) {
		v := x.Fill[name]
		share("fill."+name, &v)
		if known := sources.ExpectedFields(sources.Kind(kind)); len(known) > 0 && !slices.Contains(known, name) {
			fault("expect.fill."+name, "not a field of the kind%s; its fields are %s", didYouMean(name, known), strings.Join(known, ", "))
		}
	}
	for _, n := range []struct {
		name string
		v    *int
	}{{"rows_min", x.RowsMin}, {"rows_max", x.RowsMax}, {"age_days", x.AgeDays}} {
		if n.v != nil && *n.v < 0 {
			fault("expect."+n.name, "want a number that is not negative, found %d", *n.v)
		}
	}
	if x.RowsMin != nil && x.RowsMax != nil && *x.RowsMax != 0 && *x.RowsMin > *x.RowsMax {
		fault("expect.rows_min", "above rows_max")
	}
}

// acceptFaults says what is wrong with the lines that accept a gate, but for those that have run out: that depends on the
// day (see ExpiredAcceptances).
func (s *Settings) acceptFaults() (f faults) {
	for i, a := range s.Accept {
		fault := f.under(fmt.Sprintf("accept[%d]", i))
		if !slices.Contains(journal.Gates, journal.Gate(a.Gate)) {
			fault("gate", "no such gate%s; the gates are %s", didYouMean(a.Gate, gateWords()), gateNames())
		}
		if journal.Gate(a.Gate) == journal.SettingsGate { // it may be that the settings name it no longer
			if !slices.Contains(sources.Kinds(), sources.Kind(a.Kind)) {
				fault("kind", "not a kind of extract%s; the kinds are %s", didYouMean(a.Kind, kindWords()), kindNames())
			}
		} else if !slices.ContainsFunc(s.Sources, func(x Source) bool { return x.Kind == a.Kind }) {
			fault("kind", "no source of this kind in the settings%s", didYouMean(a.Kind, s.ownKinds()))
		}
		if _, err := calendar.Parse(a.Until); err != nil {
			fault("until", "want the last day on which it is accepted, YYYY-MM-DD%s", foundInstead(a.Until))
		}
		if strings.TrimSpace(a.By) == "" {
			fault("by", "missing; name the role that takes the decision")
		}
		if strings.TrimSpace(a.Reason) == "" {
			fault("reason", "missing; say why the extract is right as it is")
		}
		if _, err := path.Match(a.File, ""); err != nil {
			fault("file", "not a pattern that can be matched; a [ wants its ]")
		}
	}
	return f
}

// ExpiredAcceptances is the lines whose day has passed on the as-of date: to be renewed with a reason, or deleted.
func (s *Settings) ExpiredAcceptances(on calendar.Date) error {
	var f []string
	for i, a := range s.Accept {
		if until, err := calendar.Parse(a.Until); err == nil && until < on {
			f = append(f, fmt.Sprintf("%s: accept[%d] (%s): expired on %s; look at the extract again, and renew the line or delete it",
				s.path, i, a.Gate, until.Words()))
		}
	}
	if f == nil {
		return nil
	}
	return &Error{f}
}

// Covers reports whether the line is about a failure. A line that names no file accepts the gate for the whole kind.
func (a *Accept) Covers(f *journal.GateReport) bool {
	if journal.Gate(a.Gate) != f.Gate || a.Kind != f.Kind {
		return false
	}
	if a.File == "" || a.File == f.File || f.School != "" && a.File == f.School || a.File == path.Base(f.File) {
		return true
	}
	whole, _ := path.Match(a.File, f.File)
	base, _ := path.Match(a.File, path.Base(f.File))
	return whole || base
}

func gateNames() string { return strings.Join(gateWords(), ", ") }

func gateWords() []string {
	names := make([]string, len(journal.Gates))
	for i, g := range journal.Gates {
		names[i] = string(g)
	}
	return names
}

// ownKinds is the kinds of the settings' own sources.
func (s *Settings) ownKinds() (kinds []string) {
	for _, x := range s.Sources {
		kinds = append(kinds, x.Kind)
	}
	return kinds
}
