"""What the project's claims of speed are measured with, each beside a peer in the same run.

``python benchmarks/run.py`` measures all and writes RESULTS.md; each subject also runs by itself.
"""
