package review

import (
	"errors"
	"net/http"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"
)

// visit is one request of one person.
type visit struct {
	*http.Request
	Person door.Person
	Desk   Desk // of the run that stands when the request begins
	Office office.Office
	Today  calendar.Date

	server *Server
}

// What a page answers where it cannot show what was asked for.
var (
	errNotThere = errors.New("there is no such page")           // 404: no such child, pair or page
	errNotYours = errors.New("not for this role")               // 403
	errUnnoted  = errors.New("could not be noted, not shown")   // 503
	errPurpose  = errors.New("wants a purpose before it opens") // the person is asked what for
)

// who is the person as the ledger writes them.
func (v *visit) who() office.Who {
	w := office.Who{By: v.Person.Name, Account: v.Person.Name}
	if len(v.Person.Roles) > 0 {
		w.Role = string(v.Person.Roles[0])
	}
	return w
}

// open notes that the person is about to see something of children, and what for; nothing is shown of them before it returns nil. An
// empty purpose is the one that was stated on this session; where there is none either, and it has to be stated, it is asked for.
func (v *visit) open(purpose, act string, children ...string) error {
	if purpose == "" {
		purpose = v.Purpose()
	}
	if purpose == "" && v.server.WantsPurpose {
		return errPurpose
	}
	if err := v.Office.Note(v.Context(), v.who(), purpose, act, children...); err != nil {
		v.server.Log.Error("a look could not be noted", "act", act, "error", err)
		return errUnnoted
	}
	return nil
}

// Purpose is what the person said last that children are opened for.
func (v *visit) Purpose() string { return v.server.door.Recall(v.Context(), "purpose") }

// statePurpose remembers what the person opens children for, until they say something else.
func (v *visit) statePurpose(purpose string) {
	v.server.door.Remember(v.Context(), "purpose", strings.TrimSpace(purpose))
}

// recall and remember keep a word for as long as the session lasts, such as where a list was left.
func (v *visit) recall(key string) string      { return v.server.door.Recall(v.Context(), key) }
func (v *visit) remember(key, word string)     { v.server.door.Remember(v.Context(), key, word) }
func (v *visit) take(key string) string        { return v.server.door.Take(v.Context(), key) }
func (v *visit) state() (*office.State, error) { return v.Office.State(v.Context()) }
