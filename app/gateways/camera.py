"""Pictures of papers from a camera: the edges of the paper are found, its perspective is straightened (AR-5).

The library is loaded with the first camera. Nothing is written to a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol

from app.common.errors import Refused

if TYPE_CHECKING:
    import numpy as np

    Picture = np.ndarray[Any, np.dtype[Any]]

Corner = tuple[float, float]
_WANTED: Final = (3840, 2160)
"""Pixels asked of a device; it gives the most it has below that."""
_LEAST_SHARE: Final = 0.2
"""A paper fills at least so much of the picture; anything smaller is something else on the desk."""
_LOOK_SIDE: Final = 800
"""Edges are looked for in a picture of that size."""
_QUALITY: Final = 92
_PROBED: Final = 3
LISTED: Final = Path("/sys/class/video4linux")
"""Where Linux keeps its list of cameras."""


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this computer: what :func:`open_camera` takes, and its name for people."""

    device: int
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One picture for the preview: ``rgb`` has three bytes a pixel, row by row without gaps.

    ``corners`` of the paper in pixels, clockwise from its upper left; empty when none was found.
    """

    width: int
    height: int
    rgb: bytes
    corners: tuple[Corner, ...]


class Camera(Protocol):
    """A camera that is open. One thread at a time."""

    def frame(self) -> Frame:
        """The picture of this moment. Refused: ``camera.no_picture``."""
        ...

    def shot(self, *, straighten: bool = True) -> bytes:
        """The paper as a JPEG, cut out and straightened when its edges are found. Refused: ``camera.no_picture``."""
        ...

    def close(self) -> None:
        """Give the device back; may be called more than once."""
        ...


OpenCamera = Callable[[int | str], Camera]


def cameras() -> tuple[CameraInfo, ...]:
    """The cameras of this computer; empty when there is none. May take a second where the system keeps no list."""
    if sys.platform.startswith("linux"):
        found = sorted(LISTED.glob("video*"), key=lambda path: int(path.name.removeprefix("video")))
        return tuple(_listed(path) for path in found)
    return tuple(CameraInfo(device, f"{device + 1}") for device in range(_PROBED) if _opens(device))


def _listed(path: Path) -> CameraInfo:
    device = int(path.name.removeprefix("video"))
    try:
        name = (path / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    return CameraInfo(device, name or path.name)


def _opens(device: int) -> bool:
    try:
        open_camera(device).close()
    except Refused:
        return False
    return True


def open_camera(device: int | str) -> Camera:
    """Open a device by its number, or a video file in place of one. Refused: ``camera.not_there``."""
    return VideoCamera(device)


class VideoCamera:
    """A camera, or a video or a row of pictures that stands for one."""

    def __init__(self, device: int | str) -> None:
        import cv2

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # it names files
        self._capture = cv2.VideoCapture(device)
        if not self._capture.isOpened():
            raise Refused("camera.not_there")
        if isinstance(device, int):
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WANTED[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _WANTED[1])

    def __enter__(self) -> VideoCamera:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def frame(self) -> Frame:
        """The picture of this moment, and where the paper is on it. Refused: ``camera.no_picture``."""
        import cv2

        picture = self._read()
        rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        return Frame(picture.shape[1], picture.shape[0], rgb.tobytes(), corners(picture))

    def shot(self, *, straighten: bool = True) -> bytes:
        """The paper as a JPEG. Refused: ``camera.no_picture``."""
        import cv2

        picture = self._read()
        found = corners(picture) if straighten else ()
        done, coded = cv2.imencode(
            ".jpg", straightened(picture, found) if found else picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
        )
        if not done:
            raise Refused("camera.no_picture")
        return coded.tobytes()

    def close(self) -> None:
        """Give the device back."""
        self._capture.release()

    def _read(self) -> Picture:
        there, picture = self._capture.read()
        if not there or picture is None or not picture.size:
            raise Refused("camera.no_picture")
        return picture


def corners(picture: Picture) -> tuple[Corner, ...]:
    """The four corners of the largest paper on a BGR picture, clockwise from the upper left; empty when none is."""
    import cv2

    scale = min(1.0, _LOOK_SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0)
    edges = cv2.dilate(cv2.Canny(grey, 40, 120), cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    outlines, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least = small.shape[0] * small.shape[1] * _LEAST_SHARE
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:5]:
        hull = cv2.convexHull(outline)
        four = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
        if len(four) == 4 and cv2.contourArea(four) >= least:
            return _clockwise([(float(point[0][0]) / scale, float(point[0][1]) / scale) for point in four])
    return ()


def _clockwise(points: list[Corner]) -> tuple[Corner, ...]:
    first = min(points, key=lambda point: point[0] + point[1])
    third = max(points, key=lambda point: point[0] + point[1])
    second, fourth = sorted((p for p in points if p not in (first, third)), key=lambda point: point[1] - point[0])
    return first, second, third, fourth


def straightened(picture: Picture, four: tuple[Corner, ...]) -> Picture:
    """The paper alone, its corners square."""
    import cv2
    import numpy as np

    width = round(max(_distance(four[0], four[1]), _distance(four[3], four[2])))
    height = round(max(_distance(four[1], four[2]), _distance(four[0], four[3])))
    square = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(np.array(four, dtype=np.float32), square)
    return cv2.warpPerspective(picture, turn, (width, height), flags=cv2.INTER_CUBIC)


def _distance(one: Corner, other: Corner) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
