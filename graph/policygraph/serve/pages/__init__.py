"""Pages behind every address of ours, the start page, the explorer and the dossiers.

No page runs a script, but the explorer and the index of the dossiers, which bring their own policy.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ..pool import Pool
    from ..settings import Settings


def routes(pool: "Pool", settings: "Settings") -> "list[BaseRoute]":
    """The routes of the pages. They come last: whatever no other route takes is the path of an address of ours."""
    from .views import Views

    return Views(pool, settings).routes()
