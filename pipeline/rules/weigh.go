package rules

// Waiting labels a line of a child who has a place that has not begun (U21).
const Waiting = "waiting school start"

// weigh sets the severity and the label of a candidate's finding by facts about the child: P1 by safeguarding facts alone,
// never by a name, a nationality or a disability; P4 while a place waits or the family has only just come.
func (h *history) weigh(r *Rule, f *Finding) {
	if h.explanation().Applied || r.For == Strengthens || r.ID == "C24" {
		// What doubts a register, only adds to a line, or was reported by a person is not softened by a place or an arrival.
	} else if x := u21.on(h); x.Applied {
		f.Label, f.Severity = Waiting, P4
		f.Reason += " " + x.Reason
		f.Next, f.Who = "Confirm with the school that the child has started", "admissions officer"
		f.Due, f.DueUnit = h.Calendar.AddSchoolDays(h.Home, x.Until.AddDays(-3), 3), SchoolDays
	} else if x := u17.on(h); x.Reason != "" {
		f.Label = "new arrival"
		if x.Applied && f.Severity != P1 {
			f.Severity = max(f.Severity, P4)
		}
	}
	if x := u26.on(h); x.Applied {
		f.Label, f.Severity = "visitor", P5
		f.Reason += " " + x.Reason
	}
	if h.stale("admissions") && readsAdmissions(r.ID) {
		f.Severity = max(f.Severity, P4)
		f.Reason += " The admissions register is older than it should be."
	}
	if h.stale("roll_changes") && (r.ID == "C06" || r.ID == "C16") {
		f.Reason += " The feed of school returns is older than it should be."
	}
	if c := h.safeguarding(); c != nil {
		f.Severity = P1
		f.Reason += " A safeguarding fact makes it urgent."
		if c.Record != "" {
			f.Records = append(f.Records, c.Record)
		}
	}
}

func readsAdmissions(id ID) bool { return id >= "C10" && id <= "C13" }

// safeguarding is the flag that makes a line P1, or nil: an open child protection plan, a child looked after or in need, a
// missing episode, or a refuge.
func (h *history) safeguarding() *Claim {
	return h.newest(began, func(c *Claim) bool { return grave(c) && h.open(c) })
}

func grave(c *Claim) bool {
	switch c.Kind {
	case Flag:
		switch c.Status {
		case "child_protection", "child_in_care", "child_in_need", "missing_episode", "refuge":
			return true
		}
	case Seal:
		return c.Status == "refuge"
	case Residence:
		return c.To == 0 && c.has("refuge")
	}
	return false
}
