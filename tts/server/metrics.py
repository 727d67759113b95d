"""Counters of a server in Prometheus' format, one registry a server."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

LATENCY = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """What `GET /metrics` shows."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "plainspeech_requests", "Requests by status.", ["status"], registry=self.registry
        )
        self.speech_seconds = Counter(
            "plainspeech_speech_seconds", "Seconds of speech computed.", registry=self.registry
        )
        self.characters = Counter(
            "plainspeech_characters", "Characters of input.", registry=self.registry
        )
        self.first_chunk = Histogram(
            "plainspeech_first_chunk_seconds",
            "Seconds until the first chunk of a request.",
            buckets=LATENCY,
            registry=self.registry,
        )
        self.running = Gauge(
            "plainspeech_running", "Syntheses at this moment.", registry=self.registry
        )
