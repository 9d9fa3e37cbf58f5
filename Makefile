# make demo   a real daemon, five sample diaries, and what the journal and the reports say
# make quick  what changed, in two minutes
# make test   everything that CI checks
# make help   the rest

SWIFT   ?= swift
CONFIG  ?= debug
PREFIX  ?= /usr
BINDIR_FROM ?= $(CURDIR)/.build/release
UNITDIR ?= /usr/lib/systemd/system
ZSHDIR  ?= zsh/site-functions

# root installs by itself; everybody else asks sudo.
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

BUILD_PACKAGES := libsystemd-dev libsqlite3-dev libyaml-dev pkg-config
TEST_PACKAGES  := systemd systemd-container dbus python3 python3-jsonschema \
                  python3-prometheus-client python3-venv python3-yaml util-linux man-db mandoc strace \
                  e2fsprogs xfsprogs
BROWSER_PACKAGES := chromium fonts-dejavu-core poppler-utils python3 python3-websocket
DEB_PACKAGES   := debhelper dpkg-dev lintian python3
SOAK_PACKAGES  := python3-watchdog

.PHONY: demo test quick unit schema-test metrics-test model-test fuzz sanitize sanitize-short fhir-test \
        journal-test service-test hostile crash-sweep power-cut soak soak-short browser-test pictures \
        man package-test package-test-short properties reading misread gate gate-mutants doubts check sources \
        build catalog release bench cost install deb \
        docs deps test-deps help

demo: build ## assess the sample diaries with a real daemon in a temporary folder
	@docs/demo/demo.sh .build/$(CONFIG)

test: test-deps ## formatting and borders, the test suites, the service under a real systemd
	$(MAKE) --no-print-directory check
	$(MAKE) --no-print-directory unit
	$(MAKE) --no-print-directory schema-test
	$(MAKE) --no-print-directory metrics-test
	$(MAKE) --no-print-directory model-test
	$(MAKE) --no-print-directory browser-test
	$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=14
	$(MAKE) --no-print-directory man
	$(MAKE) --no-print-directory journal-test
	$(MAKE) --no-print-directory service-test
	$(MAKE) --no-print-directory hostile
	$(MAKE) --no-print-directory crash-sweep SWEEP='--sample 24'
	$(MAKE) --no-print-directory power-cut CUTS=2
	$(MAKE) --no-print-directory soak-short
	$(MAKE) --no-print-directory sanitize-short
	$(MAKE) --no-print-directory package-test-short

quick: check ## formatting, borders, and the test suites of what changed; two minutes at most
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter "$$(Tests/tools/changed-tests.sh)"

unit: deps ## the test suites
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

schema-test: test-deps build ## diaries and answers against docs/schema
	@Tests/tools/schema-test.py .build/$(CONFIG)/paincalc

metrics-test: test-deps build ## the metrics of a real service, by the readers that Prometheus publishes
	@Tests/tools/metrics-test.py .build/$(CONFIG)

# Not a part of `make test`, since it needs PyPI. The last release of the library that knows R4B, whose
# resources here are those of R4.
FHIR_VENV := .build/fhir-venv

$(FHIR_VENV)/ready: | test-deps
	python3 -m venv $(FHIR_VENV)
	$(FHIR_VENV)/bin/pip install --quiet --disable-pip-version-check fhir.resources==7.1.0
	touch $@

fhir-test: build $(FHIR_VENV)/ready ## the FHIR bundles that are written, against a FHIR library from PyPI
	$(FHIR_VENV)/bin/python Tests/tools/fhir-test.py .build/$(CONFIG)/paincalc

journal-test: test-deps ## the journal's client against a real journald
	$(SWIFT) build --build-tests
	$(SUDO) env "PATH=$$PATH" Tests/tools/real-journald.sh -k systemd/paind.catalog -k systemd/paind-alerts.catalog -- \
	  $(SWIFT) test --skip-build --filter SystemdClientTests

# Some 20 properties run over so many regimens each, together more than 100,000.
PROPERTY_CASES ?= 6000

properties: deps ## the invariants over 100,000 generated regimens and more; some minutes
	$(SWIFT) build -c release --build-tests -Xswiftc -enable-testing --scratch-path .build-long
	PAINCALC_CASES=$(PROPERTY_CASES) $(SWIFT) test -c release --skip-build -Xswiftc -enable-testing \
	  --scratch-path .build-long --filter 'PainDosingTests|QuantitiesTests'

GATE_CASES ?= 10000
GATE_SEED  ?= 20261124

# In debug: to build the release form of all tests takes longer than the questions do.
CHARTS ?= Tests/Reading

reading: build ## regimens as people write them: right, asked, refused, misread by country; CHARTS=folder
	@Tests/tools/reading.py .build/$(CONFIG)/paincalc $(CHARTS)

misread: build ## a thousand random edits of regimens that are read right: none may be misread
	@Tests/tools/reading.py .build/$(CONFIG)/paincalc $(CHARTS) --misread 1000

gate: deps ## every proposed dose put back as a regimen: 10,000 questions; GATE_SEED=2 for others
	$(SWIFT) build --build-tests
	PAINCALC_GATE_CASES=$(GATE_CASES) PAINCALC_SEED=$(GATE_SEED) \
	  $(SWIFT) test --skip-build --filter GateTests

gate-mutants: deps ## which published rule fails without which row of the tables, for every row
	$(SWIFT) build --build-tests
	PAINCALC_GATE_MUTANTS=all $(SWIFT) test --skip-build --filter PublishedEffectTests

DOUBT_COURSES ?= 5000

doubts: deps ## how many entries of right fortnights are asked about, and how many planted slips are found
	$(SWIFT) build --build-tests
	PAINCALC_DOUBT_COURSES=$(DOUBT_COURSES) $(SWIFT) test --skip-build --filter DoubtRunTests | \
	  grep -E 'doubts:|missed|seed|Test run'

CASES ?= 10000
SEED  ?= 1

model-test: test-deps build ## the dose engine against an independent exact model; CASES=1000000 SEED=2 for long
	@Tests/tools/dose-model.py .build/$(CONFIG)/paincalc --cases $(CASES) --seed $(SEED)

FUZZ_SECONDS ?= 300

fuzz: deps ## damaged inputs for every decoder; FUZZ_SECONDS=300 SEED=1
	$(SWIFT) build -c $(CONFIG) --product Fuzz
	@.build/$(CONFIG)/Fuzz . --seconds $(FUZZ_SECONDS) --seed $(SEED)

sanitize: deps ## the test suites under thread and address sanitizer and a checking allocator; half an hour
	Tests/tools/sanitize.sh thread address malloc

# The two sanitizers would need a build of everything for each.
sanitize-short: deps ## the suites that deal with memory that is not Swift's, and the fuzzer, with a checking allocator
	FILTER='SystemdClientTests|DoseLedgerTests|DiarySpoolTests|StrictJSONTests|TableTextTests' FUZZ_SECONDS=7 \
	  Tests/tools/sanitize.sh malloc fuzz

service-test: test-deps build ## the installed service, end to end, in a throw-away container
	$(SUDO) Tests/tools/service-test.sh .build/$(CONFIG)

# All points by default; `make test` takes a few of them, other ones each time.
SWEEP ?=

crash-sweep: test-deps build ## paind killed, or failed once, at every system call that changes something
	$(SUDO) Tests/tools/crash-sweep.py .build/$(CONFIG)/paind $(SWEEP)

# On each file system.
CUTS ?= 50

power-cut: test-deps build ## the power of paind's file system cut while it works, on ext4 and xfs
	$(SUDO) Tests/tools/power-cut.py .build/$(CONFIG)/paind --cuts $(CUTS)

# All phases by default, each in a folder of its own below TMPDIR; some 20 GB there for a million entries.
SOAK ?=

soak: release test-deps ## load: a hundred thousand files, 5,000 a second, a ledger of a million entries
	@Tests/tools/apt-packages.sh $(SOAK_PACKAGES)
	$(SUDO) Tests/tools/real-journald.sh -u -- Tests/tools/soak.py .build/release/paind $(SOAK)

soak-short: test-deps build ## the same with a few files, for what is lost and not for how fast it is
	$(SUDO) Tests/tools/real-journald.sh -u -- Tests/tools/soak.py .build/$(CONFIG)/paind \
	  --phases waiting,writers,idle,overflow,polling,large \
	  --waiting 300 --rate 150 --seconds 2 --idle 20 --ledger 2000

hostile: test-deps build ## everything bad at once, among good diaries, into a running paind
	@Tests/tools/hostile.py .build/$(CONFIG)

man: test-deps build ## manual pages and completions in .build/share, checked
	rm -rf .build/share
	docs/man/install.sh .build/$(CONFIG) .build/share
	Tests/tools/man-test.sh .build/share .build/$(CONFIG)/paincalc

package-test: deb ## the Debian package installed, used, upgraded, removed and purged in a container
	$(SUDO) Tests/tools/package-test.sh $(DEB)/paincalc_*.deb

package-test-short: ## the same for a package of the debug build, which takes no release build
	@$(MAKE) --no-print-directory package-test DEB_FROM=debug

browser-test: build ## the pages of `paincalc report` and of `paind` in headless Chromium
	@Tests/tools/apt-packages.sh $(BROWSER_PACKAGES)
	@Tests/tools/browser-test.py .build/$(CONFIG)

pictures: build ## the pages as pictures in .build/pictures, and those of the README in docs/images
	@Tests/tools/apt-packages.sh $(BROWSER_PACKAGES) pngquant
	@Tests/tools/browser-test.py .build/$(CONFIG) --pictures .build/pictures
	mkdir -p docs/images
	for page in two-weeks:report ward:ward; do for width in desktop phone; do \
	  pngquant --force --strip --speed 1 --nofs 40 --output docs/images/$${page#*:}-$$width.png \
	    .build/pictures/$${page%:*}-$$width-top.png; done; done

check: deps ## formatting, import borders, no clinical factor in the core, sources that can be signed for
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	Tests/tools/check-borders.sh
	$(SWIFT) build -c $(CONFIG) --product paincalc
	Tests/tools/check-sources.sh .build/$(CONFIG)/paincalc

build: deps ## both executables
	$(SWIFT) build -c $(CONFIG)

sources: build ## the counts by evidence in docs/method.md
	Tests/tools/check-sources.sh .build/$(CONFIG)/paincalc --write

catalog: build ## the journal catalog of the alerts, made from the tables
	@printf 'spool: spool\nstate: state\n' >.build/catalog.yaml
	.build/$(CONFIG)/paind --config .build/catalog.yaml --alert-catalog >systemd/paind-alerts.catalog

# Optimised across modules, which saves a tenth of the time that paincalc takes to start.
release: deps ## both executables, optimised, with the Swift runtime inside
	PAINCALC_SELF_CONTAINED=1 $(SWIFT) build -c release --static-swift-stdlib \
	  -Xswiftc -cross-module-optimization

# DuckDB and Polars come from PyPI, to be measured beside `paincalc batch` and for nothing else.
BENCH_VENV := .build/bench-venv
BENCH_ROWS ?= 30000000

$(BENCH_VENV)/ready: | test-deps
	python3 -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check duckdb polars
	touch $@

bench: release $(BENCH_VENV)/ready ## how fast it is, beside what it should be
	@.build/release/Benchmarks .build/release/paincalc
	@$(BENCH_VENV)/bin/python Tests/tools/batch-bench.py .build/release/paincalc --most $(BENCH_ROWS)

# The optimised build without the runtime inside, which valgrind can look into.
cost: deps ## what the common questions cost, in instructions
	@Tests/tools/apt-packages.sh valgrind binutils python3
	$(SWIFT) build -c release --product paincalc --scratch-path .build-cost
	@Tests/tools/cost.py .build-cost/release/paincalc

SHARE := $(DESTDIR)$(PREFIX)/share
DOC   := $(SHARE)/doc/paincalc

install: ## copy the binaries of BINDIR_FROM and all that belongs to them below DESTDIR and PREFIX
	install -D -m 755 $(BINDIR_FROM)/paind $(DESTDIR)$(PREFIX)/bin/paind
	install -D -m 755 $(BINDIR_FROM)/paincalc $(DESTDIR)$(PREFIX)/bin/paincalc
	sed 's,/usr/bin/paind,$(PREFIX)/bin/paind,; s,/usr/share/,$(PREFIX)/share/,' systemd/paind.service \
	  | install -D -m 644 /dev/stdin $(DESTDIR)$(UNITDIR)/paind.service
	install -D -m 644 systemd/paind.sysusers $(DESTDIR)/usr/lib/sysusers.d/paind.conf
	install -D -m 644 systemd/paind.tmpfiles $(DESTDIR)/usr/lib/tmpfiles.d/paind.conf
	install -D -m 644 systemd/paind.catalog $(DESTDIR)/usr/lib/systemd/catalog/paind.catalog
	install -D -m 644 systemd/paind-alerts.catalog $(DESTDIR)/usr/lib/systemd/catalog/paind-alerts.catalog
	docs/man/install.sh $(BINDIR_FROM) $(SHARE) $(ZSHDIR)
	mkdir -p $(SHARE)/paind $(DOC)
	cp -r Tables $(SHARE)/paind/
	cp -r --parents README.md $(wildcard docs/*.md docs/images) docs/schema docs/demo $(DOC)/
	ln -sfn ../../paind/Tables $(DOC)/Tables
	test -e $(DESTDIR)/etc/paind/paind.yaml \
	  || install -D -m 644 systemd/paind.yaml $(DESTDIR)/etc/paind/paind.yaml

# In a tree of its own, since Debian's tools want a folder `debian` at the top.
DEB := .build/deb
DEB_FROM ?= release

# The Swift runtime of a debug build lies where the toolchain does: good for a trial on this machine.
ifeq ($(DEB_FROM),debug)
deb: export PAINCALC_SHLIBDEPS := -- --ignore-missing-info
deb: LINTIAN := lintian --suppress-tags custom-library-search-path
deb: build
else
deb: LINTIAN := lintian
deb: release
endif

deb: ## the Debian package, in .build/deb
	Tests/tools/apt-packages.sh $(DEB_PACKAGES)
	rm -rf $(DEB)
	mkdir -p $(DEB)/paincalc
	cp -r systemd/debian $(DEB)/paincalc/debian
	cd $(DEB)/paincalc && PAINCALC_SOURCE=$(CURDIR) BINDIR_FROM=$(CURDIR)/.build/$(DEB_FROM) \
	  dpkg-buildpackage --build=binary --no-sign
	$(LINTIAN) --fail-on error $(DEB)/paincalc_*.changes

docs: deps ## the reference of the libraries, in .build/docs
	$(SWIFT) package --allow-writing-to-directory .build/docs generate-documentation \
	  --target Quantities --target PainDosing --target DosingTables \
	  --enable-experimental-combined-documentation --output-path .build/docs

deps: ## Debian packages that the build lacks
	@Tests/tools/apt-packages.sh $(BUILD_PACKAGES)

test-deps: deps ## Debian packages that the tests lack
	@Tests/tools/apt-packages.sh $(TEST_PACKAGES)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16
