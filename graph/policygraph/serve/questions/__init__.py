"""The packaged questions at addresses of their own, for people and programs, and a description for programs."""

from .addresses import routes

__all__ = ["routes"]
