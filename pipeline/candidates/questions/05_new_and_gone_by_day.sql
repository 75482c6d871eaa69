-- What came and went each day?
SELECT as_of, candidates, candidates_new, candidates_gone
FROM read_parquet(getvariable('out') || '/history/runs/*/*/*.parquet', hive_partitioning = true, union_by_name = true)
QUALIFY run = max(run) OVER (PARTITION BY as_of)
ORDER BY as_of;
