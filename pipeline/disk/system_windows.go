package disk

// dontWait is nothing here: only what is asked for as \\.\pipe\… is a pipe, and it is told from a file before it is opened.
const dontWait = 0

// SyncFolder does nothing: the system keeps names durable by its own journal, and folders cannot be forced to the disk.
func SyncFolder(string) error { return nil }
