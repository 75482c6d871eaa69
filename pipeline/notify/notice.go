package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Notice is what is told. Its JSON is what a webhook is sent.
type Notice struct {
	Event     string         `json:"event"` // failed, held, missing, success, recovered, trouble
	Authority string         `json:"authority"`
	Job       string         `json:"job,omitempty"`
	At        time.Time      `json:"at"`
	Text      string         `json:"text"` // in a sentence
	Ending    string         `json:"ending,omitempty"`
	Exit      int            `json:"exit"`
	Attempt   int            `json:"attempt,omitempty"`
	Next      time.Time      `json:"next_attempt,omitzero"`
	ListsOf   string         `json:"lists_of,omitempty"` // the day whose lists stand
	Counts    map[string]int `json:"counts,omitempty"`
	Told      []string       `json:"told,omitempty"` // notices of the run on its extracts, or why it failed
	Link      string         `json:"link,omitempty"`
	Rollcall  string         `json:"rollcall"` // version
}

// longestLine and mostLines bound what a notice prints: it is read on a telephone.
const (
	longestLine = 500
	mostLines   = 40
)

// Subject is the notice in a line.
func (n *Notice) Subject() string {
	about := n.Event
	if n.Job != "" {
		about = n.Job + " " + about
	}
	return printable(fmt.Sprintf("Rollcall %s: %s", n.Authority, about))
}

// Words is the notice as an e-mail prints it.
func (n *Notice) Words() string {
	var b strings.Builder
	line := func(format string, a ...any) { b.WriteString(printable(fmt.Sprintf(format, a...)) + "\n") }
	line("%s", n.Text)
	b.WriteByte('\n')
	if n.Job != "" {
		line("Job: %s, attempt %d, %s (exit code %d)", n.Job, n.Attempt, n.Ending, n.Exit)
	}
	line("When: %s", n.At.Format("Monday 2 January 2006 15:04 MST"))
	if !n.Next.IsZero() {
		line("Next attempt: %s", n.Next.Format("Monday 15:04"))
	}
	if n.ListsOf != "" {
		line("The lists that stand are those of %s", n.ListsOf)
	}
	for _, c := range sortedCounts(n.Counts) {
		line("  %s: %d", strings.ReplaceAll(c, "_", " "), n.Counts[c])
	}
	for i, t := range n.Told {
		if i == mostLines {
			line("… and %d more", len(n.Told)-mostLines)
			break
		}
		line("- %s", t)
	}
	if n.Link != "" {
		b.WriteByte('\n')
		line("%s", n.Link)
	}
	b.WriteString("\nThis message names no child and never will. Do not reply with a name.\n")
	return b.String()
}

// json is the notice as a webhook is sent it.
func (n *Notice) json() []byte {
	c := *n
	c.Text = printable(c.Text)
	c.Told = nil
	for i, t := range n.Told {
		if i == mostLines {
			break
		}
		c.Told = append(c.Told, printable(t))
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // a Notice is plain data
	}
	return b
}

// printable takes out of a line what is no text, and what is too much.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
	if r := []rune(s); len(r) > longestLine {
		s = string(r[:longestLine]) + " …"
	}
	return s
}

// Channel is a way to tell a notice.
type Channel interface {
	// Send tells it, within a bounded time.
	Send(ctx context.Context, n *Notice) error
	// Name says what the channel is, for errors.
	Name() string
}

// SendAll tells a notice by every channel, also after one has failed. The error joins all that failed.
func SendAll(ctx context.Context, n *Notice, channels []Channel) error {
	var failed []error
	for _, c := range channels {
		if err := c.Send(ctx, n); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", c.Name(), err))
		}
	}
	return errors.Join(failed...)
}
