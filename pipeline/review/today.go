package review

import "rollcall/pipeline/review/door"

// todayPage is where everybody who works the lists begins.
var _ = addPage(&page{Path: "/", Title: "Today", Nav: "Today", Order: 10, Roles: door.Roles, show: showToday})

// start is where a person of a role begins who does not work the lists.
func start(p door.Person) string {
	switch {
	case p.SeesNames():
		return "/"
	case p.Has(door.Manager):
		return "/quality"
	}
	return "/school"
}

func showToday(v *visit) (*view, error) {
	if to := start(v.Person); to != "/" {
		return goOn(to, ""), nil
	}
	return showPage("today", nil), nil
}
