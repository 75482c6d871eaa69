-- Who has how much to do that is past due?
SELECT who_acts, count(*) AS lines, count(*) FILTER (WHERE due < as_of) AS overdue
FROM read_parquet([getvariable('out') || '/latest/cme_candidates.parquet', getvariable('out') || '/latest/at_risk.parquet'])
GROUP BY who_acts
ORDER BY overdue DESC, lines DESC, who_acts;
