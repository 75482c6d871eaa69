package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/rules"
)

// teller writes what is known of a child in plain text. Without names it says nothing by which the child could be known to somebody who
// does not know the child's id already: no name, day of birth, address, telephone or number.
type teller struct {
	strings.Builder
	names bool
}

// ShowChild tells the story of a child: whatever is known, each with the extract that says it and its day.
func (d *Desk) ShowChild(ctx context.Context, child string, names bool) (string, error) {
	s, err := d.storyOf(ctx, child)
	if err != nil {
		return tellNone(child, err)
	}
	t := &teller{names: names}
	t.tellWho(s, d.store.Run().AsOf)
	if err := d.tellLines(ctx, t, s); err != nil {
		return "", err
	}
	t.tellSaid("addresses", s.Addresses)
	t.tellSaid("telephones", s.Phones)
	t.tellSaid("parents", s.Parents)
	t.tellSaid("e-mail", s.Emails)
	t.tellSaid("numbers and references", s.Numbers)
	t.tellSchools(s.Schools)
	t.tellSiblings(s.Siblings)
	t.tellCare(s)
	t.tellPossible(s.Possible)
	t.tellSearched(s.Searched)
	if err := d.tellWork(ctx, t, child); err != nil {
		return "", err
	}
	t.tellEvents(s.Events)
	t.tellRecords(s.Records)
	return t.String(), nil
}

// title begins a section.
func (t *teller) title(text string) { fmt.Fprintf(t, "\n%s\n", text) }

// line writes a line of parts, of which those that say nothing are left out.
func (t *teller) line(parts ...string) {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	fmt.Fprintf(t, "  %s\n", strings.Join(said, "; "))
}

// prefixed is a text behind a word, where there is one.
func prefixed(word, text string) string {
	if text == "" {
		return ""
	}
	return word + " " + text
}

func prefixedDay(word string, on time.Time) string {
	if on.IsZero() {
		return ""
	}
	return word + " " + dayWords(on)
}

// from is the extract that says something, and its day.
func from(source string, on time.Time) string {
	return strings.TrimSuffix(source+", "+strings.TrimPrefix(prefixedDay("", on), " "), ", ")
}

func (t *teller) tellWho(s *candidates.Story, asOf time.Time) {
	fmt.Fprintf(t, "child %s as of %s: %s\n", s.ChildID, dayWords(asOf), strings.ReplaceAll(s.Status, "_", " "))
	if p := &s.Person; t.names {
		t.line(strings.Join(strings.Fields(p.Forename+" "+p.MiddleNames+" "+p.Surname), " "), prefixedDay("born", p.DOB), p.Sex, prefixed("also", p.OtherNames), prefixed("UPN", p.UPN))
	}
	if s.Explanation != "" {
		fmt.Fprintf(t, "  %s\n", strings.TrimSpace(s.ExplainedBy+" "+s.Explanation))
	}
}

// listNames are the lists in words.
func listName(list candidates.List) string {
	return cmp.Or(map[candidates.List]string{candidates.CME: "candidate CME", candidates.AtRisk: "at risk", desk.Untold: "could not tell"}[list], string(list))
}

// tellLines says on which lists the child stands, and why.
func (d *Desk) tellLines(ctx context.Context, t *teller, s *candidates.Story) error {
	lines, _, err := d.store.Lines(ctx, desk.LineFilter{Child: s.ChildID, Most: -1})
	if err != nil {
		return err
	}
	for _, l := range lines {
		if u := l.Untold; u != nil {
			t.title(fmt.Sprintf("%s, rank %d", listName(l.List), l.Rank))
			t.line(u.Reason, u.Why, prefixedDay("since", u.Since), u.SinceIs)
			t.tellRules(u.Rules)
			continue
		}
		r := l.Row
		t.title(fmt.Sprintf("%s, rank %d, %s, %s", listName(l.List), r.Rank, r.Severity, r.News))
		t.line(r.Reason)
		t.line(prefixedDay("since", r.Since)+strings.TrimSuffix(" ("+r.SinceIs+")", " ()"), prefixedDay("due", r.Due)+strings.TrimSuffix(" ("+r.DueUnit+")", " ()"))
		t.line(prefixed("next:", r.NextAction), prefixed("by", r.Who))
		for _, more := range [...]string{prefixed("open case:", r.Case), prefixed("why back:", r.Back), prefixed("proposal:", r.Proposal), prefixed("changed:", r.Changed),
			prefixed("nearest provision:", r.NearestProvision), prefixed("not accepted:", r.NotAccepted)} {
			if more != "" {
				t.line(more)
			}
		}
		t.tellRules(r.Rules)
	}
	return nil
}

func (t *teller) tellRules(ids []string) {
	for _, id := range ids {
		t.line(id + " " + rules.Title(rules.ID(id)))
	}
}

// tellSaid tells values of a child: of whom it is, whoever may not know it learns nothing.
func (t *teller) tellSaid(title string, all []candidates.Said) {
	if !t.names || len(all) == 0 {
		return
	}
	t.title(title)
	for _, x := range all {
		t.line(x.Text, x.Title, from(x.Source, x.On))
	}
}

func (t *teller) tellSchools(all []candidates.Attended) {
	if len(all) == 0 {
		return
	}
	t.title("schools")
	for _, x := range all {
		now := ""
		if x.Now {
			now = "has the child now"
		}
		t.line(x.Name+" ("+x.LAESTAB+")", x.Phone, prefixedDay("from", x.From), prefixedDay("to", x.To), x.Words, now, from(x.Source, x.On))
	}
}

func (t *teller) tellSiblings(all []candidates.Sibling) {
	if len(all) == 0 {
		return
	}
	t.title("siblings")
	for _, x := range all {
		who, listed := "child "+x.ChildID, ""
		if t.names {
			who = x.Name + strings.TrimSuffix(" ("+prefixedDay("born", x.DOB)+")", " ()") + ", " + who
		}
		if x.Listed {
			listed = "is a candidate too"
		}
		t.line(who, prefixed("at", x.School), x.Phone, prefixed("year", x.YearGroup), prefixed("by", x.Tie), listed, from(x.Source, x.On))
	}
}

func (t *teller) tellCare(s *candidates.Story) {
	if len(s.Care) > 0 {
		t.title("safeguarding")
	}
	for _, x := range s.Care {
		t.line(x.Fact, prefixedDay("since", x.Since), prefixed("with", x.Team), t.named(x.Ref), from(x.Source, x.On))
	}
	if c := s.OpenCase; c != nil {
		t.title("the council's own case")
		t.line(c.Status, prefixedDay("since", c.Since), prefixed("held by", c.Holder), t.named(c.Ref), from(c.Source, c.On))
	}
}

// named is a text for those alone who may see names.
func (t *teller) named(text string) string {
	if !t.names {
		return ""
	}
	return text
}

func (t *teller) tellPossible(all []candidates.MayBe) {
	if len(all) == 0 {
		return
	}
	t.title("may be the same child")
	for _, x := range all {
		t.line("child "+x.ChildID, x.Record+" and "+x.Theirs, x.Why)
	}
}

func (t *teller) tellSearched(all []candidates.Searched) {
	if len(all) == 0 {
		return
	}
	t.title("where it was looked")
	for _, x := range all {
		t.line(from(x.Source, x.On), x.Words)
	}
}

// tellWork tells what is to be done about a child, and what was decided.
func (d *Desk) tellWork(ctx context.Context, t *teller, child string) error {
	tasks, err := d.store.Tasks(ctx, child)
	if err != nil {
		return err
	}
	if len(tasks) > 0 {
		t.title("to be done")
	}
	for _, x := range tasks {
		late := ""
		if x.Late {
			late = "late"
		}
		t.line(x.Rule+" "+x.Reason, prefixed("wanting:", x.Missing), prefixedDay("due", x.Due), late, prefixed("next:", x.NextAction), prefixed("by", x.Who))
	}
	return writeDecisions(&t.Builder, d.dir, child)
}

func (t *teller) tellEvents(all []candidates.Event) {
	if len(all) == 0 {
		return
	}
	t.title("what the records say")
	for _, x := range all {
		may := ""
		if x.Possible {
			may = "of a record that may be another child's"
		}
		t.line(cmp.Or(prefixedDay("", x.From), " –")[1:]+strings.TrimSuffix(" to "+strings.TrimPrefix(prefixedDay("", x.To), " "), " to "), strings.ReplaceAll(x.Kind, "_", " "), t.named(x.Words), x.Place, may, x.Record)
	}
}

func (t *teller) tellRecords(all []candidates.RecordSaid) {
	if len(all) == 0 {
		return
	}
	t.title("records")
	for _, x := range all {
		t.line(x.RecordID, fmt.Sprintf("the child's as surely as %.4f", x.Link), prefixedDay("of", x.On))
		for _, f := range x.Fields {
			if t.names && f.Text != "" {
				fmt.Fprintf(t, "      %s: %s\n", f.Name, f.Text)
			}
		}
	}
}
