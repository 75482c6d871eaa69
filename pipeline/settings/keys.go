package settings

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// keyFaults holds what is written to the types that it is read into: a key that nobody knows, one that stands twice, a text where a
// number belongs. What is wrong is told and taken out of the document, so that the rest can be read and told of as well.
func (d *document) keyFaults() (f faults) {
	if d.root == nil {
		return nil
	}
	d.root = d.checkNode(d.root, reflect.TypeFor[Settings](), "", &f)
	return f
}

// checkNode returns the node without what is wrong in it, or nothing.
func (d *document) checkNode(n ast.Node, t reflect.Type, at string, f *faults) ast.Node {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch x := n.(type) {
	case *ast.NullNode, *ast.AliasNode, *ast.MergeKeyNode:
		return n
	case *ast.AnchorNode:
		x.Value = d.checkNode(x.Value, t, at, f)
		return keepIf(x.Value != nil, n)
	case *ast.TagNode:
		return n
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return d.checkMapping(n, t, at, f)
	case reflect.Slice:
		list, is := n.(*ast.SequenceNode)
		if !is && t == reflect.TypeFor[Layouts]() {
			return d.checkNode(n, t.Elem(), at, f) // one of them may stand alone
		}
		if !is {
			f.add(at, "want a list ([…], or a line beginning with - for each), found %s", d.found(n))
			return nil
		}
		for i, v := range list.Values {
			if list.Values[i] = d.checkNode(v, t.Elem(), fmt.Sprintf("%s[%d]", at, i), f); list.Values[i] == nil {
				list.Values[i] = ast.Null(v.GetToken())
			}
		}
		return n
	}
	if want := d.wantScalar(n, t.Kind()); want != "" {
		f.add(at, "want %s, found %s", want, d.found(n))
		return nil
	}
	return n
}

// keepIf returns a node, or nothing that is no typed nil.
func keepIf(keep bool, n ast.Node) ast.Node {
	if keep {
		return n
	}
	return nil
}

// checkMapping checks the keys of a mapping and what they hold.
func (d *document) checkMapping(n ast.Node, t reflect.Type, at string, f *faults) ast.Node {
	if one, is := n.(*ast.MappingValueNode); is {
		n = ast.Mapping(one.GetToken(), false, one)
	}
	m, is := n.(*ast.MappingNode)
	if !is {
		f.add(at, "want keys with values%s, found %s", exampleOf(t), d.found(n))
		return nil
	}
	seen := map[string]place{}
	kept := m.Values[:0:0]
	for _, v := range m.Values {
		if _, merge := v.Key.(*ast.MergeKeyNode); merge {
			kept = append(kept, v)
			continue
		}
		key := keyOf(v)
		here := place{}
		if tok := v.Key.GetToken(); tok != nil {
			here = place{tok.Position.Line, tok.Position.Column}
		}
		if first, twice := seen[key]; twice {
			again := joinKey(at, key) + "?"
			d.places[again] = here
			f.add(again, "stands on line %d already; keep one of the two", first.line)
			continue
		}
		seen[key] = here
		of, known := typeOfKey(t, key)
		if !known {
			x := fault{at: joinKey(at, key), text: "not a key" + didYouMean(key, keysOf(t)) + "; the keys here are " + strings.Join(keysOf(t), ", ")}
			if near := nearWord(key, keysOf(t)); near != "" {
				x.meant = joinKey(at, near)
			}
			*f = append(*f, x)
			continue
		}
		if v.Value = d.checkNode(v.Value, of, joinKey(at, key), f); v.Value != nil {
			kept = append(kept, v)
		}
	}
	m.Values = kept
	return m
}

// typeOfKey is the type of what a key of a mapping holds.
func typeOfKey(t reflect.Type, key string) (reflect.Type, bool) {
	if t.Kind() == reflect.Map {
		return t.Elem(), true
	}
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "" && name == key {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

// keysOf is the keys of a mapping in the order in which they are declared.
func keysOf(t reflect.Type) (keys []string) {
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "" {
			keys = append(keys, name)
		}
	}
	return keys
}

func exampleOf(t reflect.Type) string {
	if keys := keysOf(t); len(keys) > 0 {
		return " ({" + strings.Join(keys[:min(2, len(keys))], ": …, ") + ": …})"
	}
	return " ({key: value})"
}

// wantScalar says what a node must be to be read as a value of a kind, or nothing when it is.
func (d *document) wantScalar(n ast.Node, kind reflect.Kind) string {
	_, isInt := n.(*ast.IntegerNode)
	_, isFloat := n.(*ast.FloatNode)
	_, isBool := n.(*ast.BoolNode)
	switch kind {
	case reflect.Int:
		if !isInt {
			return "a whole number"
		}
	case reflect.Float64:
		if !isInt && !isFloat {
			return "a number"
		}
	case reflect.Bool:
		if !isBool {
			return "true or false"
		}
	default:
		if _, scalar := n.(ast.ScalarNode); !scalar {
			return "one value"
		}
	}
	return ""
}

// found shows what stands where something else belongs.
func (d *document) found(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	case *ast.SequenceNode:
		return "a list"
	}
	if d.secret || n.GetToken() == nil {
		return "a text"
	}
	return quoteFound(n.GetToken().Value)
}

// withoutConsequences leaves out the faults that others explain: what lacks because its key is misspelt, or because what was in it is
// wrong.
func withoutConsequences(all, of faults) faults {
	return slices.DeleteFunc(all, func(x fault) bool {
		return slices.ContainsFunc(of, func(w fault) bool { return isUnder(x.at, w.at) || isUnder(x.at, w.meant) })
	})
}

// isUnder reports whether a place is another or lies in it.
func isUnder(at, of string) bool {
	return of != "" && (at == of || strings.HasPrefix(at, of+".") || strings.HasPrefix(at, of+"["))
}
