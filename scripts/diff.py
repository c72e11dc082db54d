#!/usr/bin/env python3
"""Says what changed in papers.yaml since a git revision, as Markdown. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.diff import main

main(prog_name="diff.py")
