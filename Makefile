# The commands of the house; each sets up .venv itself when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo play run test check lock picture fairness authorities histories verify-long bench bench-journal journal-long buttons torture hostile fuzz clean

# One whole round; with ALL=1 one under each of the five regulations.
demo: $(STAMP)
	$(BIN)/shuangsuiji demo --out demo-output $(if $(ALL),--all)

play: $(STAMP)
	$(BIN)/shuangsuiji play

run: $(STAMP)
	$(BIN)/shuangsuiji run

# With ALL=1 also a round under each of the five regulations, as in CI.
test: $(STAMP)
	$(BIN)/pytest -n 2 --dist worksteal --ignore tests/fairness $(if $(ALL),,--ignore tests/authorities)

# Each of the five regulations from the registers to the end of its round, and what only its authority asks.
authorities: $(STAMP)
	$(BIN)/pytest -n auto --dist worksteal tests/authorities

# The evidence that the draw is fair: 10⁵ orders, and what an operator gains by breaking the rules.
fairness: $(STAMP)
	$(BIN)/pytest -n auto --dist worksteal tests/fairness

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales.check

# Speed and memory beside the peers, which live in an environment of their own; writes docs/benchmarks.md.
bench: $(STAMP)
	test -x $(VENV)/peers/bin/python || $(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	$(BIN)/python -m benchmarks --peers $(VENV)/peers/bin/python --date $$(date +%F) --seed 7

# The journal beside a bare SHA-256 chain; writes its section of docs/benchmarks.md.
bench-journal: $(STAMP)
	$(BIN)/python -m benchmarks.journal --date $$(date +%F) --seed 7

# Every bit of 200 journal entries flipped, every mutation at every entry, 10,000 honest journals; a sample is in the tests.
journal-long: $(STAMP)
	$(BIN)/python -m tests.domain.journal_mutations 7

# Forged and foreign presses: 10⁶ random and 10⁵ bit-flipped data, 2,000 presses of others' buttons, 100 claimants.
buttons: $(STAMP)
	$(BIN)/python -m tests.handlers.seal_forgeries
	SSJ_PRESSES=2000 SSJ_CLAIMANTS=100 $(BIN)/pytest tests/stories/test_foreign_presses.py tests/stories/test_many_claimants.py

# A random twentieth of the permission matrix through the whole bot; 150 cells are in the tests.
.PHONY: matrix
matrix: $(STAMP)
	SSJ_CELLS=$(or $(CELLS),2400) $(BIN)/pytest -s tests/stories/test_matrix_by_http.py

# The bot killed 2,000 times under traffic; KILLS=n for another number. 300 are in the tests.
torture: $(STAMP)
	SSJ_KILLS=$(or $(KILLS),2000) SSJ_THROWINGS=60 $(BIN)/pytest -s tests/crash/test_crash.py tests/crash/test_throwing.py

# 200 write at once, 1,000 press within a minute, one floods, over 20,000 targets; writes its section of docs/benchmarks.md.
.PHONY: load
load: $(STAMP)
	$(BIN)/python -m benchmarks.load --date $$(date +%F) --seed 7

# The draw of a large office computed again, and its bot started until it answers; writes its section of docs/benchmarks.md.
.PHONY: readiness
readiness: $(STAMP)
	$(BIN)/python -m benchmarks.readiness --date $$(date +%F) --seed 7

# One thing after the other made wrong in draw, journal, permissions, deadlines: do the tests notice? PARTS=journal for one, SAMPLE=300 for so many of each.
# mutmut lives in an environment of its own. Writes its section of docs/benchmarks.md.
.PHONY: mutants
mutants: $(STAMP)
	test -x $(VENV)/mutants/bin/python || $(PYTHON) -m venv $(VENV)/mutants
	$(VENV)/mutants/bin/pip install --quiet --disable-pip-version-check -r benchmarks/mutants.txt
	$(BIN)/python -m benchmarks.mutants --python $(VENV)/mutants/bin/python --folder $(VENV)/mutants/trees --date $$(date +%F) --sample $(or $(SAMPLE),0) $(PARTS)

# A million updates over half a year of the bot's clock; UPDATES=n for another number; writes its section of docs/benchmarks.md.
.PHONY: soak
soak: $(STAMP)
	$(BIN)/python -m benchmarks.soak --updates $(or $(UPDATES),1000000) --date $$(date +%F) --seed 7

# Whole offices from dice with random faults, for so many seconds; SEED=n begins with this one, which plays again.
.PHONY: simulate
simulate: $(STAMP)
	SSJ_SIMULATE_SECONDS=$(or $(SECONDS),$(if $(SEED),0,600)) SSJ_SIMULATE_SEED=$(or $(SEED),1) \
		$(BIN)/pytest -s tests/simulation -k every_simulated

# The power cut behind each of the first 2,000 operations on the disk; behind 100 of them in the tests.
.PHONY: power-cuts flips
power-cuts: $(STAMP)
	SSJ_POWER_CUTS=2000 $(BIN)/pytest tests/storage/test_power_loss.py

# One byte of the database wrong, 1,000 times; 40 are in the tests.
flips: $(STAMP)
	SSJ_FLIPS=1000 $(BIN)/pytest tests/storage/test_corruption.py

# 1,000 damaged and hostile spreadsheets through the guarded child, each as an upload goes; one of a kind is in the tests.
hostile: $(STAMP)
	$(BIN)/python -m tests.storage.workbooks.hostile 1000

# The same kinds through the parser alone, shut in as in the child; CASES=n for another number.
fuzz: $(STAMP)
	$(BIN)/python -m tests.storage.workbooks.fuzz $(or $(CASES),100000)

# 5,000 hostile names through texts and documents; 10 are in the tests.
.PHONY: names
names: $(STAMP)
	SSJ_NAMES=$(or $(NAMES),5000) $(BIN)/pytest tests/locales/test_hostile_names.py

# 1,000 backups beside 50 writers, each restored; 8 beside 10 are in the tests.
.PHONY: backups
backups: $(STAMP)
	SSJ_BACKUPS="1000 50" $(BIN)/pytest tests/storage/backups/test_archive.py -k beside_many_writers

# 10⁵ updates of shapes that the Bot API does not know, through a whole office; UPDATES=n for another number.
.PHONY: updates
updates: $(STAMP)
	SSJ_UPDATES=$(or $(UPDATES),100000) $(BIN)/pytest tests/stories/test_updates_of_any_shape.py

# Reminders through 10,000 random histories of an office and its bot, beside an oracle; 300 are in the tests.
histories: $(STAMP)
	$(BIN)/python -m tests.domain.reminder_histories 10000

# 100,000 rows through the chat: seconds, memory of bot and child, and how long others wait meanwhile.
.PHONY: imports
imports: $(STAMP)
	$(BIN)/python -m benchmarks.imports 100000

# README's picture of the chat; needs chromium from Debian's packages.
picture: $(STAMP)
	$(BIN)/python -m demo.picture docs/chat.png

# Each law on 1,000 examples; forty are in the tests.
.PHONY: laws
laws: $(STAMP)
	SHUANGSUIJI_LAWS=long $(BIN)/pytest -q -m hypothesis tests

# The verifiers on 1,000 random draws; forty are in the tests.
verify-long: $(STAMP)
	SSJ_VERIFIER_DRAWS=1000 $(BIN)/pytest tests/verifier/test_verifiers_agree.py

lock:
	$(PYTHON) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv
	$(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml --output-file requirements.lock

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) demo-output
