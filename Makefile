# Every target is one line of work; `make run` and `make test` need Python 3.11 or newer, pip and make.
PYTHON ?= python3
UV := PYTHONPATH=.tools .tools/bin/uv
PY := .venv/bin/python
PORT ?= 8000

.PHONY: run test test-slow check bench bench-load bench-nodes attacks bench-million replay replay-all lock catalogue clean

run: .venv/ready
	$(PY) -m flask site serve --port $(PORT)

test: .venv/ready
	$(PY) -m pytest -n auto -m "not slow"

test-slow: .venv/ready
	$(PY) -m pytest -n auto -m slow

check: .venv/ready
	$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy && $(PY) tools/vendor.py check

bench: .venv/ready
	$(PY) -m bench --write docs/performance.md

attacks: .venv/ready
	$(PY) -m bench.attacks

bench-load: .venv/ready
	$(PY) -m bench.load

bench-nodes: .venv/ready
	$(PY) -m bench.nodes

bench-million: .venv/ready
	$(PY) -m bench.million && $(PY) -m bench.million --database postgresql

replay: .venv/ready
	$(PY) -m bench.replay $(DATASET)

replay-all: .venv/ready
	$(PY) -m bench.replay --all

lock: .tools/bin/uv
	$(UV) pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

catalogue: .venv/ready
	.venv/bin/pybabel --quiet extract -F babel.cfg -k Problem --no-location --omit-header -o forms_app/translations/messages.pot .

clean:
	rm -rf .venv .tools

.tools/bin/uv: tools/uv.lock
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --upgrade --target .tools --require-hashes -r tools/uv.lock && touch $@

.venv/ready: .tools/bin/uv requirements.lock
	test -d .venv || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock && touch $@
