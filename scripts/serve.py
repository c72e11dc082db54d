#!/usr/bin/env python3
"""Shows the site in the browser while papers.yaml is written. See --help."""

import environment

environment.ensure("requirements.txt")

from reading_graph.commands.serve import main

main(prog_name="serve.py")
