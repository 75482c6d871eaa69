package review

import (
	"net/http"
	"slices"

	"rollcall/pipeline/review/door"
)

// page is an address of the site. Its Path is a pattern of net/http without method; what stands in braces in it is asked of the visit
// by Request.PathValue.
type page struct {
	Path  string
	Title string      // in the title bar, where a view has none of its own
	Nav   string      // in the navigation; empty: not there
	Order int         // in the navigation
	Roles []door.Role // one of which a person must have

	show func(*visit) (*view, error) // GET
	take func(*visit) (*view, error) // POST; its view is shown where something typed is wrong, with what was typed
}

// pages are all pages, in the order of the navigation.
var pages []*page

// addPage adds a page to the site.
func addPage(p *page) *page {
	if p.Path == "" || p.Title == "" || len(p.Roles) == 0 || p.show == nil && p.take == nil {
		panic("review: a page without a path, a title, a role, or anything to show: " + p.Path)
	}
	pages = append(pages, p)
	slices.SortStableFunc(pages, func(a, b *page) int { return a.Order - b.Order })
	return p
}

// view is what a page shows, or where it sends the person on.
type view struct {
	Template string // the file in templates that defines "content"
	Title    string // the page's own when empty
	Data     any
	Form     *form // whose faults stand at the top; nil: nothing to fill in
	Status   int   // 200 when zero; 422 where the form has faults
	Path     string
	Notice   string    // said at the top of the page that the person is sent on to
	File     *download // handed out in place of a page
}

// show is a view of a template, which the extension .gohtml is added to.
func showPage(template string, data any) *view { return &view{Template: template, Data: data} }

// goOn sends a person on after something was taken: a reload then does not take it again.
func goOn(path, notice string) *view { return &view{Path: path, Notice: notice} }

// withForm adds what is to be filled in, and what is wrong with it.
func (v *view) withForm(f *form) *view {
	v.Form = f
	if len(f.Faults()) > 0 {
		v.Status = http.StatusUnprocessableEntity
	}
	return v
}

// titled gives a view a title of its own; it stands in the browser's history, so it holds no name.
func (v *view) titled(title string) *view { v.Title = title; return v }
