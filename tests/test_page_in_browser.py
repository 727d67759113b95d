"""The page in a real browser: Debian's Chromium, driven by Playwright (extra browser).

They run by `pytest -m browser` where both are installed: apt-get install chromium;
pip install -e ".[browser]"
"""

import base64
import shutil
import threading
import time

import numpy as np
import pytest

pytest.importorskip("playwright")
pytest.importorskip("axe_playwright_python")
pytest.importorskip("gradio")
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import sync_playwright

import app
from tts.page.voices import forget_voices, shared_voice
from tts.server.listening import address, bind

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]
TEXT = "Dr. Wu owes $5. Is it so?\n\nYes! I said tomato, twice."
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PLAYER = "document.querySelector('speech-player')"


@pytest.fixture(autouse=True, scope="module")
def _asked_for(request):
    """They open a whole browser, so they run only by `pytest -m browser`."""
    if "browser" not in request.config.getoption("markexpr"):
        pytest.skip("heavy; run by pytest -m browser")


@pytest.fixture(scope="module")
def url(tiny_voices):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAINSPEECH_VOICES", str(tiny_voices))
        forget_voices()
        listener = bind("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(app.mount(FastAPI()), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        shared_voice("heart").say("Hello.")
        yield address(listener, "127.0.0.1")
        server.should_exit = True
        thread.join(20)
        forget_voices()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Visitor:
    """A visitor with a fresh browser profile, who notes what goes wrong."""

    def __init__(self, browser, url, **screen):
        self.context = browser.new_context(**screen or {"viewport": DESKTOP})
        self.page = self.context.new_page()
        self.page.set_default_timeout(180_000)
        self.faults = []
        self.outside = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url, url))
        self.page.goto(url)
        self.page.wait_for_selector("speech-player .ps-status")

    def _note(self, address, own):
        if not address.startswith((own, "data:", "blob:")):
            self.outside.append(address)

    def begin(self, text, press=None):
        """Type a text and click Speak, or press keys instead."""
        self.get("speech && (this.speech.isOld = true)")
        self.page.fill("textarea", text)
        if press:
            self.page.press("textarea", press)
        else:
            self.page.click("#speak")

    def wait_new(self, condition):
        """Wait until something holds of the player with what was begun last."""
        self.wait(f"speech && !this.speech.isOld && this.{condition}")

    def speak(self, text=TEXT):
        self.begin(text)
        self.wait_new("speech.complete")

    def wait(self, condition):
        """Wait until something holds of the player."""
        self.page.wait_for_function(f"(function() {{ return this.{condition} }}).call({PLAYER})")

    def get(self, expression):
        return self.page.evaluate(f"(function() {{ return this.{expression} }}).call({PLAYER})")

    def check(self):
        """Nothing went wrong, and nothing was asked of other computers."""
        assert self.faults == []
        assert self.outside == []


@pytest.fixture(scope="module")
def desktop(browser, url):
    """A visitor for most tests: to open the page costs more than all that they do on it."""
    visitor = Visitor(browser, url)
    yield visitor
    visitor.context.close()


@pytest.fixture
def visitor(desktop):
    """The same visitor, back on the first tab, in silence and without a lexicon."""
    desktop.page.click("role=tab >> text=Speak")
    desktop.get("stop()")
    for word in list(desktop.get("lexicon.words")):
        desktop.get(f"lexicon.set({word!r}, null)")
    yield desktop
    desktop.check()


def test_sound_plays_words_light_up_and_a_second_click_speaks_again(visitor):
    page = visitor.page
    for _ in range(2):
        visitor.begin(TEXT * 20)
        visitor.wait_new("playback.playing && this.playback.position > 4000")
        page.wait_for_selector(".ps-heard")
    page.click("#stop")
    visitor.wait("playback.playing === false")
    assert page.inner_text("speech-player button").strip() == "Play"
    assert page.locator(".ps-heard").count() == 0


def test_ctrl_enter_speaks_what_was_typed_last(visitor):
    visitor.begin("One more time.", press="Control+Enter")
    visitor.wait_new("speech.complete")
    assert visitor.page.inner_text(".ps-text").split() == ["One", "more", "time."]
    visitor.page.press("textarea", "Escape")
    visitor.wait("playback.playing === false")


def test_chunks_meet_without_a_gap(visitor):
    visitor.speak()
    text = visitor.page.evaluate(
        f"""async () => {{
            const speech = {PLAYER}.speech;
            const context = new OfflineAudioContext(1, speech.length, speech.sampleRate);
            for (const {{ start, samples }} of speech.chunksFrom(0)) {{
                window.plainspeech.schedule(
                    context, samples, speech.sampleRate, start / speech.sampleRate);
            }}
            const heard = (await context.startRendering()).getChannelData(0);
            const bytes = new Uint8Array(heard.buffer);
            let text = "";
            for (const byte of bytes) text += String.fromCharCode(byte);
            return btoa(text);
        }}"""
    )
    heard = np.frombuffer(base64.b64decode(text), np.float32)
    wanted = shared_voice("heart").say(TEXT).samples
    assert len(heard) == len(wanted)
    np.testing.assert_allclose(heard, wanted, atol=2e-4)


def test_a_click_on_a_word_plays_from_it(visitor):
    visitor.speak()
    visitor.page.click(".ps-word >> text=twice")
    start = visitor.get("speech.wordStart(3, 3)")
    assert visitor.get("playback.from") == start
    visitor.page.click("#stop")
    visitor.page.focus(".ps-text")
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        visitor.page.keyboard.press(key)
    assert visitor.get("playback.from") == visitor.get("speech.wordStart(0, 1)")


def test_an_error_stands_in_the_page_and_nothing_is_lost(visitor):
    page = visitor.page
    text = "<speak><wobble>Hello</wobble></speak>"
    visitor.begin(text)
    page.wait_for_selector(".ps-error:not([hidden])")
    assert "<wobble> is no element" in page.inner_text("speech-player .ps-error")
    assert page.input_value("textarea") == text
    assert page.is_hidden(".ps-shown")  # no empty player under it
    visitor.speak("Hello.")
    assert page.is_visible(".ps-shown")
    assert page.is_hidden("speech-player .ps-error")


def test_a_long_text_sounds_at_once_and_keeps_the_page_short(visitor):
    page = visitor.page
    visitor.begin("It was a bright cold day in April. " * 3000)
    visitor.wait_new("playback.playing && this.playback.position > 0")
    assert visitor.get("speech.complete") is False
    assert page.evaluate("document.documentElement.scrollHeight") < 4000
    page.keyboard.press("Escape")
    visitor.wait("playback.playing === false")


def serious_findings(page):
    """What axe-core finds serious or critical on the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], node["target"])
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    "screen",
    [
        {"viewport": DESKTOP},
        {"viewport": DESKTOP, "color_scheme": "dark"},
        {"viewport": PHONE, "is_mobile": True, "has_touch": True},
    ],
    ids=["desktop", "dark", "phone"],
)
def test_everybody_can_use_it(browser, url, screen):
    visitor = Visitor(browser, url, **screen)
    page = visitor.page
    visitor.begin("<speak><wobble>Hello</wobble></speak>")
    page.wait_for_selector(".ps-error:not([hidden])")
    assert serious_findings(page) == []
    visitor.speak()
    page.click("text=Edit the speech")
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for tab in ("Explain", "Compare", "Files"):
        page.click(f"role=tab >> text={tab}")
        assert serious_findings(page) == []
    visitor.check()
    visitor.context.close()


def test_a_longer_word_and_other_phonemes_are_heard_and_kept(visitor):
    page = visitor.page
    visitor.speak()
    word = "speech.sentences[0].words[2]"
    before = visitor.get(f"{word}.end - this.{word}.start")
    page.click("text=Edit the speech")
    page.fill("role=spinbutton[name='Length of owes, %']", "300")
    page.press("role=spinbutton[name='Length of owes, %']", "Enter")
    visitor.wait(f"{word}.end - this.{word}.start > {2 * before}")
    with page.expect_download() as edited:
        page.select_option("select", "ssml")
        page.click("role=button[name='Download']")
    assert 'rate="33' in edited.value.path().read_text(encoding="utf-8")
    page.fill("role=textbox[name='Phonemes of owes']", "ˈIz")
    page.press("role=textbox[name='Phonemes of owes']", "Enter")
    page.wait_for_selector("text=owes /ˈIz/")
    with page.expect_download() as lexicon:
        page.select_option("select", "lexicon")
        page.click("role=button[name='Download']")
    assert '"owes" = "ˈIz"' in lexicon.value.path().read_text(encoding="utf-8")
    page.click("text=Edit the speech")
