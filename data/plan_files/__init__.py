"""The folder of a plan's YAML files in, the Plan out; every fault names its file, line and cell."""

from data.plan_files.folder import read_plan

__all__ = ["read_plan"]
