"""Links tables on Spark, as `rollcall link` does on one machine: the same model, edges and clusters, to the byte.

    python link.py --rollcall bin/rollcall -c link.yaml --out DIR [--master URL] [--partitions N]

Spark deals rows out, brings together those that belong together, and adds up; all that is decided about people is decided by
`rollcall worker`, a child of each task. Every step is kept in DIR/work until the end, so that a lost executor costs its tasks and no
more. DIR/work holds what the tables hold, and is guarded as they are.
"""
import argparse, functools, json, os, pathlib, shutil, stat, subprocess, threading

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.pandas.types import to_arrow_schema

SUM = "kind int, name string, value string, beside string, n long"
EDGE = "l int, r int, weight float, probability float, gamma long, rule int"


def worker_of(verb, schema, files):
    def work(batches):
        path = SparkFiles.get("rollcall")
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        command = [path, "worker", verb, "-c", SparkFiles.get("link.yaml")]
        for option, name in files.items():
            command += [option, SparkFiles.get(name)]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        fault, said = [], []

        def feed():
            try:
                with pa.ipc.new_stream(child.stdin, schema) as out:  # an empty partition has a schema too
                    for batch in batches:
                        out.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
                child.stdin.close()
            except BaseException as e:
                fault.append(e)
        hear = threading.Thread(target=lambda: said.append(child.stderr.read()), daemon=True)
        for t in (threading.Thread(target=feed, daemon=True), hear):
            t.start()
        try:
            with pa.ipc.open_stream(child.stdout) as rows:
                yield from rows
        except pa.ArrowInvalid as e:
            fault.append(e)
        if child.wait() != 0 or fault:
            hear.join(10)
            raise RuntimeError(f"rollcall worker {verb}: exit {child.returncode}: {b''.join(said).decode()[:2000]} {fault}")
    return work


class Linkage:
    def __init__(self, o):
        self.o, self.work, self.files, self.number, self.partitions = o, os.path.join(o.out, "work"), {}, 0, int(o.partitions)
        os.makedirs(self.work, mode=0o700)
        self.spark = (SparkSession.builder.master(o.master).appName("rollcall link").config("spark.ui.enabled", "false")
                      .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
                      .config("spark.sql.shuffle.partitions", self.partitions).config("spark.sql.adaptive.coalescePartitions.enabled", "false")
                      .config("spark.task.maxFailures", "4").getOrCreate())
        self.spark.sparkContext.setLogLevel("ERROR")
        for path, name in ((o.rollcall, "rollcall"), (o.config, "link.yaml")):
            self.spark.sparkContext.addFile(shutil.copy(path, os.path.join(self.work, name)))
        self.plan = json.loads(subprocess.check_output([o.rollcall, "worker", "plan", "-c", o.config]))
        self.frame = {}
    def give(self, option, text):
        self.number += 1
        self.files = dict(self.files, **{option: f"{option[2:]}.{self.number}.json"})
        path = os.path.join(self.work, self.files[option])
        with open(path, "w", opener=lambda p, flags: os.open(p, flags, 0o600)) as f:
            f.write(text)
        self.spark.sparkContext.addFile(path)
    def give_frame(self, frame):
        self.frame = frame
        self.give("--frame", json.dumps(frame))
    def do(self, verb, rows, out):
        return rows.mapInArrow(worker_of(verb, to_arrow_schema(rows.schema), dict(self.files)), out)
    def whole(self, verb, rows):  # in one task
        return self.do(verb, rows.coalesce(1), "text string").collect()[0].text
    def learn(self, verb, rows):
        self.give_frame(json.loads(self.whole(verb, rows)))
    def keep(self, rows, name):
        path = os.path.join(self.work, name)
        rows.write.parquet(path)
        return self.spark.read.parquet(path)
    def together(self, rows, by, then):
        return rows.repartition(self.partitions, *by).sortWithinPartitions(*by, *then)
    def read_tables(self):
        columns, parts = self.plan["columns"], []
        for t in self.plan["tables"]:
            path = os.path.join(os.path.dirname(os.path.abspath(self.o.config)), t["path"])
            raw = self.spark.read.parquet(path) if path.endswith(".parquet") else self.spark.read.csv(path, header=True, escape='"', multiLine=True)
            own = [(t["columns"] or {}).get(c, c) for c in columns]
            parts.append(raw.select(F.lit(t["name"]).alias("table"), F.col(f"`{t['id']}`").cast("string").alias("id"),
                         *[(F.col(f"`{o}`") if o in raw.columns else F.lit(None)).cast("string").alias("c_" + c) for o, c in zip(own, columns)]))
        rows = functools.reduce(lambda a, b: a.unionByName(b), parts)
        key = F.concat_ws("\x1f", "table", "id")
        rows = self.keep(rows.repartitionByRange(self.partitions, key).sortWithinPartitions(key).withColumn("at", F.monotonically_increasing_id()), "tables")
        if rows.filter(F.col("id").isNull()).limit(1).count() or rows.groupBy("table", "id").count().filter("count > 1").limit(1).count():
            raise SystemExit("link: a row has no id, or two have the same")
        parts = sorted((r[0], r[1]) for r in rows.groupBy(F.shiftright("at", 33)).count().collect())  # and rows before each, so that places follow
        starts = F.create_map(*[F.lit(x) for k, (part, _) in enumerate(parts) for x in (part, sum(n for _, n in parts[:k]))])
        return rows.withColumn("row", (starts[F.shiftright("at", 33)] + F.col("at").bitwiseAND((1 << 33) - 1)).cast("int")).drop("at")
    def components(self, pairs, name):
        """Returns (row, home), home being the least row that pairs hold each row together with; rows in no pair are left out."""
        edges = self.keep(pairs.selectExpr("l", "r").union(pairs.selectExpr("r", "l")).distinct(), name)
        labels, total = edges.selectExpr("l row", "l home").distinct(), -1
        for k in range(100):
            near = edges.join(labels.selectExpr("row r", "home"), "r").groupBy("l").agg(F.min("home").alias("near"))
            labels = labels.join(near.withColumnRenamed("l", "row"), "row").selectExpr("row", "least(home, near) home")
            labels = labels.join(labels.selectExpr("row home", "home least"), "home").selectExpr("row", "least home")  # its home's home
            labels = self.keep(labels, f"{name}.{k}")
            total, before = labels.agg(F.sum("home")).collect()[0][0], total
            if total == before:
                return labels
        raise SystemExit("link: rows hang together in chains of more than a hundred links")
    def know_homes(self, plain):
        keys = self.do("homes", plain, "list int, key long, row int, packed binary")
        told = self.keep(self.do("bear", self.together(keys, ["list", "key"], ["row"]), "l int, r int, home boolean, two boolean, far boolean"), "told")
        home = self.components(told.filter("home"), "homes")
        known = plain.join(home, "row", "left").withColumn("home", F.coalesce("home", "row"))
        size = known.groupBy("home").agg(F.count("*").cast("int").alias("at_home"))
        of = self.keep(known.join(size, "home").join(told.filter("not home and not two").selectExpr("l row", "true borne").distinct(), "row", "left")
                       .selectExpr("row", "packed", "coalesce(borne, false) borne", "home", "at_home"), "known")
        a, b = of.selectExpr("row l", "home a", "at_home na"), of.selectExpr("row r", "home b", "at_home nb")
        left = self.keep(told.filter("two").join(a, "l").join(b, "r").filter("a <> b").selectExpr("least(a, b) a", "greatest(a, b) b",
                         "na > 1 and nb > 1 kept", "far").groupBy("a", "b", "kept").agg(F.max("far").alias("far")), "left")
        alone = of.filter("row = home and at_home > 1").join(left.selectExpr("a row").union(left.selectExpr("b row")), "row", "left_anti")
        n = left.selectExpr("coalesce(sum(int(kept)), 0) kept", "1 + coalesce(sum(int(not kept and far)), 0) single").collect()[0]
        m = alone.selectExpr("coalesce(sum(least(at_home - 1, 2)), 0) one", "coalesce(sum(greatest(at_home - 3, 0)), 0) both").collect()[0]
        self.frame["sums"]["moves"] = {"Single": n.single, "Kept": n.kept, "LeavesOne": m.one, "KeepsBoth": m.both}
        self.give_frame(self.frame)
        return of
    def place_rows(self, plain, of):
        entries = self.do("keys", plain, "rule int, key long, row int, value int, said string, split array<long>")
        entries = entries.withColumn("range", F.shiftright("key", 58))  # of 64, each of which has blocks of its own
        places = self.keep(self.do("blocks", self.together(entries, ["rule", "range"], ["key", "row", "value"]), "rule int, block int, row int, place long, report string"), "places")
        self.learn("gather", places.filter("block < 0").selectExpr("12 kind", "string(rule) name", "string(row) value", "report beside", "1L n"))
        kept = [k for k, r in enumerate(self.frame["sums"]["rules"]) if not r["Dropped"]]
        places = places.filter((F.col("block") >= 0) & F.col("rule").isin(kept))
        rows = of.join(places.groupBy("row").agg(F.collect_list("place").alias("places")), "row")
        return self.together(places.select("rule", "block", "row").join(rows, "row").select("rule", "block", "row", "packed", "borne", "home", "at_home", F.expr("filter(places, p -> shiftright(p, 40) <= rule)").alias("places")),
                             ["rule", "block"], ["row"])
    def both(self, pairs, of):
        for end in "lr":
            pairs = pairs.join(of.select(F.col("row").alias(end), *[F.col(c).alias(f"{end}_{c}") for c in ("packed", "borne", "home", "at_home")]), end)
        return pairs.select(*[c for c in pairs.columns if c[:2] not in ("l_", "r_")], *[f"{e}_{c}" for e in "lr" for c in ("packed", "borne", "home", "at_home")])
    def train(self, of, blocks):
        count = "kind int, rule int, vector long, n double"
        pairs = self.do("draw", self.spark.range(0, self.plan["chunks"], 1, self.partitions).toDF("chunk"), "l int, r int")
        counts = self.do("chance", self.both(pairs, of), count).union(self.do("count", blocks, count))
        return self.whole("learn", counts.groupBy("kind", "rule", "vector").agg(F.sum("n").alias("n")))
    def resolve(self, edges, joins, of, rows):
        held = self.components(joins, "components").withColumnRenamed("home", "component")
        inside = edges.join(held.withColumnRenamed("row", "l"), "l").join(held.selectExpr("row r", "component other"), "r").filter("component = other")
        inside = self.keep(self.both(inside.select(*edges.columns, "component"), of), "inside")
        inside = inside.select(*edges.columns, *[c for c in inside.columns if c[:2] in ("l_", "r_")], "component")
        for name in ("first", "labels"):
            labels = self.keep(self.do("resolve", self.together(inside, ["component"], ["l", "r"]), "row int, label int, torn boolean"), name)
            sizes = labels.groupBy("label").agg(F.count("*").alias("n")).groupBy("n").count().collect()
            count = {str(r["n"]): r["count"] for r in sizes}
            count["1"] = count.get("1", 0) + rows.count() - labels.count()
            self.give_frame(dict(self.frame, sizes=count))
        return labels
    def link(self):
        tables = self.keep(self.read_tables(), "rows")
        add_up = lambda verb, rows: self.do(verb, rows, SUM).groupBy("kind", "name", "value", "beside").agg(F.sum("n").alias("n"))
        self.learn("settle", add_up("values", tables.drop("id", "row")))
        plain = self.keep(self.do("rows", tables.select("table", "row", *[c for c in tables.columns if c[:2] == "c_"]), "row int, packed binary"), "plain")
        self.learn("gather", add_up("terms", plain))
        if step := self.frame["sample_step"]:
            self.learn("sift", plain.filter(f"row % {step} = 0"))
        blocks = self.place_rows(plain, of := self.know_homes(plain))
        model = os.path.join(os.path.dirname(os.path.abspath(self.o.config)), self.plan["model"])
        model = open(model).read() if os.path.isfile(model) else self.train(of, blocks)
        self.give("--model", model)
        scored = self.keep(self.both(self.keep(self.do("score", blocks, EDGE), "scored"), of), "both")
        self.learn("gather", add_up("copies", scored))
        refined = self.keep(self.do("refine", scored, EDGE + ", joins boolean"), "refined")
        edges = self.keep(self.do("calibrate", refined.drop("joins").coalesce(1).sortWithinPartitions("l", "r"), EDGE), "edges")
        labels = self.resolve(edges, refined.filter("joins"), of, tables)
        names = tables.select("row", "table", "id")
        first = names.selectExpr("row label", "substring(sha2(concat(`table`, '\\u001f', id), 256), 1, 16) cluster_id")
        clusters = names.join(labels, "row", "left").withColumn("label", F.coalesce("label", "row")).join(first, "label")
        clusters.selectExpr("cluster_id", "`table`", "id row_id").write.parquet(os.path.join(self.o.out, "clusters"))
        for end in "lr":
            edges = edges.join(names.selectExpr(f"row {end}", f"`table` table_{end}", f"id record_id_{end}"), end)
        edges.select("table_l", "record_id_l", "table_r", "record_id_r", "weight", "probability", "gamma", "rule").write.parquet(os.path.join(self.o.out, "edges"))
        pathlib.Path(self.o.out, "model.json").write_text(model)
        shutil.rmtree(self.work)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option, usual in (("--rollcall", "bin/rollcall"), ("--config", None), ("--out", None), ("--master", "local[2]"), ("--partitions", "12")):
        p.add_argument(option, *(["-c"] if option == "--config" else []), default=usual, required=usual is None)
    Linkage(p.parse_args()).link()
