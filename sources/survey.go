package sources

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/survey"
)

// Survey is what a file holds, column by column, before anybody has said what its headers mean. It keeps no value but
// those of few different ones, and shows none that could be a child's.
type Survey struct {
	File    string
	Rows    int
	Notes   []string // what is odd about the file
	Columns []Column
	// HeaderRow is the row of the sheet, or the line of the text, in which the headers stand; zero where they stand first.
	HeaderRow int
	Sheet     string // that was looked at, where there are several

	above   []string // what the rows above the header say
	said    []string // words of the file's name, its sheet's and the rows above the header
	x       *Extract
	serial  bool // the cells are those of a spreadsheet, whose days are numbers
	likened map[string][]float64
}

// Column is a column of a surveyed file.
type Column struct {
	Header string
	Filled float64  // share of rows, 0 to 1
	Looks  string   // what its values look like
	Shapes []string // the commonest shapes of its values, with every letter and figure masked

	form    survey.HeaderForm
	profile *survey.Profile
}

// surveySource is read in place of a source when a file is surveyed: it knows every header that any kind may have, so that a
// header below a title is found, and its rows go to the survey.
func surveySource() *source {
	s := &source{kind: "survey", tables: []*table{{}}}
	for _, of := range inOrder {
		s.ignored = append(s.ignored, of.ignored...)
		for _, f := range slices.Concat(of.allFields(), placeFields) {
			s.ignored = append(s.ignored, f.name)
			s.ignored = append(s.ignored, f.headers...)
			s.ignored = append(s.ignored, survey.Spellings[f.name]...)
		}
	}
	return s
}

// SurveyFile surveys one file. The extract says how it is to be read: encoding, delimiter, sheet, and the columns that are
// mapped already. The error says why the file cannot be read as rows and columns.
func SurveyFile(ctx context.Context, path string, x Extract) (*Survey, error) {
	x.Files, x.Root = []string{path}, filepath.Dir(path)
	var refused refusals
	u := unpacker{ctx, &x, &spool{}}
	defer u.spool.Close()
	src := surveySource()
	parts, err := u.openParts(src, &refused)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	if len(parts) != 1 {
		return nil, fmt.Errorf("%s holds %d files; look at one of them", name, len(parts))
	}
	in, o := parts[0].in, parts[0].out
	s := &Survey{File: name, x: &x, likened: map[string][]float64{}}
	o.taker = s
	if err := readParts(ctx, src, parts); err != nil {
		return nil, err
	}
	if refused.reason != "" {
		return nil, fmt.Errorf("%s: %s", name, refused.reason)
	}
	if what := knownWhole(in); what != "" {
		return nil, fmt.Errorf("%s is %s", name, what)
	}
	s.Rows, s.Notes = o.report.Rows, o.report.Notes
	s.said = survey.WordsOf(strings.Join(append(s.above, strings.TrimSuffix(name, filepath.Ext(name)), x.Sheet), " "))
	for i := range s.Columns {
		s.Columns[i].finishColumn(o.report.Rows)
	}
	return s, nil
}

// knownWhole says which file a source reads as it is, when this is one, although it has rows and columns.
func knownWhole(in *input) string {
	for _, s := range inOrder {
		for _, r := range s.readers {
			if r.rows != "" && r.takes(in) {
				return r.rows + ", which is read as it is (kind " + string(s.kind) + ")"
			}
		}
	}
	return ""
}

// takeRows takes the header and the rows below it.
func (s *Survey) takeRows(_ context.Context, all grid, in *input, o *out, serial bool) error {
	g := &heldGrid{grid: all}
	header, err := g.likelyHeader(s, o.src.knownHeaders(in.x))
	if err != nil {
		return err
	}
	if len(header) > mostColumns {
		return faultf("the first row has %d columns (want at most %d)", len(header), mostColumns)
	}
	if holdsValues(header) && knownCells(o.src.knownHeaders(in.x), header) < 2 {
		return faultf("what stands in the place of the header holds values of rows (is the header row missing?)")
	}
	if s.HeaderRow > 0 {
		o.addNote("the header is row %d; the rows above it are not read", s.HeaderRow)
	}
	s.serial = serial
	for _, h := range header {
		s.Columns = append(s.Columns, Column{Header: cells.Plain(h), form: survey.FormOf(h), profile: survey.NewProfile(serial)})
	}
	for {
		texts, reason, err := g.readRow()
		if err != nil {
			return endOfFile(err)
		}
		if reason != "" || isTotal(texts) || len(texts) > len(header) {
			if err := o.rejectRow(o.nextRow(), "", "a row that is no row of the table"); err != nil {
				return err
			}
			continue
		}
		o.nextRow()
		o.report.Records++
		for i, c := range texts {
			if c = cells.Plain(c); c != "" && !cells.StandsForNothing(cells.NameValue, c) {
				s.Columns[i].profile.AddValue(c)
			}
		}
		if o.err != nil {
			return o.err
		}
	}
}

// refusals is the Sink of a survey: it keeps why the file as a whole could not be read.
type refusals struct {
	nowhere
	reason string
}

// Reject keeps the reason of the first rejection of the whole file.
func (r *refusals) Reject(x Rejection) error {
	if x.Row == 0 && r.reason == "" {
		r.reason = x.Reason
	}
	return nil
}

// finishColumn says what the column looks like, once all rows are in.
func (c *Column) finishColumn(rows int) {
	p := c.profile
	if rows > 0 {
		c.Filled = float64(p.Filled) / float64(rows)
	}
	c.Looks, c.Shapes = p.DescribeLooks(), p.CommonShapes()
}
