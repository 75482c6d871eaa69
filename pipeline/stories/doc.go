// Package stories keeps what extracts say of a child, and tells it: who the child is, as it is best written; where it lives, by whom it is
// known, which schools had it, who lives with it, what happened by day. What is kept is the extracts' own words, once each; sentences are
// made when somebody reads them, for of a county's children few are ever asked about. It knows neither lists nor the store.
//
//	kept    what the store holds of a child (candidates.Kept)
//	story   what is told of it (candidates.Story)
package stories
