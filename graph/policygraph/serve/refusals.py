"""Why a request is not answered: each with the status that HTTP has for it, and a sentence for whoever asked."""

from ..faults import PolicygraphError


class NotAnswered(PolicygraphError):  # noqa: N818 - most often no fault of ours
    """Raised in place of an answer; `status` is that of the response."""

    status = 500


class NotSparql(NotAnswered):
    """What was sent is no SPARQL query."""

    status = 400


class Refused(NotAnswered):
    """It is understood, and not done here: an update, a call of another service, a query that is too deep."""

    status = 400


class Unknown(NotAnswered):
    """There is nothing of that name here."""

    status = 404


class NotAcceptable(NotAnswered):
    """There is no form of the answer that the client accepts."""

    status = 406


class Away(NotAnswered):
    """The engine is another service, and that one cannot be reached or cannot be used."""

    status = 502


class Crowded(NotAnswered):
    """Too many are asking at once; later it may be answered."""

    status = 503


class TooSlow(NotAnswered):
    """The query was ended at the limit of time."""

    status = 504


class TooMuch(NotAnswered):
    """The query was ended at the limit of memory."""

    status = 507


class Broken(NotAnswered):
    """The engine came to grief over it."""

    status = 500


KINDS: dict[str, type[NotAnswered]] = {
    kind.__name__: kind
    for kind in (NotSparql, Refused, Unknown, NotAcceptable, Away, Crowded, TooSlow, TooMuch, Broken)
}
