"""Requests to a service: who asks, what may come back, and in one sentence what went wrong."""

import os
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..faults import PolicygraphError
from ..guard import LOOPBACK

if TYPE_CHECKING:
    import requests

USER, PASSWORD = "POLICYGRAPH_USER", "POLICYGRAPH_PASSWORD"
MOST_BYTES = 1 << 30  # of an answer
_AGAIN = (429, 502, 503, 504)  # not 500: Virtuoso says that of queries too
_TRIES = 5
_CONNECTING = 10  # seconds
_REASONS = {
    "Name or service not known|NameResolution|getaddrinfo": "no such host",
    "refused": "connection refused",
    "timed out|ConnectTimeout": "no connection in time",
}
_OURS, _THEIRS = f"set {USER} and {PASSWORD}", "put them into a netrc file"
_SHOWN = 200  # signs of a service's own words


class NoAnswer(PolicygraphError):  # noqa: N818 - it may be nobody's error
    """Raised where a service gives no answer; `status` is what it said by HTTP: 0 if nothing came, 408 if too late."""

    def __init__(self, said: str, status: int = 0) -> None:
        self.status = status
        super().__init__(said)


class Http:
    """A service that is spoken to over HTTP. Name and password come from the environment, or from a netrc file.

    Those of the environment are for a service that holds a graph of ours, and not for the services of others.
    Raises PolicygraphError for an address that nothing can be sent to, or that would show a password to others.
    """

    def __init__(self, url: str, seconds: float = 60, *, ours: bool = True, tries: int = _TRIES) -> None:
        self.url, self._seconds, self._ours, self._tries = url, seconds, ours, tries
        parts = urlsplit(url)
        if parts.username or parts.password:
            raise PolicygraphError(
                f"take name and password out of the address: they are read from {USER} and {PASSWORD}, or from a netrc"
            )
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PolicygraphError(f"{url} is not the address of a service, such as https://example.org/sparql")
        self._credentials = _credentials(url, ours)
        if self._credentials and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise PolicygraphError(f"a password is not sent to {url}, which is not https")
        import requests

        self._session = requests.Session()
        self._session.trust_env = False  # proxies and netrc are not taken unseen
        self._session.proxies = requests.utils.get_environ_proxies(url)
        self._scheme = ""  # as the service asks for it: one that is offered the other may say no, and not why

    def rest(self) -> None:
        """Lets go of the connections that are kept for the next request: two processes cannot share them."""
        self._session.close()

    def send(
        self,
        method: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        data: bytes | None = None,
        missing: bool = False,
    ) -> "tuple[requests.Response, bytes]":
        """What came back, whole, with its head; with `missing` a 404 is an answer too.

        It is tried again, some times and later each time, where the service is busy or the line breaks off. Raises
        NoAnswer if nothing comes of it.
        """
        import requests

        why, status = "", 0
        for attempt in range(self._tries):
            if attempt:
                time.sleep(0.25 * 2**attempt)
            try:
                response, body = self._once(method, headers, params, data)
            except requests.exceptions.SSLError as error:
                raise NoAnswer(f"{self.url}: its certificate is not accepted ({_short(error)})") from None
            except requests.exceptions.ReadTimeout:
                raise NoAnswer(f"{self.url} did not answer within {self._seconds:g} seconds", 408) from None
            except requests.exceptions.RequestException as error:
                why, status = f"it cannot be reached, or broke off ({_reason(error)}); is this machine online?", 0
                continue
            if response.status_code in _AGAIN:
                status = response.status_code
                why = f"it says {status}: {_short(body.decode('utf-8', 'replace'))}"
                continue
            if not response.ok and not (missing and response.status_code == 404):
                raise NoAnswer(self._refused(response, body), response.status_code)
            return response, body
        raise NoAnswer(f"{self.url}: {why}", status)

    def _once(
        self, method: str, headers: Mapping[str, str], params: Mapping[str, str] | None, data: bytes | None
    ) -> "tuple[requests.Response, bytes]":
        import requests
        from requests.auth import HTTPDigestAuth

        who = self._credentials if self._scheme else None
        response = self._session.request(
            method,
            self.url,
            params=params,
            data=data,
            headers=headers,
            auth=HTTPDigestAuth(*who) if who and self._scheme == "digest" else who,
            timeout=(min(_CONNECTING, self._seconds), self._seconds),
            stream=True,
            allow_redirects=False,
        )
        if response.status_code == 401 and self._credentials and not self._scheme:
            asked = response.headers.get("WWW-Authenticate", "").lower()
            self._scheme = "digest" if "digest" in asked else "basic"
            return self._once(method, headers, params, data)
        if response.is_redirect:
            location = response.headers.get("Location")
            raise NoAnswer(f"{self.url} sends on to {location}: name that address", response.status_code)
        parts, size = [], 0
        for part in response.iter_content(1 << 16):
            size += len(part)
            if size > MOST_BYTES:
                response.close()
                raise PolicygraphError(f"{self.url} answers with more than {MOST_BYTES >> 20} MB: ask for less")
            parts.append(part)
        whole = response.headers.get("Content-Length")
        if whole and not response.headers.get("Content-Encoding") and int(whole) != size:
            raise requests.exceptions.ConnectionError(f"{size} of {whole} bytes came")
        return response, b"".join(parts)

    def _refused(self, response: "requests.Response", body: bytes) -> str:
        said = _short(body.decode("utf-8", "replace"))
        if response.status_code in (401, 403):
            wants = "it wants a name and password: " + (_OURS if self._ours else _THEIRS)
            why = "it does not accept the name and password" if self._credentials else wants
            return f"{self.url}: {why} ({response.status_code})"
        if response.status_code == 404:
            return f"{self.url}: there is nothing at that address (404)"
        return f"{self.url} says {response.status_code}: {said}"


def _credentials(url: str, ours: bool) -> tuple[str, str] | None:
    from requests.utils import get_netrc_auth

    if ours and (user := os.environ.get(USER)):
        return user, os.environ.get(PASSWORD, "")
    found = get_netrc_auth(url)
    return (str(found[0]), str(found[1])) if found else None


def _reason(error: Exception) -> str:
    """What the library means, in plain words."""
    text = str(error)
    for pattern, words in _REASONS.items():
        if re.search(pattern, text):
            return words
    return "connection broken"


def _short(said: object) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", str(said)).split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
