"""Links a labelled file of people with Splink on DuckDB, as its documentation recommends: python splink_peer.py FILE

Prints seconds, pairs a second, peak memory and quality, one figure a line. Two parts: `pairs` scores the pairs of one blocking
rule, surname and year of birth; `whole` goes from the CSV file to clusters, training included.
"""
import resource
import sys
import time
from collections import Counter

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FILE = sys.argv[1]


def load():
    return duckdb.sql(f"select * from read_csv('{FILE}', all_varchar=true, nullstr='')").df()


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


def quality(clusters, people):
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    c, p, both = Counter(), Counter(), Counter()
    for cluster, person in zip(clusters, people):
        c[cluster] += 1
        p[person] += 1
        both[cluster, person] += 1
    right, found, true = pairs(both), pairs(c), pairs(p)
    precision, recall = right / max(found, 1), right / max(true, 1)
    return 2 * precision * recall / (precision + recall)


def pairs_part():
    linker = Linker(load(), settings([block_on("surname", "substr(dob, 1, 4)")]), DuckDBAPI(), set_up_basic_logging=False)
    train(linker)
    start = time.time()
    linker.inference.predict(threshold_match_weight=-5)
    seconds = time.time() - start
    total = duckdb.sql(f"""select sum(n * (n - 1) / 2) from (select count(*) n from read_csv('{FILE}', all_varchar=true, nullstr='')
        where surname is not null and dob is not null group by surname, substr(dob, 1, 4))""").fetchall()[0][0]
    print(f"pairs {total:.0f}\npairs_seconds {seconds:.2f}\npairs_per_second {total / seconds:.0f}")


def whole_part():
    start = time.time()
    people = load()
    linker = Linker(people, settings([
        block_on("surname", "dob"), block_on("forename", "dob"), block_on("forename", "surname"), block_on("postcode", "forename"),
        block_on("postcode", "surname"), block_on("postcode", "dob"),
    ]), DuckDBAPI(), set_up_basic_logging=False)
    train(linker)
    edges = linker.inference.predict(threshold_match_weight=0)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(edges, threshold_match_probability=0.95)
    found = clusters.as_pandas_dataframe()
    print(f"whole_seconds {time.time() - start:.2f}")
    person = dict(zip(people["unique_id"], people["person_id"]))
    print(f"whole_f1 {quality(found['cluster_id'], [person[i] for i in found['unique_id']]):.4f}")


{"pairs": pairs_part, "whole": whole_part}[sys.argv[2]]()
print(f"peak_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
