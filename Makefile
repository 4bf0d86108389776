PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test train-test check bench soak kibana fault servers docs shots lock clean

setup: .venv/.ready

.venv/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/tinwatch demo

test: setup
	$(BIN)/pytest -m "not slow and not train" -n 2 --dist loadgroup --durations 25

train-test: .venv-train/.ready  # fine-tunes a tiny reader; needs torch, which nothing else does
	.venv-train/bin/pytest -m train --timeout 600 tests/train

.venv-train/.ready: pyproject.toml requirements-train.lock
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	.venv-train/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

kibana: setup  # the files of dashboards/kibana, made of tinwatch/kibana/objects.toml
	for language in vi en; do TINWATCH_INDEX= TINWATCH_PUBLIC_URL= $(BIN)/tinwatch kibana export --language $$language --prefix tinwatch \
		--console http://127.0.0.1:8600 --output dashboards/kibana/tinwatch-$$language.ndjson || exit 1; done

bench: setup
	$(BIN)/python -m benchmarks

soak: setup  # a million posts through one worker with restarts: memory flat, files bounded, nothing lost; SOAK_POSTS makes it fewer
	$(BIN)/python -m benchmarks.soak

fault: setup  # the long runs: kill -9 at random moments of a whole replay
	$(BIN)/pytest -m slow --timeout 3600

servers: setup  # a real Kafka and a real Elasticsearch on loopback, for development
	$(BIN)/tinwatch servers up

docs: setup  # the documentation as a site in .site/; `.venv/bin/mkdocs serve` shows it while one writes
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

shots: setup  # the pictures of docs/, taken anew from invented posts
	SHOTS_INTO=docs/img $(BIN)/pytest -q tests/browser/test_guide_pictures.py

lock:  # renew the locks; needs uv
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --no-header -o requirements.lock pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --extra train --no-header \
	  -o requirements-train.lock pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header -c requirements.lock -o deploy/requirements.lock pyproject.toml

clean:
	rm -rf .venv .venv-train .tinwatch .mypy_cache .ruff_cache .pytest_cache
