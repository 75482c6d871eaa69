package officers

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Subject is a child of whom all that is held is to be gathered.
type Subject struct {
	Child   string
	Records []people.Placed // of the extracts, that the newest run placed with the child
	Near    int             // records that may be the child's and are not placed with it
	Sealed  bool            // the newest run says so
	Folder  string          // to write to; made, and not in the output folder
}

// CheckSubject says whether a child may be looked at: nothing is written. The error is ErrSealedChild where only the designated
// officer may have it done.
func CheckSubject(ctx context.Context, s *settings.Settings, o journal.Options, x *Subject, designated bool) error {
	o = o.WithDefaults(s.OutputDir())
	if err := refuseFolder(x.Folder, o.Out); err != nil {
		return err
	}
	reg, err := openRegister(s, o)
	if err != nil {
		return err
	}
	defer reg.Close()
	sealed, err := isSealed(ctx, reg, o.Out, x.Child)
	if err != nil {
		return err
	}
	if (sealed || x.Sealed) && !designated {
		return ErrSealedChild
	}
	x.Sealed = x.Sealed || sealed
	return nil
}

// refuseFolder is the error of a folder that holds something, or that officers open every day.
func refuseFolder(folder, out string) error {
	whole, errF := filepath.Abs(folder)
	inside, errO := filepath.Abs(out)
	if err := errors.Join(errF, errO); err != nil {
		return err
	}
	if rel, err := filepath.Rel(inside, whole); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return &settings.Error{Faults: []string{folder + ": lies in the output folder, which others read; name one outside it"}}
	}
	if held, err := os.ReadDir(folder); err == nil && len(held) > 0 {
		return &settings.Error{Faults: []string{folder + ": is there and holds something; name a new folder"}}
	}
	return nil
}

// Gathered is what came of gathering.
type Gathered struct {
	Folder string
	Files  []string
}

// String says what was gathered.
func (g *Gathered) String() string {
	return fmt.Sprintf("gathered in %s: %s\nread what is marked for review before any of it is given out, and delete the folder when it was\n",
		g.Folder, strings.Join(g.Files, ", "))
}

// gathering is a gathering under way.
type gathering struct {
	*Subject
	Gathered
	held  register.HeldOn
	about strings.Builder // the page that is read first
}

// GatherSubject writes all that is held on a child into a folder that only its owner may open, encrypted where the settings encrypt:
// what the extracts say, as they are read, what the register remembers and what the published runs say. What is of somebody else
// is left out or marked for review. Of a sealed child, what the extracts and the register hold under this id alone is gathered: what
// leads to another identity is left out.
func GatherSubject(ctx context.Context, s *settings.Settings, o journal.Options, x *Subject) (*Gathered, error) {
	o = o.WithDefaults(s.OutputDir())
	reg, err := openRegister(s, o)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	g := &gathering{Subject: x, Gathered: Gathered{Folder: x.Folder}}
	if g.held, err = reg.ReadHeldOn(ctx, x.Child, x.Sealed); err != nil {
		return nil, err
	}
	if err := custody.MakeFolder(x.Folder); err != nil {
		return nil, err
	}
	if err := s.Custody().MarkFolder(x.Folder); err != nil {
		return nil, err
	}
	runs, err := g.writePublished(o.Out)
	if err != nil {
		return nil, err
	}
	if len(x.Records)+len(g.held.Spans)+len(g.held.Lines)+len(g.held.Decisions)+len(g.held.Steps)+len(g.held.Questions)+runs == 0 {
		return nil, errors.Join(ErrUnknownChild, os.RemoveAll(x.Folder))
	}
	if err := errors.Join(g.writeRecords(), g.writeRegister()); err != nil {
		return nil, err
	}
	copies, err := safekeeping.ListCopies(safekeeping.AskedIn(s, o))
	if err != nil {
		return nil, err
	}
	g.writeAbout(s, copies)
	return &g.Gathered, g.writeFile("about.txt", func(w io.Writer) error { _, err := io.WriteString(w, g.about.String()); return err })
}

func (g *gathering) writeFile(name string, write func(io.Writer) error) error {
	g.Files = append(g.Files, name)
	return custody.WriteFile(filepath.Join(g.Gathered.Folder, name), write)
}

func (g *gathering) writeTable(name string, rows [][]string) error {
	fmt.Fprintf(&g.about, "%s: %d rows\n", name, len(rows)-1)
	return g.writeFile(name, func(to io.Writer) error {
		w := csv.NewWriter(to)
		err := w.WriteAll(rows)
		return err
	})
}

// review marks what may be of somebody else.
const review = "review: may be of somebody else"

// ofOthers are the fields of a record that are of a parent, by the beginnings of their names.
const ofOthers = "Parent"

// writeRecords writes what the extracts say of the child, a row for each field.
func (g *gathering) writeRecords() error {
	rows := [][]string{{"record", "extract speaks for", "probability that it is the child's", "field", "value", "note"}}
	for i := range g.Records {
		p := &g.Records[i]
		add := func(of, field, value string) {
			note := ""
			if strings.HasPrefix(field, ofOthers) {
				note = review
			}
			if value != "" {
				rows = append(rows, []string{string(p.ID), p.AsOf.String(), fmt.Sprintf("%.4f", p.Link), of + field, value, note})
			}
		}
		add("", "Native", p.Native)
		eachField(p.Who, func(field, value string) { add("", field, value) })
		for k := range p.Claims {
			eachField(p.Claims[k], func(field, value string) { add(fmt.Sprintf("claim %d ", k+1), field, value) })
		}
	}
	return g.writeTable("records.csv", rows)
}

// eachField calls with every field of a plain struct that says something.
func eachField(x any, call func(field, value string)) {
	v := reflect.ValueOf(x)
	for i := range v.NumField() {
		f := v.Field(i)
		switch value := f.Interface().(type) {
		case sources.ClaimKind:
			call(v.Type().Field(i).Name, judge.ClaimWord(value))
		default:
			if !f.IsZero() {
				call(v.Type().Field(i).Name, fmt.Sprint(value))
			}
		}
	}
}

// writeRegister writes what the register remembers.
func (g *gathering) writeRegister() error {
	lines := [][]string{{"run", "list", "as child", "rules", "severity", "since", "due", "case", "rank"}}
	for _, l := range g.held.Lines {
		x := l.Shown
		lines = append(lines, []string{l.Run, x.List, x.Child, strings.Join(x.Rules, " "), x.Severity, x.Since, x.Due, x.Case, fmt.Sprint(x.Rank)})
	}
	spans := [][]string{{"list", "as child", "first", "last", "rules", "why it went"}}
	for _, x := range g.held.Spans {
		spans = append(spans, []string{x.List, x.Child, x.First, x.Last, strings.Join(x.Rules, " "), x.Went})
	}
	decided := [][]string{{"made", "until", "outcome", "ground", "reason returned", "by", "note", "mark"}}
	for _, d := range g.held.Decisions {
		decided = append(decided, []string{d.Made, d.Until, d.Outcome, d.Ground, d.Return, d.By, d.Note, "review: the note as it was typed, and who decided"})
	}
	for _, j := range g.held.Judgements {
		decided = append(decided, []string{j.Made, "", "two records: " + j.Verdict, "", "", j.By, j.Note, "review: the note as it was typed, and who judged; the other record is left out"})
	}
	steps := [][]string{{"made", "what", "to", "result", "answer due", "by", "note", "mark"}}
	for _, x := range g.held.Steps {
		steps = append(steps, []string{x.Made, x.Kind, x.To, x.Result, x.Due, x.By, x.Note, "review: the note as it was typed, and who did it"})
	}
	for _, x := range g.held.Looks {
		steps = append(steps, []string{x.Made, "a second look: " + x.Verdict, "", "", "", x.By, x.Note, "review: the note as it was typed, and who looked"})
	}
	for _, x := range g.held.Questions {
		what := "asked a colleague"
		if x.Answers != 0 {
			what = "answered a colleague"
		}
		steps = append(steps, []string{x.Made, what, x.To, "", "", x.By, x.Text, "review: as it was typed, who asked and who was asked"})
	}
	return errors.Join(g.writeTable("steps.csv", steps), g.writeTable("shown.csv", lines), g.writeTable("on_lists.csv", spans), g.writeTable("decisions.csv", decided))
}

// writePublished writes what the published runs say of the child, a row for each cell, and returns in how many runs it stands. Rows that
// set it beside another child are left out.
func (g *gathering) writePublished(out string) (int, error) {
	folders, err := publishedRuns(out)
	if err != nil {
		return 0, err
	}
	rows := [][]string{{"run", "file", "row", "column", "value"}}
	runs, left := 0, 0
	for _, folder := range folders {
		dir := filepath.Join(out, journal.RunsFolder, folder)
		n, err := candidates.FindNaming(dir, g.held.IDs)
		if err != nil {
			return 0, err
		}
		found, err := n.FindInRun(dir)
		if err != nil {
			return 0, err
		}
		if found.Any() {
			runs++
		}
		for name := range found.Rows {
			if name == candidates.PossibleFile || name == candidates.LinksFile {
				left += found.Rows[name]
				continue
			}
			at := 0
			for cells, err := range n.RowsNaming(filepath.Join(dir, name)) {
				if err != nil {
					return 0, err
				}
				at++
				for _, c := range cells {
					rows = append(rows, []string{folder, name, fmt.Sprint(at), c.Column, c.Value})
				}
			}
		}
		for _, name := range found.Removed {
			rows = append(rows, []string{folder, name, "", "", "the child stands there, or may by name; with others"})
		}
	}
	fmt.Fprintf(&g.about, "in %d published runs; %d rows that set a record of the child beside another record are left out\n", runs, left)
	return runs, g.writeTable("published.csv", rows)
}

// writeAbout writes the page that is read first.
func (g *gathering) writeAbout(s *settings.Settings, copies []string) {
	b := &g.about
	tables := b.String()
	b.Reset()
	fmt.Fprintf(b, "What %s holds on the child %s in Rollcall, gathered on %s.\n\n%s\n", s.Authority.Name, strings.Join(g.held.IDs, ", "), time.Now().UTC().Format(time.DateOnly), tables)
	fmt.Fprintf(b, "fingerprints in the register, by which the child is known again: %d\npossible matches that runs left to a person: %d; records that may be the child's and are not placed with it: %d. They are of somebody else until a person has judged them, and left out.\n",
		g.held.Prints, g.held.Pairs, g.Near)
	fmt.Fprintf(b, "copies of the register that hold the same: %d\n\nHow long it is kept\n", len(copies))
	for _, k := range s.Retention() {
		fmt.Fprintf(b, "  %d %s %s\n", k.Value, k.Unit, k.About)
	}
	fmt.Fprint(b, "\nBefore it is given out: rows marked for review may be of a parent, of another child or of an officer; siblings and possible matches are left out. "+
		"What would put the child or somebody else at risk is not given out (Data Protection Act 2018, schedule 3). The extracts themselves are held by whoever sends them.\n")
}
