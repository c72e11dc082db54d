#!/usr/bin/env python3
"""Adds papers to papers.yaml; sets up what it needs the first time. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.add import main

main(prog_name="add.py")
