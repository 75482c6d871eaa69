-- Which extracts were late, held back or missing on which days, and how old was the newest of each kind?
SELECT as_of, source, min(days_old) AS newest_is_days_old, string_agg(DISTINCT state, ', ' ORDER BY state) AS states
FROM read_parquet(getvariable('out') || '/history/extracts/*/*/*.parquet', hive_partitioning = true, union_by_name = true)
GROUP BY as_of, source
ORDER BY as_of, source;
