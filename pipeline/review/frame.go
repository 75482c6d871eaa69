package review

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"rollcall/pipeline/review/door"
)

// frame is what stands around every page: the template "layout" is given it, and in it the page's own data as .Data.
type frame struct {
	Title   string
	Nav     []link
	Person  *door.Person // nil: nobody has come in
	Of      string       // the authority
	Run     string       // the run's id
	AsOf    time.Time
	Notice  string // said once at the top: what was done
	Newer   bool   // the lists are newer than those of the person's last page
	Form    *form  // with faults, it is summed up at the top
	Data    any
	Purpose string
}

// link is an address with its words.
type link struct {
	Href, Text string
	Here       bool // the page that is shown
}

// frameOf is the frame of a page for a person.
func (s *Server) frameOf(v *visit, p *page, answer *view) *frame {
	run := v.Desk.Run()
	f := &frame{Title: cmp.Or(answer.Title, p.Title), Person: &v.Person, Of: run.Summary.Authority, Run: run.ID, AsOf: run.AsOf,
		Notice: v.take("notice"), Form: answer.Form, Data: answer.Data, Purpose: v.Purpose()}
	for _, x := range pages {
		if x.Nav != "" && v.Person.Has(x.Roles...) {
			f.Nav = append(f.Nav, link{Href: x.Path, Text: x.Nav, Here: x.Path == p.Path})
		}
	}
	last := v.recall("run")
	if f.Newer = last != "" && last != run.ID; last != run.ID {
		v.remember("run", run.ID)
	}
	return f
}

// refusal is what a page says that shows nothing of what was asked for.
type refusal struct{ Heading, Text, Href, Link string }

// refusals are by status. They say what to do next, and not more of why than the person may know.
var refusals = map[int]refusal{
	http.StatusOK:                  {"You have signed out", "Nothing of what you looked at is kept in this browser.", door.SignInPath, "Sign in again"},
	http.StatusBadRequest:          {"That could not be read", "The form did not arrive whole. Go back and send it again.", "/", "Start page"},
	http.StatusUnauthorized:        {"Sign in", "You have not signed in, or nothing was done for so long that you were signed out. What was saved is saved.", door.SignInPath, "Sign in"},
	http.StatusForbidden:           {"This is not open to you", "Your role does not include it, or the form or link came from elsewhere, was used before or is too old.", "/", "Start page"},
	http.StatusNotFound:            {"There is nothing here", "There is no such page, or the child is not in this run. A child who is in no extract cannot be shown.", "/", "Start page"},
	http.StatusTooManyRequests:     {"Too many requests", "Wait a few seconds and try again.", "/", "Start page"},
	http.StatusInternalServerError: {"Something went wrong here", "What you sent may not be saved: look before you send it again. Whoever runs Rollcall finds the reason in its log.", "/", "Start page"},
	http.StatusBadGateway:          {"The sign-in service cannot be reached", "Try again in a few minutes, or tell whoever runs Rollcall.", door.SignInPath, "Try again"},
	http.StatusServiceUnavailable:  {"This cannot be shown now", "The lists cannot be opened, or that you looked could not be noted. Tell whoever runs Rollcall.", "/", "Start page"},
}

// refuse answers with a page that shows nothing.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int) {
	x, is := refusals[status]
	if !is {
		x = refusals[http.StatusInternalServerError]
	}
	if x.Href == door.SignInPath && s.Door.Provider == nil {
		x.Href, x.Link, x.Text = "", "", x.Text+" To sign in, start “rollcall review” again or press Enter in its window: it prints a new link."
	}
	var b strings.Builder
	if err := render(&b, "refused", &frame{Title: x.Heading, Data: x}); err != nil {
		s.Log.Error("a page could not be written", "error", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(b.String()))
}

// land is the page from which somebody goes on whom the identity provider led here.
func (s *Server) land(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Refresh", "0; url=/")
	var b strings.Builder
	if err := render(&b, "refused", &frame{Title: "You have signed in", Data: refusal{"You have signed in", "You are taken on to the start page.", "/", "Start page"}}); err != nil {
		s.Log.Error("a page could not be written", "error", err)
	}
	_, _ = w.Write([]byte(b.String()))
}
