package door

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"sync"
	"time"
)

// EnterPath is where a one-time link leads.
const EnterPath = "/enter"

// link is a token that lets one person in, once and for a short time. Only its digest is kept.
type link struct {
	mu      sync.Mutex
	digest  [sha256.Size]byte
	expires time.Time
	open    bool
	person  Person
}

// MakeLink makes the address that lets a person in once, until linkFor has passed. One that was made before is of no use any more.
func (d *Door) MakeLink(p Person) string {
	token := rand.Text()
	d.link.mu.Lock()
	defer d.link.mu.Unlock()
	d.link.digest, d.link.expires, d.link.open, d.link.person = sha256.Sum256([]byte(token)), d.clock().Add(linkFor), true, p
	return d.URL + EnterPath + "?token=" + token
}

// use lets in whoever brings the token, and nobody after.
func (l *link) use(token string, now time.Time) (Person, bool) {
	digest := sha256.Sum256([]byte(token))
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.open || now.After(l.expires) || subtle.ConstantTimeCompare(digest[:], l.digest[:]) != 1 {
		return Person{}, false
	}
	l.open = false
	return l.person, true
}

// enter takes a one-time link.
func (d *Door) enter(w http.ResponseWriter, r *http.Request) {
	p, is := d.link.use(r.URL.Query().Get("token"), d.clock())
	if !is {
		d.refuse(w, r, http.StatusForbidden)
		return
	}
	d.letIn(w, r, p)
}
