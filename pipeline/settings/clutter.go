package settings

import (
	"path/filepath"
	"slices"
	"strings"
)

// clutter is what lies in folders and nobody put there as an extract: what systems keep of a folder, in small letters.
var clutter = []string{"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "__macosx", "system volume information"}

// unfinished are the endings of files that are not yet whole: on their way from a browser, a mail program or another machine.
var unfinished = []string{".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".swp", ".lock", ".lck", "~"}

// IsClutter reports whether a name in a folder is no extract's: of a hidden file, of the lock of a program that has one open, of what a
// system keeps of the folder, of a file that is not yet whole.
func IsClutter(name string) bool {
	name = strings.ToLower(filepath.Base(name))
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || slices.Contains(clutter, name) ||
		slices.ContainsFunc(unfinished, func(end string) bool { return strings.HasSuffix(name, end) })
}
