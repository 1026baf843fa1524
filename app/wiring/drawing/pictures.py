"""Pictures made anew, so that nothing is left of a file but what is seen."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import (
    BmpImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from app.domain.attachment import Media
from app.errors import Refused

MOST_POINTS = 80_000_000
_MOST_PAGES = 300
_FORMATS = {
    Media.JPEG: ("JPEG", "MPO"),
    Media.PNG: ("PNG",),
    Media.TIFF: ("TIFF",),
    Media.WEBP: ("WEBP",),
    Media.BMP: ("BMP",),
}
# Named here, so that they are loaded while files can still be opened; no other kind is.
READERS = (
    *(BmpImagePlugin, JpegImagePlugin, MpoImagePlugin),
    *(PngImagePlugin, TiffImagePlugin, WebPImagePlugin),
)
_ORIENTATION = 0x0112
# JPEG's own modes; what else a picture may have is drawn into colours.
_KEPT_MODES = {
    Media.JPEG: ("L", "RGB", "CMYK"),
    Media.PNG: ("1", "L", "LA", "RGB", "RGBA", "P", "I;16"),
    Media.TIFF: ("1", "L", "RGB", "RGBA", "CMYK", "I;16"),
    Media.WEBP: ("RGB", "RGBA"),
    Media.BMP: ("1", "L", "RGB", "P"),
}


def opened(media: Media, content: bytes) -> Image.Image:
    """The picture, not yet decoded; raises Refused `attachment.too_large_picture`."""
    Image.MAX_IMAGE_PIXELS = None  # the check below is stricter, and a refusal
    warnings.simplefilter("ignore")
    picture = Image.open(io.BytesIO(content), formats=_FORMATS[media])
    require_size(picture.size)
    return picture


def require_size(size: tuple[int, int]) -> None:
    """Raise Refused `attachment.too_large_picture` for more points than are drawn."""
    width, height = size
    if width * height > MOST_POINTS or min(size) < 1:
        raise Refused("attachment.too_large_picture")


def made_anew(media: Media, content: bytes) -> bytes:
    """The same picture upright, in the colours of a screen, without a word beside it.

    Raises Refused `attachment.moves` for one that is a film.
    """
    picture = opened(media, content)
    if media is Media.TIFF:
        return _scan(picture)
    if media is not Media.JPEG and getattr(picture, "n_frames", 1) > 1:
        raise Refused("attachment.moves")
    target = io.BytesIO()
    bare = _bare(picture, media)
    bare.save(target, _FORMATS[media][0], **_choices(media, picture, content))
    return target.getvalue()


def pages(picture: Image.Image) -> int:
    """How many pictures a scan holds."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def upright(picture: Image.Image) -> Image.Image:
    """The picture turned as the camera was held."""
    if picture.getexif().get(_ORIENTATION, 1) == 1:
        return picture
    return ImageOps.exif_transpose(picture)


def _scan(picture: Image.Image) -> bytes:
    if pages(picture) > _MOST_PAGES:
        raise Refused("attachment.too_many_pages")
    each = list(_bare_pages(picture))
    target = io.BytesIO()
    # Lossless either way; a page of black and white takes least as the fax does it.
    plain = {page.mode for page in each} == {"1"}
    packing = "group4" if plain else "tiff_deflate"
    first, *others = each
    first.save(target, "TIFF", save_all=True, append_images=others, compression=packing)
    return target.getvalue()


def _bare_pages(picture: Image.Image) -> Iterator[Image.Image]:
    points = 0
    for page in ImageSequence.Iterator(picture):
        points += page.size[0] * page.size[1]
        if points > 2 * MOST_POINTS:
            raise Refused("attachment.too_large_picture")
        require_size(page.size)
        yield _bare(page, Media.TIFF)


def _bare(picture: Image.Image, media: Media) -> Image.Image:
    """Only the points, in a picture that never knew the file."""
    profile = picture.info.get("icc_profile")
    transparent = picture.info.get("transparency")
    turned = upright(picture)
    turned = _in_screen_colours(turned, profile)
    if turned.mode not in _KEPT_MODES[media]:
        turned = turned.convert("RGBA" if turned.mode in ("PA", "La", "RGBa") else "RGB")
    bare = turned.copy() if isinstance(turned, ImageFile.ImageFile) else turned
    bare.info = {}
    if bare.mode == "P" and media is Media.PNG and transparent is not None:
        bare.info["transparency"] = transparent
    return bare


def _in_screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile can carry words, and dropping it would change a bruise's colour: it is applied."""
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _choices(media: Media, picture: Image.Image, content: bytes) -> dict[str, object]:
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(picture)
        known = {} if sampling < 0 else {"subsampling": sampling}
        # The tables it was made with: the points differ from before by less than a step of these.
        return {"qtables": picture.quantization, **known}
    if media is Media.WEBP:
        return {"lossless": b"VP8L" in content[:64], "quality": 95}
    return {}
