#!/usr/bin/env python3
"""Measures how long things take, and how much memory, against their limits. See --help."""

import sys
from pathlib import Path

import environment

environment.ensure("requirements.txt", "requirements-test.txt")

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from benchmarks.command import main

main(prog_name="bench.py")
