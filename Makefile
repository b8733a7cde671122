# What Broke First. Two commands do everything: `make lab` and `make test`; both set up .venv first.

PIP      = .venv/bin/python -m pip install --quiet --disable-pip-version-check
GIVE_UP  = { echo "Setup is not finished. Read the message above, check the network (behind a proxy: set HTTPS_PROXY)," \
           "run the same command again." >&2; exit 1; }
IN_VENV  = PATH="$$PWD/.venv/bin:$$PATH" &&
NOTEBOOK = $(firstword $(wildcard notebooks/00_start_here.ipynb) $(sort $(wildcard notebooks/*.ipynb)))
AS_ROOT  = $(if $(filter 0,$(shell id -u)),--allow-root)
NBVAL    = --nbval --nbval-current-env --nbval-cell-timeout=120
PROXY    = build/proxy/node_modules/.bin/configurable-http-proxy
COMPILE  = .venv/uv/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --no-header --no-annotate --extra lab pyproject.toml

REVEAL   = 5.2.1
NO_NPM   = { echo "Slides need reveal.js $(REVEAL), and npm, which fetches it, is not here. Install npm, or unpack" \
           "github.com/hakimel/reveal.js (tag $(REVEAL)) as build/slides/reveal.js, and run make slides again." >&2; exit 1; }

.PHONY: help lab test suite test-pythons notebooks slides gallery pictures soak bench class lint lock clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1 - /p' Makefile

lab: .venv/lab  ## set up, open JupyterLab on the first notebook (LAB_ARGS="--no-browser --port=9000")
	@$(IN_VENV) exec python -m jupyterlab --ServerApp.ip=127.0.0.1 --ServerApp.root_dir="$$PWD" \
		--LabApp.workspaces_dir="$$PWD/.venv/workspaces" --LabApp.default_url=/lab$(NOTEBOOK:%=/tree/%) $(AS_ROOT) $(LAB_ARGS)

test: lint suite  ## set up, lint, run all tests and all notebooks

suite: .venv/test  ## the same without lint (TEST_ARGS="tests/probes -k refund")
	@$(IN_VENV) JUPYTER_DATA_DIR="$$PWD/build/jupyter" python -m pytest $(NBVAL) -n 3 --dist loadfile --no-loadscope-reorder $(TEST_ARGS)

test-pythons: .venv/made  ## the same, without a browser, on Pythons that are not here (PYTHONS="3.13 3.14"); Debian, as root
	@.venv/bin/python tests/pythons $(PYTHONS)

notebooks: .venv/test  ## run all notebooks anew and store what they show (NOTEBOOKS=notebooks/02_retry_storm.ipynb)
	@$(IN_VENV) python tests/store.py $(NOTEBOOKS)

slides: .venv/lab build/slides/reveal.js  ## cut slides from the notebooks into build/slides, to be shown without a network
	@$(IN_VENV) python -m labapp.publishing.slides build/slides

gallery: .venv/lab  ## every notebook as a page, in build/gallery (GALLERY_ARGS="--repo OWNER/NAME --ref TAG" links to Binder)
	@$(IN_VENV) python -m labapp.publishing.gallery build/gallery $(GALLERY_ARGS)

pictures: .venv/test  ## take the views of JupyterLab anew that the README shows
	@$(IN_VENV) JUPYTER_DATA_DIR="$$PWD/build/jupyter" python -m pytest --quiet tests/browser/take_pictures.py

soak: .venv/test  ## what takes too long for every day: twenty kills, two hundred storms, 100 000 postings
	@$(IN_VENV) SOAK_KILLS=20 SOAK_RUNS=200 SOAK_OPERATIONS=100000 python -m pytest tests/soak tests/probes/test_diagonal.py \
		tests/browser/test_every_notebook.py

bench: .venv/test  ## ratios against what one would use instead, measured side by side
	@$(IN_VENV) python tests/bench

class: .venv/class $(PROXY)  ## thirty learners on a real JupyterHub, each runs 02 (CLASS_ARGS="--learners 3"); needs npm
	@$(IN_VENV) PYTHONPATH=tests/bench python tests/hub $(CLASS_ARGS)

lint: .venv/test  ## style, types, and who may import whom
	@$(IN_VENV) ruff check && ruff format --check && mypy && lint-imports

lock: .venv/made  ## write the requirement files anew from pyproject.toml (LOCK_ARGS=--upgrade)
	@$(PIP) --target .venv/uv --upgrade uv==0.13.9 || $(GIVE_UP)
	@$(COMPILE) $(LOCK_ARGS) -o requirements.txt
	@$(COMPILE) $(LOCK_ARGS) --extra test --extra bench -c requirements.txt -o tests/requirements.txt
	@$(COMPILE) $(LOCK_ARGS) --extra hub -c tests/requirements.txt -o notebooks/instructor/hub/requirements.txt

clean:  ## remove .venv and everything that the tools left behind
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info
	@find . -name __pycache__ -prune -exec rm -rf {} +

# Stamps: .venv/made holds the place where it was made. A .venv that is half made, was moved, or lost
# its Python is made anew; changed requirements are installed into the one at hand.
ifneq ($(shell test -x .venv/bin/python && cat .venv/made 2>/dev/null),$(shell pwd))
.PHONY: .venv/made

# By the Python that PYTHON= names; else by the newest of those with which all packages are known to work; else by uv.
VERSIONS := 3.14 3.13 3.12 3.11
TOO_OLD  := $(foreach minor,0 1 2 3 4 5 6 7 8 9 10,3.$(minor).%)
NAMES    := $(VERSIONS:%=python%) python3
version   = $(if $(1),$(shell exec 2>/dev/null; command -v $(1) >/dev/null && $(1) --version | head -n 1))
known     = $(filter $(VERSIONS:%=%.%),$(1))
ifeq ($(origin PYTHON),undefined)
UV       := $(call version,uv)
PYTHON   := $(firstword $(foreach name,$(NAMES),$(if $(call known,$(call version,$(name))),$(name))) \
              $(if $(call version,python3),python3))
endif
FOUND    := $(or $(call version,$(PYTHON)),no Python) ($(or $(PYTHON),none of $(NAMES) runs))
ENOUGH   := $(filter-out $(TOO_OLD),$(filter 3.%,$(FOUND)))
FITS     := $(if $(filter file,$(origin PYTHON)),$(call known,$(ENOUGH)),$(ENOUGH))
READY    := $(if $(FITS),$(if $(shell $(PYTHON) -c 'import ensurepip, venv' 2>&1),,yes))
MINOR    := $(subst $() ,.,$(wordlist 1,2,$(subst ., ,$(FITS))))
endif

READ_ONLY = This folder is read-only. Copy it to a place where you may write and run make there
AGAIN     = make $(firstword $(MAKECMDGOALS))
WRONG     = Found $(FOUND); this workshop needs Python 3.11 or newer. Install one, or uv, which fetches its own, and run \
            make again; or say where it is: $(AGAIN) PYTHON=python3.13
TOO_NEW   = Found $(FOUND); this workshop was tried with Python 3.11 to 3.14. Install one of them, or uv, which fetches \
            its own, and run make again; or take what was found: $(AGAIN) PYTHON=$(PYTHON)
NO_VENV   = $(FOUND) cannot make a virtual environment: its venv module is missing. Install it (Debian and Ubuntu: \
            apt install python$(MINOR)-venv), or install uv, and run make again
CHECK     = $(if $(shell test -w . -a \( ! -e .venv -o -w .venv \) || echo no),$(error $(READ_ONLY)))\
            $(if $(READY)$(UV),,$(error $(if $(FITS),$(NO_VENV),$(if $(ENOUGH),$(TOO_NEW),$(WRONG)))))
BY_UV     = echo "Nothing here makes .venv with Python 3.11 to 3.14: uv does, with Python 3.13." && rm -rf .venv && \
            { uv venv --quiet --seed --python 3.13 .venv || $(GIVE_UP); }

.venv/made:
	@$(CHECK)$(if $(READY),$(PYTHON) -m venv --clear .venv,$(BY_UV)) && pwd > $@

build/slides/reveal.js:
	@command -v npm >/dev/null || $(NO_NPM)
	@mkdir -p build/slides && cd build/slides && rm -rf package && npm pack --silent reveal.js@$(REVEAL) >/dev/null \
		&& tar -xzf reveal.js-$(REVEAL).tgz && rm reveal.js-$(REVEAL).tgz && mv package reveal.js || $(GIVE_UP)

.venv/lab: requirements.txt
.venv/test: tests/requirements.txt
.venv/class: notebooks/instructor/hub/requirements.txt
.venv/lab .venv/test .venv/class: .venv/made pyproject.toml jupyter_server_config.py jupyter_page_config.json
	@echo "Setting up .venv: a few minutes the first time ..."
	@$(PIP) --require-hashes --no-deps -r $(filter %requirements.txt,$^) || $(GIVE_UP)
	@$(PIP) --no-deps --editable . || $(GIVE_UP)
	@touch .venv/lab $@

$(PROXY):
	@npm install --silent --no-fund --no-audit --prefix build/proxy configurable-http-proxy@5.3.0 \
		|| { echo "The proxy of JupyterHub comes from npm. Install Node, then run make class again." >&2; exit 1; }
