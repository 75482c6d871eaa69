-- Of how many candidates does a school have a brother or a sister, who can be asked; and of how many is one a candidate too?
SELECT count(*) AS candidates,
  count(*) FILTER (WHERE siblings > 0) AS with_siblings,
  count(*) FILTER (WHERE siblings_at_school > 0) AS with_one_at_school,
  count(*) FILTER (WHERE child_id IN (
    SELECT child_id FROM read_parquet(getvariable('out') || '/latest/siblings.parquet') WHERE sibling_listed)) AS with_one_listed
FROM read_parquet(getvariable('out') || '/latest/cme_candidates.parquet');
