package review

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed templates/*.gohtml
var templateFiles embed.FS

// common are the templates that every page is drawn with: the layout and its parts. A page's own file defines "content".
var common = []string{"templates/layout.gohtml", "templates/parts.gohtml", "templates/fields.gohtml", "templates/story.gohtml"}

// templates are the page templates by name, each with the common ones.
var templates = sync.OnceValues(func() (map[string]*template.Template, error) {
	base, err := template.New("").Funcs(words).ParseFS(templateFiles, common...)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templateFiles, "templates/*.gohtml")
	if err != nil {
		return nil, err
	}
	all := map[string]*template.Template{}
	for _, file := range files {
		own := template.Must(base.Clone())
		if own, err = own.ParseFS(templateFiles, file); err != nil {
			return nil, err
		}
		all[strings.TrimSuffix(path.Base(file), ".gohtml")] = own
	}
	return all, nil
})

// render draws a page.
func render(w io.Writer, name string, f *frame) error {
	all, err := templates()
	if err != nil {
		return err
	}
	t, is := all[name]
	if !is {
		return fmt.Errorf("there is no template %s", name)
	}
	return t.ExecuteTemplate(w, "layout", f)
}
