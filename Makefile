# Every target works in a fresh clone: the environment is made when it is missing.
PY ?= python3
BIN := .venv/bin

.PHONY: help check lint test smoke build soak bench look catalogue pictures manual lock

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/ready: pyproject.toml requirements.lock
	$(PY) -m venv .venv
	$(BIN)/pip install -q -c requirements.lock -e '.[dev]'
	@touch $@

check: lint test ## everything that must hold before a commit

lint: .venv/ready ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: .venv/ready ## the tests
	$(BIN)/pytest

smoke: .venv/ready ## the built wheel, installed as people install it, on the oldest and the newest Python here
	$(BIN)/pip install -q -c requirements.lock -e '.[dev,smoke]'
	$(BIN)/pytest -n 0 -m smoke tests/packaging

build: .venv/ready ## wheel and source distribution, in dist/
	$(BIN)/pip install -q -c requirements.lock -e '.[dev,smoke]'
	$(BIN)/uv build -q --clear --out-dir dist

soak: .venv/ready ## the long tests: 10,000 kills of each operation, millions of hostile strings, 24,000 agreements, examples by chance
	COACHTUI_SOAK=34 $(BIN)/pytest -n 2 -rP tests/vault/test_processes.py tests/hostile/test_widgets.py \
		tests/documents/test_agreement_returned.py
	COACHTUI_SOAK=34 $(BIN)/pytest -n 2 -m hypothesis --ignore tests/documents/test_agreement_returned.py

bench: .venv/ready ## the figures that the README quotes
	$(BIN)/pip install -q -c requirements.lock -e '.[dev,bench]'
	$(BIN)/python -m benchmarks

look: .venv/ready ## every screen in four themes, three sizes and two languages as pages of pictures, in look/
	$(BIN)/pytest tests/tui/contact_sheets.py

catalogue: .venv/ready ## the messages of every language brought up to the source, and compiled
	$(BIN)/pybabel -q extract --add-location=file --sort-by-file -o coachtui.pot coachtui
	for po in coachtui/locale/*/LC_MESSAGES/coachtui.po; do \
	  $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -w 100 \
	    --ignore-pot-creation-date -l $$(basename $$(dirname $$(dirname $$po))) -i coachtui.pot -o $$po || exit 1; \
	done
	rm coachtui.pot
	$(BIN)/pybabel -q compile -D coachtui -d coachtui/locale

pictures: .venv/ready ## the pictures of README and the pages, as the screens look now
	$(BIN)/pybabel -q compile -D coachtui -d coachtui/locale
	$(BIN)/python -m docs.pictures

manual: .venv/ready ## the manual pages, made from the commands and the catalogue
	$(BIN)/python -m man.make

lock: ## pin the versions that development and CI use
	rm -rf .venv/lock && $(PY) -m venv .venv/lock
	.venv/lock/bin/pip install -q -e '.[dev,smoke,bench]'
	.venv/lock/bin/pip freeze --exclude-editable > requirements.lock
	rm -rf .venv/lock
