package rules

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
)

// setTasks asks every clock about a child. A child who has died or is not of age is nobody's task.
func (h *history) setTasks(v *Verdict) {
	if v.Status == NotOfAge || SuppressorOf(v.ExplainedBy).Part == OfDeath {
		return
	}
	for i, k := range clocks {
		if k.child == nil || h.facts.idle[i] != "" {
			continue
		}
		v.Tasks = append(v.Tasks, k.finishTasks(h.AsOf, h.Child, k.child(h, v))...)
	}
}

// Tasks returns what the clocks say of schools, extracts and dates rather than of one child.
func (a *Authority) Tasks(heard Heard) []Task {
	var out []Task
	idle, asOf := a.readyFacts().idle, calendar.NewAsOf(a.AsOf)
	for i, k := range clocks {
		if k.whole != nil && idle[i] == "" {
			out = append(out, k.finishTasks(&asOf, "", k.whole(a, heard))...)
		}
	}
	return out
}

// finishTasks fills in what the clock's declaration says and its body did not, in a stable order.
func (k *Clock) finishTasks(asOf *calendar.AsOf, child ChildID, tasks []Task) []Task {
	for t := range eachOf(tasks) {
		t.Rule, t.Of, t.Child = k.ID, k.Of, child
		t.Next, t.Who = cmp.Or(t.Next, k.Next), cmp.Or(t.Who, k.Who)
		t.Late = t.Due != 0 && asOf.After(t.Due)
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.School, b.School), cmp.Compare(a.Reason, b.Reason))
	})
	return tasks
}
