// Package schedule runs named jobs at the times that cron expressions say, in Europe/London: one run at a time, a panic
// recovered, a missed run caught up once. It knows jobs as functions and imports nothing else of Rollcall.
package schedule
