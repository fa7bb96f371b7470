"""Speed and memory of the draw beside its peers; `python -m benchmarks` writes docs/benchmarks.md."""
