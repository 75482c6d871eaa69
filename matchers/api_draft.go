package matchers

import (
	"context"
	"errors"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
)

var errDraft = errors.New("matchers: not built yet")

// FromArrow makes a Table of a record. Columns may be strings, dictionaries of strings, dates, or lists of them. key and
// dataset name the columns with the rows' keys and source tables; when empty, rows are named by position, of dataset 0.
func FromArrow(rec arrow.Record, fields []Field, key, dataset string) (*Table, error) {
	return nil, errDraft
}

// PersonColumns names the columns of a table of people. Lists are alternatives, the current value first; empty ones are left out.
type PersonColumns struct {
	Forenames   []string // given, preferred
	Surnames    []string // legal, preferred, former
	Middle      []string
	Birth       string
	Sex         string
	Addresses   []string // current, previous
	Postcodes   []string // belonging with Addresses
	Identifiers []IdentifierColumns
	Contacts    []string // telephones or e-mail addresses shared by a household
	Other       []string // anything else worth comparing as text
}

// IdentifierColumns names the columns of one identifier.
type IdentifierColumns struct {
	Name    string   // such as "upn"
	Columns []string // of which a person has one: two different ones are two people
	Former  []string // temporary or former ones: they may agree but never disagree
}

// PersonSpec returns the default Spec for people who live in households.
func PersonSpec(c PersonColumns) Spec { return Spec{} }

// TrainOptions say how to train. Zero values stand for the defaults.
type TrainOptions struct {
	Seed        uint64 // of the random pairs that u is learnt from
	RandomPairs int    // default 4,000,000
	Iterations  int    // of EM at most; default 200
	Workers     int    // default GOMAXPROCS
	BlockLimit  int    // rows in a block at most; default 500
	TwoClasses  bool   // no household class
}

// Training reports how a Model came about.
type Training struct {
	Pairs      int64 // compared for training
	Iterations int
	Converged  bool
	Collapsed  bool // the household class took matches and was given up
	Rules      []RuleTraining
	Untrained  []string // levels that were never seen and keep what was believed before
	Repaired   []string // comparisons whose levels were out of order and were pooled
	Warnings   []string
}

// RuleTraining is what a blocking rule's pairs were found to be.
type RuleTraining struct {
	Rule                        string
	Pairs                       int64
	Match, Household, Unrelated float64 // shares of its pairs
}

// Train learns a Model from the rows alone.
func Train(ctx context.Context, t *Table, spec Spec, o TrainOptions) (*Model, *Training, error) {
	return nil, nil, errDraft
}

// Save writes the model as JSON.
func (m *Model) Save(w io.Writer) error { return errDraft }

// LoadModel reads a model that Save wrote.
func LoadModel(r io.Reader) (*Model, error) { return nil, errDraft }

// CompareOptions say how to compare. Zero values stand for the defaults.
type CompareOptions struct {
	Workers    int     // default GOMAXPROCS
	Floor      float64 // bits; edges below are dropped; default −5
	BlockLimit int     // rows in a block at most; default 500
}

// Report says what was compared and what was not.
type Report struct {
	Pairs int64
	Rules []RuleReport
}

// RuleReport counts a blocking rule's work.
type RuleReport struct {
	Rule    string
	Blocks  int
	Pairs   int64 // in its blocks, exact, known before comparing
	First   int64 // compared here first
	Largest int   // rows in its largest block
	Split   int   // blocks split by the further key
	Skipped int   // blocks left out because they were still too large
	Unseen  int64 // pairs in the blocks left out
}

// Edges are the pairs kept, ordered by the keys of their rows. L precedes R in the order of keys.
type Edges struct {
	L, R        []int32
	Weight      []float32 // log₂ of the odds of a match, the prior included
	Probability []float32 // that the pair is a match
	Gamma       []Vector
	Rule        []uint8 // the blocking rule that made the pair first
}

// Vector is the levels that a pair reached, four bits each.
type Vector uint64

// At returns the gamma of comparison k: −1 for null.
func (v Vector) At(k int) int8 { return int8(v>>(4*k)&15) - 1 }

// Compare scores every pair that a blocking rule makes and keeps those above the floor.
func Compare(ctx context.Context, t *Table, m *Model, o CompareOptions) (*Edges, *Report, error) {
	return nil, nil, errDraft
}

// Verdict is a person's decision on a pair.
type Verdict int8

// The verdicts.
const (
	Unsure    Verdict = 0
	Same      Verdict = 1
	Different Verdict = -1
)

// Judgement is a person's decision on two rows.
type Judgement struct {
	L, R    int32
	Verdict Verdict
}

// ResolveOptions say how edges become clusters. Zero values stand for the defaults.
type ResolveOptions struct {
	Link       float64     // probability that a link needs; default 0.95
	Possible   float64     // probability from which a link is worth a person's look; default 0.20
	Gap        float64     // bits by which a row must prefer its cluster to any other; default 2
	Exclusive  string      // Groups column: two rows that share a group are different people
	Judgements []Judgement // hard constraints
	Workers    int
}

// Link is a pair of rows of one cluster.
type Link struct {
	L, R        int32
	Weight      float64 // bits
	Probability float64
	Gamma       Vector
	Rule        int8 // the blocking rule, −1 for a pair compared only because its cluster was
}

// PossibleLink is a pair of rows of two clusters for a person to judge.
type PossibleLink struct {
	Link
	Why string  // "likely", "conflict", "veto", "rival"
	Gap float64 // bits by which it beats the row's next best
}

// Clusters are the people found.
type Clusters struct {
	Of       []int32   // cluster of each row, numbered by their first rows in the order of keys
	Link     []float64 // probability that the row belongs with the rest of its cluster; 1 when alone
	N        int
	Links    []Link
	Possible []PossibleLink
	// Contradictions are judgements that cannot all hold.
	Contradictions []Judgement
}

// Resolve joins rows into clusters.
func Resolve(ctx context.Context, t *Table, m *Model, e *Edges, o ResolveOptions) (*Clusters, error) {
	return nil, errDraft
}

// Explain scores two rows step by step.
func Explain(t *Table, m *Model, i, j int) (Waterfall, error) { return Waterfall{}, errDraft }
