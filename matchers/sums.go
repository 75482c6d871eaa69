package matchers

import (
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
	// Places are the addresses of more than one household, and PlaceSizes how many addresses have so many rows.
	Places     map[string]int64 `json:"places,omitempty"`
	PlaceSizes map[int64]int64  `json:"place_sizes,omitempty"`
	// Rules are what each blocking rule makes.
	Rules    []RuleReport `json:"rules,omitempty"`
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

// termFrequencyOf returns the frequencies of a comparison's values among all rows.
func (t *Table) termFrequencyOf(name string, c frequent, u []float64) *termFrequency {
	s := t.memo.sums
	if s == nil {
		return newTermFrequency(c, u)
	}
	s.prepare()
	f := &termFrequency{count: make([]float64, len(c.countValues())), all: s.all[name], u: u}
	ids := make(map[string]int32, len(f.count))
	for v := range f.count {
		word := c.textOf(int32(v))
		f.count[v], ids[word] = float64(s.Terms[name][word]), int32(v)
	}
	for _, word := range s.top[name] {
		f.top = append(f.top, ids[word])
	}
	return f.derive()
}

// addressed is a comparer of places whose values can be told by their texts.
type addressed interface {
	crowded
	// eachPlace calls f with the text of each value of a row, as often as the row has it.
	eachPlace(i int32, f func(text string))
	// placeText returns the text of a value.
	placeText(v int32) string
}

// crowdsOf is lnCrowds among all rows.
func (t *Table) crowdsOf(c crowded) []float64 {
	s, named := t.memo.sums, addressed(nil)
	if s != nil {
		named, _ = c.(addressed)
	}
	if named == nil {
		return lnCrowds(c)
	}
	rows := make([]float64, len(c.countRows()))
	for v := range rows {
		rows[v] = float64(s.Places[named.placeText(int32(v))])
	}
	return lnBeyond(rows, s.middlePlace())
}

// middlePlace is middleSize by how many addresses have so many rows.
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
