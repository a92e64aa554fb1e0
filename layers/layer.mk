# Shared by the layers' makefiles: which runtime they build for, and how they compile for it.
ROOT := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
LAYER_PYTHON ?= 3.13
LAYER_PLATFORM ?= aarch64-manylinux2014
UV := $(ROOT)/.tools/uv/bin/uv
# A runtime reads the bytecode of its own minor version and no other.
COMPILER = $(shell $(UV) python find --no-python-downloads $(LAYER_PYTHON) 2>/dev/null)

$(UV) $(ROOT)/.venv/.ready:
	@$(MAKE) --no-print-directory -C $(ROOT) $(@:$(ROOT)/%=%)

# Compiles the folder $(1), which the runtime will find at /opt. Lambda would compile it anew at
# every cold start, which about doubles them.
define compile
$(if $(COMPILER), \
  $(COMPILER) -m compileall -q -j 0 --invalidation-mode unchecked-hash -s "$(1)" -p /opt "$(1)", \
  echo "No Python $(LAYER_PYTHON) here: $(notdir $(CURDIR)) goes without bytecode, so starts will be slower." >&2)
endef
