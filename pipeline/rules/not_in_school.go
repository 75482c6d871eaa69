package rules

import "rollcall/pipeline/calendar"

// The conditions of section 436B by which a child is to be on the register of children not in school.
const (
	NotRegistered = "a" // a pupil of no school
	TaughtAway    = "b" // a pupil who by arrangement is taught elsewhere, some or all of the time
	PartTime      = "c" // a pupil for part of the time only
)

// Setting is where a child not in school is taught, as far as is known.
type Setting string

// The settings.
const (
	AtHome       Setting = "home educated"
	FlexiSchool  Setting = "at home and at school"
	Arranged     Setting = "in education arranged by the authority"
	ReducedHours Setting = "at school part of the time"
	Nowhere      Setting = "nowhere that is known"
)

// NotInSchool is a child who is to be on the register of children not in school on the as-of date.
type NotInSchool struct {
	Basis        string // the condition of section 436B
	Setting      Setting
	Since        calendar.Date // the first day on which that held, of compulsory school age; zero: not known
	Reason       string
	Provider     bool          // it is known who, beside the parents, teaches the child
	Hours        bool          // it is known for how much of the time
	ParentsDue   calendar.Date // by when the parents tell what section 436C asks; zero: since is not known
	ProvidersDue calendar.Date // by when a provider answers a notice; zero: no notice is known
	Records      []string
}

// SettingFound is where a child is taught whose case an officer closed on a ground; empty when not outside school.
func SettingFound(ground string) Setting {
	switch ground {
	case "home_educated":
		return AtHome
	case "in_provision":
		return Arranged
	}
	return ""
}
