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

// calendarFaults says what is wrong with the file of term dates as a whole. Of rows that cannot be a notice tells.
func (s *Settings) calendarFaults() (f faults) {
	if s.Calendar == "" {
		return nil
	}
	const wants = "; it is a CSV with the columns la|laestab, from, to, kind, days as YYYY-MM-DD, and in kind the words TERM, INSET or CLOSED"
	file, err := disk.Open(s.Resolve(s.Calendar))
	if err != nil {
		f.add("calendar", "%s cannot be read (%v)%s%s", s.Calendar, whyUnread(err), s.nearFile(s.Calendar), wants)
		return f
	}
	defer file.Close()
	c, _, err := calendar.Read(file, s.Calendar)
	if err != nil {
		f.add("calendar", "%v%s", err, wants)
		return f
	}
	if of := c.Authorities(); len(of) == 1 && of[0] != s.Authority.Code && len(s.Authority.Code) == 3 {
		f.add("authority.code", "is %s, and every row of %s is of %s: is %s right? mend the one or the other", s.Authority.Code, s.Calendar, of[0], s.Authority.Code)
	}
	return f
}

// SchoolDay reports whether the authority's schools meet on a day, by the settings' calendar.
func (s *Settings) SchoolDay(d calendar.Date) (bool, error) {
	c, _, err := s.SchoolCalendar()
	if err != nil {
		return false, err
	}
	return c.SchoolDay(s.Authority.Code, d), nil
}
