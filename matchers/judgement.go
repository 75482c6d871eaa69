package matchers

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
