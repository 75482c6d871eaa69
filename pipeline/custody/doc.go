// Package custody is in whose hands what is written lies: the modes of files and folders, to whom they are encrypted, and which
// key files are safe to use. Whatever Rollcall writes and reads back goes through it, so that no writer chooses for itself.
//
//	mode       who may open a file on this machine; the owner alone, unless the settings name a group
//	recipient  whom a file is encrypted to (age); a folder names them for all that is written in it
//	door       how a file is read back, encrypted or not; the program's own identities open it
//	secret     a key of the program's own, for what it alone writes and reads again
//
// It knows no child, no list and no extract, and imports nothing of Rollcall.
package custody
