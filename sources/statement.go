package sources

import (
	"strings"
	"unicode"

	"rollcall/sources/cells"
)

// statement is what is known of a query without asking the database.
type statement struct {
	ordered bool // the outermost SELECT says ORDER BY
}

// readStatement holds a query to one SELECT, alone or behind WITH. In SQL Server a statement needs no semicolon before it,
// so every word that begins one which is not a SELECT is refused wherever it stands outside quotation marks; all of them
// are reserved there, so that a column of such a name is in marks in any case.
func readStatement(sql string, d dialect) (statement, error) {
	tokens, err := lexSQL(sql, d)
	var s statement
	if err != nil {
		return s, err
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].text == ";" {
		tokens = tokens[:len(tokens)-1]
	}
	first := 0
	for first < len(tokens) && tokens[first].text == "(" {
		first++
	}
	if first == len(tokens) || tokens[first].text != "SELECT" && tokens[first].text != "WITH" {
		return s, faultf("the query is not a SELECT (want one, alone or behind WITH)")
	}
	for i, t := range tokens {
		next := ""
		if i+1 < len(tokens) {
			next = tokens[i+1].text
		}
		switch {
		case d == sqlServer && runsOn(t.text):
			return s, faultf("a number of the query runs into a word (want a space between them)")
		case t.text == ";":
			return s, faultf("the query has more than one statement (want one SELECT)")
		case d == sqlServer && writes[t.text], d == sqlServer && t.text == "NEXT" && next == "VALUE":
			return s, faultf("the query says %s, and only reading is allowed (want one SELECT; a column of that name stands in brackets)", t.text)
		case t.text == "ORDER" && next == "BY" && t.depth == 0:
			s.ordered = true
		}
	}
	return s, nil
}

// writes are the words of SQL Server that begin a statement other than SELECT, or make a SELECT do more than read.
var writes = cells.SetOf(strings.Fields(`INSERT UPDATE DELETE MERGE INTO TRUNCATE CREATE ALTER DROP GRANT REVOKE DENY EXEC EXECUTE
	BACKUP RESTORE BULK DBCC KILL SHUTDOWN RECONFIGURE USE SET DECLARE IF WHILE BEGIN COMMIT ROLLBACK SAVE WAITFOR PRINT
	RAISERROR THROW GOTO RETURN WRITETEXT UPDATETEXT READTEXT OPENQUERY OPENROWSET OPENDATASOURCE RECEIVE REVERT SETUSER
	CHECKPOINT DISABLE ENABLE`)...)

// runsOn reports whether a number is followed by letters without a space: SQL Server takes them for a word of their own,
// which may begin a statement.
func runsOn(s string) bool {
	if s == "" || s[0] != '$' && (s[0] < '0' || s[0] > '9') {
		return false
	}
	rest := strings.TrimLeft(s, "0123456789")
	if hex, is := strings.CutPrefix(s, "0X"); is {
		rest = strings.TrimLeft(hex, "0123456789ABCDEF")
	} else if e, is := strings.CutPrefix(rest, "E"); is {
		rest = strings.TrimLeft(e, "0123456789")
	}
	return strings.Trim(rest, "$0123456789") != ""
}

// token is a word in capitals or a mark of a query, and how many brackets are open around it. What is quoted is "".
type token struct {
	text  string
	depth int
}

// lexSQL cuts a query into tokens and leaves out comments and white space.
func lexSQL(s string, d dialect) ([]token, error) {
	var all []token
	depth := 0
	s = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) && c > ' ' { // of every kind that a server may take for one
			return ' '
		}
		return c
	}, s)
	for i := 0; i < len(s); {
		n := blankOrComment(s[i:])
		if n == 0 {
			n = passQuoted(s[i:], d)
			if n > 0 {
				all = append(all, token{"", depth})
			}
		}
		switch {
		case n < 0 || n > len(s)-i:
			return nil, faultf("a quotation mark or a comment of the query is never closed")
		case n > 0:
			i += n
			continue
		}
		for n < len(s)-i && wordByte(s[i+n]) {
			n++
		}
		n = max(n, 1)
		text := strings.ToUpper(s[i : i+n])
		if text == ")" {
			depth--
		}
		all = append(all, token{text, depth})
		if text == "(" {
			depth++
		}
		i += n
	}
	return all, nil
}

func wordByte(c byte) bool {
	return c == '_' || c == '@' || c == '#' || c == '$' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// blankOrComment returns the length of the white space or comment at the head of s, -1 for one that is never closed.
func blankOrComment(s string) int {
	switch {
	case strings.ContainsRune(" \t\r\n\f\v", rune(s[0])):
		return 1
	case strings.HasPrefix(s, "--"):
		if n := strings.IndexAny(s, "\r\n"); n >= 0 {
			return n
		}
		return len(s)
	case !strings.HasPrefix(s, "/*"):
		return 0
	}
	open := 0 // they nest
	for i := 0; i+1 < len(s); {
		switch s[i : i+2] {
		case "/*":
			open, i = open+1, i+2
		case "*/":
			if open, i = open-1, i+2; open == 0 {
				return i
			}
		default:
			i++
		}
	}
	return -1
}

// passQuoted returns the length of the text or name in marks at the head of s, 0 when there is none, -1 for one that is never
// closed.
func passQuoted(s string, d dialect) int {
	switch {
	case s[0] == '\'' || s[0] == '"':
		return upTo(s, 1, s[0], false)
	case s[0] == '[' && d == sqlServer:
		return upTo(s, 1, ']', false)
	case d == postgreSQL && len(s) > 1 && s[0]|0x20 == 'e' && s[1] == '\'':
		return upTo(s, 2, '\'', true)
	case d == postgreSQL && s[0] == '$':
		return dollarQuoted(s)
	}
	return 0
}

// upTo finds the end of what is in marks, in which a mark is doubled.
func upTo(s string, from int, mark byte, backslash bool) int {
	for i := from; i < len(s); i++ {
		switch {
		case backslash && s[i] == '\\':
			i++
		case s[i] != mark:
		case i+1 < len(s) && s[i+1] == mark:
			i++
		default:
			return i + 1
		}
	}
	return -1
}

// dollarQuoted returns the length of $$text$$ or $tag$text$tag$.
func dollarQuoted(s string) int {
	n := 1
	for n < len(s) && s[n] != '$' && wordByte(s[n]) {
		n++
	}
	if n == len(s) || s[n] != '$' || n > 1 && s[1] >= '0' && s[1] <= '9' {
		return 0 // a parameter, which the server refuses
	}
	tag := s[:n+1]
	end := strings.Index(s[len(tag):], tag)
	if end < 0 {
		return -1
	}
	return end + 2*len(tag)
}
