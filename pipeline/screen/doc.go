// Package screen is how text that others wrote is shown: nothing in a file name, a header, a code or a settings file may
// move the cursor, colour the line, turn the reading direction round or feign a line of the program's own.
package screen
