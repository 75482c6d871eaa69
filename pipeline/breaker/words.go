package breaker

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Context is what trips are told with.
type Context struct {
	Day        string                   // of the last lists, in words
	Candidates string                   // the list of candidates, by its name
	Why        func(kind string) string // what is known of an extract tonight, in words; empty when nothing is odd about it
}

// Words says of a step what changed as a whole, and then of each trip what is over and which extract did it.
func Words(s Step, trips []Trip, c Context) []string {
	var out []string
	if c.Day != "" {
		for _, list := range []string{c.Candidates, otherList(s, c.Candidates)} {
			if list != "" {
				out = append(out, fmt.Sprintf("%s: %d of %d lines are new and %d of %d are gone since the lists of %s",
					listWords(list), s.New[list], s.Has[list], s.Gone[list], s.Had[list], c.Day))
			}
		}
	}
	for _, t := range trips {
		text := t.words(c)
		if t.About == OfGone {
			text += wentWords(s.Went[t.Which])
		}
		out = append(out, text)
	}
	return out
}

func otherList(s Step, candidates string) string {
	for _, of := range []map[string]int{s.Has, s.Had} {
		for list := range of {
			if list != candidates {
				return list
			}
		}
	}
	return ""
}

func (t Trip) words(c Context) string {
	switch t.About {
	case OfExplanation:
		return fmt.Sprintf("%d new candidates were explained before by the %s extract%s (limit %s of the %d whom it explained)",
			t.N, kindWords(t.Which), whyWords(c, t.Which), t.Limit.words(t.Days), t.Whole)
	case OfFortnight:
		return fmt.Sprintf("%d candidates of the last %d days were explained before by the %s extract%s (limit %s of the %d whom it explained)",
			t.N, FortnightDays, kindWords(t.Which), whyWords(c, t.Which), t.Limit.words(t.Days), t.Whole)
	case OfUnseen:
		return fmt.Sprintf("%d new candidates who were not there on %s hang on the %s extract%s (limit %s of the %d lines then)",
			t.N, c.Day, kindWords(t.Which), whyWords(c, t.Which), t.Limit.words(t.Days), t.Whole)
	case OfSource:
		return fmt.Sprintf("%d new candidates hang on the %s extract%s (limit %s of the %d lines then)", t.N, kindWords(t.Which), whyWords(c, t.Which), t.Limit.words(t.Days), t.Whole)
	case OfRule:
		return fmt.Sprintf("%d new candidates are listed by rule %s (limit %s of the %d lines then)", t.N, t.Which, t.Limit.words(t.Days), t.Whole)
	case OfAwaited:
		return fmt.Sprintf("%d candidates are said by other extracts to be in the %s extract, which does not have them%s (limit %s of the %d who are said to be or are)",
			t.N, kindWords(t.Which), whyWords(c, t.Which), t.Limit.words(t.Days), t.Whole)
	case OfUnknown:
		return fmt.Sprintf("%d candidates are on no register at all (limit %s of the %d children of compulsory school age)", t.N, t.Limit.words(t.Days), t.Whole)
	case OfAuthority:
		return t.Which
	}
	return fmt.Sprintf("%s: %d lines are %s (limit %s of the %d then)", listWords(t.Which), t.N, t.About, t.Limit.words(t.Days), t.Whole)
}

func (l Limit) words(days int) string {
	weeks := weeksOf(days)
	text := fmt.Sprintf("%d and %.4g %%", l.Lines*weeks, math.Round(1000*l.Share*float64(weeks))/10)
	if weeks > 1 {
		text += fmt.Sprintf(" for %d weeks", weeks)
	}
	return text
}

func whyWords(c Context, kind string) string {
	if why := c.Why(kind); why != "" {
		return ": " + why
	}
	return ""
}

func kindWords(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

func listWords(list string) string {
	if list == "cme_candidates" {
		return "candidates"
	}
	return kindWords(list)
}

// wentWords says why lines went, the most of them first.
func wentWords(why map[string]int) string {
	var parts []string
	for _, w := range slices.SortedFunc(maps.Keys(why), func(a, b string) int { return cmp.Or(why[b]-why[a], cmp.Compare(a, b)) }) {
		parts = append(parts, fmt.Sprintf("%d %s", why[w], w))
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
