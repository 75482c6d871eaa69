//go:build !windows

package custody

import (
	"io/fs"
	"os"
	"syscall"
)

// canOwn says whether modes of files mean anything on this system.
const canOwn = true

// isOurs reports whether a file belongs to the account that runs the program.
func isOurs(info fs.FileInfo) bool {
	st, is := info.Sys().(*syscall.Stat_t)
	return is && int(st.Uid) == os.Geteuid()
}
