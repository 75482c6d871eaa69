package main

import (
	"fmt"
	"strings"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// ofRun is which published run is looked at: one by its folder, or the newest of the settings.
type ofRun struct {
	Dir    string `name:"run" xor:"run" required:"" type:"path" help:"The folder of a published run, such as demo/out/latest."`
	Config string `short:"c" xor:"run" required:"" type:"path" help:"The settings file (rollcall.yaml): its newest run."`
}

// folder is the folder of the run.
func (r *ofRun) folder() (string, error) {
	if r.Dir != "" {
		return r.Dir, nil
	}
	s, err := settings.Load(r.Config)
	if err != nil {
		return "", err
	}
	dir, err := journal.LatestRun(s.OutputDir())
	if err != nil {
		return "", &settings.Error{Faults: []string{err.Error()}}
	}
	return dir, nil
}

func (r *ofRun) open(e *env) (*pipeline.Desk, error) {
	dir, err := r.folder()
	if err != nil {
		return nil, err
	}
	return pipeline.OpenDesk(e.ctx, dir)
}

// seesNames reports whether names are printed: who asks, and what for, stands in the register then.
func (l *lookFlags) seesNames() bool {
	return strings.TrimSpace(l.By) != "" && strings.TrimSpace(l.Purpose) != ""
}

// showOf notes in the register that somebody looks at children of a run, and shows what was found of them.
func (l *lookFlags) showOf(e *env, d *pipeline.Desk, act, text string, children ...string) error {
	unnoted, refused := l.noteLook(e, d.Settings(), journal.Options{Out: d.OutputFolder()}, register.Act{Act: act, Run: string(d.RunID())}, children...)
	if refused != nil {
		return refused
	}
	fmt.Fprint(e.out, text)
	return unnoted
}

// findCmd is `rollcall find`.
type findCmd struct {
	Text []string `arg:"" help:"What is known of the child, in any order: names, a birth date, UPN, NHS number or reference, a postcode, part of an address, a telephone, a parent's name."`
	ofRun
	Most int `default:"20" help:"How many are shown at most."`
	lookFlags
}

// Run finds children whom a run knows, listed or not, and says what explains each.
func (c *findCmd) Run(e *env) error {
	if c.Most < 1 {
		return &usageError{"--most: want a number from 1 on"}
	}
	d, err := c.open(e)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := d.Find(e.ctx, strings.Join(c.Text, " "), c.Most)
	if err != nil {
		return err
	}
	var children []string
	for _, h := range found.Hits {
		children = append(children, h.ChildID)
	}
	return c.showOf(e, d, register.ActFound, c.tell(found), children...)
}

// tell lays what was found out, a child in two lines.
func (c *findCmd) tell(found *desk.Found) string {
	var b strings.Builder
	if len(found.Hits) == 0 {
		fmt.Fprintln(&b, "nobody in this run is found by that; a sealed child is not looked for: ask the designated officer")
	} else if !found.Whole {
		fmt.Fprintln(&b, "nobody answers all of it; these answer most of it")
	}
	for _, h := range found.Hits {
		fmt.Fprintf(&b, "%s  %s\n    %s\n", h.ChildID, c.who(&h.Brief), strings.Join(append(standing(&h.Brief), "found by "+strings.Join(h.By, ", ")), "; "))
	}
	if more := found.Total - len(found.Hits); more > 0 {
		fmt.Fprintf(&b, "and %s more: say more of the child, or --most\n", journal.Grouped(more))
	}
	if len(found.Hits) > 0 && !c.seesNames() {
		fmt.Fprintln(&b, "with --by and --purpose names are shown")
	}
	return b.String()
}

// who is a child by name, for whoever may see it.
func (c *findCmd) who(b *desk.Brief) string {
	if !c.seesNames() {
		return strings.ReplaceAll(b.Status, "_", " ")
	}
	parts := []string{strings.TrimSpace(b.Forename + " " + b.Surname)}
	if !b.DOB.IsZero() {
		parts = append(parts, "born "+b.DOB.Format("2 January 2006"))
	}
	for _, text := range []string{b.Address, b.Postcode} {
		if text != "" && !strings.HasSuffix(parts[len(parts)-1], text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(append(parts, strings.ReplaceAll(b.Status, "_", " ")), ", ")
}

// standing is on which list a child is, and what explains it.
func standing(b *desk.Brief) (parts []string) {
	switch b.List {
	case "":
	case desk.Untold:
		parts = append(parts, "could not be told")
	default:
		parts = append(parts, fmt.Sprintf("%s, line %d", candidates.ListName(b.List), b.Rank))
	}
	if b.School != "" {
		parts = append(parts, "at "+b.School)
	}
	if b.Explanation != "" {
		parts = append(parts, strings.TrimSuffix(b.Explanation, "."))
	}
	return parts
}

// showCmd is `rollcall show`.
type showCmd struct {
	Child string `arg:"" help:"The child's id, as find and the lists have it."`
	ofRun
	lookFlags
}

// Run tells all that a run knows of a child.
func (c *showCmd) Run(e *env) error {
	d, err := c.open(e)
	if err != nil {
		return err
	}
	defer d.Close()
	text, err := d.ShowChild(e.ctx, c.Child, c.seesNames())
	if err != nil {
		return err
	}
	if !c.seesNames() {
		text += "\nwith --by and --purpose names are shown\n"
	}
	return c.showOf(e, d, register.ActOpened, text, c.Child)
}
