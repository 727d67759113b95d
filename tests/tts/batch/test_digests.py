"""Fingerprints tell what differs, and only that."""

import io

from tts.batch.digests import BLOCK_BYTES, file_digest, json_digest, stream_digest


def test_digests(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert file_digest(tmp_path / "a").startswith("ba7816bf")
    assert file_digest(tmp_path / "b") is None
    assert json_digest({"a": 1, "b": 2}) == json_digest({"b": 2, "a": 1})
    assert json_digest({"a": 1}) != json_digest({"a": 2})


def test_a_long_file_is_read_in_blocks():
    content = bytes(range(256)) * (BLOCK_BYTES // 128)
    whole = stream_digest(io.BytesIO(content))
    assert whole != stream_digest(io.BytesIO(content[:BLOCK_BYTES]))
    assert len(whole) == 64
