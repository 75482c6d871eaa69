-- How many lines were decided, and how long after they were first listed?
SELECT list, count(*) AS spells, count(decided_on) AS decided, median(days_to_decision) AS median_days
FROM read_parquet(getvariable('out') || '/latest/spells.parquet')
GROUP BY list
ORDER BY list;
