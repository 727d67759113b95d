"""The check of a set of recordings: every clip measured, compared with the others, and judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from frontend import Frontend
from frontend.languages import language_of
from frontend.phonemes import BOUNDARY, OTHER_VOWELS, PAUSES, SILENCE, SYMBOLS, VOWELS
from tts.alignment import Aligner
from tts.recordings.dataset import LeftOut, RecordedClip, RecordingSet
from tts.recordings.measure import ClipReport, measure
from tts.recordings.splits import prompts_on_both_sides

LONGEST_S = 25.0
LEAST_RATE_HZ = 16_000
QUIET_DB = -55.0  # of speech: there is nothing to hear
LEAST_SNR_DB = 15.0
GOOD_SNR_DB = 25.0
LONG_SILENCE_S = 1.0  # at an end; it is cut off
NO_SILENCE_S = 0.02
LONG_PAUSE_S = 1.5
MAX_OFFSET = 0.01
LEVEL_SPREAD_DB = 12.0
CLIPPED_FATAL = 20  # places
RATE_SPREAD = 6.0  # median absolute deviations
BAD_SCORE = -2.2  # another text
SCORE_SPREAD = 7.0
DOUBTFUL = -1.0
LICENCE_NAMES = ("license", "licence", "copying", "readme", "card")


@dataclass
class DatasetReport:
    """The report of a set.

    clips       a report each, worst first
    left_out    what is no clip
    notes       about the set as a whole
    hours       by speaker, of what can be used
    """

    recordings: RecordingSet
    clips: list[ClipReport]
    left_out: list[LeftOut]
    notes: list[str] = field(default_factory=list)

    @property
    def usable(self) -> list[ClipReport]:
        """The clips that can be trained on."""
        return [report for report in self.clips if report.is_usable]

    @property
    def hours(self) -> dict[str, float]:
        """Hours that can be used, by speaker."""
        totals: dict[str, float] = defaultdict(float)
        for report in self.usable:
            totals[report.clip.speaker] += report.seconds / 3600
        return dict(totals)

    @property
    def counts(self) -> Counter[str]:
        """How often each kind of fault was found."""
        found = Counter(each.kind for each in self.left_out)
        for report in self.clips:
            found.update({fault.kind for fault in report.faults})
        return found


def check_recordings(
    recordings: RecordingSet,
    locale: str = "en-us",
    weights: Path | None = None,
    workers: int = 1,
    report: Callable[[float], None] = lambda share: None,
) -> DatasetReport:
    """The report of all clips.

    weights   of the aligner; the packaged ones if None
    workers   processes
    report    called with the share that is done
    """
    found = []
    for number, each in enumerate(measured(recordings.clips, locale, weights, workers), 1):
        found.append(each)
        report(number / len(recordings.clips))
    return judged(recordings, found, locale)


def measured(
    clips: list[RecordedClip], locale: str, weights: Path | None, workers: int
) -> Iterator[ClipReport]:
    """The reports of clips, in their order."""
    if workers == 1:
        frontend, aligner = Frontend(locale), Aligner.load(weights)
        yield from (measure(clip, frontend, aligner) for clip in clips)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(measure_in_process, locale, weights), clips, chunksize=8)


def measure_in_process(locale: str, weights: Path | None, clip: RecordedClip) -> ClipReport:
    """`measure` with a front end and an aligner of this process."""
    key = (locale, weights)
    if key not in PER_PROCESS:
        PER_PROCESS[key] = Frontend(locale), Aligner.load(weights)
    return measure(clip, *PER_PROCESS[key])


PER_PROCESS: dict[tuple[str, Path | None], tuple[Frontend, Aligner]] = {}


def judged(
    recordings: RecordingSet, reports: list[ClipReport], locale: str = "en-us"
) -> DatasetReport:
    """The report of a set whose clips were measured."""
    for each in reports:
        judge_sound(each)
    by_speaker: dict[str, list[ClipReport]] = defaultdict(list)
    for each in reports:
        by_speaker[each.clip.speaker].append(each)
    for group in by_speaker.values():
        judge_outliers(group)
    judge_duplicates(reports)
    for clip in prompts_on_both_sides([each.clip for each in reports]):
        held_out = next(each for each in reports if each.clip is clip)
        reason = f"its text is trained on, too: it cannot be in {clip.split}, and goes to train"
        held_out.add("prompt on both sides", reason)
    reports = sorted(reports, key=badness)
    result = DatasetReport(recordings, reports, recordings.left_out)
    result.notes = notes_of(result, locale)
    return result


def badness(report: ClipReport) -> tuple[int, int, float]:
    """A key that sorts the worst clips first."""
    fatal = sum(fault.fatal for fault in report.faults)
    return -fatal, -len(report.faults), report.score if report.score is not None else -9.0


def judge_sound(report: ClipReport) -> None:
    """Faults of a clip by fixed limits."""
    if not report.is_usable or not report.seconds:
        return
    if report.level_db < QUIET_DB:
        report.add("silent", f"its level is {report.level_db:.0f} dB", True)
        return
    judge_quality(report)
    judge_silence(report)


def judge_quality(report: ClipReport) -> None:
    """Faults of the sound where somebody speaks."""
    snr = report.level_db - report.noise_db
    if report.seconds > LONGEST_S:
        report.add("too long", f"it lasts {report.seconds:.0f} s; cut it into sentences", True)
    if report.sample_rate < LEAST_RATE_HZ:
        report.add("low sample rate", f"{report.sample_rate} Hz: its treble is missing", True)
    if report.clipped:
        many = report.clipped > CLIPPED_FATAL
        report.add("clipping", f"{report.clipped} places are cut off at the top", many)
    if snr < GOOD_SNR_DB:
        reason = f"speech is only {snr:.0f} dB above the noise"
        report.add("noise", reason, snr < LEAST_SNR_DB)
    if abs(report.offset) > MAX_OFFSET:
        report.add("offset", f"its mean is {report.offset:.3f}, not 0")


def judge_silence(report: ClipReport) -> None:
    """Faults of the sound where nobody speaks."""
    if max(report.lead_s, report.trail_s) > LONG_SILENCE_S:
        reason = f"{report.lead_s:.1f} s before and {report.trail_s:.1f} s after speech, cut off"
        report.add("silence at the ends", reason)
    elif report.lead_s < NO_SILENCE_S or report.trail_s < NO_SILENCE_S:
        report.add("no silence at an end", "speech may be cut off")
    if report.longest_pause_s > LONG_PAUSE_S:
        report.add("long pause", f"a silence of {report.longest_pause_s:.1f} s inside")


def judge_outliers(group: list[ClipReport]) -> None:
    """Faults of a speaker's clips beside his others: level, rate, fit of the text."""
    usable = [each for each in group if each.is_usable and each.score is not None]
    if usable:
        judge_levels(usable)
        judge_rates(usable)
        judge_scores(usable)


def judge_levels(usable: list[ClipReport]) -> None:
    """Clips that are louder or softer than a speaker's others."""
    level = float(np.median([each.level_db for each in usable]))
    for each in usable:
        difference = each.level_db - level
        if abs(difference) > LEVEL_SPREAD_DB:
            each.add("level", f"{difference:+.0f} dB beside the speaker's other clips")


def judge_rates(usable: list[ClipReport]) -> None:
    """Clips that are much faster or slower than a speaker's others."""
    rate, spread = centre_and_spread([each.rate for each in usable])
    for each in usable:
        if abs(each.rate - rate) > max(RATE_SPREAD * spread, 0.35 * rate):
            words = "fast" if each.rate > rate else "slow"
            reason = f"{each.rate:.1f} phonemes a second, others {rate:.1f}: very {words}"
            each.add("rate", reason, len(usable) >= 8)


def judge_scores(usable: list[ClipReport]) -> None:
    """Clips whose text fits much worse than those of a speaker's others."""
    scores = [each.score or 0.0 for each in usable]
    usual, spread = centre_and_spread(scores)
    least = min(max(usual - SCORE_SPREAD * spread, BAD_SCORE), DOUBTFUL)
    for each, score in zip(usable, scores, strict=True):
        if score < least:
            reason = f"score {score:.2f}, others {usual:.2f}: it says something else"
            each.add("text does not fit", reason, True)


def centre_and_spread(values: list[float]) -> tuple[float, float]:
    """Median, and median absolute deviation."""
    centre = float(np.median(values))
    return centre, float(np.median(np.abs(np.array(values) - centre)))


def judge_duplicates(reports: list[ClipReport]) -> None:
    """The same sound under two names: the first stays if both have the same text."""
    first: dict[str, ClipReport] = {}
    for each in reports:
        if not each.digest:
            continue
        other = first.setdefault(each.digest, each)
        if other is each:
            continue
        each.add("duplicate", f"the same sound as {other.clip.id}", True)
        if other.clip.text != each.clip.text:
            other.add("duplicate", f"the same sound as {each.clip.id}, with another text", True)


def consonants_of(locale: str) -> list[str]:
    """The consonants of a language; none where the inventory does not say which it has."""
    symbols = language_of(locale).notation(locale).symbols
    others = {SILENCE, BOUNDARY, *PAUSES, *VOWELS, *OTHER_VOWELS}
    return [] if symbols == SYMBOLS else [each for each in symbols if each not in others]


def notes_of(report: DatasetReport, locale: str = "en-us") -> list[str]:
    """What is to be said about a set as a whole."""
    notes = [*missing_phonemes(report.usable, locale), *rare_endings(report.usable)]
    files = [path.name.lower() for path in report.recordings.folder.iterdir()]
    if not any(name.startswith(LICENCE_NAMES) for name in files):
        notes.append(
            "no LICENSE or README says whose voice it is and what may be done with it: write one "
            "before you share the voice"
        )
    seconds = sum(each.seconds for each in report.usable)
    if seconds < 600:
        notes.append(f"{seconds / 60:.1f} minutes can be used; ten are the least for a voice")
    return notes


def missing_phonemes(usable: list[ClipReport], locale: str) -> Iterator[str]:
    """A note of the consonants of the language that no clip has."""
    seen = {symbol for each in usable for symbol in each.phonemes.split()}
    if missing := [symbol for symbol in consonants_of(locale) if symbol not in seen]:
        yield f"phonemes that nobody says: {' '.join(missing)}"


def rare_endings(usable: list[ClipReport]) -> Iterator[str]:
    """Notes of the melodies of which there are too few clips."""
    endings = Counter(each.clip.text.rstrip("\"')”’ ")[-1:] for each in usable)
    for mark, name in (("?", "questions"), ("!", "exclamations")):
        if usable and endings[mark] < 0.01 * len(usable):
            yield (
                f"{endings[mark]} of {len(usable)} texts end in {mark!r}: the melody of {name} "
                "is that of the voice it begins from, as far as it is not forgotten"
            )
