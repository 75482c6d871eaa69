package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// Shape is what of the settings decides how extracts are read and judged, without paths that move from month to month, days and
// anything of a person: kinds, headers, words, layouts, amounts. A run notes it, and the next one is compared with it.
type Shape struct {
	Authority string            `json:"authority"`
	Sources   []SourceShape     `json:"sources"`
	Numbers   map[string]string `json:"numbers,omitempty"` // the authority's own amounts of the law, and its limits, by name
}

// SourceShape is the shape of an entry of the list of sources.
type SourceShape struct {
	Kind    string                       `json:"kind"`
	From    string                       `json:"from"` // the path with its figures taken out, or the name of a query
	Columns map[string]string            `json:"columns,omitempty"`
	Values  map[string]map[string]string `json:"values,omitempty"`
	Reading map[string]string            `json:"reading,omitempty"` // layout of days, encoding, delimiter, sheet, digest of a query
}

// Shape is the shape of the settings.
func (s *Settings) Shape() Shape {
	shape := Shape{Authority: s.Authority.Code, Numbers: map[string]string{}}
	for _, x := range s.Sources {
		of := SourceShape{Kind: x.Kind, From: anyFigures.ReplaceAllString(x.Path, "#"), Columns: x.Columns, Values: x.Values, Reading: map[string]string{}}
		for name, value := range map[string]string{"dates": strings.Join(x.Dates, " "), "encoding": x.Encoding, "delimiter": x.Delimiter, "sheet": x.Sheet, "header_row": fmt.Sprint(x.HeaderRow)} {
			if value != "" && value != "0" {
				of.Reading[name] = value
			}
		}
		for name, word := range x.Constant {
			of.Reading["constant."+name] = word
		}
		if x.Query != "" {
			of.From, of.Reading["query"] = x.answerName(), journal.HashBytes([]byte(x.Query))[:12]
		}
		shape.Sources = append(shape.Sources, of)
		if x.Expect != nil {
			shape.Numbers[x.Kind+".expect"] = plainJSON(x.Expect)
		}
	}
	for name, amounts := range s.Law {
		for _, a := range amounts {
			shape.Numbers[strings.TrimSuffix("law."+name+"."+a.From, ".")] = fmt.Sprint(*a.Value)
		}
	}
	for name, x := range s.InForce {
		shape.Numbers["in_force."+name] = x.From
	}
	limits := s.BreakerLimits()
	for _, x := range (&Breaker{}).named(&limits) {
		shape.Numbers["breaker."+x.name] = fmt.Sprintf("%d lines, %g and %g", x.of.Lines, x.of.Share, x.of.List)
	}
	return shape
}

var anyFigures = regexp.MustCompile(`\d+`)

// plainJSON is plain data of the settings as text.
func plainJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// Change is how the settings differ from those of the last published run.
type Change struct {
	Kind      string // of extract; empty: no extract's
	What      string // in words
	HoldsBack bool   // the extract is not relied on until a person accepts it
	Authority bool   // another authority's code: nothing is published until a person releases it
}

// ChangesFrom says how the settings differ from an earlier shape, by kind. An entry that is gone and a mapping that is another hold
// the extract back: what it explained must not turn into candidates because a line was lost.
func (now Shape) ChangesFrom(then Shape) []Change {
	var all []Change
	if now.Authority != then.Authority {
		all = append(all, Change{Authority: true, What: fmt.Sprintf("authority.code is %s; the last lists are of %s", now.Authority, then.Authority)})
	}
	kinds := map[string]bool{}
	for _, x := range slices.Concat(then.Sources, now.Sources) {
		kinds[x.Kind] = true
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		all = append(all, changesOf(kind, then.of(kind), now.of(kind))...)
	}
	for _, name := range slices.Sorted(maps.Keys(union(then.Numbers, now.Numbers))) {
		if was, is := then.Numbers[name], now.Numbers[name]; was != is {
			all = append(all, Change{What: fmt.Sprintf("%s was %s and is %s", name, orNone(was), orNone(is))})
		}
	}
	return all
}

func (s Shape) of(kind string) []SourceShape {
	var out []SourceShape
	for _, x := range s.Sources {
		if x.Kind == kind {
			out = append(out, x)
		}
	}
	return out
}

// changesOf compares the entries of a kind: each with the one of the same path, else with the next that is left.
func changesOf(kind string, then, now []SourceShape) []Change {
	switch {
	case len(then) == 0:
		return []Change{{Kind: kind, What: "the settings name it now, and did not before"}}
	case len(now) == 0:
		return []Change{{Kind: kind, What: "the settings name it no longer", HoldsBack: true}}
	}
	then, now, pairs := pairEntries(then, now)
	var all []Change
	for len(then) > 0 && len(now) > 0 {
		all = append(all, Change{Kind: kind, What: fmt.Sprintf("its path was %s and is %s", then[0].From, now[0].From)})
		pairs = append(pairs, [2]SourceShape{then[0], now[0]})
		then, now = then[1:], now[1:]
	}
	var differ []string
	for _, p := range pairs {
		differ = append(differ, p[1].differencesFrom(p[0])...)
	}
	if len(differ) > 0 {
		all = append(all, Change{Kind: kind, What: "it is read otherwise: " + strings.Join(differ, "; "), HoldsBack: true})
	}
	d, _ := sources.DeclarationOf(sources.Kind(kind))
	for _, x := range then { // of returns the gates ask school by school, and the old ones are taken out term by term
		all = append(all, Change{Kind: kind, What: "the settings no longer name " + x.From, HoldsBack: !d.BySchool})
	}
	for _, x := range now {
		all = append(all, Change{Kind: kind, What: "the settings name " + x.From + " as well"})
	}
	return all
}

// pairEntries pairs entries of the same path, and returns those that are left.
func pairEntries(then, now []SourceShape) (gone, come []SourceShape, pairs [][2]SourceShape) {
	come = slices.Clone(now)
	for _, x := range then {
		i := slices.IndexFunc(come, func(y SourceShape) bool { return y.From == x.From })
		if i < 0 {
			gone = append(gone, x)
			continue
		}
		pairs = append(pairs, [2]SourceShape{x, come[i]})
		come = slices.Delete(come, i, i+1)
	}
	return gone, come, pairs
}

// differencesFrom says in words how an entry is read otherwise.
func (x SourceShape) differencesFrom(then SourceShape) []string {
	var out []string
	compare := func(what string, was, is map[string]string) {
		for _, key := range slices.Sorted(maps.Keys(union(was, is))) {
			if was[key] != is[key] {
				out = append(out, fmt.Sprintf("%s%s was %s and is %s", what, key, orNone(was[key]), orNone(is[key])))
			}
		}
	}
	compare("columns.", then.Columns, x.Columns)
	for _, field := range slices.Sorted(maps.Keys(union(then.Values, x.Values))) {
		compare("values."+field+".", then.Values[field], x.Values[field])
	}
	compare("", then.Reading, x.Reading)
	return out
}

func union[V any](a, b map[string]V) map[string]V {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]V{}
	}
	maps.Copy(all, b)
	return all
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// Accepting is the shape that is noted with a published run: that of the settings, but as it was before for the kinds whose change
// nobody has accepted.
func (now Shape) Accepting(then Shape, open map[string]bool) Shape {
	out := now
	out.Sources = nil
	for _, x := range now.Sources {
		if !open[x.Kind] {
			out.Sources = append(out.Sources, x)
		}
	}
	for _, x := range then.Sources {
		if open[x.Kind] {
			out.Sources = append(out.Sources, x)
		}
	}
	return out
}
