PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check bench fault servers lock clean

setup: .venv/.ready

.venv/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/tinwatch demo

test: setup
	$(BIN)/pytest -m "not slow"

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks

fault: setup  # the long runs: kill -9 at random moments of a whole replay
	$(BIN)/pytest -m slow --timeout 3600

servers: setup  # a real Kafka and a real Elasticsearch on loopback, for development
	$(BIN)/tinwatch servers up

lock:  # renew requirements.lock; needs uv
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --no-header -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .tinwatch .mypy_cache .ruff_cache .pytest_cache
