package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
)

// compareCounts are the numbers that two runs have otherwise.
func compareCounts(then, now map[string]int) (all []CountDiff) {
	names := maps.Clone(then)
	maps.Copy(names, now)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if then[name] != now[name] {
			all = append(all, CountDiff{strings.ReplaceAll(name, "_", " "), then[name], now[name]})
		}
	}
	return all
}

// compareInputs says which files came, went, and hold something else.
func compareInputs(then, now []journal.Input) (all []string) {
	was := map[string]journal.Input{}
	for _, in := range then {
		was[in.File] = in
	}
	for _, in := range now {
		before, there := was[in.File]
		delete(was, in.File)
		switch {
		case !there:
			all = append(all, fmt.Sprintf("%s: %s came, %s", in.Kind, in.File, rowsOf(in)))
		case before.SHA256 != in.SHA256:
			all = append(all, fmt.Sprintf("%s: %s is another, %s, was %s", in.Kind, in.File, rowsOf(in), rowsOf(before)))
		case before.NotUsed != in.NotUsed:
			all = append(all, fmt.Sprintf("%s: %s: %s, was %s", in.Kind, in.File, cmp.Or(in.NotUsed, "used"), cmp.Or(before.NotUsed, "used")))
		}
	}
	for _, in := range then {
		if _, went := was[in.File]; went {
			all = append(all, fmt.Sprintf("%s: %s is not there any more, was %s", in.Kind, in.File, rowsOf(in)))
		}
	}
	return all
}

func rowsOf(in journal.Input) string {
	text := fmt.Sprintf("%s rows, %s of them records", journal.Grouped(in.Rows), journal.Grouped(in.Records))
	if in.AsOf != "" {
		text += ", as of " + in.AsOf
	}
	return text
}

// compareMadeBy says what of all that a run is made by but its extracts is otherwise.
func compareMadeBy(then, now *journal.Manifest) (all []string) {
	for _, x := range []struct{ what, then, now string }{
		{"authority", then.Authority, now.Authority}, {"version of rollcall", then.Rollcall, now.Rollcall}, {"edition of the guidance", then.Guidance, now.Guidance},
		{"settings file", then.SettingsFile, now.SettingsFile}} {
		if x.then != x.now {
			all = append(all, fmt.Sprintf("%s: %s, was %s", x.what, x.now, x.then))
		}
	}
	if then.Settings != now.Settings {
		all = append(all, "the settings file holds something else")
	}
	if then.Model != now.Model {
		all = append(all, "the model is another")
	}
	for _, rule := range now.Rules {
		if !slices.Contains(then.Rules, rule) {
			all = append(all, "rule "+rule+" is new")
		}
	}
	for _, rule := range then.Rules {
		if !slices.Contains(now.Rules, rule) {
			all = append(all, "rule "+rule+" is gone")
		}
	}
	amounts := map[string]journal.LawAmount{}
	for _, a := range then.Law {
		amounts[a.Name] = a
	}
	for _, a := range now.Law {
		if was, there := amounts[a.Name]; !there || was.Value != a.Value {
			all = append(all, fmt.Sprintf("%s: %g %s, was %g", strings.ReplaceAll(a.Name, "_", " "), a.Value, a.Unit, was.Value))
		}
	}
	return all
}

// compareNotices are the notices that are new, and those that are given no more.
func compareNotices(then, now []journal.Notice) (all []string) {
	has := func(notices []journal.Notice, text string) bool {
		return slices.ContainsFunc(notices, func(n journal.Notice) bool { return n.Text == text })
	}
	for _, n := range now {
		if !has(then, n.Text) {
			all = append(all, "new: "+n.Text)
		}
	}
	for _, n := range then {
		if !has(now, n.Text) {
			all = append(all, "no more: "+n.Text)
		}
	}
	return all
}

// Tell lays the difference out, with at most so many lines of each kind on a list; the numbers are of all.
func (d *Diff) Tell(most int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (as of %s), against %s (as of %s)\n", d.Now.Run, d.Now.AsOf, d.Then.Run, d.Then.AsOf)
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk, desk.Untold} {
		d.tellList(&b, list, most)
	}
	var counts []string
	for _, c := range d.Counts {
		counts = append(counts, fmt.Sprintf("%s: %s, was %s (%+d)", c.Name, journal.Grouped(c.Now), journal.Grouped(c.Then), c.Now-c.Then))
	}
	for _, part := range []struct {
		title string
		lines []string
	}{{"counts", counts}, {"extracts", d.Extracts}, {"settings", d.Settings}, {"notices", d.Notices}} {
		fmt.Fprintf(&b, "\n%s\n", part.title)
		if len(part.lines) == 0 {
			fmt.Fprintln(&b, "  the same")
		}
		for _, line := range part.lines {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.String()
}

func (d *Diff) tellList(b *strings.Builder, list candidates.List, most int) {
	counts := map[candidates.News]int{}
	for _, l := range d.Lines {
		if l.List == list {
			counts[l.News]++
		}
	}
	fmt.Fprintf(b, "\n%s: %d new, %d gone, %d changed\n", listName(list), counts[candidates.New], counts[""], counts[candidates.Changed])
	told := map[candidates.News]int{}
	for _, l := range d.Lines {
		if l.List != list {
			continue
		}
		switch told[l.News]++; {
		case told[l.News] <= most:
			fmt.Fprintf(b, "  %-8s %s  %s\n", cmp.Or(l.News, "gone"), l.Child, l.What)
		case told[l.News] == most+1:
			fmt.Fprintf(b, "  %-8s … and %d more\n", cmp.Or(l.News, "gone"), counts[l.News]-most)
		}
	}
}
