#!/usr/bin/env bash
# Runs Splink and Rollcall on one local Spark, one after the other, on a labelled file, with the same blocking rules, and prints seconds,
# processors' time of Spark and all its children, and the ratios.
# peers.sh [FILE] — without a file, PEOPLE rows (50,000) are invented. Needs Java 17, Python 3 and PyPI; WORK keeps what is installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
peers="$top/pipeline/linkage/peers"
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install -r "$here/requirements.txt" -r "$peers/requirements.txt"
python="$work/venv/bin/python"
export MASTER=${MASTER:-local[2]} PARTITIONS=${PARTITIONS:-4} SPARK_LOCAL_IP=127.0.0.1
file=${1:-}
if [ -z "$file" ]; then
  file="$work/people.csv"
  "$python" "$peers/people.py" "${PEOPLE:-50000}" "${SEED:-1}" "$file"
fi
file=$(realpath "$file")
(cd "$top" && go build -o "$work/rollcall" ./cmd/rollcall)
cat > "$work/link.yaml" <<YAML
tables: [{path: "$file", name: people, id: unique_id, duplicates: yes}]
columns: {forename: forename, middle: middle_names, surname: surname, sex: sex, dob: birth, postcode: postcode, address: address}
training: {allow: [not_converged]}
blocking:
  - {name: surname and birth, keys: [{columns: [surname]}, {columns: [dob]}]}
  - {name: forename and birth, keys: [{columns: [forename]}, {columns: [dob]}]}
  - {name: names, keys: [{columns: [forename]}, {columns: [surname]}]}
  - {name: postcode and forename, keys: [{columns: [postcode]}, {columns: [forename]}]}
  - {name: postcode and surname, keys: [{columns: [postcode]}, {columns: [surname]}]}
  - {name: postcode and birth, keys: [{columns: [postcode]}, {columns: [dob]}]}
YAML
timed() { # NAME COMMAND…: what it prints, and its processors' time, in NAME.txt
  local name=$1 start
  shift
  start=$(date +%s)
  (cd "$work" && "$python" "$here/cpu.py" "$@" > "$work/$name.txt" 2> "$work/$name.log") || { tail -5 "$work/$name.log"; exit 1; }
  echo "seconds $(($(date +%s) - start))" >> "$work/$name.txt"
}
timed ours "$python" "$here/link.py" --rollcall "$work/rollcall" -c "$work/link.yaml" --out "$work/out.$$" --master "$MASTER" --partitions "$PARTITIONS"
timed splink "$python" "$peers/splink_peer.py" "$file" spark
f1=$("$python" - "$file" "$work/out.$$/clusters" <<'PY'
import sys, duckdb
print("%.4f" % duckdb.execute("""with rows as (select cluster_id, person_id from read_parquet(? || '/*.parquet') c
  join read_csv(?, all_varchar=true) p on p.unique_id = c.row_id), pairs(kind, n) as (
    select 'both', count(*) from rows group by cluster_id, person_id union all select 'found', count(*) from rows group by cluster_id
    union all select 'true', count(*) from rows group by person_id), sums as (select kind, sum(n * (n - 1) / 2) s from pairs group by kind)
  select 2 * max(s) filter (kind = 'both') / (max(s) filter (kind = 'found') + max(s) filter (kind = 'true')) from sums""", [sys.argv[2], sys.argv[1]]).fetchone()[0])
PY
)
figure() { awk -v name="$1" '$1 == name { print $2 }' "$work/$2.txt"; }
row() { printf '%-46s %14s %14s %10s\n' "$@"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f ×", a / b }'; }
row "$(basename "$file"), $(($(wc -l < "$file") - 1)) rows, Spark on $MASTER" Splink Rollcall ratio
row 'CSV to clusters, training included, s' "$(figure seconds splink)" "$(figure seconds ours)" "$(ratio "$(figure seconds splink)" "$(figure seconds ours)")"
row 'processor time of Spark and its children, s' "$(figure all_cpu_seconds splink)" "$(figure all_cpu_seconds ours)" \
  "$(ratio "$(figure all_cpu_seconds splink)" "$(figure all_cpu_seconds ours)")"
row 'largest process, MB' "$(figure largest_mb splink)" "$(figure largest_mb ours)" "$(ratio "$(figure largest_mb splink)" "$(figure largest_mb ours)")"
row 'clusters F1' "$(figure whole_f1 splink)" "$f1" ''
