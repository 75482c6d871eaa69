package matchers

// measure is what a Measure's levels are, from worst to best.
type measure struct {
	levels []Level
}

// measures holds the levels of every measure, worst first. M and U are what is believed before anything is learnt: orders
// of magnitude found on public sets of people with errors put in, which data soon outweighs.
var measures = map[Measure]measure{
	MeasureForename: {levels: []Level{
		{Name: "else", M: .03, U: .93},
		{Name: "initial", M: .01, U: .006, Free: true}, // as rare as records with an initial only
		{Name: "near", M: .02, U: .03},
		{Name: "known", M: .02, U: .006},
		{Name: "close", M: .05, U: .006},
		{Name: "exact", M: .85, U: .008},
		{Name: "swapped", M: .005, U: 2e-6, Free: true},
	}},
	MeasureSurname: {levels: []Level{
		{Name: "else", M: .04, U: .95},
		{Name: "near", M: .02, U: .03},
		{Name: "part", M: .01, U: .002},
		{Name: "close", M: .05, U: .006},
		{Name: "exact", M: .88, U: .004},
	}},
	MeasureMiddle: {levels: []Level{
		{Name: "else", M: .1, U: .9},
		{Name: "initial", M: .2, U: .08},
		{Name: "exact", M: .7, U: .02},
	}},
	MeasureDate: {levels: []Level{
		{Name: "far", M: .001, U: .25},
		{Name: "else", M: .002, U: .5},
		{Name: "around", M: .002, U: .1},
		{Name: "year", M: .005, U: .055},
		{Name: "near", M: .003, U: .015},
		{Name: "two", M: .01, U: .07},
		{Name: "edit", M: .02, U: .005},
		{Name: "parts", M: .005, U: .001},
		{Name: "exact", M: .955, U: .0002},
	}},
	MeasureCategory: {levels: []Level{
		{Name: "else", M: .01, U: .5},
		{Name: "same", M: .99, U: .5},
	}},
	MeasurePlace: {levels: []Level{
		{Name: "else", M: .1, U: .93},
		{Name: "around", M: .03, U: 4e-3},
		{Name: "elsewhere", M: .01, U: 1e-5},
		{Name: "neighbour", M: .02, U: 3e-5},
		{Name: "postcode", M: .05, U: 3e-5},
		{Name: "address", M: .05, U: 3e-5},
		{Name: "nearly", M: .05, U: 3e-6},
		{Name: "both", M: .65, U: 1e-6},
	}},
	MeasureIdentifier: {levels: []Level{
		{Name: "else", M: .004, U: .9999},
		{Name: "close", M: .006, U: 1e-6},
		{Name: "same", M: .99, U: 1e-6},
	}},
	MeasureText: {levels: []Level{
		{Name: "else", M: .15, U: .9},
		{Name: "near", M: .05, U: .06},
		{Name: "close", M: .1, U: .02},
		{Name: "exact", M: .7, U: .02},
	}},
}
