-- How old are the candidates, boys and girls? Sealed children have neither.
SELECT birth_year, sex, count(*) AS candidates
FROM read_parquet(getvariable('out') || '/latest/cme_candidates.parquet')
GROUP BY birth_year, sex
ORDER BY birth_year, sex;
