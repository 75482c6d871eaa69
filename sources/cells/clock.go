package cells

import (
	"strings"
	"time"
	_ "time/tzdata" // Europe/London also on a machine without a zone database

	"rollcall/pipeline/calendar"
)

// London is where instants become days. A date of birth that a program wrote as midnight in summer is an hour before midnight of the
// day before as an instant; one that was written as midnight of the instant is one o'clock here, on the same day.
var London = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

// clock is a time of day. Of one without a zone only the day counts.
type clock struct {
	seconds int // since midnight
	zoned   bool
	east    int // seconds that the zone is before universal time
}

// withClock returns the day of a date with what stands behind it: nothing, or a time of day.
func withClock(d calendar.Date, ok bool, rest string) (calendar.Date, bool) {
	if !ok || rest == "" {
		return d, ok
	}
	if isDigit(rest[0]) {
		return d, false
	}
	c, rest, ok := cutClock(rest)
	return c.dayInLondon(d), ok && strings.Trim(rest, " ") == ""
}

// dayInLondon returns the day on which it is the clock's time in London. Midnight of a zone's own day means the day, wherever it is.
func (c clock) dayInLondon(d calendar.Date) calendar.Date {
	if !c.zoned || c.seconds == 0 {
		return d
	}
	at := time.Unix(int64(d)*86400+int64(c.seconds-c.east), 0).In(London)
	return calendar.On(at.Date())
}

// cutClock reads the time of day, and the zone, with which s begins, and returns what is left: T10:11:12.5Z, 0:00, 12:00:00 AM,
// 00:00:00.0000000 +01:00, 12.00.00 PM.
func cutClock(s string) (c clock, rest string, ok bool) {
	t := strings.TrimLeft(s, " ,")
	packed := false
	if t != "" && (t[0] == 'T' || t[0] == 't' || t[0] == ':') {
		packed, t = t[0] != ':', t[1:]
	}
	hour, t, ok := cutNumber(t, 2)
	if !ok {
		return c, s, false
	}
	minute, second := 0, 0
	if t != "" && (t[0] == ':' || t[0] == '.') {
		mark := t[0]
		if minute, t, ok = cutNumber(t[1:], 2); !ok {
			return c, s, false
		}
		if t != "" && t[0] == mark {
			if second, t, ok = cutNumber(t[1:], 2); !ok {
				return c, s, false
			}
			if t != "" && (t[0] == '.' || t[0] == ',' || t[0] == ':') {
				t = strings.TrimLeft(t[1:], "0123456789")
			}
		}
	} else if !packed {
		return c, s, false
	} else if minute, t, ok = cutNumber(t, 2); !ok {
		return c, s, false
	} else if n, after, is := cutNumber(t, 2); is {
		second, t = n, strings.TrimLeft(strings.TrimPrefix(after, "."), "0123456789")
	}
	hour, t, ok = cutHalfDay(hour, t)
	if !ok || hour > 23 || minute > 59 || second > 60 {
		return c, s, false
	}
	c.seconds = hour*3600 + minute*60 + second
	rest, ok = c.cutZone(t)
	return c, rest, ok
}

// cutNumber reads the number of at most so many figures with which s begins.
func cutNumber(s string, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && isDigit(s[i]) {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

// cutHalfDay reads the AM or PM behind an hour.
func cutHalfDay(hour int, s string) (int, string, bool) {
	t := strings.TrimLeft(s, " ")
	for _, half := range [...]string{"a.m.", "p.m.", "am", "pm"} {
		if len(t) < len(half) || !strings.EqualFold(t[:len(half)], half) {
			continue
		}
		if hour < 1 || hour > 12 {
			return hour, s, hour < 24 && half[0] == 'p' || hour == 0 // 13:00 PM and 0:00 AM are written, too
		}
		if hour %= 12; half[0] == 'p' {
			hour += 12
		}
		return hour, t[len(half):], true
	}
	return hour, s, true
}

// zones are the names of zones that are met, and how far they are before universal time; of London itself the clock is the day's own.
var zones = map[string]int{"Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "BST": 3600}

// cutZone reads the zone behind a time of day: Z, +01:00, +0100, BST, GMT+0100 (British Summer Time), [Europe/London].
func (c *clock) cutZone(s string) (rest string, ok bool) {
	t := strings.TrimLeft(s, " ")
	if t == "" || isDigit(t[0]) {
		return s, true
	}
	if london := "Europe/London"; strings.HasPrefix(strings.TrimLeft(t, "["), london) {
		return strings.TrimPrefix(strings.TrimLeft(t, "[")[len(london):], "]"), true
	}
	n := 0
	for n < len(t) && IsLetter(t[n]&^0x20) {
		n++
	}
	if n > 0 {
		east, known := zones[strings.ToUpper(t[:n])]
		if !known {
			return s, false
		}
		c.zoned, c.east, t = true, east, t[n:]
	}
	if t != "" && (t[0] == '+' || t[0] == '-') {
		sign := 1
		if t[0] == '-' {
			sign = -1
		}
		hour, after, ok := cutNumber(t[1:], 2)
		minute := 0
		if m, more, is := cutNumber(strings.TrimPrefix(after, ":"), 2); is {
			minute, after = m, more
		}
		if !ok || hour > 14 || minute > 59 {
			return s, false
		}
		c.zoned, c.east, t = true, sign*(hour*3600+minute*60), after
	} else if n == 0 {
		return s, t[0] == ' '
	}
	if open := strings.TrimLeft(t, " "); open != "" && (open[0] == '(' || open[0] == '[') {
		if end := strings.IndexAny(open, ")]"); end > 0 {
			return open[end+1:], true
		}
	}
	return t, true
}
