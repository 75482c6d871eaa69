package register

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"iter"
	"strconv"
)

// A run shows nearly the lines of the run before it: another rank is nearly all that is new of one. So a line is stored once for all the
// runs that had it, without its rank, and a run keeps which lines each of its lists had, in the order of their children, and the rank of
// each. What is digested of a run is what it would be if it kept its lines whole, so that runs from before are verified as they were.

// position is where a list had a line: the line's number, and its rank there. No rank: the line has none, or says it itself.
type position struct{ line, rank uint32 }

// positionSize is how many bytes a position takes.
const positionSize = 8

func appendPosition(to []byte, p position) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(to, p.line), p.rank)
}

// positionsIn are the positions of a ranking, in the order of the children.
func positionsIn(ranked []byte) iter.Seq[position] {
	return func(yield func(position) bool) {
		for ; len(ranked) >= positionSize; ranked = ranked[positionSize:] {
			if !yield(position{binary.BigEndian.Uint32(ranked), binary.BigEndian.Uint32(ranked[4:])}) {
				return
			}
		}
	}
}

// lineNumbers is a JSON list of the lines of a ranking.
func lineNumbers(ranked []byte) string {
	list := []byte{'['}
	for p := range positionsIn(ranked) {
		list = append(strconv.AppendUint(list, uint64(p.line), 10), ',')
	}
	return string(append(bytes.TrimSuffix(list, []byte{','}), ']'))
}

// rankKey is before the rank in the body of a line.
const rankKey = `"rank":`

// cutRank takes the rank out of the body of a line, and leaves 0 in its place.
func cutRank(body string) (string, uint32) {
	from, to := findRank(body)
	rank, err := strconv.ParseUint(body[from:to], 10, 32)
	if err != nil || body[from] == '0' {
		return body, 0
	}
	return body[:from] + "0" + body[to:], uint32(rank)
}

// appendRanked appends the body of a line with its rank in its place again.
func appendRanked(to []byte, body string, rank uint32) []byte {
	if rank == 0 {
		return append(to, body...)
	}
	from, end := findRank(body)
	return append(strconv.AppendUint(append(to, body[:from]...), uint64(rank), 10), body[end:]...)
}

// findRank finds the digits of the rank in the body of a line. In a text a quotation mark is escaped: no text of a body is taken for it.
func findRank(body string) (from, to int) {
	for from = 0; from+len(rankKey) <= len(body); from++ {
		if body[from:from+len(rankKey)] == rankKey {
			break
		}
	}
	if from += len(rankKey); from > len(body) {
		return 0, 0
	}
	for to = from; to < len(body) && '0' <= body[to] && body[to] <= '9'; to++ {
	}
	return from, to
}

// storedLine is a line as it is stored once for many runs.
type storedLine struct {
	child, body string // the body without its rank
	digest      evidenceDigest
	fault       string // of its evidence; empty: none
}

// storedLines are lines by their numbers. A number that no line has is of one without a child.
type storedLines []storedLine

// readStoredLines reads the lines of some rankings, or all where there is none. With bodies their evidence is held to its digest.
func readStoredLines(ctx context.Context, tx *sql.Tx, bodies bool, rankings ...[]byte) (lines storedLines, err error) {
	of, from, args := `''`, `line`, []any(nil)
	if bodies {
		of = `evidence.body`
	}
	if len(rankings) > 0 {
		from, args = `json_each(?) CROSS JOIN line ON line.number = value`, []any{lineNumbers(bytes.Join(rankings, nil))}
	}
	var number int64
	var child, body string
	var digest, about sql.RawBytes
	err = eachRow(ctx, tx, []any{&number, &child, &digest, &body, &about}, func() error {
		if n := number + 1 - int64(len(lines)); n > 0 {
			lines = append(lines, make(storedLines, n)...)
		}
		l := storedLine{child: child, body: body}
		switch copy(l.digest[:], digest); {
		case digest == nil:
			l.fault = "the evidence of one of its lines is missing"
		case bodies && !digestOf(about).isOf(digest):
			l.fault = "the evidence " + hex.EncodeToString(digest) + " of its lines was changed"
		}
		lines[number] = l
		return nil
	}, `SELECT line.number, child, digest, line.body, `+of+` FROM `+from+` LEFT JOIN evidence ON evidence.number = line.evidence`, args...)
	return lines, err
}

// at is the line of a position.
func (s storedLines) at(p position) (storedLine, bool) {
	if int64(p.line) >= int64(len(s)) || s[p.line].child == "" {
		return storedLine{}, false
	}
	return s[p.line], true
}

// ranking is which lines a list of a run had.
type ranking struct {
	entry int64
	list  string
	lines []byte // positions
}

// readRankings reads rankings by the end of a query.
func readRankings(ctx context.Context, from asked, which string, args ...any) (all []ranking, err error) {
	var x ranking
	err = eachRow(ctx, from, []any{&x.entry, &x.list, &x.lines}, func() error { all = append(all, x); return nil },
		`SELECT ranking.entry, ranking.list, ranking.lines FROM ranking `+which, args...)
	return all, err
}

// errFound ends a walk that has found what it was for.
var errFound = errors.New("found")

// eachLineOf finds every line that runs had of some children: the entry of the run, the list, the line and where it stood. The lines
// are those that a query of their numbers, children and bodies answers; the runs those that the end of another one names, and in its order.
// A call that returns errFound ends it.
func eachLineOf(ctx context.Context, from asked, lines string, of []any, which string, args []any, call func(ranking, storedLine, position) error) error {
	var theirs storedLines
	var number int64
	var l storedLine
	if err := eachRow(ctx, from, []any{&number, &l.child, &l.body}, func() error {
		if n := number + 1 - int64(len(theirs)); n > 0 {
			theirs = append(theirs, make(storedLines, n)...)
		}
		theirs[number] = l
		return nil
	}, `SELECT number, child, body FROM line WHERE `+lines, of...); err != nil || len(theirs) == 0 {
		return err
	}
	var x ranking
	var ranked sql.RawBytes
	err := eachRow(ctx, from, []any{&x.entry, &x.list, &ranked}, func() error {
		for p := range positionsIn(ranked) {
			if l, is := theirs.at(p); is {
				if err := call(x, l, p); err != nil {
					return err
				}
			}
		}
		return nil
	}, `SELECT ranking.entry, ranking.list, ranking.lines FROM ranking `+which, args...)
	if errors.Is(err, errFound) {
		return nil
	}
	return err
}
