"""MP3: only the frames of sound are kept, whatever stands before, between and after them."""

from __future__ import annotations

from app.errors import Refused
from app.wiring.drawing.sounds import Cleaned, tag_end

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_V1 = {
    3: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_V2 = {
    3: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    1: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_INFO = (b"Xing", b"Info", b"VBRI")


def mp3(content: bytes) -> Cleaned:
    """The frames alone. The first may hold words of the program that made it: they become zeros."""
    place, kept, seconds = tag_end(content), bytearray(), 0.0
    while (place := content.find(b"\xff", place)) >= 0 and place + 4 <= len(content):
        size, length = _frame(content[place : place + 4])
        end = place + size
        if not size or end > len(content) or not _goes_on(content, end):
            place += 1
            continue
        kept += _bare(content[place:end]) if not kept else content[place:end]
        seconds += length
        place = end
    if not kept:
        raise Refused("attachment.not_understood")
    return bytes(kept), int(seconds)


def _goes_on(content: bytes, end: int) -> bool:
    """Whether another frame, a tag or the end follows: what only looks like a frame is no frame."""
    following = content[end : end + 4]
    tags = (b"TAG", b"ID3", b"APE", b"LYR")
    return len(following) < 4 or bool(_frame(following)[0]) or following[:3] in tags


def _frame(head: bytes) -> tuple[int, float]:
    """Bytes and seconds of the frame that begins so; (0, 0) if none does."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0, 0.0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    step, rate_step, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 0 or step in (0, 15) or rate_step == 3:
        return 0, 0.0
    rate = _RATES[version][rate_step]
    bits = (_V1 if version == 3 else _V2)[layer][step - 1] * 1000
    if layer == 3:
        return (12 * bits // rate + padding) * 4, 384 / rate
    samples = 576 if layer == 1 and version != 3 else 1152
    return samples // 8 * bits // rate + padding, samples / rate


def _bare(frame: bytes) -> bytes:
    """A first frame that carries facts instead of sound keeps how many frames and bytes follow."""
    found = [at for name in _INFO if (at := frame.find(name, 4, 48)) > 0]
    if not found:
        return frame
    return frame[: found[0] + 120] + bytes(max(0, len(frame) - found[0] - 120))
