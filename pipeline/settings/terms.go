package settings

import (
	"fmt"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
)

// SchoolCalendar reads the authority's term dates. Without any, school days are counted on the standard pattern, and a notice says
// so; a row of the file that cannot be is left out, and a notice says which.
func (s *Settings) SchoolCalendar() (*calendar.Calendar, []journal.Notice, error) {
	if s.Calendar == "" {
		c := calendar.New(nil, calendar.WithHomeAuthority(s.Authority.Code))
		return c, []journal.Notice{{Kind: "calendar", Text: "no term dates were given: school days are counted on the standard pattern"}}, nil
	}
	f, err := disk.Open(s.Resolve(s.Calendar))
	if err != nil {
		return nil, nil, &Error{[]string{fmt.Sprintf("%s: calendar: %s cannot be read (%v)", s.path, s.Calendar, whyUnread(err))}}
	}
	defer f.Close()
	c, problems, err := calendar.Read(f, s.Calendar, calendar.WithHomeAuthority(s.Authority.Code))
	if err != nil {
		return nil, nil, &Error{[]string{fmt.Sprintf("%s: calendar: %v", s.path, err)}}
	}
	var notices []journal.Notice
	for _, p := range problems {
		notices = append(notices, journal.Notice{Kind: "calendar", Grave: true, Text: p.Error()})
	}
	return c, notices, nil
}

// SchoolDay reports whether the authority's schools meet on a day, by the settings' calendar.
func (s *Settings) SchoolDay(d calendar.Date) (bool, error) {
	c, _, err := s.SchoolCalendar()
	if err != nil {
		return false, err
	}
	return c.SchoolDay(s.Authority.Code, d), nil
}
