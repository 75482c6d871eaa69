package matchers

import (
	"fmt"
	"math"
	"strings"
)

// ErrorRate is an estimate of how many links are false, or how many matches are missed, that no truth is needed for.
type ErrorRate struct {
	Of    string  `json:"of"` // FalsePairs or MissedPairs
	By    string  `json:"by"` // how it is known
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// Bound says that the way of knowing gives a greatest value alone, which Value then is.
	Bound bool `json:"bound,omitempty"`
}

// What an ErrorRate is of.
const (
	FalsePairs  = "false pairs"  // of the pairs of rows in one cluster, those of two people
	MissedPairs = "missed pairs" // of the pairs of rows of one person, those in two clusters
)

// How an ErrorRate is known.
const (
	ByModel  = "the model's own probabilities"
	ByCounts = "the number of links per record"
	ByFiles  = "pairs within files that hold nobody twice"
)

// disagreeFrom is how many times one estimate must be another before they are said to disagree, where either is worth it.
const (
	disagreeFrom  = 3.0
	disagreeLeast = .003
)

// Disagreement returns in words, for each kind of error, the two estimates that lie furthest apart when one is three times the other.
// One of them rests on what does not hold here.
func Disagreement(rates []ErrorRate) []string {
	var out []string
	for _, of := range []string{FalsePairs, MissedPairs} {
		var least, most *ErrorRate
		for k := range rates {
			r := &rates[k]
			if r.Of != of || r.Bound {
				continue
			}
			if least == nil || r.Value < least.Value {
				least = r
			}
			if most == nil || r.Value > most.Value {
				most = r
			}
		}
		if least != nil && most.Value >= disagreeLeast && most.Value >= disagreeFrom*least.Value && (least.High < most.Value || most.Low > least.Value) {
			out = append(out, fmt.Sprintf("%s: %.4f by %s and %.4f by %s; neither is to be relied on before a person has looked at some", of,
				least.Value, least.By, most.Value, most.By))
		}
	}
	return out
}

// EstimateErrors estimates, in several ways that rest on different things, how many pairs of rows are in one cluster and should not be,
// and how many should be and are not. missed is what MissedByBlocking said, negative when nothing.
func EstimateErrors(t *Table, m *Model, e *Edges, c *Clusters, missed float64) []ErrorRate {
	n := countPairs(e, c)
	out := []ErrorRate{n.falseByModel(), n.missedByModel(missed)}
	if first, second, ok := twoFiles(t, m.Spec); ok {
		return append(out, fitLinksPerRecord(countLinks(t, e, first, second)).rates()...)
	}
	if e.Calibration != nil {
		edges, wrong := e.Calibration.RateAbove(likelyMatch)
		out = append(out, rateOfCount(FalsePairs, ByFiles, wrong, edges, 2))
	}
	if n.inThrees >= leastInThrees && n.across >= leastAcross {
		out = append(out, n.missedByThrees())
	}
	return out
}

// offBy is how many times the model's own count of errors may be off: its assumptions are wrong in ways that it cannot see.
const offBy = 3.0

// rateOfCount returns a rate of so many errors among so many, which may be off by a factor either way and by chance besides.
func rateOfCount(of, by string, errors, among, off float64) ErrorRate {
	return rateOfGroups(of, by, errors, among, off, 1)
}

// rateOfGroups returns the same of errors that come so many at a time.
func rateOfGroups(of, by string, errors, among, off, size float64) ErrorRate {
	errors, among, size = max(errors, 0), max(among, 1), max(size, 1)
	low, high := errors/off, errors*off
	return ErrorRate{Of: of, By: by, Value: min(errors/among, 1), Low: max(low-1.96*math.Sqrt(low*size)-1.5*size, 0) / among,
		High: min((high+1.96*math.Sqrt(high*size)+3*size)/among, 1)}
}

// ErrorTable lays estimates out as lines, the same wherever they are printed.
func ErrorTable(rates []ErrorRate) string {
	if len(rates) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  %-14s %-44s %8s %8s %8s\n", "error", "known by", "share", "from", "to")
	for _, r := range rates {
		value := fmt.Sprintf("%.4f", r.Value)
		if r.Bound {
			value = "≤ " + value
		}
		fmt.Fprintf(&b, "  %-14s %-44s %8s %8.4f %8.4f\n", r.Of, r.By, value, r.Low, r.High)
	}
	return b.String()
}
