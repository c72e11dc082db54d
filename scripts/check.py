#!/usr/bin/env python3
"""Checks papers.yaml; sets up what it needs the first time. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.check import main

main(prog_name="check.py")
