"""Links a labelled file of people with Splink, as its documentation recommends: python splink_peer.py FILE PART

Prints seconds, pairs a second, peak memory and quality, one figure a line. Three parts: `pairs` scores the pairs of one blocking
rule, surname and year of birth; `whole` goes from the CSV file to clusters, training included; both on DuckDB. `spark` is the whole on
Spark, whose master MASTER names, in PARTITIONS.
"""
import os
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FILE = sys.argv[1]
DATABASE = duckdb.connect()


def load():
    DATABASE.execute("create table people as select * from read_csv(?, all_varchar=true, nullstr='')", [FILE])


def link(rules):
    api = DuckDBAPI(DATABASE)
    return Linker(api.register("people"), settings(rules), log_level=None)


def settings(rules):
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.NameComparison("forename").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def train(linker):
    linker.training.estimate_probability_two_random_records_match([block_on("forename", "surname", "dob")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("surname", "dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("forename", "postcode"))


def quality(clusters):
    return DATABASE.execute(f"""with rows as (select c.cluster_id, p.person_id from {clusters} c join people p using (unique_id)),
        pairs(kind, n) as (
            select 'both', count(*) from rows group by cluster_id, person_id
            union all select 'found', count(*) from rows group by cluster_id
            union all select 'true', count(*) from rows group by person_id),
        sums as (select kind, sum(n * (n - 1) / 2) s from pairs group by kind)
        select 2 * max(s) filter (kind = 'both') / (max(s) filter (kind = 'found') + max(s) filter (kind = 'true')) from sums""").fetchone()[0]


def pairs_part():
    load()
    linker = link([block_on("surname", "substr(dob, 1, 4)")])
    train(linker)
    start = time.time()
    linker.inference.predict(threshold_match_weight=-5)
    seconds = time.time() - start
    total = DATABASE.execute("""select sum(n * (n - 1) / 2) from (select count(*) n from people
        where surname is not null and dob is not null group by surname, substr(dob, 1, 4))""").fetchone()[0]
    print(f"pairs {total:.0f}\npairs_seconds {seconds:.2f}\npairs_per_second {total / seconds:.0f}")


RULES = [
    block_on("surname", "dob"), block_on("forename", "dob"), block_on("forename", "surname"), block_on("postcode", "forename"),
    block_on("postcode", "surname"), block_on("postcode", "dob"),
]


def find_clusters(linker):
    train(linker)
    edges = linker.inference.predict(threshold_match_weight=0)
    return linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=0.95)


def whole_part():
    start = time.time()
    load()
    clusters = find_clusters(link(RULES))
    print(f"whole_seconds {time.time() - start:.2f}")
    print(f"whole_f1 {quality(clusters.physical_name):.4f}")


def spark_part():
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI, similarity_jar_location
    partitions = int(os.environ.get("PARTITIONS", "4"))
    spark = (SparkSession.builder.master(os.environ.get("MASTER", "local[2]")).config("spark.jars", similarity_jar_location())
             .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").config("spark.ui.enabled", "false")
             .config("spark.driver.memory", os.environ.get("MEMORY", "2g")).config("spark.sql.shuffle.partitions", partitions)
             .config("spark.default.parallelism", partitions).getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.setCheckpointDir(os.path.join(os.path.dirname(FILE), "checkpoints"))
    start = time.time()
    api = SparkAPI(spark_session=spark, break_lineage_method="parquet", num_partitions_on_repartition=partitions)
    people = api.register(spark.read.csv(FILE, header=True).repartition(partitions))
    found = find_clusters(Linker(people, settings(RULES), log_level=None)).as_spark_dataframe().select("cluster_id", "unique_id").toPandas()
    print(f"whole_seconds {time.time() - start:.2f}")
    load()
    DATABASE.register("found", found)
    print(f"whole_f1 {quality('found'):.4f}")
    spark.stop()


{"pairs": pairs_part, "whole": whole_part, "spark": spark_part}[sys.argv[2]]()
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"cpu_seconds {used.ru_utime + used.ru_stime:.1f}\npeak_mb {used.ru_maxrss / 1024:.0f}")
