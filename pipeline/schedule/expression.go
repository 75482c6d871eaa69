package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // Europe/London also on a machine without a zone database

	"github.com/robfig/cron/v3"
)

// London is the zone in which cron expressions are read.
var London = mustZone(time.LoadLocation("Europe/London"))

func mustZone(l *time.Location, err error) *time.Location {
	if err != nil {
		panic("schedule: embedded zone database: " + err.Error())
	}
	return l
}

// expressions are of five fields, minutes to days of the week, or one of the names @yearly, @monthly, @weekly, @daily.
var expressions = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)

// parseExpression reads a cron expression as times in London, and refuses one that would not fire exactly once each time its author
// expects it to.
func parseExpression(expression string, now time.Time) (times cron.Schedule, err error) {
	defer func() {
		if recover() != nil { // the parser indexes without looking
			times, err = nil, errors.New("not a cron expression (want five fields: minute hour day month weekday)")
		}
	}()
	expression = strings.TrimSpace(expression)
	if upper := strings.ToUpper(expression); strings.HasPrefix(upper, "TZ=") || strings.HasPrefix(upper, "CRON_TZ=") {
		return nil, errors.New("names a time zone (leave it out: times are Europe/London)")
	}
	parsed, err := expressions.Parse(expression)
	if err != nil {
		return nil, fmt.Errorf("not a cron expression (%w)", err)
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok { // @every
		return nil, errors.New("an interval, not a time of day (want five fields: minute hour day month weekday)")
	}
	spec.Location = London
	if spec.Hour&(1<<1) != 0 {
		return nil, errors.New("can fall between 01:00 and 01:59, which the clock skips in March and repeats in October " +
			"(want another hour)")
	}
	if spec.Next(now.In(London)).IsZero() {
		return nil, errors.New("never fires (want a day that exists)")
	}
	return spec, nil
}

// CheckExpression says what is wrong with a cron expression.
func CheckExpression(expression string) error {
	_, err := parseExpression(expression, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) // a day that exists comes within five years of any
	return err
}
