"""Asks the questions of this folder of an output folder: in DuckDB as they are written, and some of them in pyarrow.

ask.py OUT prints one JSON object: the rows of each question by its name, and under "pyarrow" what pyarrow says.
"""
import datetime
import json
import pathlib
import sys

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

out = pathlib.Path(sys.argv[1])
db = duckdb.connect()
db.execute("SET VARIABLE out = ?", [str(out)])
said = {}
for question in sorted(pathlib.Path(__file__).parent.glob("*.sql")):
    said[question.stem] = db.execute(question.read_text()).fetchall()


def by_day(table):
    """Counts the rows of a table over all runs, by day and run."""
    rows = pq.read_table(out / "history" / table, columns=["as_of", "run"])
    counted = rows.group_by(["as_of", "run"]).aggregate([([], "count_all")]).sort_by([("as_of", "ascending"), ("run", "ascending")])
    return [[r["as_of"], r["run"], r["count_all"]] for r in counted.to_pylist()]


candidates = pq.read_table(out / "latest" / "cme_candidates.parquet")
told = {k.decode(): v.decode() for k, v in candidates.schema.metadata.items()}
keywords = {w for (w,) in db.execute("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')").fetchall()}
files = sorted((out / "latest").rglob("*.parquet"))
said["pyarrow"] = {
    "told": told,
    "undescribed": [f"{f.name}: {c}" for f in files for s in [pq.read_schema(f)]
                    for c in s.names if not json.loads(s.metadata[b"rollcall.columns"]).get(c)],
    "reserved": [f"{f.name}: {c}" for f in files for c in pq.read_schema(f).names if c.lower() in keywords],
    "candidates_by_day": by_day("cme_candidates"),
    "with_one_at_school": pc.sum(pc.greater(candidates["siblings_at_school"], 0)).as_py(),
    "files": len(files),
}
json.dump(said, sys.stdout, default=lambda x: x.isoformat() if isinstance(x, datetime.date) else float(x))
