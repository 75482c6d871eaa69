-- How many candidates has each ward, in 1,000 children of compulsory school age? A number under ten is not said.
WITH of_age AS (
  SELECT ward_code, count(*) AS children
  FROM read_parquet(getvariable('out') || '/latest/reconciliation.parquet')
  GROUP BY ward_code
), listed AS (
  SELECT ward_code, count(*) AS candidates
  FROM read_parquet(getvariable('out') || '/latest/cme_candidates.parquet')
  GROUP BY ward_code
)
SELECT ward_code, children, CASE WHEN candidates >= 10 THEN candidates END AS candidates,
  CASE WHEN candidates >= 10 THEN round(1000.0 * candidates / children, 1) END AS in_1000
FROM of_age LEFT JOIN listed USING (ward_code)
WHERE ward_code IS NOT NULL
ORDER BY ward_code;
