"""The camera, stood for by a video file: edges found, perspective straightened, nothing kept (AR-5)."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from app.common.errors import Refused
from app.gateways import camera as camera_gateway
from app.gateways.camera import VideoCamera, cameras, corners, open_camera, straightened

PAPER = ((260, 90), (1010, 150), (1090, 880), (200, 820))


def desk_with_paper() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A dark desk with a white paper lying askew; a black bar marks its upper edge."""
    page = np.full((1000, 800, 3), 245, dtype=np.uint8)
    cv2.rectangle(page, (80, 60), (720, 140), (10, 10, 10), -1)
    start = np.array([(0, 0), (799, 0), (799, 999), (0, 999)], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(start, np.array(PAPER, dtype=np.float32))
    seen = cv2.warpPerspective(page, turn, (1280, 960), borderMode=cv2.BORDER_CONSTANT, borderValue=(60, 50, 40))
    return np.asarray(seen, dtype=np.uint8)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "camera.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (1280, 960))
    assert writer.isOpened()
    for _ in range(3):
        writer.write(desk_with_paper())
    writer.release()
    return path


@pytest.mark.rule("AR-5")
def test_a_paper_is_found_cut_out_and_straightened(video: Path) -> None:
    with VideoCamera(str(video)) as camera:
        frame = camera.frame()
        assert (frame.width, frame.height, len(frame.rgb)) == (1280, 960, 1280 * 960 * 3)
        assert np.allclose(frame.corners, PAPER, atol=12)
        shot = camera.shot()
    with Image.open(io.BytesIO(shot)) as shown:
        assert shown.size == pytest.approx((892, 735), abs=25)
        bar = shown.convert("L").getpixel((shown.width // 2, shown.height // 10))
        foot = shown.convert("L").getpixel((shown.width // 2, shown.height * 9 // 10))
        rim = [shown.convert("L").getpixel(at) for at in ((15, 15), (shown.width - 15, shown.height - 15))]
        assert not shown.getexif()
    assert isinstance(bar, int)
    assert isinstance(foot, int)
    assert bar < 60
    assert foot > 200
    assert all(isinstance(shade, int) and shade > 180 for shade in rim), "nothing of the desk is on it"


def test_without_a_paper_the_whole_picture_is_given() -> None:
    empty = np.full((480, 640, 3), 80, dtype=np.uint8)
    assert corners(empty) == ()
    small = empty.copy()
    cv2.rectangle(small, (10, 10), (90, 90), (250, 250, 250), -1)
    assert corners(small) == (), "a card on the desk is no paper"


def test_a_picture_that_is_not_straightened_is_as_the_camera_sees_it(video: Path) -> None:
    with VideoCamera(str(video)) as camera, Image.open(io.BytesIO(camera.shot(straighten=False))) as shown:
        assert shown.size == (1280, 960)


def test_a_camera_that_is_not_there_or_gives_nothing_more_is_refused(video: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^camera.not_there$"):
        open_camera(str(tmp_path / "none.avi"))
    camera = open_camera(str(video))
    for _ in range(3):
        camera.frame()
    with pytest.raises(Refused, match=r"^camera.no_picture$"):
        camera.frame()
    camera.close()
    camera.close()
    with pytest.raises(Refused, match=r"^camera.no_picture$"):
        camera.shot()


def test_corners_are_clockwise_from_the_upper_left_however_the_paper_lies() -> None:
    four = corners(desk_with_paper())
    width, height = straightened(desk_with_paper(), four).shape[1::-1]
    assert four[0][0] < four[1][0]
    assert four[0][1] < four[3][1]
    assert min(width, height) > 600


def test_the_cameras_the_system_lists_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, name in ((0, "Document camera\n"), (10, ""), (2, "Web camera")):
        (tmp_path / f"video{place}").mkdir()
        (tmp_path / f"video{place}" / "name").write_text(name)
    monkeypatch.setattr(camera_gateway, "LISTED", tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    assert [(one.device, one.name) for one in cameras()] == [
        (0, "Document camera"), (2, "Web camera"), (10, "video10"),
    ]  # fmt: skip
