"""What the scripts do: arguments in, one line out, exit status."""
