package matchers

// Waterfall is how the score of a pair comes about, step by step in bits.
type Waterfall struct {
	Prior       float64 // log₂ of the prior odds
	Steps       []Step
	Weight      float64 // log₂ of the odds, the prior included
	Probability float64 // that the pair is a match
	Household   float64 // that it is two people of one household
	Veto        string  // the veto that keeps the pair apart, empty for none
}

// Step is what one comparison adds.
type Step struct {
	Comparison    string
	Level         string
	M, H, U       float64
	Bits          float64 // added by the level
	TermFrequency float64 // added by the rarity of the value agreed on
}
