// Package evaluate holds a published run against a known truth: precision and recall of the lists, by rule, reason and group of
// children, how exact their days are, and how well records were joined. It reads what a run published and nothing else.
package evaluate
