#!/usr/bin/env python3
"""Builds the site from papers.yaml; sets up what it needs the first time. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.build import main

main(prog_name="build.py")
