// Package office says what the review page may ask of the officers' ledger, and nothing of how it is done: it is types and one
// interface, which package officers implements over the register and the page's tests over nothing.
//
//	who      the person at the page: what entries say of them, their role, the account of their login
//	receipt  what came of recording something: entries that are on disk, or faults and nothing
//	in hand  somebody has taken a child up and waits for an answer, until a day
//	mine     a child that a person has taken up as their own
//	second   a judgement or decision that somebody else is to make again without seeing the first
package office
