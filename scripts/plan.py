#!/usr/bin/env python3
"""Plans what to read; sets up what it needs the first time. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.plan import main

main(prog_name="plan.py")
