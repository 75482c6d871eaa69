package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// filesOf are the files that a path of the settings names, in the order of their names: a file, all that lies in a folder,
// or what fits a pattern. Only what the settings say is a pattern, and only where nothing has that very name: the folder
// that they lie in may be called "[abc] returns", and so may a file.
func (s *Settings) filesOf(pattern string) ([]string, error) {
	if pattern == "" {
		return nil, nil // of an entry that asks a database
	}
	var found []string
	path := s.Resolve(pattern)
	st, err := os.Stat(path)
	switch {
	case err == nil && st.IsDir():
		found, err = namesIn(path, "*")
	case err == nil:
		found = []string{path}
	case filepath.IsAbs(pattern):
		volume := filepath.VolumeName(pattern) + string(filepath.Separator)
		found, err = matchPath([]string{volume}, strings.TrimPrefix(filepath.Clean(pattern), volume))
	default:
		found, err = matchPath([]string{s.Root()}, filepath.Clean(pattern))
	}
	if err != nil {
		return nil, err
	}
	var files []string
	for _, f := range found {
		if st, err := os.Stat(f); err == nil && st.Mode().IsRegular() && (f == path || !IsClutter(f)) {
			files = append(files, f)
		}
	}
	slices.Sort(files)
	return files, nil
}

// matchPath follows a pattern part by part from folders that are there.
func matchPath(from []string, pattern string) ([]string, error) {
	for part := range strings.SplitSeq(pattern, string(filepath.Separator)) {
		var next []string
		for _, dir := range from {
			found, err := namesIn(dir, part)
			if err != nil {
				return nil, err
			}
			next = append(next, found...)
		}
		from = next
	}
	return from, nil
}

// namesIn is what has the very name in a folder or, where nothing has it, what fits it as a pattern. A folder that cannot be
// read holds nothing, as one that is not there.
func namesIn(dir, name string) ([]string, error) {
	if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
		return []string{filepath.Join(dir, name)}, nil
	}
	signs := `*?[\`
	if runtime.GOOS == "windows" {
		signs = `*?[`
	}
	if !strings.ContainsAny(name, signs) {
		return nil, nil
	}
	if _, err := filepath.Match(name, ""); err != nil {
		return nil, errors.New("not a pattern that can be matched, nor the name of anything")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil
	}
	var found []string
	for _, e := range entries {
		if fits, _ := filepath.Match(name, e.Name()); fits {
			found = append(found, filepath.Join(dir, e.Name()))
		}
	}
	return found, nil
}

// whyUnread is why a file cannot be read, without its path.
func whyUnread(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// nearFile names the file that may be meant by a path that names none: of its folder, or where the folder itself is not there, that.
func (s *Settings) nearFile(path string) string {
	if path == "" {
		return ""
	}
	dir := filepath.Dir(s.Resolve(path))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "; there is no folder " + filepath.ToSlash(filepath.Dir(path))
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	if near := nearWord(filepath.Base(path), names); near != "" {
		return "; did you mean " + filepath.ToSlash(filepath.Join(filepath.Dir(path), near)) + "?"
	}
	return fmt.Sprintf("; %d files are in its folder, and none has a name like it", len(names))
}

// EmptyPath is an entry of the list of sources whose path names no file.
type EmptyPath struct {
	Kind string
	Text string // which path, on which line, and what may be meant
}

// EmptyPaths are the entries whose paths name no file, in the order of the settings.
func (s *Settings) EmptyPaths() (all []EmptyPath) {
	for i, x := range s.Sources {
		files, err := s.filesOf(x.Path)
		if x.Path == "" || err != nil || len(files) > 0 {
			continue
		}
		text := fmt.Sprintf("%s names no file", x.Path)
		if p := s.doc.placeOf(entryAt(i) + ".path"); p.line > 0 {
			text = fmt.Sprintf("%s, on line %d of the settings, names no file", x.Path, p.line)
		}
		all = append(all, EmptyPath{x.Kind, text + s.nearFile(x.Path)})
	}
	return all
}
