package settings

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// document is the settings as they are written: what stands where. Of a key the place is where it is written; of an entry of a list,
// where the entry begins.
type document struct {
	root   ast.Node
	places map[string]place
	secret bool // somebody has put a password in, where none belongs: what is found is not shown
}

type place struct{ line, column int }

// parseDocument reads settings as YAML. A key that stands twice is a fault of its own, told with all the others.
func parseDocument(raw []byte) (*document, faults) {
	d := &document{places: map[string]place{}, secret: mayHoldSecret(raw)}
	file, err := parser.ParseBytes(raw, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return d, d.syntaxFaults(string(raw), err)
	}
	bodies := file.Docs[:0]
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc)
		}
	}
	switch {
	case len(bodies) > 1: // a second one would be ignored without a word
		return d, faults{{at: "", text: "holds more than one document; keep the first and delete the rest"}}
	case len(bodies) == 1:
		d.root = bodies[0].Body
		d.notePlaces(d.root, "")
	}
	return d, nil
}

// placeOf is where a place of the settings is written or, when it is not, where the nearest thing around it is.
func (d *document) placeOf(at string) place {
	for d != nil && at != "" {
		if p, is := d.places[at]; is {
			return p
		}
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
	return place{}
}

// linesUnder are the lines of what stands under a place, by what follows it.
func (d *document) linesUnder(at string) map[string]int {
	if d == nil {
		return nil
	}
	lines := map[string]int{}
	for key, p := range d.places {
		if rest, under := strings.CutPrefix(key, at+"."); under {
			lines[rest] = p.line
		}
	}
	return lines
}

// notePlaces notes where everything below a node is written.
func (d *document) notePlaces(n ast.Node, at string) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			d.notePlaces(v, at)
		}
	case *ast.MappingValueNode:
		key := joinKey(at, keyOf(n))
		if _, twice := d.places[key]; !twice {
			d.note(key, n.Key)
			d.notePlaces(n.Value, key)
		}
	case *ast.SequenceNode:
		for i, v := range n.Values {
			key := fmt.Sprintf("%s[%d]", at, i)
			d.note(key, v)
			d.notePlaces(v, key)
		}
	case *ast.AnchorNode:
		d.notePlaces(n.Value, at)
	case *ast.TagNode:
		d.notePlaces(n.Value, at)
	}
}

func (d *document) note(key string, n ast.Node) {
	if m, is := n.(*ast.MappingNode); is && len(m.Values) > 0 && !m.IsFlowStyle {
		n = m.Values[0].Key
	} else if v, is := n.(*ast.MappingValueNode); is {
		n = v.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		d.places[key] = place{t.Position.Line, t.Position.Column}
	}
}

func keyOf(n *ast.MappingValueNode) string {
	if t := n.Key.GetToken(); t != nil {
		return t.Value
	}
	return n.Key.String()
}

// syntaxFaults says where text is no YAML. Of a quotation mark that nothing closes, or that the next one of the file closes, the
// beginning is told: the parser stumbles lines below it.
func (d *document) syntaxFaults(raw string, err error) faults {
	if line, column, open := openQuote(raw); open {
		d.places["?"] = place{line, column}
		return faults{{at: "?", text: "a quotation mark begins here that is not closed on its line; close it, or put the text into single quotation marks"}}
	}
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return faults{{at: "", text: "not YAML: " + strings.TrimSpace(yaml.FormatError(err, false, false))}}
	}
	p := at.GetToken().Position
	d.places["?"] = place{p.Line, p.Column}
	text := "not YAML: " + at.GetMessage() + "; look at this line and the one above it: their spaces at the left, colons, brackets and quotation marks"
	if lines := strings.Split(raw, "\n"); p.Line >= 1 && p.Line <= len(lines) && strings.HasPrefix(strings.TrimLeft(lines[p.Line-1], " "), "\t") {
		text = "not YAML: a tab at the left; use spaces"
	}
	return faults{{at: "?", text: text}}
}

// openQuote finds the first value that begins with a quotation mark which its line does not close.
func openQuote(raw string) (line, column int, open bool) {
	for n, text := range strings.Split(raw, "\n") {
		var quote byte
		begin, before := 0, byte(' ')
		for i := 0; i < len(text); i++ {
			c := text[i]
			switch {
			case quote == 0 && c == '#' && (before == ' ' || before == '\t'):
				i = len(text)
			case quote == 0 && (c == '"' || c == '\'') && opensValue(text[:i]):
				quote, begin = c, i
			case quote == '"' && c == '\\':
				i++
			case quote != 0 && c == quote:
				quote = 0
			}
			before = c
		}
		if quote != 0 {
			return n + 1, begin + 1, true
		}
	}
	return 0, 0, false
}

// opensValue reports whether a value may begin behind a text.
func opensValue(before string) bool {
	before = strings.TrimRight(before, " ")
	return before == "" || strings.ContainsRune(":-[{,?", rune(before[len(before)-1]))
}

// readFault is what the decoder itself cannot read, which the types did not show.
func (d *document) readFault(err error) fault {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fault{text: "cannot be read: " + strings.TrimSpace(yaml.FormatError(err, false, false))}
	}
	p := at.GetToken().Position
	d.places["?"] = place{p.Line, p.Column}
	return fault{at: "?", text: "cannot be read: " + at.GetMessage()}
}
