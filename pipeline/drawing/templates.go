package drawing

import (
	_ "embed"
	"html/template"
)

//go:embed drawing.gohtml
var parts string

// AddTemplates gives the templates of a page two more: "style", the rules that all pages share, and "svg", which draws a
// Drawing.
func AddTemplates(page *template.Template) *template.Template {
	return template.Must(page.Parse(parts))
}
