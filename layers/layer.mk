# Shared by the layers' makefiles: which runtime they build for, and how they compile for it.
ROOT := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
LAYER_PYTHON ?= 3.13
LAYER_PLATFORM ?= aarch64-manylinux2014
UV := $(ROOT)/.tools/uv/bin/uv

$(UV) $(ROOT)/.venv/.ready:
	@$(MAKE) --no-print-directory -C $(ROOT) $(@:$(ROOT)/%=%)

# Compiles $(1), which the runtime will find at /opt: without, Lambda compiles at every cold start,
# about twice as long. A runtime reads the bytecode of its own minor version and no other.
compile = \
  if python=$$($(UV) python find --no-python-downloads $(LAYER_PYTHON) 2>/dev/null); then \
    "$$python" -m compileall -q -j 0 --invalidation-mode unchecked-hash -s "$(1)" -p /opt "$(1)"; \
  else \
    echo "No Python $(LAYER_PYTHON) here: $(notdir $(CURDIR)) is shipped without bytecode, cold starts will be slower." >&2; \
  fi
