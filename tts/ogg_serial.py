"""Ogg files with the same serial number each time (RFC 3533, section 6).

libsndfile takes the serial number of a stream from the clock, so that the same sound gives other
bytes each time. It matters only where streams are mixed in one file; here it becomes a fixed one,
and the checksum of each page is computed anew.
"""

from __future__ import annotations

import mmap
import zlib
from pathlib import Path

SERIAL = b"\x01\x00\x00\x00"
CAPTURE = b"OggS"
SERIAL_AT = 14  # byte of a page's header
CHECKSUM_AT = 22
SEGMENTS_AT = 26  # number of segments, whose lengths follow
REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))  # bits of each byte, mirrored


def fix_serial(path: Path) -> None:
    """Give all pages of an Ogg file the fixed serial number. A file that is none stays as it is."""
    with path.open("r+b") as file:
        if file.read(len(CAPTURE)) != CAPTURE:
            return
        with mmap.mmap(file.fileno(), 0) as data:
            position = 0
            while data[position : position + len(CAPTURE)] == CAPTURE:
                end = position + page_length(data, position)
                data[position + SERIAL_AT : position + SERIAL_AT + 4] = SERIAL
                data[position + CHECKSUM_AT : position + CHECKSUM_AT + 4] = bytes(4)
                checksum = ogg_crc(data[position:end])
                data[position + CHECKSUM_AT : position + CHECKSUM_AT + 4] = checksum
                position = end


def page_length(data: mmap.mmap, position: int) -> int:
    """Bytes of the page that begins at a position."""
    segments = data[position + SEGMENTS_AT]
    table = position + SEGMENTS_AT + 1
    return SEGMENTS_AT + 1 + segments + sum(data[table : table + segments])


def ogg_crc(page: bytes) -> bytes:
    """Checksum of a page, as its four bytes: the CRC of polynomial 0x04c11db7 from 0, bits in their
    order. zlib's has the same polynomial with mirrored bits, and begins and ends inverted.
    """
    mirrored = zlib.crc32(page.translate(REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2).to_bytes(4, "little")
