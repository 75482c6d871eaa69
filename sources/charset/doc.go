// Package charset knows the encodings that text is read in, by the names that settings and files give them, and reads bytes of more
// than one.
package charset
