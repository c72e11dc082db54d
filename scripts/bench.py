#!/usr/bin/env python3
"""Measures how long things take, and how much memory, against their limits. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.bench import main

main(prog_name="bench.py")
