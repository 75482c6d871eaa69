package matchers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Sums are what the rows of all shards of a table add up to: all that a shard must be told of the others. They are plain data; each is
// filled in once it is known, and what needs it comes after.
type Sums struct {
	Rows     int   `json:"rows"`
	Datasets []int `json:"datasets"` // rows of each
	// Terms are, by comparison with term frequencies, how many rows have each value.
	Terms map[string]map[string]int64 `json:"terms,omitempty"`
	// Spellings are, by column, the values of several words: who writes MARY ANN tells how MARYANN is to be read.
	Spellings map[string][]string `json:"spellings,omitempty"`
	// Places are the addresses of more rows than a household has, and PlaceSizes how many addresses have so many rows.
	Places     map[string]int64 `json:"places,omitempty"`
	PlaceSizes map[int64]int64  `json:"place_sizes,omitempty"`
	// Rules are what each blocking rule makes, and Ranges how many blocks it has in each range of keys.
	Rules    []RuleReport `json:"rules,omitempty"`
	Ranges   [][]int      `json:"ranges,omitempty"`
	Bearable int          `json:"bearable"` // rows that could be borne out
	Moves    Moves        `json:"moves"`
	// Copies are, by comparison and value, the likely copies of its rows that reach each level with it.
	Copies map[string]map[string][]int64 `json:"copies,omitempty"`

	once sync.Once
	top  map[string][]string // the most frequent values
	all  map[string]float64
}

// prepare works out what follows from the terms, once.
func (s *Sums) prepare() {
	s.once.Do(func() {
		s.top, s.all = map[string][]string{}, map[string]float64{}
		for name, counts := range s.Terms {
			for _, n := range counts {
				s.all[name] += float64(n)
			}
			s.top[name] = mostFrequent(slices.Sorted(maps.Keys(counts)), func(word string) float64 { return float64(counts[word]) })
		}
	})
}

// termsOf implements wholeTerms.
func (s *Sums) termsOf(comparison string) (rows map[string]int64, most []string, all float64) {
	s.prepare()
	return s.Terms[comparison], s.top[comparison], s.all[comparison]
}

// rowsAt implements wholePlaces.
func (s *Sums) rowsAt(place string) int64 { return s.Places[place] }

// middlePlace implements wholePlaces, by how many addresses have so many rows.
func (s *Sums) middlePlace() float64 {
	all, sum := int64(0), int64(0)
	for n, places := range s.PlaceSizes {
		all += n * places
	}
	for _, n := range slices.Sorted(maps.Keys(s.PlaceSizes)) {
		if sum += n * s.PlaceSizes[n]; 2*sum >= all && n > 0 {
			return float64(n)
		}
	}
	return 1
}

// spellingsFor returns, by column, the spellings that say how words of a shard are to be read.
func (s *Sums) spellingsFor(has func(word string) bool) map[string][]string {
	out := map[string][]string{}
	for name, values := range s.Spellings {
		for _, v := range values {
			if has(strings.ReplaceAll(v, " ", "")) {
				out[name] = append(out[name], v)
			}
		}
	}
	return out
}

// AddTerm adds what EachTerm counted, all of one kind, name and value at once.
func (s *Sums) AddTerm(kind int, name, value string, n int64) error {
	switch kind {
	case TermValue:
		if s.Terms == nil {
			s.Terms = map[string]map[string]int64{}
		}
		if s.Terms[name] == nil {
			s.Terms[name] = map[string]int64{}
		}
		s.Terms[name][value] += n
	case TermPlace:
		if s.Places == nil {
			s.Places, s.PlaceSizes = map[string]int64{}, map[int64]int64{}
		}
		if s.PlaceSizes[n]++; n > household { // no fewer are a crowd, whatever the middle place
			s.Places[value] = n
		}
	case TermSpelling:
		if s.Spellings == nil {
			s.Spellings = map[string][]string{}
		}
		s.Spellings[name] = append(s.Spellings[name], value)
	case TermBearable:
		s.Bearable += int(n)
	default:
		return fmt.Errorf("sums: nothing is of kind %d", kind)
	}
	return nil
}

// AddCopies adds copies of a value of a comparison at a level.
func (s *Sums) AddCopies(comparison, value string, level int, n int64) error {
	if level < 0 || level >= nearLevels {
		return fmt.Errorf("sums: copies at level %d: there is none such", level)
	}
	if s.Copies == nil {
		s.Copies = map[string]map[string][]int64{}
	}
	if s.Copies[comparison] == nil {
		s.Copies[comparison] = map[string][]int64{}
	}
	if s.Copies[comparison][value] == nil {
		s.Copies[comparison][value] = make([]int64, nearLevels)
	}
	s.Copies[comparison][value][level] += n
	return nil
}
