-- What does each column of a table say? The file tells it itself.
WITH told AS (
  SELECT decode(value)::JSON AS columns
  FROM parquet_kv_metadata(getvariable('out') || '/latest/cme_candidates.parquet')
  WHERE decode(key) = 'rollcall.columns'
)
SELECT name, json_extract_string(columns, '$.' || name) AS says
FROM (SELECT columns, unnest(json_keys(columns)) AS name FROM told)
ORDER BY name;
