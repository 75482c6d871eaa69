package review

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"

	"github.com/sourcegraph/conc"
)

// Options are what the page is of.
type Options struct {
	Door door.Options // its Refuse and Landing are the server's

	Newest   func() (string, error)         // the newest published run, by a name that OpenDesk takes
	OpenDesk func(run string) (Desk, error) // its store
	Office   office.Office

	WantsPurpose bool // nothing of a child is opened without a stated purpose
	Today        func() calendar.Date
	Log          *slog.Logger
}

// Server is the review page.
type Server struct {
	Options
	door     *door.Door
	standing *standing
	presence presence
	now      func() time.Time
}

// New is the review page. The error is of its address, or that there is no run to show.
func New(o Options) (*Server, error) {
	s := &Server{Options: o}
	s.Door.Refuse, s.Door.Landing, s.Door.Log = s.refuse, s.land, o.Log
	var err error
	if s.door, err = door.New(s.Door); err != nil {
		return nil, err
	}
	if s.now = s.Door.Clock; s.now == nil {
		s.now = time.Now
	}
	s.standing = &standing{newest: o.Newest, open: o.OpenDesk, clock: s.now, log: o.Log}
	_, done, err := s.standing.borrow()
	if err != nil {
		return nil, err
	}
	done()
	return s, nil
}

// MakeLink makes the address by which a person comes in once.
func (s *Server) MakeLink(p door.Person) string { return s.door.MakeLink(p) }

// Handler is the whole site, door and all.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, p := range pages {
		if p.show != nil {
			mux.Handle("GET "+exact(p.Path), s.serve(p, p.show))
		}
		if p.take != nil {
			mux.Handle("POST "+exact(p.Path), s.serve(p, p.take))
		}
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.refuse(w, r, http.StatusNotFound) })
	return s.door.Guard(mux, http.HandlerFunc(serveAsset))
}

// exact is a path that stands for itself alone: "/" would take every other.
func exact(path string) string {
	if path == "/" {
		return "/{$}"
	}
	return path
}

// stopWithin is how long requests may take that were under way when the page is stopped.
const stopWithin = 10 * time.Second

// Serve serves until the context ends, and then the requests that are under way.
func (s *Server) Serve(ctx context.Context, l net.Listener, certificate, key string) error {
	server := door.NewServer(s.Handler(), s.Log)
	defer s.standing.close()
	ended := make(chan error, 1)
	var serving conc.WaitGroup
	defer serving.Wait()
	serving.Go(func() {
		if certificate != "" {
			ended <- server.ServeTLS(l, certificate, key)
			return
		}
		ended <- server.Serve(l)
	})
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

// serve answers a request by a page.
func (s *Server) serve(p *page, by func(*visit) (*view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		person, _ := door.PersonOf(r.Context())
		if !person.Has(p.Roles...) {
			s.refuse(w, r, http.StatusForbidden)
			return
		}
		if err := r.ParseForm(); err != nil {
			s.refuse(w, r, http.StatusBadRequest)
			return
		}
		d, done, err := s.standing.borrow()
		if err != nil {
			s.Log.Error("no run can be shown", "error", err)
			s.refuse(w, r, http.StatusServiceUnavailable)
			return
		}
		defer done()
		v := &visit{Request: r, Person: person, Desk: sealedSince{d, s.Office}, Office: s.Office, Today: s.Today(), server: s}
		answer, err := by(v)
		if err != nil {
			s.answerError(w, v, p, err)
			return
		}
		if answer.Path != "" {
			v.remember("notice", answer.Notice)
			http.Redirect(w, r, answer.Path, http.StatusSeeOther)
			return
		}
		if answer.File != nil {
			answer.File.send(w)
			return
		}
		s.write(w, v, p, answer)
	})
}

// answerError answers where a page could not show what was asked for. What it logs is the pattern of the path and never the path.
func (s *Server) answerError(w http.ResponseWriter, v *visit, p *page, err error) {
	switch {
	case errors.Is(err, errPurpose):
		s.write(w, v, p, askPurpose(v))
	case errors.Is(err, errNotYours):
		s.refuse(w, v.Request, http.StatusForbidden)
	case errors.Is(err, desk.ErrSealed):
		s.write(w, v, p, &view{Template: "sealed", Title: "Ask the designated officer"})
	case errors.Is(err, errNotThere), errors.Is(err, desk.ErrUnknown):
		s.refuse(w, v.Request, http.StatusNotFound)
	case errors.Is(err, errUnnoted):
		s.refuse(w, v.Request, http.StatusServiceUnavailable)
	case errors.Is(err, context.Canceled): // the person has gone
	default:
		s.Log.Error("a page failed", "page", p.Path, "error", err)
		s.refuse(w, v.Request, http.StatusInternalServerError)
	}
}

// write writes a view whole, so that a fault in a template never leaves half a child on a screen.
func (s *Server) write(w http.ResponseWriter, v *visit, p *page, answer *view) {
	var b bytes.Buffer
	if err := render(&b, answer.Template, s.frameOf(v, p, answer)); err != nil {
		s.Log.Error("a page could not be written", "page", p.Path, "error", err)
		s.refuse(w, v.Request, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(cmp.Or(answer.Status, http.StatusOK))
	_, _ = b.WriteTo(w)
}
