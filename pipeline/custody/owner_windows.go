package custody

import "io/fs"

// canOwn says whether modes of files mean anything on this system: on Windows access lists do, which a folder hands down.
const canOwn = false

// isOurs reports whether a file belongs to the account that runs the program; folders of the account are not shared.
func isOurs(fs.FileInfo) bool { return true }
