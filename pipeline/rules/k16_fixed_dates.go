package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// K16 reminds of the dates that are fixed for all: the in-year arrangements on the website, the yearly sending round of the
// procedures, and the day of each return to the Department.
var _ = addClock(&Clock{
	ID: "K16", Title: "Fixed date ahead",
	Condition: "One of the fixed dates of the year is four weeks ahead or less.",
	Citations: []Citation{{code2021, "in-year admissions, publication by 31 August"}, {medway, "paragraph 4.12"}, {Guidance, "data on children missing education"}},
	From:      since2021, Without: "it needs no extract", Of: OfDate,
	Next: "Do what falls due and record it", Who: "CME lead",
	whole: func(a *Authority, _ Heard) []Task {
		var out []Task
		for _, d := range fixedDates(a.AsOf) {
			if d.on >= a.AsOf && d.on <= a.AsOf.AddDays(a.knownFacts().amounts.ReminderDays) {
				out = append(out, newTask(d.what, a.AsOf, d.on, CalendarDays))
			}
		}
		return out
	},
})

type fixedDate struct {
	on   calendar.Date
	what string
}

// fixedDates are those of the calendar year of a day and of the next.
func fixedDates(on calendar.Date) []fixedDate {
	var out []fixedDate
	year := calendar.SchoolYear(on)
	for y := year; y <= year+1; y++ {
		out = append(out,
			fixedDate{calendar.On(y+1, time.August, 31), "The in-year admission arrangements and form are to be on the website."},
			fixedDate{calendar.On(y, time.September, 30), "The procedures are to be sent round to partners."})
		for _, day := range calendar.CensusDays(y) {
			out = append(out, fixedDate{day, "The day of the return on children missing education."})
		}
	}
	return out
}
