package register

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
)

// preparedLine is a line of a run as it is stored.
type preparedLine struct {
	list, child string
	digest      evidenceDigest // of about
	about, body string         // the evidence, and the body without its rank
	rank        uint32
}

// enterLines writes the lines of a run, by list and child: those that the run recorded before it had as well are not stored again.
func enterLines(ctx context.Context, tx *sql.Tx, st *statements, seq int64, lines []preparedLine) error {
	if len(lines) == 0 {
		return nil
	}
	before, err := linesBefore(ctx, tx)
	if err != nil {
		return err
	}
	numbers, fresh := make([]uint32, len(lines)), []int(nil)
	for i, k := 0, 0; i < len(lines); i++ {
		l := &lines[i]
		if i > 0 && l.list == lines[i-1].list && l.child == lines[i-1].child {
			return errors.New("a list has two lines of a child")
		}
		for k < len(before) && cmp.Or(cmp.Compare(before[k].list, l.list), cmp.Compare(before[k].child, l.child)) < 0 {
			k++
		}
		if k < len(before) && before[k].list == l.list && before[k].child == l.child && before[k].body == l.body && before[k].digest == l.digest {
			numbers[i] = before[k].number
		} else {
			fresh = append(fresh, i)
		}
	}
	evidence, lastEvidence, err := numberEvidence(ctx, tx, lines, fresh)
	if err != nil {
		return err
	}
	var last int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM line`).Scan(&last); err != nil {
		return err
	}
	for _, i := range fresh {
		l := &lines[i]
		number, held := evidence[l.digest]
		if !held {
			lastEvidence++
			number, evidence[l.digest] = lastEvidence, lastEvidence
			st.run(`INSERT INTO evidence VALUES (?, ?, ?)`, number, l.digest[:], l.about)
		}
		last++
		numbers[i] = uint32(last)
		st.run(`INSERT INTO line VALUES (?, ?, ?, ?)`, last, l.child, number, l.body)
	}
	var ranked []byte
	for i := range lines {
		ranked = appendPosition(ranked, position{numbers[i], lines[i].rank})
		if list := lines[i].list; i+1 == len(lines) || lines[i+1].list != list {
			st.run(`INSERT INTO ranking VALUES (?, ?, ?)`, seq, list, ranked)
			ranked = nil
		}
	}
	return st.fault
}

// lineBefore is a line of the run recorded before.
type lineBefore struct {
	list, child, body string
	number            uint32
	digest            evidenceDigest
}

// linesBefore are the lines of the run that was recorded last, by list and child.
func linesBefore(ctx context.Context, tx *sql.Tx) (lines []lineBefore, err error) {
	rankings, err := readRankings(ctx, tx, `WHERE entry = (SELECT max(entry) FROM ranking) ORDER BY list`)
	for i := 0; err == nil && i < len(rankings); i++ {
		x := lineBefore{list: rankings[i].list}
		var digest sql.RawBytes
		err = eachRow(ctx, tx, []any{&x.number, &x.child, &digest, &x.body}, func() error {
			copy(x.digest[:], digest)
			lines = append(lines, x)
			return nil
		}, `SELECT line.number, child, digest, line.body FROM json_each(?) CROSS JOIN line ON line.number = value
			JOIN evidence ON evidence.number = line.evidence ORDER BY key`, lineNumbers(rankings[i].lines))
	}
	return lines, err
}

// numberEvidence finds the numbers of the evidence that some lines rest on and the register holds already, and the last number that
// any has.
func numberEvidence(ctx context.Context, tx *sql.Tx, lines []preparedLine, of []int) (numbers map[evidenceDigest]int64, last int64, err error) {
	numbers = make(map[evidenceDigest]int64, len(of))
	if len(of) == 0 {
		return numbers, 0, nil
	}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM evidence`).Scan(&last); err != nil || last == 0 {
		return numbers, last, err
	}
	wanted := make([]string, len(of))
	for k, i := range of {
		wanted[k] = lines[i].digest.String()
	}
	var at int
	var number int64
	err = eachRow(ctx, tx, []any{&at, &number}, func() error { numbers[lines[of[at]].digest] = number; return nil },
		`SELECT key, number FROM json_each(?) CROSS JOIN evidence ON digest = unhex(value)`, mustJSON(wanted))
	return numbers, last, err
}
