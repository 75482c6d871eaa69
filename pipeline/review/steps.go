package review

import (
	"slices"
	"strconv"

	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
)

// stepPage takes what an officer did about a child: rang, wrote, visited, referred, took up, gave back.
var _ = addPage(&page{Path: "/child/{child}/step", Title: "Step", Roles: workers, take: takeStep})

// stepForm is what is to be filled in to record a step.
func stepForm(v *visit, c *child, typed map[string][]string) *form {
	f := newForm(typed)
	kinds, to, results := []option{}, []option{}, []option{}
	for _, k := range v.Office.Words().Steps {
		if k.Word == office.TookUp || k.Word == office.GaveBack { // each has a button
			continue
		}
		hint := k.Title
		if k.Wait > 0 {
			hint += ", a reply due in " + count(k.Wait, "working day", "working days")
		}
		kinds = append(kinds, option{Value: k.Word, Text: hint})
		for _, w := range k.To {
			to = append(to, option{Value: w, Text: w, Group: k.Word})
		}
		for _, w := range k.Results {
			results = append(results, option{Value: w, Text: w, Group: k.Word})
		}
	}
	f.add(field{Name: "kind", Label: "What was done", Options: kinds, Key: "w"})
	f.add(field{Name: "to", Label: "To whom", Options: to, Follows: "kind", Optional: true})
	f.add(field{Name: "result", Label: "What came of it", Options: results, Follows: "kind", Optional: true})
	if len(c.Waiting) > 0 {
		waiting := []option{}
		for _, s := range c.Waiting {
			waiting = append(waiting, option{Value: strconv.FormatInt(s.Entry, 10), Text: s.Words})
		}
		f.add(field{Name: "closes", Label: "Does it answer an earlier step?", Options: waiting, Optional: true})
	}
	f.add(field{Name: "made", Label: "On", Hint: "Empty: today.", Optional: true, Most: 10})
	f.add(field{Name: "due", Label: "Reply due", Hint: "Empty: the usual time. “none” when nothing is waited for.", Optional: true, Most: 10})
	f.add(field{Name: "said", Label: "Note", Optional: true})
	return f
}

func takeStep(v *visit) (*view, error) {
	c, err := readChild(v, register.ActOpened)
	if err != nil {
		return nil, err
	}
	if c.Sealed {
		return nil, errNotYours
	}
	m := readMarks(v)
	step := office.NewStep{Place: "this page", Run: m.Run, Child: c.ID, Form: m.Form}
	f := stepForm(v, c, v.PostForm)
	if own := v.PostForm.Get("own"); own == office.TookUp || own == office.GaveBack {
		step.Kind = own
		f = stepForm(v, c, nil)
	} else {
		c.fillStep(v, f, &step)
	}
	if len(f.Faults()) == 0 {
		receipt, err := v.Office.RecordSteps(v.Context(), v.who(), step)
		if done := v.heard(f, receipt, err); done != "" {
			return goOn(childAddress(c.ID), done), nil
		}
	}
	return c.show(v, f, "step"), nil
}

// fillStep fills in a step from what was typed.
func (c *child) fillStep(v *visit, f *form, step *office.NewStep) {
	f.want("kind", "Choose what was done")
	step.Kind, step.To, step.Result, step.Note = f.value("kind"), f.value("to"), f.value("result"), f.value("said")
	if step.Made = f.wantDay("made"); step.Made > v.Today {
		f.fault("made", "On: a day that has come")
	}
	if due, _ := f.Field("due"); due.Value == "none" {
		step.NoWait = true
	} else if step.Due = f.wantDay("due"); step.Due.Known() && step.Due < max(step.Made, 1) {
		f.fault("due", "Reply due: after the day on which it was done")
	}
	if x, _ := f.Field("closes"); x != nil && x.Value != "" {
		step.Closes, _ = strconv.ParseInt(x.Value, 10, 64)
	}
	if kinds := v.Office.Words().Steps; step.Kind != "" {
		i := slices.IndexFunc(kinds, func(k office.StepKind) bool { return k.Word == step.Kind })
		f.wantOneOf("to", step.To, kinds[i].To)
		f.wantOneOf("result", step.Result, kinds[i].Results)
	}
}

// wantOneOf notes a fault where a word is none of some.
func (f *form) wantOneOf(name, word string, words []string) {
	if word != "" && !slices.Contains(words, word) {
		x, _ := f.Field(name)
		f.fault(name, x.Label+": choose one that goes with what was done")
	}
}
