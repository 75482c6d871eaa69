package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Problem is a row of a calendar of terms that was left out, and why.
type Problem struct {
	File   string
	Line   int
	Field  string
	Reason string
}

// Error returns the place and the reason.
func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s; row left out", p.File, p.Line, p.Field, p.Reason)
}

// Read makes a Calendar of a CSV of terms: a header row with place (or la, laestab, la|laestab), from, to and kind, then
// one span per row, dates as YYYY-MM-DD, kind TERM, INSET or CLOSED. Where the file has both la and laestab, the latter
// counts when it is filled. Name is the file's, for the problems.
//
// A row that cannot be read is left out and becomes a Problem; the rest is used. The error says that nothing was: the
// stream failed, or the header is not that of a calendar.
func Read(r io.Reader, name string, options ...Option) (*Calendar, []Problem, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord, in.ReuseRecord, in.TrimLeadingSpace = -1, true, true
	header, err := in.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%s: no header row: %w", name, err)
	}
	cols, err := columnsOf(header)
	if err != nil {
		return nil, nil, fmt.Errorf("%s:1: %w", name, err)
	}
	var spans []Span
	var problems []Problem
	for {
		row, err := in.Read()
		if err == io.EOF {
			return New(spans, options...), problems, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			problems = append(problems, Problem{name, bad.StartLine, "row", "not CSV (" + bad.Err.Error() + ")"})
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := in.FieldPos(0)
		span, field, reason := cols.span(row)
		if reason != "" {
			problems = append(problems, Problem{name, line, field, reason})
			continue
		}
		spans = append(spans, span)
	}
}

// columns are the positions of the fields, -1 when the file has no such column.
type columns struct{ place, la, from, to, kind int }

func columnsOf(header []string) (columns, error) {
	c := columns{-1, -1, -1, -1, -1}
	known := map[string]*int{
		"place": &c.place, "la|laestab": &c.place, "laestab": &c.place, "la": &c.la,
		"from": &c.from, "to": &c.to, "kind": &c.kind,
	}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\uFEFF")))
		at, ok := known[h]
		switch {
		case !ok:
			return c, fmt.Errorf("column %d is not known (want la|laestab, from, to, kind)", i+1)
		case *at >= 0:
			return c, fmt.Errorf("column %d repeats another", i+1)
		}
		*at = i
	}
	if c.place < 0 && c.la < 0 || c.from < 0 || c.to < 0 || c.kind < 0 {
		return c, errors.New("header lacks a column (want la|laestab, from, to, kind)")
	}
	return c, nil
}

func (c columns) span(row []string) (s Span, field, reason string) {
	at := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	s.Place = strings.ReplaceAll(at(c.place), "/", "")
	if s.Place == "" {
		s.Place = at(c.la)
	}
	s.Kind = Kind(strings.ToUpper(at(c.kind)))
	var err error
	if s.From, err = Parse(at(c.from)); err != nil {
		return s, "from", err.Error()
	}
	if s.To, err = Parse(at(c.to)); err != nil {
		return s, "to", err.Error()
	}
	field, reason = s.fault()
	return s, field, reason
}

// fault returns what is wrong with a span, and nothing when it can be used.
func (s Span) fault() (field, reason string) {
	switch {
	case !digits(s.Place) || len(s.Place) != laDigits && len(s.Place) != 7:
		return "place", "not an LA code of three digits or a LAESTAB of seven"
	case s.Kind != InTerm && s.Kind != Inset && s.Kind != Closed:
		return "kind", "not TERM, INSET or CLOSED"
	case s.From < On(1990, 1, 1) || s.To > On(2090, 1, 1):
		return "from", "outside the years 1990 to 2089"
	case s.To < s.From:
		return "to", "before from"
	case s.To-s.From > 366:
		return "to", "more than a year after from"
	}
	return "", ""
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
