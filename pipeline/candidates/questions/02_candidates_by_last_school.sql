-- Which schools did the candidates go to last?
SELECT last_school_laestab, any_value(last_school) AS last_school, count(*) AS candidates
FROM read_parquet(getvariable('out') || '/latest/cme_candidates.parquet')
GROUP BY last_school_laestab
ORDER BY candidates DESC, last_school_laestab;
