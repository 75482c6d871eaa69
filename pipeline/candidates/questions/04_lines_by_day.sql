-- How long was each list on each day? Of a day that was run twice the last run counts.
WITH counts AS (
  SELECT max(run) AS run
  FROM read_parquet(getvariable('out') || '/history/runs/*/*/*.parquet', hive_partitioning = true, union_by_name = true)
  GROUP BY as_of
), lines AS (
  SELECT 'cme_candidates' AS list, as_of, run
  FROM read_parquet(getvariable('out') || '/history/cme_candidates/*/*/*.parquet', hive_partitioning = true, union_by_name = true)
  UNION ALL
  SELECT 'at_risk', as_of, run
  FROM read_parquet(getvariable('out') || '/history/at_risk/*/*/*.parquet', hive_partitioning = true, union_by_name = true)
)
SELECT as_of, list, count(*) AS lines
FROM lines JOIN counts USING (run)
GROUP BY as_of, list
ORDER BY as_of, list;
