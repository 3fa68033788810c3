"""A link in; its QR code as a picture out."""

from __future__ import annotations

from io import BytesIO

from bot.reply import Attachment

SCALE = 8


def qr_picture(link: str) -> Attachment:
    """A PNG to show on a telephone or to print."""
    # Imported late: most messages need no picture.
    import segno

    made = BytesIO()
    segno.make(link, error="m").save(made, kind="png", scale=SCALE, border=4)
    return Attachment("invitation.png", "image/png", made.getvalue(), is_picture=True)
