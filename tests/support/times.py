"""Time limits in tests."""

LOST = "ignore::pytest.PytestUnraisableExceptionWarning"
"""What ends slow work may come just in hypothesis's own look at the garbage collector, which loses
it: Python says so, and it comes again."""
