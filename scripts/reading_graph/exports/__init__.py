"""The catalogue as data for other programs, a format a module; text out, nothing written."""
