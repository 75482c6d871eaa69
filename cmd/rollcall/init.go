package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/disk"
	"rollcall/pipeline/screen"
	"rollcall/sources"
)

// initCmd is `rollcall init`.
type initCmd struct {
	Folder string `arg:"" help:"The folder in which the extracts lie, also in folders below it."`
	Code   string `help:"The authority's code, three digits; told by the schools that the extracts name when left out."`
	Name   string `help:"The authority's name."`
}

// What init writes into the folder.
const (
	settingsFile = "rollcall.yaml"
	termsFile    = "terms.csv"
)

// Run looks at every file of the folder, and writes settings and a calendar to fill in. Nothing that is there is written over.
func (c *initCmd) Run(e *env) error {
	if st, err := os.Stat(c.Folder); err != nil || !st.IsDir() {
		return &usageError{fmt.Sprintf("%s is no folder; name the one in which the extracts lie", c.Folder)}
	}
	to := filepath.Join(c.Folder, settingsFile)
	if _, err := os.Lstat(to); err == nil {
		return &usageError{fmt.Sprintf("%s is there already, and is left as it is; `rollcall check -c %s` says what a run would do with it, and `rollcall sources map FILE` proposes an entry for another file", to, to)}
	}
	if c.Code != "" && (len(c.Code) != 3 || strings.Trim(c.Code, "0123456789") != "") {
		return &usageError{"--code: want the three digits of the authority"}
	}
	d := &draft{folder: c.Folder, code: c.Code, name: c.Name, calendar: termsFile, schools: map[string]int{}}
	if err := d.lookAtFiles(e); err != nil {
		return err
	}
	d.findCode()
	if len(d.entries) == 0 {
		return e.show(d.report("")+"\nnothing is written: no file is believed to be an extract\n", errNothingProposed)
	}
	if err := disk.Write(to, []byte(d.settings()), 0o600); err != nil {
		return err
	}
	if d.newCalendar {
		if err := disk.Write(filepath.Join(c.Folder, termsFile), []byte(d.terms()), 0o600); err != nil {
			return err
		}
	}
	return e.show(d.report(to), nil)
}

var errNothingProposed = errors.New("no file of the folder is believed to be an extract")

// draft is settings in the making.
type draft struct {
	folder, code, name string
	calendar           string
	newCalendar        bool // it is to be written
	entries            []entry
	left               []string // files that are left out, each with the reason
	asks               []string // what only a person can say
	dayless            []string // files of which nothing says for which day they speak
	schools            map[string]int
	newest             sources.Date
}

// entry is an entry of the list of sources to be.
type entry struct {
	kind   sources.Kind
	path   string // relative to the settings
	text   string // for the settings
	sure   string // for whoever reads the report
	format string // of a national file
}

// notExtracts are files that systems leave in folders.
var notExtracts = []string{"thumbs.db", "desktop.ini", ".ds_store", settingsFile}

// lookAtFiles looks at every file of the folder and of those below it. What systems leave behind, and files that a program holds open, are no
// extracts.
func (d *draft) lookAtFiles(e *env) error {
	terms := filepath.Join(d.folder, termsFile)
	_, err := os.Lstat(terms)
	d.newCalendar = err != nil
	return filepath.WalkDir(d.folder, func(path string, f fs.DirEntry, err error) error {
		name := strings.ToLower(f.Name())
		switch {
		case err != nil:
			return err
		case e.ctx.Err() != nil:
			return e.ctx.Err()
		case path != d.folder && strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), slices.Contains(notExtracts, name):
			if f.IsDir() {
				return fs.SkipDir
			}
			return nil
		case f.IsDir():
			if _, err := os.Stat(filepath.Join(path, "LATEST")); err == nil && path != d.folder {
				return fs.SkipDir // what runs published
			}
			return nil
		case !f.Type().IsRegular():
			return nil
		}
		return d.lookAt(e, path)
	})
}

// lookAt looks at one file.
func (d *draft) lookAt(e *env, path string) error {
	rel, err := filepath.Rel(d.folder, path)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	shown := screen.EscapeLine(rel)
	if d.isCalendar(path) {
		d.calendar, d.newCalendar = rel, false
		return nil
	}
	g, err := sources.GuessFile(e.ctx, path, sources.Extract{})
	switch {
	case err != nil:
		d.left = append(d.left, shown+": "+strings.TrimPrefix(err.Error(), screen.EscapeLine(filepath.Base(path))+": "))
		return e.ctx.Err()
	case g.Kind == "":
		d.left = append(d.left, fmt.Sprintf("%s: no kind of extract is believed; the nearest are %s. `rollcall sources map %q --kind KIND` looks at it as one", shown, g.NearestKinds(), path))
		return nil
	}
	x := sources.Extract{Kind: g.Kind, Files: []string{path}, Root: d.folder}
	if g.Format != "" {
		return d.addWhole(e, g, x, rel)
	}
	return d.addTable(e, g, x, rel)
}

// isCalendar reports whether a file is one of term dates.
func (d *draft) isCalendar(path string) bool {
	f, err := disk.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	_, _, err = calendar.Read(f, "terms")
	return err == nil
}

// addWhole adds a national file, which is read as it is: one pattern for all of a folder.
func (d *draft) addWhole(e *env, g *sources.Guess, x sources.Extract, rel string) error {
	t, err := sources.TryExtract(e.ctx, x)
	if err != nil {
		return err
	}
	d.count(t)
	pattern := filepath.ToSlash(filepath.Join(filepath.Dir(rel), "*"+filepath.Ext(rel)))
	if i := slices.IndexFunc(d.entries, func(y entry) bool { return y.kind == g.Kind && y.format == g.Format && sameFolder(y.path, rel) }); i >= 0 {
		d.entries[i].path = pattern
		d.entries[i].text = fmt.Sprintf("  - kind: %s  # %s, read as they are\n    path: %q\n", g.Kind, g.Format, pattern)
		d.entries[i].sure = fmt.Sprintf("%s: %s: %s", g.Kind, pattern, g.Format)
		return nil
	}
	d.entries = append(d.entries, entry{kind: g.Kind, path: rel, format: g.Format,
		text: fmt.Sprintf("  - kind: %s  # %s, read as it is\n    path: %q\n", g.Kind, g.Format, rel),
		sure: fmt.Sprintf("%s: %s: %s, %d rows, %d can be used%s", g.Kind, screen.EscapeLine(rel), g.Format, t.Rows, t.Records, dayPhrase(t.AsOf))})
	return nil
}

// sameFolder reports whether two files of a folder have the same ending.
func sameFolder(a, b string) bool {
	return filepath.Dir(a) == filepath.Dir(b) && strings.EqualFold(filepath.Ext(a), filepath.Ext(b))
}

func dayPhrase(d sources.Date) string {
	if d == 0 {
		return ""
	}
	return ", of " + d.Words()
}

// addTable adds a file of rows and columns as it is proposed, tried once.
func (d *draft) addTable(e *env, g *sources.Guess, x sources.Extract, rel string) error {
	s, p := g.Survey, &g.Proposal
	day, from := g.Day()
	p.ReadAs(s, &x)
	x.AsOf = day
	t, err := sources.TryExtract(e.ctx, x)
	if err != nil {
		return err
	}
	d.count(t)
	d.newest = max(d.newest, day)
	shown := screen.EscapeLine(rel)
	text := settingsEntry(s, p, rel)
	switch {
	case day != 0 && from == sources.ByName:
		text += fmt.Sprintf("    as_of: name  # %s: the day that the name of the file says\n", day.Words())
	case day != 0:
		text += fmt.Sprintf("    as_of: %s  # %s; write it anew with every drop, or have the day in the file's name and say name\n", day, from)
	default:
		text += "    # as_of: YYYY-MM-DD  # ASK: the day for which the file speaks; without it the file counts as old\n"
		d.dayless = append(d.dayless, shown)
	}
	d.entries = append(d.entries, entry{kind: g.Kind, path: rel, text: text, sure: sureLine(g, t, shown, day, from)})
	d.askOfTable(g, t, shown)
	return nil
}

// sureLine says what a file is taken for, and how.
func sureLine(g *sources.Guess, t *sources.Trial, shown string, day sources.Date, from string) string {
	var how []string
	if g.Survey.Sheet != "" {
		how = append(how, fmt.Sprintf("sheet %q of %d", screen.EscapeLine(g.Survey.Sheet), len(g.Sheets)))
	}
	if g.Survey.HeaderRow > 0 {
		how = append(how, fmt.Sprintf("header in row %d", g.Survey.HeaderRow))
	}
	read, all := 0, 0
	for i, c := range g.Proposal.Columns {
		if g.Survey.Columns[i].Header == "" {
			continue
		}
		if all++; c.Field != "" {
			read++
		}
	}
	how = append(how, fmt.Sprintf("%d of %d columns", read, all), fmt.Sprintf("%d of %d rows can be used", t.Records, t.Rows))
	if day != 0 {
		how = append(how, "of "+day.Words()+" ("+from+")")
	}
	return fmt.Sprintf("%s: %s: %s", g.Kind, shown, strings.Join(how, ", "))
}

// askOfTable gathers what only a person can say of a file.
func (d *draft) askOfTable(g *sources.Guess, t *sources.Trial, shown string) {
	ask := func(format string, a ...any) { d.asks = append(d.asks, shown+": "+fmt.Sprintf(format, a...)) }
	var unread []string
	for i, c := range g.Proposal.Columns {
		switch h := g.Survey.Columns[i].Header; {
		case c.Fate == sources.NotKnown && h != "":
			unread = append(unread, fmt.Sprintf("%q", screen.EscapeLine(h)))
		case len(c.Words) > 0:
			var words []string
			for _, w := range c.Words {
				words = append(words, fmt.Sprintf("%q%s", w.Local, strings.TrimSuffix(" for "+w.Word+"?", " for ?")))
			}
			ask("which words of %s are meant by %s: write them under values", c.Field, strings.Join(words, ", "))
		}
	}
	if len(unread) > 0 {
		ask("what are the columns %s? They are not read; name them under columns if they matter", strings.Join(unread, ", "))
	}
	for field, word := range g.Proposal.Constant {
		ask("is %s %s of every row? Its header says so", field, word)
	}
	for _, why := range t.Reasons[:min(3, len(t.Reasons))] {
		ask("not used: %s", why)
	}
}

// count counts the schools that an extract names, by their authority.
func (d *draft) count(t *sources.Trial) {
	d.newest = max(d.newest, t.AsOf)
	for la, n := range t.Schools {
		d.schools[la] += n
	}
}

// findCode takes the authority of most schools that the extracts name for the one whose extracts they are.
func (d *draft) findCode() {
	all := 0
	for _, n := range d.schools {
		all += n
	}
	if d.code == "" {
		for _, la := range slices.Sorted(maps.Keys(d.schools)) {
			if 2*d.schools[la] > all {
				d.code = la
				d.asks = append(d.asks, fmt.Sprintf("is the authority's code %s? %d of %d entries that name a school say so", la, d.schools[la], all))
			}
		}
	}
	if d.code == "" {
		d.asks = append([]string{"which authority is it? No extract says: write its code, three digits, under authority"}, d.asks...)
	}
	if len(d.dayless) > 0 {
		d.asks = append(d.asks, "for which day does each of these speak? Neither its name nor the lines above its header say: write as_of, a day, or modified for the day "+
			"on which it was last written: "+strings.Join(d.dayless, ", "))
	}
	if d.newCalendar {
		d.asks = append(d.asks, fmt.Sprintf("on which days do the schools meet? Fill in %s: a row for each half term", termsFile))
	}
	if !slices.ContainsFunc(d.entries, func(x entry) bool { return x.kind == sources.Protected }) {
		d.asks = append(d.asks, "which children's addresses or identities are sealed? Name the list (kind: protected), or state under without_seals who answers for there being none")
	}
}

// settings is the text of the settings.
func (d *draft) settings() string {
	var b strings.Builder
	b.WriteString("# Settings of Rollcall, drafted by `rollcall init`. Each line is a guess until a person has checked it; ASK marks what nobody but a person can\n" +
		"# say. `rollcall check -c " + settingsFile + "` says what a run would do; `rollcall sources KIND` what a kind of extract may hold.\n")
	fmt.Fprintf(&b, "authority: {code: %q, name: %q}", d.code, cmp.Or(d.name, "name of the authority"))
	if d.code == "" {
		b.WriteString("  # ASK: the three digits of the authority")
	}
	fmt.Fprintf(&b, "\ncalendar: %q  # la|laestab, from, to, kind (TERM, INSET or CLOSED); days as YYYY-MM-DD\n", d.calendar)
	b.WriteString("output: out\nsources:\n")
	slices.SortStableFunc(d.entries, func(x, y entry) int {
		return cmp.Or(slices.Index(sources.Kinds(), x.kind)-slices.Index(sources.Kinds(), y.kind), cmp.Compare(x.path, y.path))
	})
	for _, x := range d.entries {
		b.WriteString(x.text)
	}
	if len(d.left) > 0 {
		b.WriteString("# left out:\n")
	}
	for _, l := range d.left {
		b.WriteString("#   " + l + "\n")
	}
	b.WriteString("# without_seals: {by: ROLE, on: YYYY-MM-DD}  # ASK: where there is no list of protected addresses and identities\n")
	return b.String()
}

// terms is a calendar to fill in: the half terms of the school year in which the newest extract lies.
func (d *draft) terms() string {
	var b strings.Builder
	b.WriteString("la|laestab,from,to,kind\n")
	for range 6 {
		fmt.Fprintf(&b, "%s,,,TERM\n", d.code)
	}
	return b.String()
}

// report says what is sure, what is asked and what is left out, and what to do next.
func (d *draft) report(to string) string {
	var b strings.Builder
	list := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString(title + "\n")
		for _, l := range lines {
			b.WriteString("  " + l + "\n")
		}
	}
	var sure []string
	for _, x := range d.entries {
		sure = append(sure, x.sure)
	}
	list("sure of", sure)
	list("asks", d.asks)
	list("left out", d.left)
	if to != "" {
		fmt.Fprintf(&b, "written: %s", to)
		if d.newCalendar {
			fmt.Fprintf(&b, " and %s", filepath.Join(d.folder, termsFile))
		}
		fmt.Fprintf(&b, "\nnext: answer what is asked, then rollcall check -c %s\n", to)
	}
	return b.String()
}
