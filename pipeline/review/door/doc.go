// Package door is who may come in to the review page and what everything that goes out carries: it knows persons, roles and
// addresses, and nothing of children, runs or pages.
//
//	person   who has come in, with the roles that decide what may be seen
//	link     an address that lets one person in once, on this machine
//	sign-in  the way through the authority's own identity provider (OpenID Connect)
//	session  what is remembered of a person between two requests; nothing of it is in the cookie
//	limit    how many requests a session and an address may make
package door
