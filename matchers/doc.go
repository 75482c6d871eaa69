// Package matchers links records of people who live in households, by a Fellegi–Sunter model: comparisons with ordered
// levels, m and u probabilities, match weights in bits, a prior, term frequencies and blocking rules.
//
// It trains without labels, scores pairs, and resolves them into clusters. It knows columns, not children, and tables, not
// files; it imports nothing else of Rollcall.
//
//	b := matchers.NewBuilder(fields...)              // rows, normalised
//	t, err := b.Table()
//	model, training, err := matchers.Train(ctx, t, matchers.PersonSpec(columns), matchers.TrainOptions{Seed: 1})
//	edges, report, err := matchers.Compare(ctx, t, model, matchers.CompareOptions{})
//	clusters, err := matchers.Resolve(ctx, t, model, edges, matchers.ResolveOptions{})
//	why, err := matchers.Explain(t, model, i, j)
//
// A pair is a match, two people of one household, or unrelated people. The second class is what keeps brothers and sisters
// apart: they share surname, address and sometimes the date of birth, and a model of two classes calls them matches.
//
// Nothing depends on the order of rows, on map iteration or on the number of workers: rows are ordered by their keys, and
// randomness comes from a seed.
//
// The words of the package, each with one meaning:
//
//	Comparison, Level   two rows held against each other in one respect, and how far they agree
//	Measure             the way in which a comparison compares; each registers itself from its file
//	comparer            a Measure bound to a table
//	packed row, word    what compareAtSight reads of a row: a few words of 32 bits
//	look                the letters of a value and its length, by which most pairs are turned away
//	Gamma, Vector       the level reached, and those of all comparisons together
//	M, H, U             probability of a level given a match, one household, unrelated people
//	Prior, Weight       log₂ odds before and after the levels are known, in bits
//	score               the Weight of a pair in natural logarithms, with its Vector
//	block, key, rule    rows that agree on the keys of a BlockingRule
//	large, altered      a run of a block with too many rows; a large run that is another than before
//	touched             of a row: changed since an earlier comparison, or in an altered block
//	row key             half of the key of a row in a rule, kept for a later comparison
//	near                of two values of a fuzzy key: one letter apart
//	Edge                a pair that was kept; Link, one whose rows are one person; Possible, one for a person to judge
//	apart               of two rows: they cannot be one person, whatever they weigh
//	barred              of two datasets: their rows are never compared
//	component, cluster  rows joined by any likely edge; rows that are one person
//	evidence            what speaks for joining two groups of rows, added up
//	Judgement           a person's decision on a pair
//	Dependence          how much oftener unrelated people reach two levels together than by chance
//	part                a word of a name; parts may stand in any field and order
//	kept                of a home: two rows of one name and birth have it
//	torn                of a row: it lacks what tells two clusters apart and fits both
//	own copies          rows of the same person, by which a value is more frequent than people who have it
//	stated              of an edge: the probability that is published, other rows taken into account
//	copy                of a row: another that is surely one person with it
//	witness             a third row that is surely one person with one of a pair
//	shape               in which comparisons a row has a value, or both rows of a pair
//	Calibration         how far probabilities are off, by pairs that are known to be false
package matchers
