"""Counters of a server: each server has its own."""

import pytest

pytest.importorskip("prometheus_client")
import prometheus_client

from tts.server.metrics import Metrics


def test_each_server_counts_for_itself():
    one = Metrics()
    other = Metrics()
    one.characters.inc(5)
    one.requests.labels("200").inc()
    one.running.set(2)
    shown = prometheus_client.generate_latest(one.registry).decode()
    assert "plainspeech_characters_total 5.0" in shown
    assert 'plainspeech_requests_total{status="200"} 1.0' in shown
    assert "plainspeech_running 2.0" in shown
    assert other.registry.get_sample_value("plainspeech_characters_total") == 0


def test_the_first_chunk_is_counted_in_its_bucket():
    metrics = Metrics()
    metrics.first_chunk.observe(0.03)
    name = "plainspeech_first_chunk_seconds_bucket"
    assert metrics.registry.get_sample_value(name, {"le": "0.025"}) == 0
    assert metrics.registry.get_sample_value(name, {"le": "0.05"}) == 1
