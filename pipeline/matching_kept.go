package pipeline

import (
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
)

// keptMatching is what is kept of what was matched: clusters as they were resolved, in columns, since there are as many links as children.
type keptMatching struct {
	Table, Compared journal.Told
	Of              []int32
	Link            []float64
	N               int
	L, R            []int32 // of links
	Weight          []float64
	Probability     []float64
	Gamma           []matchers.Vector
	Rule            []uint8
	Possible        []matchers.PossibleLink
	Contradictions  []matchers.Judgement
	Largest, Raised int
	Parted          string // digest of the clusters after hearsay was parted
	Errors          []matchers.ErrorRate
}

func keepClusters(c *matchers.Clusters) *keptMatching {
	k := &keptMatching{Of: slices.Clone(c.Of), Link: slices.Clone(c.Link), N: c.N, Possible: slices.Clone(c.Possible), Contradictions: c.Contradictions,
		Largest: c.Largest, Raised: c.Raised}
	for i := range c.Links {
		l := &c.Links[i]
		k.L, k.R, k.Gamma, k.Rule = append(k.L, l.L), append(k.R, l.R), append(k.Gamma, l.Gamma), append(k.Rule, l.Rule)
		k.Weight, k.Probability = append(k.Weight, l.Weight), append(k.Probability, l.Probability)
	}
	return k
}

func (k *keptMatching) clusters() *matchers.Clusters {
	c := &matchers.Clusters{Of: k.Of, Link: k.Link, N: k.N, Possible: k.Possible, Contradictions: k.Contradictions, Largest: k.Largest, Raised: k.Raised}
	c.Links = make([]matchers.Link, len(k.L))
	for i := range c.Links {
		c.Links[i] = matchers.Link{L: k.L[i], R: k.R[i], Weight: k.Weight[i], Probability: k.Probability[i], Gamma: k.Gamma[i], Rule: k.Rule[i]}
	}
	return c
}
