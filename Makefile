# The only set-up a fresh machine needs is Go and make.

CHILDREN ?= 30000
SEED     ?= 1
AS_OF    ?= 2026-10-15
FUZZTIME ?= 20s
PEOPLE   ?= 200000
N        ?= 25
NIGHTS   ?= 200
DRAW     ?= 1
SEEDS    ?= 1 2 3

ANALYST  := out/analyst
SPARK    := out/spark

.PHONY: run review load build test browser analyst quality systems bench cost night year week soak faults peers spark spark-peers england fuzz explore at-rest golden mutate vuln register-faults release release-twice licences

# Packages with what their tests import: those that draw their cases draw the same ones in every `make test`, so that a red one is the change's own.
DRAWN = go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./...

run: build ## make the invented authority, run on it, show what it found
	bin/rollcall fixtures --children $(CHILDREN) --seed $(SEED) --as-of $(AS_OF) --out demo
	@# Exit code 3 is a published run that says which extracts it could not rely on; the invented authority has some on purpose.
	bin/rollcall run -c demo/rollcall.yaml --as-of $(AS_OF) || [ $$? -eq 3 ]

review: build ## the page on which officers work, on the invented authority, which is made first where it is not there; prints a link to open
	@[ -e demo/out/latest/desk.sqlite ] || $(MAKE) --no-print-directory run
	bin/rollcall review -c demo/rollcall.yaml --today $(AS_OF)

load: CHILDREN = 250000
load: build ## 20 requests a second for a minute at the page over CHILDREN children, which are invented and run on first: how long officers wait, and memory
	@[ -e out/load/out/latest/desk.sqlite ] || { bin/rollcall fixtures --children $(CHILDREN) --seed $(SEED) --as-of $(AS_OF) --out out/load && \
		{ bin/rollcall run -c out/load/rollcall.yaml --as-of $(AS_OF) || [ $$? -eq 3 ]; }; }
	ROLLCALL_LOAD=$(CURDIR)/out/load go test ./cmd/rollcall -count 1 -v -run TestThePageUnderLoad

build:
	go build -o bin/rollcall ./cmd/rollcall

test: ## formatting, vet, staticcheck, and every test; under the race detector but for those of whole runs, of which two are
	@out=$$(gofmt -l cmd pipeline matchers sources fixtures); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	go test -race -timeout 20m $$($(DRAWN) | awk '!/rapid/ {print $$1}' | grep -v -e /cmd/ -e '^rollcall/pipeline$$')
	go test -race -timeout 20m $$($(DRAWN) | awk '/rapid/ {print $$1}') -rapid.seed=$(DRAW)
	go test -race -timeout 20m ./pipeline -run 'TakenUpAgain|SiblingIs'
	go test -timeout 20m ./pipeline ./cmd/...

explore: ## the tests of properties on cases that nobody has drawn yet; a failure names the seed that DRAW takes
	go test -timeout 60m -count 1 $$($(DRAWN) | awk '/rapid/ {print $$1}')

night: build ## what a night costs when a day's marks and some rolls are new, beside a whole run, for CHILDREN children
	ROLLCALL_NIGHT=$(CHILDREN) go test ./cmd/rollcall -count 1 -timeout 60m -v -run TestCostOfANight

quality: CHILDREN = 175000
quality: build ## authorities with as few missing as in life, for each of SEEDS, each in short and all together: some 5 minutes a seed on a quiet machine and 3 GB; CHILDREN=6000 tells roughly in one
	@for s in $(SEEDS); do \
		bin/rollcall fixtures --children $(CHILDREN) --seed $$s --prevalence life --as-of $(AS_OF) --out out/quality/$$s || exit 1; \
		bin/rollcall run -c out/quality/$$s/rollcall.yaml --as-of $(AS_OF) >out/quality/$$s/run.txt || [ $$? -eq 3 ] || exit 1; done
	bin/rollcall evaluate $(foreach s,$(SEEDS),--run out/quality/$(s)/out/latest --truth out/quality/$(s)/truth)

browser: ## what people open, opened in a real browser: every screen held to axe at three widths, light and dark; installs what it needs. SHOTS=DIR keeps pictures
	.ci/browser
	ROLLCALL_BROWSER=1 ROLLCALL_SHOTS=$(abspath $(SHOTS)) go test ./cmd/rollcall -run InABrowser -count 1 -timeout 20m

systems: ## the program builds for the other systems that authorities have
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build ./...
	GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 go build ./...

bench: cost night peers england spark-peers ## what a run and a night cost by stage, Splink beside Rollcall on DuckDB and on Spark, what a cluster costs, and the benchmarks of every package
	go test -run '^$$' -bench . -benchmem ./...

cost: SIZES ?= 30000 250000 1000000
cost: ## what each stage of a run costs on invented authorities of SIZES children, for each row: a million take minutes, and 10 GB of disk and memory
	ROLLCALL_SIZES="$(SIZES)" go test ./cmd/rollcall -count 1 -timeout 60m -v -run TestCostByStage

year: build ## a year of nightly runs over an invented authority of 3,000 children, with officers who decide: some minutes; fails where one is held before publication
	bin/rollcall rehearse --children 3000 --seed $(SEED) --out out/year

register-faults: ## what befalls a register, what the next run says of it, its exit code, and what restores it
	go test ./cmd/rollcall -count 1 -v -run 'TestRegisterFaults$$' | sed -n '/^ *fault  /,/^---/p'

spark: ## tables linked on a Spark cluster of three workers, one of which is killed in the middle, and held to the byte to `link`; installs PySpark (700 MB), wants Java 17
	@if ! command -v java >/dev/null; then echo "make spark: skipped, for Java 17 is not here"; \
	elif ! { { [ -x $(SPARK)/bin/python ] || python3 -m venv $(SPARK); } && $(SPARK)/bin/pip install -q -r pipeline/spark/requirements.txt; }; then \
		echo "make spark: skipped, for PySpark cannot be installed"; \
	else ROLLCALL_SPARK=$(abspath $(SPARK))/bin/python go test ./pipeline/spark -run TestOnSpark -count 1 -v -timeout 60m; fi

england: ROWS ?= 1000000
england: ## what each verb of a linkage on a cluster costs, measured on ROWS invented rows without Spark: CPU, bytes, memory (pipeline/spark/ENGLAND.md); PARTS=10 scores one part of ten, with KEYS=part of keys too
	@mkdir -p out/england
	python3 pipeline/linkage/peers/people.py $(ROWS) $(SEED) out/england/people.csv
	ROLLCALL_ENGLAND=$(ROWS) ROLLCALL_PARTS=$(PARTS) ROLLCALL_KEYS=$(KEYS) ROLLCALL_PEOPLE=$(CURDIR)/out/england/people.csv go test ./pipeline/spark -run TestCostOfACountry -count 1 -v -timeout 24h

faults: ## every fault that extracts can have, put to an invented authority of 3,000 children, with what each does and what is said of it; ONLY=health some
	cd cmd/rollcall && go test -run 'TestEveryFault$$' -count 1 -timeout 60m -faults.children 3000 -faults.only '$(ONLY)'

week: ## an unattended week of a schedule under a clock that jumps, in which something goes wrong each night: two minutes
	ROLLCALL_WEEK=1 go test ./cmd/rollcall -count 1 -v -run TestUnattendedWeek

soak: ## NIGHTS nights of every kind of job, and what is left of them in memory and on the disk: ten minutes and more
	ROLLCALL_SOAK=$(NIGHTS) go test ./cmd/rollcall -count 1 -timeout 60m -v -run TestSoak

peers: ## Splink and Rollcall on one file of PEOPLE rows, or on FILE, side by side (needs Python 3 and PyPI)
	PEOPLE=$(PEOPLE) pipeline/linkage/peers/peers.sh $(FILE)

spark-peers: PEOPLE = 50000
spark-peers: ## Splink and Rollcall on one local Spark, on a file of PEOPLE rows, or on FILE (needs Java 17, Python 3 and PyPI); WORK keeps what is installed
	@if ! command -v java >/dev/null; then echo "make spark-peers: skipped, for Java 17 is not here"; \
	else WORK=$(or $(WORK),out/spark-peers) PEOPLE=$(PEOPLE) pipeline/spark/peers.sh $(FILE); fi

analyst: ## ten questions of an analyst, asked in DuckDB and pyarrow of an invented authority of 3,000 children: two minutes (needs Python 3 and PyPI)
	@python3 -m venv $(ANALYST) && $(ANALYST)/bin/pip install --quiet -r pipeline/candidates/questions/requirements.txt || \
		{ echo "analyst: not asked: this machine has no Python 3 with venv, or does not reach PyPI"; rm -rf $(ANALYST); }
	@test ! -d $(ANALYST) || ROLLCALL_ANALYST=$(abspath $(ANALYST))/bin/python go test ./cmd/rollcall -count 1 -v -run TestAnAnalystAsks

fuzz: ## every fuzz target for FUZZTIME
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
		echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x $$p || exit 1; done; done

at-rest: ## what lies on the disk after runs, killed runs and copies: modes, clear or not, how long
	go test ./cmd/rollcall -run TestFilesAtRest -count 1 -v

golden: ## write the goldens anew; read the diff before committing it
	go test ./sources ./pipeline/candidates ./pipeline/candidates/reports ./pipeline/governance ./fixtures ./fixtures/extracts ./cmd/rollcall -run Golden -update

mutate: ## N breaks of every package drawn by SEED, or of PKG, and which no test notices; ONLY=c06 breaks a provision in every way
	go run ./cmd/mutate -n $(if $(ONLY),0,$(N)) -seed $(SEED) $(if $(DEEP),-deep) $(if $(ALONE),-alone) $(if $(RUN),-run '$(RUN)') $(if $(ONLY),-only $(ONLY) -own 'TestCases/^%s$$') $(or $(PKG),$(if $(ONLY),./pipeline/rules,./...))

vuln: ## known vulnerabilities in what the program calls (needs the vulnerability database)
	go run golang.org/x/vuln/cmd/govulncheck@latest ./...

release: ## static builds for Linux and Windows into .release, with checksums and bills of materials; TARGETS narrows them
	.ci/release .release

release-twice: ## the same from two folders, the second with an empty cache, and that no byte differs: many minutes
	.ci/release-twice

licences: ## write the list and the texts of what is linked anew; read the diff before committing it
	go test ./cmd/rollcall -run GoldenNotices -update
