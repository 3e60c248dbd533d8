"""Why a lane gives no answer."""

from __future__ import annotations

from http import HTTPStatus

from adisteme.errors import InputError


class LaneError(InputError):
    """A request that a lane did not answer, through no fault of the request's form.

    Attributes:
        status: the HTTP status that says so.
        retry_after: seconds after which it may be tried again; None where that would not help.
    """

    status: int = HTTPStatus.SERVICE_UNAVAILABLE
    retry_after: int | None = None


class Busy(LaneError):
    """All workers are taken, and so are the places to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("workers.busy.detail")
        self.retry_after = retry_after


class DeadlinePassed(LaneError):
    """The answer was not ready in time; its worker is killed."""

    status = HTTPStatus.GATEWAY_TIMEOUT

    def __init__(self, seconds: float) -> None:
        super().__init__("workers.deadline_passed.detail", seconds=f"{seconds:g}")


class WorkerDied(LaneError):
    """The request ended its worker: too much memory, or a crash of the engine."""

    def __init__(self, memory: int) -> None:
        super().__init__("workers.worker_died.detail", memory=memory)


class ClientGone(LaneError):
    """Nobody wants the answer any more; its worker is killed."""

    def __init__(self) -> None:
        super().__init__("http.unavailable.detail")


class Unready(LaneError):
    """The lane has no worker and cannot make one."""

    def __init__(self) -> None:
        super().__init__("http.unavailable.detail")


class WorkerFailed(Exception):
    """An error of ours in a worker; its traceback stands in the log."""
