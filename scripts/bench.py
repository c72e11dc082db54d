#!/usr/bin/env python3
"""Measures how long things take, and how much memory, against their limits. See --help."""

import sys

import environment

if sys.argv[1:2] == ["browser"]:
    environment.ensure("requirements.txt", "requirements-test.txt")
else:
    environment.ensure("requirements.txt")

from reading_graph.commands.bench import main

main(prog_name="bench.py")
