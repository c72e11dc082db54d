"""What others say of works: each module reads one format."""
