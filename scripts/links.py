#!/usr/bin/env python3
"""Asks the links of papers.yaml whether they still lead somewhere. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.links import main

main(prog_name="links.py")
