"""`python -m policygraph` is the command `policygraph`."""

from .command import main

if __name__ == "__main__":
    raise SystemExit(main())
