#!/usr/bin/env bash
# Runs Splink and Rollcall on one labelled file, one after the other on this machine, and prints the ratios.
# peers.sh [FILE] — without a file, PEOPLE rows (200,000) are invented. Splink is installed into a virtual environment.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
work=${WORK:-$(mktemp -d)}
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install -r "$here/requirements.txt"
python="$work/venv/bin/python"
file=${1:-}
if [ -z "$file" ]; then
  file="$work/people.csv"
  "$python" "$here/people.py" "${PEOPLE:-200000}" "${SEED:-1}" "$file"
fi
figure() { awk -v name="$1" '$1 == name { print $2 }' "$2"; }
for part in pairs whole; do
  "$python" "$here/splink_peer.py" "$file" $part > "$work/splink-$part.txt" 2> "$work/splink-$part.log" || { tail -5 "$work/splink-$part.log"; exit 1; }
done
(cd "$top" && go build -o "$work/rollcall" ./cmd/rollcall && go test -c -o "$work/matchers.test" ./matchers)
peak() { "$python" -c 'import resource, subprocess, sys
code = subprocess.call(sys.argv[2:], stdout=open(sys.argv[1], "w"))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("cpu_seconds %.1f\npeak_mb %.0f" % (used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), file=open(sys.argv[1], "a"))
sys.exit(code)' "$@"; }
GOMEMLIMIT=560MiB ROLLCALL_PEOPLE="$file" peak "$work/pairs.txt" "$work/matchers.test" -test.run '^$' -test.bench 'Pairs$' -test.benchtime 3x
printf 'tables: [{path: "%s"}]\ncolumns: [forename, middle, surname, sex, dob, postcode, address]\n' "$file" > "$work/link.yaml"
start=$(date +%s.%N)
peak "$work/whole.txt" "$work/rollcall" link -c "$work/link.yaml" --out "$work/out"
seconds=$(echo "$(date +%s.%N) - $start" | bc)
"$work/rollcall" evaluate --links "$work/out" --truth "$file" --id unique_id --cluster person_id > "$work/quality.txt"
ours=$(grep -o '[0-9.e+]* pairs/s' "$work/pairs.txt" | cut -d' ' -f1)
theirs=$(figure pairs_per_second "$work/splink-pairs.txt")
f1=$(awk 'NR == 2 { print $3 }' "$work/quality.txt")
row() { printf '%-46s %14s %14s %10s\n' "$@"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f ×", a / b }'; }
row "$(basename "$file"), $(($(wc -l < "$file") - 1)) rows, $(nproc) cores" Splink Rollcall ratio
row 'pairs/s, surname and year of birth' "$theirs" "$(printf %.0f "$ours")" "$(ratio "$ours" "$theirs")"
row 'peak memory of that, MB' "$(figure peak_mb "$work/splink-pairs.txt")" "$(figure peak_mb "$work/pairs.txt")" \
  "$(ratio "$(figure peak_mb "$work/splink-pairs.txt")" "$(figure peak_mb "$work/pairs.txt")")"
row 'CSV to clusters, training included, s' "$(figure whole_seconds "$work/splink-whole.txt")" "$(printf %.2f "$seconds")" \
  "$(ratio "$(figure whole_seconds "$work/splink-whole.txt")" "$seconds")"
row 'processor time of that, s' "$(figure cpu_seconds "$work/splink-whole.txt")" "$(figure cpu_seconds "$work/whole.txt")" \
  "$(ratio "$(figure cpu_seconds "$work/splink-whole.txt")" "$(figure cpu_seconds "$work/whole.txt")")"
row 'clusters F1' "$(figure whole_f1 "$work/splink-whole.txt")" "$f1" ''
