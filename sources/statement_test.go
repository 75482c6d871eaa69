package sources

import (
	"errors"
	"strings"
	"testing"
)

func TestAQueryIsOneSelect(t *testing.T) {
	check := func(d dialect, sql, want string) {
		t.Helper()
		_, err := readStatement(sql, d)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", sql, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want %q", sql, err, want)
		}
	}
	for _, d := range []dialect{postgreSQL, sqlServer} {
		for _, good := range []string{
			"SELECT 1", "select surname from children order by id;", " -- why\n SELECT 1 /* and /* nested */ so */ ;; ",
			"(SELECT 1) UNION (SELECT 2)", "WITH c AS (SELECT 1 AS n) SELECT n FROM c", `SELECT "delete", 'it''s; DELETE' FROM t`,
			"SELECT updated_at, settled, user_name FROM inserted_rows", "SELECT 1.5e10, 0x1F, replace(a, 'x', 'y') FROM t",
		} {
			check(d, good, "")
		}
		check(d, "", "not a SELECT")
		check(d, "DELETE FROM children", "not a SELECT")
		check(d, "/* SELECT */ UPDATE children SET a = 1", "not a SELECT")
		check(d, "SET TRANSACTION READ WRITE", "not a SELECT")
		check(d, "SELECT 1; DELETE FROM children", "more than one statement")
		check(d, "SELECT 'abc", "never closed")
		check(d, "SELECT 1 /* abc /* */", "never closed")
	}
	for _, bad := range []string{
		"SELECT 1 DELETE FROM children", "SELECT * INTO copy FROM children", "WITH c AS (SELECT 1 n) UPDATE t SET a = n FROM c",
		"SELECT 1 exec sp_x", "SELECT 1\nWAITFOR DELAY '1:0'", "SELECT * FROM OPENROWSET('x', 'y', 'DELETE')", "SELECT 1 -- x\rDROP TABLE t",
		"SELECT 1\u00a0DROP TABLE t", "SELECT [a]DROP TABLE t", "SELECT 'a'DROP TABLE t", `SELECT "a"drop table t`, "SELECT NEXT VALUE FOR s",
	} {
		check(sqlServer, bad, "only reading is allowed")
	}
	check(sqlServer, "SELECT 1DELETE FROM t", "runs into a word")
	check(sqlServer, "SELECT 1e5DELETE FROM t", "runs into a word")
	check(sqlServer, "SELECT $DELETE FROM t", "runs into a word")
	check(sqlServer, "SELECT [drop table]]; x] FROM t", "")
	check(postgreSQL, "SELECT $tag$ ; DELETE $x$ $tag$, $$;$$, E'\\';' FROM t", "")
	check(postgreSQL, "SELECT $tag$ x", "never closed")
}

func TestTheOrderOfAQuery(t *testing.T) {
	for sql, want := range map[string]bool{
		"SELECT 1 FROM t ORDER BY id": true, "SELECT 1 FROM t": false, "SELECT 1 FROM (SELECT 2 FROM u ORDER BY id) t": false,
		"SELECT row_number() OVER (ORDER BY id) FROM t": false, "SELECT 'ORDER BY'": false, "WITH c AS (SELECT 1) SELECT * FROM c order\n by 1": true,
	} {
		if s, err := readStatement(sql, postgreSQL); err != nil || s.ordered != want {
			t.Errorf("%q: ordered %v, %v", sql, s.ordered, err)
		}
	}
}

// FuzzStatement reads any text as a query: no panic, no hang, and a query with a statement that writes behind it is
// never taken.
func FuzzStatement(f *testing.F) {
	for _, s := range []string{"SELECT 1", "SELECT '", "SELECT $a$b$a$", "SELECT [a]]", "/*/**/", "E'\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range []dialect{postgreSQL, sqlServer} {
			_, err := readStatement(s, d)
			if err != nil {
				if _, is := errors.AsType[fault](err); !is {
					t.Fatal(err)
				}
				continue
			}
			if strings.HasSuffix(strings.TrimSpace(s), ";") {
				continue
			}
			if _, err := readStatement(s+"\n; DROP TABLE x", d); err == nil {
				t.Errorf("taken with another statement behind it")
			}
		}
	})
}
