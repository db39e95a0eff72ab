"""The `feeds` command: ``python -m feeds.cli``."""

from feeds.cli import main

if __name__ == "__main__":
    main()
