package door

import (
	"context"
	"encoding/gob"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
)

func init() { gob.Register(Person{}) }

const whoKey = "who"

// newSessions are the sessions: kept in memory alone, so that a restart ends them all, and told by a cookie that no script reads, no
// other site sends, and, where there is TLS, nothing else carries.
func (d *Door) newSessions() *scs.SessionManager {
	s := scs.New()
	s.IdleTimeout, s.Lifetime = d.Idle, d.Longest
	s.Cookie.Name = "rollcall"
	s.Cookie.Path = "/"
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteStrictMode
	s.Cookie.Persist = false
	if d.secure() {
		s.Cookie.Name, s.Cookie.Secure = "__Host-rollcall", true
	}
	s.ErrorFunc = func(w http.ResponseWriter, r *http.Request, _ error) { d.refuse(w, r, http.StatusInternalServerError) }
	return s
}

// letIn begins a session and shows the way on. Where another site led here the browser sends no strict cookie along a redirect, so a
// page of our own goes on from there.
func (d *Door) letIn(w http.ResponseWriter, r *http.Request, p Person) {
	if err := d.sessions.RenewToken(r.Context()); err != nil {
		d.refuse(w, r, http.StatusInternalServerError)
		return
	}
	d.sessions.Put(r.Context(), whoKey, p)
	if from := r.Header.Get("Sec-Fetch-Site"); from == "" || from == "none" || from == "same-origin" {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	d.Landing(w, r)
}

// SignOut ends a session.
func (d *Door) signOut(w http.ResponseWriter, r *http.Request) {
	if err := d.sessions.Destroy(r.Context()); err != nil {
		d.refuse(w, r, http.StatusInternalServerError)
		return
	}
	d.refuse(w, r, http.StatusOK)
}

// wantPerson lets through who has come in, and holds everybody else.
func (d *Door) wantPerson(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, is := d.sessions.Get(r.Context(), whoKey).(Person)
		if !is {
			d.refuse(w, r, http.StatusUnauthorized)
			return
		}
		if !d.bySession.allow(d.sessions.Token(r.Context()), d.clock()) {
			d.tooMany(w, r)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), personKey{}, p)))
	})
}

// Remember keeps a word for as long as the session lasts.
func (d *Door) Remember(ctx context.Context, key, word string) {
	d.sessions.Put(ctx, "page."+key, word)
}

// Recall is a word that was remembered; empty when there is none.
func (d *Door) Recall(ctx context.Context, key string) string {
	return d.sessions.GetString(ctx, "page."+key)
}

// Take is Recall, and forgets the word.
func (d *Door) Take(ctx context.Context, key string) string {
	return d.sessions.PopString(ctx, "page."+key)
}

// secure reports whether people reach the page by TLS.
func (d *Door) secure() bool { return strings.HasPrefix(d.URL, "https://") }

const (
	linkFor   = 10 * time.Minute // in which a one-time link is opened
	signInFor = 10 * time.Minute // in which somebody proves to the provider who they are
)
