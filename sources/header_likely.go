package sources

import (
	"strings"
	"unicode"

	"rollcall/sources/cells"
	"rollcall/sources/survey"
)

// likelyRows is how far down the header of a file that nobody has described is looked for.
const likelyRows = 40

// likelyHeader finds the header of a file that nobody has described: of its first rows the one most of whose cells are made of words that headers
// have, the first of several. It takes the rows up to it off the grid.
func (g *heldGrid) likelyHeader(s *Survey, known map[string]bool) ([]string, error) {
	rows := g.readAheadRows(likelyRows)
	at, best := 0, 0.0
	for i, r := range rows {
		if r.reason != "" {
			continue
		}
		if score := headerScore(r.cells, known); score > best+0.5 {
			at, best = i, score
		}
	}
	if len(rows) == 0 {
		if g.err != nil {
			return nil, endOfFile(g.err)
		}
		return nil, faultf("the file has no header row")
	}
	if rows[at].reason != "" {
		return nil, faultf("the header row cannot be read: %s", rows[at].reason)
	}
	header := rows[at].cells
	if said := countSaid(header); best < 1 || best < leastHeader*float64(said) { // a row of data would be shown as one
		return nil, faultf("none of the first %d rows looks like a header (is the header row missing?)", len(rows))
	}
	if at > 0 {
		if s.HeaderRow = rows[at].line; s.HeaderRow == 0 {
			s.HeaderRow = at + 1
		}
		header = nameByRowAbove(rows[at-1].cells, header)
		for _, r := range rows[:at] {
			s.above = append(s.above, strings.Join(r.cells, " "))
		}
	}
	g.at += at + 1
	return header, nil
}

// leastHeader is the least share of a header's cells that are made of words which headers have.
const leastHeader = 0.4

// countSaid counts the cells with anything in them.
func countSaid(row []string) (n int) {
	for _, c := range row {
		if cells.Plain(c) != "" {
			n++
		}
	}
	return n
}

// headerScore says how many cells of a row are such as headers have: known as one, or made of their words, and no dates, numbers or sentences.
func headerScore(row []string, known map[string]bool) (score float64) {
	met := map[string]bool{}
	for _, c := range row {
		c = cells.Plain(c)
		k := cells.Fold(c)
		if c == "" || met[k] || len(c) > 60 {
			continue
		}
		met[k] = true
		if !strings.ContainsFunc(c, unicode.IsLetter) {
			score -= 0.5
			continue
		}
		if known[k] {
			score++
			continue
		}
		score += survey.ShareOfHeaderWords(c)
	}
	return score
}
