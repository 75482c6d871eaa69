// Package notify tells people of a night, by e-mail and by a signed POST: what happened, how many, and where to look. A notice
// holds counts, places and links; whoever makes one puts no name, date of birth, address or identifier of a child into it.
//
// It is a leaf: it knows no run and no settings, only what it is given to send. Sending is bounded in time and never panics
// on what a server answers; an error says what failed without saying a password or a secret.
//
// The words of the package:
//
//	notice      what is told, once, to everybody
//	channel     a way to tell it: Mail or Webhook
//	secret      what a channel proves itself with, in a file or the environment
package notify
