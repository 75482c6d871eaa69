-- Why did lines go?
SELECT list, coalesce(ended_because, 'on the list') AS ended_because, count(*) AS spells, round(avg(days_listed), 1) AS mean_days
FROM read_parquet(getvariable('out') || '/latest/spells.parquet')
GROUP BY ALL
ORDER BY ALL;
