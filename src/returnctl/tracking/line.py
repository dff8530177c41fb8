"""The line to one service: its address, its key and its pace, and what each status means."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from itertools import count
from typing import Final

from returnctl.core.secret import Secret
from returnctl.core.structs import Struct
from returnctl.tracking.failing import Failed
from returnctl.tracking.pace import Pace
from returnctl.tracking.reading import parse_json
from returnctl.tracking.wire import NotSent, Question, Reply, Wire

# Shorter ones may be a word or a part of a tracking number; no service gives out such keys.
_SHORTEST_KEY: Final = 12
_AGAIN: Final = frozenset((429, 502, 503, 504))


class Answer(Struct, frozen=True, kw_only=True):
    """A service's answer: status, the JSON it sent, and the bytes of that."""

    status: int
    payload: object
    raw: bytes


class Line(Struct, frozen=True, kw_only=True):
    """Asks one service; `headers` makes the headers of its key, `now` is the clock."""

    url: str
    key: Secret | None
    headers: Callable[[str], Mapping[str, str]]
    pace: Pace
    wire: Wire
    now: Callable[[], datetime]

    def get(self, path: str, query: Mapping[str, str], *, also: Collection[int] = ()) -> Answer:
        """Ask with GET; statuses in `also` are answers too.

        Raises:
            Failed: there is no answer.
        """
        return self._ask("GET", path, query=query, body=None, also=also)

    def post(self, path: str, body: object, *, also: Collection[int] = ()) -> Answer:
        """Ask with POST and a JSON body; statuses in `also` are answers too.

        Raises:
            Failed: there is no answer.
        """
        return self._ask("POST", path, query={}, body=body, also=also)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str],
        body: object,
        also: Collection[int],
    ) -> Answer:
        question = Question(
            method=method, url=self.url + path, query=query, headers=self._headers(body), body=body
        )
        reply = self._reply(question)
        if reply.status != 200 and reply.status not in also:
            raise _refusal(reply.status, keyed=self.key is not None)
        raw = self._without_key(reply.body)
        return Answer(status=reply.status, payload=parse_json(raw), raw=raw)

    def _headers(self, body: object) -> dict[str, str]:
        held = {} if body is None else {"Content-Type": "application/json"}
        if self.key is None:
            return held
        text = self.key.reveal()
        if not text.isascii():
            raise Failed("key", "cannot use this key: it holds letters that no key has")
        return {**held, **self.headers(text)}

    def _reply(self, question: Question) -> Reply:
        """Send the question until it is answered, or there is no point in it."""
        for tries in count(1):
            self.pace.wait()
            try:
                reply = self.wire.send(question)
            except NotSent as broken:
                if self.pace.pause(tries, None):
                    continue
                end = "broke off its answer" if broken.reached else "cannot be reached"
                raise Failed("network", end) from None
            if reply.status not in _AGAIN or not self.pace.pause(tries, reply.retry_after):
                return reply
        raise AssertionError

    def _without_key(self, body: bytes) -> bytes:
        """Take out the key, should the other side have put it into its answer: answers are kept."""
        for part in self.key.reveal().split(":") if self.key else ():
            if len(part) >= _SHORTEST_KEY:
                body = body.replace(part.encode(), b"***")
        return body


def _refusal(status: int, *, keyed: bool) -> Failed:
    if status in {401, 403}:
        return Failed("key", "refuses the key" if keyed else "refuses to answer")
    if status == 402:
        return Failed("quota", "wants to be paid: the key's quota is used up")
    if status == 429:
        return Failed("too_fast", "has been asked too often: try again later")
    if 300 <= status < 400:
        return Failed("answer", "sends elsewhere, and that is not followed")
    if status >= 500:
        return Failed("network", f"has trouble of its own (status {status})")
    return Failed("answer", f"did not understand the question (status {status})")
