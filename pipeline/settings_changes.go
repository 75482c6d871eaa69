package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// settingsChanges is how the settings differ from those by which the last lists were made.
type settingsChanges struct {
	then    settings.Shape
	now     settings.Shape
	all     []settings.Change
	reports []journal.GateReport // extracts that are held back until the change is accepted
}

// compareSettings holds the settings to those of the newest published run up to a day. Where none noted its own, nothing has changed.
func compareSettings(ctx context.Context, s *settings.Settings, reg *register.Register, memory *past.Past, on calendar.Date) (*settingsChanges, error) {
	c := &settingsChanges{now: s.Shape()}
	c.then = c.now
	last, known, err := reg.LastCompared(ctx, on.Midnight())
	if err != nil || !known || len(last.Settings) == 0 {
		return c, err
	}
	c.then = settings.Shape{}
	if err := json.Unmarshal(last.Settings, &c.then); err != nil {
		return nil, fmt.Errorf("register: run %s: settings: %w", last.Run, err)
	}
	c.all = c.now.ChangesFrom(c.then)
	why := map[string][]string{}
	var kinds []string
	for _, x := range c.all {
		if _, had := memory.Accepted[x.Kind]; !x.HoldsBack || !had {
			continue // of what no run ever relied on nothing can be lost
		}
		if why[x.Kind] == nil {
			kinds = append(kinds, x.Kind)
		}
		why[x.Kind] = append(why[x.Kind], x.What)
	}
	for _, kind := range kinds {
		before := memory.Accepted[kind]
		c.reports = append(c.reports, journal.GateReport{Gate: journal.SettingsGate, Kind: kind, Held: true, Why: fmt.Sprintf(
			"%s; the run for %s had %d rows of it", strings.Join(why[kind], "; "), calendar.On(before.AsOf.Date()).Words(), before.Rows)})
	}
	return c, nil
}

// tell notes the changes that hold no extract back; those that do are told as gates that were not passed.
func (c *settingsChanges) tell(j *journal.Journal) {
	for _, x := range c.all {
		if x.HoldsBack && c.holdsBack(x.Kind) {
			continue
		}
		text := "settings: "
		if x.Kind != "" {
			text += x.Kind + ": "
		}
		j.Notice(journal.Notice{Kind: x.Kind, Grave: x.Authority, Text: text + x.What + ", since the last published run"})
	}
}

func (c *settingsChanges) holdsBack(kind string) bool {
	for i := range c.reports {
		if c.reports[i].Kind == kind {
			return true
		}
	}
	return false
}

// noted is the shape that a published run notes: the settings' own, but for what nobody has accepted.
func (c *settingsChanges) noted(gates []journal.GateReport) json.RawMessage {
	open := map[string]bool{}
	for i := range gates {
		if g := &gates[i]; g.Gate == journal.SettingsGate && !g.LetPass() {
			open[g.Kind] = true
		}
	}
	raw, err := json.Marshal(c.now.Accepting(c.then, open))
	if err != nil {
		panic(err) // a Shape is plain data
	}
	return raw
}

// whyOf says what the settings say otherwise of a kind; empty when nothing.
func (c *settingsChanges) whyOf(kind string) string {
	var why []string
	for _, x := range c.all {
		if x.Kind == kind {
			why = append(why, x.What)
		}
	}
	return strings.Join(why, "; ")
}
