"""Files are whole or not there."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tts.errors import SpeechError
from tts.files import AudioFile, CheckedFile, UnknownFormatError, read_sound, write_text

FULL = Path("/dev/full")  # a disk without space
SAMPLES = np.linspace(-0.5, 0.5, 5000, dtype=np.float32)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("old", [None, b"what was there before"])
def test_an_error_while_writing_leaves_everything_as_it_was(tmp_path, old):
    if old:
        (tmp_path / "a.wav").write_bytes(old)
    with pytest.raises(KeyError), AudioFile(tmp_path / "a.wav", 24000) as file:
        file.write(SAMPLES)
        raise KeyError
    assert names(tmp_path) == (["a.wav"] if old else [])
    assert not old or (tmp_path / "a.wav").read_bytes() == old


def test_a_file_appears_only_when_it_is_closed(tmp_path):
    with AudioFile(tmp_path / "a.flac", 24000) as file:
        file.write(SAMPLES)
        assert "a.flac" not in names(tmp_path)
    assert names(tmp_path) == ["a.flac"]


@pytest.mark.parametrize("pieces", [1, 7])
def test_resampling_in_pieces_is_resampling_at_once(tmp_path, pieces):
    with AudioFile(tmp_path / "a.wav", 24000, 44100, "float") as file:
        for piece in np.array_split(SAMPLES, pieces):
            file.write(piece)
    read, _ = soundfile.read(tmp_path / "a.wav", dtype="float32")
    import soxr

    assert read == pytest.approx(soxr.resample(SAMPLES, 24000, 44100), abs=1e-4)


@pytest.mark.parametrize(
    ("name", "rate", "bits", "said"),
    [
        ("a.aac", None, None, r"'a.aac' does not end in .wav, .flac, .ogg, .opus, .mp3"),
        ("a", None, None, "does not end in"),
        ("a.flac", None, "float", "FLAC can't be written with float bits. It has 16, 24."),
        ("a.mp3", None, 16, "no choice of bits"),
        ("a.mp3", 96000, None, "MP3 can't be written at 96000 Hz. It takes 8000, 11025"),
        ("a.wav", 0, None, "at 0 Hz"),
        ("a.wav", -5, None, "at -5 Hz"),
        ("a.wav", 10**9, None, "It takes 1000 to 384000 Hz"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(tmp_path, name, rate, bits, said):
    with pytest.raises(UnknownFormatError, match=said):
        AudioFile(tmp_path / name, 24000, rate, bits)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("nowhere/a.wav", FileNotFoundError, "there is no folder .*nowhere"),
        ("folder.wav", IsADirectoryError, "is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path, path, kind, said):
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(kind, match=said):
        AudioFile(tmp_path / path, 24000)


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_to_itself_is_an_error_of_the_system(tmp_path):
    (tmp_path / "a.wav").symlink_to("a.wav")
    with pytest.raises(OSError):
        AudioFile(tmp_path / "a.wav", 24000)


def test_a_folder_without_permission_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "vocoders.atomic.os.access", lambda *_: False
    )  # root, as whom tests may run, is let in everywhere
    with pytest.raises(PermissionError, match="nothing may be written"):
        AudioFile(tmp_path / "a.wav", 24000)


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has /dev/full")
def test_a_device_is_written_to_not_replaced(tmp_path):
    (tmp_path / "full.wav").symlink_to(FULL)
    with (
        pytest.raises(OSError, match="No space left"),
        AudioFile(tmp_path / "full.wav", 24000) as file,
    ):
        file.write(SAMPLES)
    assert FULL.is_char_device()


def test_opus_is_written_near_to_the_sound(tmp_path):
    time = np.arange(48000) / 24000
    phase = 2 * np.pi * np.cumsum(120 + 10 * np.sin(2 * np.pi * 3 * time)) / 24000
    voice = sum(np.cos(harmonic * phase) / harmonic for harmonic in range(1, 30))
    voice *= 0.1 * (1 + np.sin(2 * np.pi * 4 * time))
    with AudioFile(tmp_path / "a.opus", 24000) as file:
        file.write(voice.astype(np.float32))
    heard = read_sound(tmp_path / "a.opus", 24000)
    noise = heard - voice
    assert 10 * np.log10((voice**2).sum() / (noise**2).sum()) > 18  # dB; at 36 kbit/s 15.5
    assert 50 < (tmp_path / "a.opus").stat().st_size * 8 / 2 / 1000 < 65  # kbit/s


def test_text_is_written_whole_with_plain_line_ends(tmp_path):
    write_text(tmp_path / "a.txt", "ä\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == "ä\nb\n".encode()
    assert names(tmp_path) == ["a.txt"]


def test_any_sound_is_read_as_one_channel_at_the_rate_wanted(tmp_path):
    stereo = np.stack([np.full(44100, 0.2), np.full(44100, 0.4)], 1)
    soundfile.write(tmp_path / "a.flac", stereo, 44100)
    samples = read_sound(tmp_path / "a.flac", 24000)
    assert (samples.dtype, samples.shape) == (np.float32, (24000,))
    assert samples[1000:-1000] == pytest.approx(0.3, abs=1e-3)


@pytest.mark.parametrize("content", [b"", b"hello", b"RIFF....WAVEfmt "])
def test_what_is_no_sound_is_refused(tmp_path, content):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(SpeechError, match=r"a\.wav holds no sound"):
        read_sound(tmp_path / "a.wav", 24000)


@pytest.mark.parametrize(("rate", "allowed"), [(192_000, True), (192_001, False), (384_000, False)])
def test_ogg_is_refused_at_rates_that_crash_its_encoder(tmp_path, rate, allowed):
    if not allowed:
        with pytest.raises(UnknownFormatError, match="It takes 1000 to 192000 Hz"):
            AudioFile(tmp_path / "a.ogg", 24000, rate)
        return
    with AudioFile(tmp_path / "a.ogg", 24000, rate) as file:
        file.write(SAMPLES)
    assert soundfile.info(tmp_path / "a.ogg").samplerate == rate


@pytest.fixture
def disk(monkeypatch):
    """Lets the disk be full after so many bytes."""

    def fill(capacity):
        written = 0

        def write(descriptor, data):
            nonlocal written
            room = capacity - written
            if room <= 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            count = real_write(descriptor, data[:room])
            written += count
            return count

        monkeypatch.setattr("tts.files.os.write", write)

    real_write = os.write
    return fill


NOISE = np.random.default_rng(0).uniform(-0.3, 0.3, 30_000).astype(np.float32)


def save_noise(path):
    with AudioFile(path, 24000) as file:
        for piece in np.array_split(NOISE, 4):
            file.write(piece)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3"])
@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9, 0.999])
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path, disk, name, share):
    save_noise(tmp_path / name)
    size = (tmp_path / name).stat().st_size
    (tmp_path / name).write_bytes(b"old")
    disk(int(share * size))
    with pytest.raises(OSError, match=f"can't write all of .*{name}: the disk is full"):
        save_noise(tmp_path / name)
    assert names(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system")
@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3"])
def test_a_small_disk_is_told(tmp_path, name):
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", tmp_path]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        with pytest.raises(OSError, match="the disk is full"):
            save_noise(tmp_path / name)
        assert names(tmp_path) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.parametrize("bits", [16, 24, "float"])
def test_a_wav_file_beyond_its_limit_becomes_rf64(tmp_path, monkeypatch, bits):
    with AudioFile(tmp_path / "short.wav", 24000, bits=bits) as file:
        file.write(NOISE)
    monkeypatch.setattr("tts.files.WAV_LIMIT", 50_000)
    with AudioFile(tmp_path / "long.wav", 24000, bits=bits) as file:
        for piece in np.array_split(NOISE, 9):
            file.write(piece)
    assert soundfile.info(tmp_path / "short.wav").format == "WAV"
    assert soundfile.info(tmp_path / "long.wav").format == "RF64"
    short, _ = soundfile.read(tmp_path / "short.wav", dtype="int32")
    long, _ = soundfile.read(tmp_path / "long.wav", dtype="int32")
    assert np.array_equal(short, long)
    assert names(tmp_path) == ["long.wav", "short.wav"]


def test_a_file_that_failed_writes_into_no_other(tmp_path, disk):
    """Its descriptor's number may belong to the next file by the time it is collected."""
    disk(0)
    with pytest.raises(OSError, match="the disk is full"):
        AudioFile(tmp_path / "a.wav", 24000)
    checked = CheckedFile(5)
    checked.release()
    assert checked.seek(0) == 0
    assert checked.write(b"sound") == 0
    assert checked.error.errno == errno.EBADF
