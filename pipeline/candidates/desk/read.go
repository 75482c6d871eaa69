package desk

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
)

// pageLength is how many are returned where nobody says.
const pageLength = 50

// where gathers the conditions of a query.
type where struct {
	all    []string
	values []any
}

func (w *where) add(condition string, values ...any) {
	w.all, w.values = append(w.all, condition), append(w.values, values...)
}

// addIf adds a condition on a text that is asked for.
func (w *where) addIf(text, condition string) {
	if text != "" {
		w.add(condition, text)
	}
}

// addList adds a condition on a list of values.
func (w *where) addList(condition string, values any) {
	raw, err := json.Marshal(values)
	if err != nil {
		panic(err) // plain data
	}
	w.add(condition, string(raw))
}

func (w *where) String() string {
	if len(w.all) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.all, " AND ")
}

// faultOf is the error of a query: what the database cannot read is damaged, and what it says of it could hold what it read.
func faultOf(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	return errDamaged
}

// Lines are the lines of a page of a list, and how many there are in all.
func (d *Desk) Lines(ctx context.Context, f LineFilter) (lines []Line, total int, err error) {
	w := &where{}
	w.addIf(string(f.List), "list = ?")
	w.addIf(f.Child, "child = ?")
	w.addIf(f.Severity, "severity = ?")
	w.addIf(f.Who, "who = ?")
	w.addIf(string(f.News), "news = ?")
	w.addIf(f.School, "school = ?")
	w.addIf(f.YearGroup, "year_group = ?")
	if f.Rule != "" {
		w.add("instr(rules, ?) > 0", between([]string{f.Rule}))
	}
	if !f.DueBy.IsZero() {
		w.add("due <= ?", f.DueBy.Format(time.DateOnly))
	}
	if f.Only != nil {
		w.addList("child IN (SELECT value FROM json_each(?))", f.Only)
	}
	if len(f.Without) > 0 {
		w.addList("child NOT IN (SELECT value FROM json_each(?))", f.Without)
	}
	order := "n"
	if f.ByDue {
		order = "due, n"
	}
	page, total, err := readPage[packedLine](ctx, d, "line", w, order, f.From, f.Most)
	for i := range page {
		lines = append(lines, page[i].unpack())
	}
	return lines, total, err
}

func (p *packedLine) unpack() Line {
	if u := p.Untold; u != nil {
		return Line{List: Untold, ChildID: u.ChildID, Rank: u.Rank, Sealed: u.Sealed, Untold: u}
	}
	r := p.Row
	if r == nil {
		return Line{}
	}
	return Line{List: r.List, ChildID: r.ChildID, Rank: r.Rank, Sealed: r.Sealed, Row: r}
}

// Pairs are a page of possible matches, and how many there are in all.
func (d *Desk) Pairs(ctx context.Context, f PairFilter) (pairs []Pair, total int, err error) {
	w := &where{}
	if f.Number != 0 {
		w.add("n = ?", f.Number)
	}
	if f.Child != "" {
		w.add("(l = ? OR r = ?)", f.Child, f.Child)
	}
	if f.MayExplain {
		w.add("may_explain")
	}
	if len(f.Without) > 0 {
		w.addList("n NOT IN (SELECT value FROM json_each(?))", f.Without)
	}
	return readPage[Pair](ctx, d, "pair", w, "n", f.From, f.Most)
}

// Score is what the matcher made of a pair: for whoever has judged it.
func (d *Desk) Score(ctx context.Context, number int) (s Score, err error) {
	err = d.db.QueryRowContext(ctx, `SELECT weight, probability, gap, levels FROM score WHERE n = ?`, number).Scan(&s.Weight, &s.Probability, &s.Gap, &s.Levels)
	if errors.Is(err, sql.ErrNoRows) {
		return s, errors.New("no possible match of this number in this run")
	}
	return s, faultOf(ctx, err)
}

// Tasks are what somebody has to do; of one child where it is named.
func (d *Desk) Tasks(ctx context.Context, child string) (tasks []candidates.Task, err error) {
	w := &where{}
	w.addIf(child, "child = ?")
	tasks, _, err = readPage[candidates.Task](ctx, d, "task", w, "n", 0, -1)
	return tasks, err
}
