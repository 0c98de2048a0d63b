"""The voice of a wall: made where nothing better is given, replaceable, and whole or named."""

import json
import re
import shutil
import string
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest
from django.test import Client

from served import Served
from tingtang.ops import doctor, espeak, voice
from tingtang.ops.place import ROOT

from .conftest import Command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a pack, made once."""
    data = tmp_path_factory.mktemp("made")
    assert espeak.make(data) is not None
    return data


@pytest.fixture
def pack(made: Path, data: Path) -> Iterator[Path]:
    """That pack in the data folder of the tests."""
    shutil.copytree(made / "voice", data / "voice", dirs_exist_ok=True)
    yield data / "voice"
    for name in ("voice", "voice-own"):
        shutil.rmtree(data / name, ignore_errors=True)


def manifest(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def own_pack(data: Path, clips: list[str], *, language: str = "zh-Hans") -> Path:
    folder = data / "voice-own"
    (folder / language).mkdir(parents=True)
    for clip in clips:
        (folder / language / f"{clip}.ogg").write_bytes(b"OggS of the bank")
    content = {"version": 1, "languages": {language: {"extension": "ogg", "clips": clips}}}
    (folder / "manifest.json").write_text(json.dumps(content), "utf-8")
    return folder


def full(language: str = "zh-Hans") -> list[str]:
    return [*voice.WORDS[language], *string.digits, *string.ascii_uppercase]


def finding() -> tuple[str, str]:
    found = doctor.voice_pack()
    return found.verdict, found.says


class TestMade:
    def test_it_can_say_every_call(self, made: Path) -> None:
        pack = voice.read_pack(made / "voice")
        assert pack is not None
        assert (pack.absent(), pack.unlisted()) == ([], [])
        assert set(pack.languages) == {"zh-Hans", "en"}
        assert {"shi", "qing", "0", "Z"} <= set(pack.languages["zh-Hans"][1])
        assert pack.made_by.startswith("espeak-ng 1.")

    def test_every_clip_begins_and_ends_with_its_sound_and_is_as_loud_as_the_others(
        self, made: Path
    ) -> None:
        levels = {}
        for path in (made / "voice").rglob("*.wav"):
            with wave.open(str(path), "rb") as sound:
                assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
                rate, samples = sound.getframerate(), array("h", sound.readframes(1 << 20))
            assert 0.15 < len(samples) / rate < 1.2, path
            loud = [n for n, sample in enumerate(samples) if abs(sample) > 500]
            assert loud[0] / rate < 0.1, path
            assert (len(samples) - loud[-1]) / rate < 0.2, path
            assert max(map(abs, samples)) < 32000, path
            levels[path.name] = fmean(sample * sample for sample in samples) ** 0.5
        assert len(levels) >= 41
        assert max(levels.values()) < 2.5 * min(levels.values())

    def test_it_is_small(self, made: Path) -> None:
        assert sum(path.stat().st_size for path in (made / "voice").rglob("*.*")) < 2_000_000

    def test_clips_differ(self, made: Path) -> None:
        for folder in (made / "voice" / "zh-Hans", made / "voice" / "en"):
            contents = {path.read_bytes() for path in folder.glob("*.wav")}
            assert len(contents) == len([*folder.glob("*.wav")])

    def test_silence_is_no_clip(self) -> None:
        with pytest.raises(Exception, match="without a sound"):
            espeak.shaped(array("h", [0] * 100), 22_050)


class TestAgreement:
    """The pack and the screens' code name the same clips."""

    def test_with_what_screens_ask_for(self) -> None:
        source = (ROOT / "web" / "shared" / "sentence.ts").read_text("utf-8")
        body = source[
            source.index("function counterClips") : source.index("export function textFor")
        ]
        named = set(re.findall(r'"([a-z_]+)"', body)) - {"en"}
        assert named == {*voice.WORDS["zh-Hans"], *voice.WORDS["en"], "shi"}

    def test_with_the_manifest_that_screens_read(self, made: Path) -> None:
        source = (ROOT / "web" / "shared" / "player.ts").read_text("utf-8")
        shape = source[source.index("interface Manifest") : source.index("export type VoiceMode")]
        assert f"version: {voice.VERSION}" in shape
        assert "extension: string; clips: string[]" in shape
        found = manifest(made / "voice")
        assert found["version"] == voice.VERSION
        languages = found["languages"]
        assert isinstance(languages, dict)
        for part in languages.values():
            assert set(part) == {"extension", "clips"}


class TestCommand:
    def test_what_is_there_is_not_made_again(self, tingtang: Command, pack: Path) -> None:
        before = (pack / "manifest.json").stat().st_mtime_ns
        said = tingtang("voice", "make", "--json")
        assert (said.code, json.loads(said.out)) == (
            0,
            {"made": False, "clips": 80, "in_use": "voice"},
        )
        assert (pack / "manifest.json").stat().st_mtime_ns == before
        assert espeak.prepare(pack.parent) == ""

    def test_a_lost_clip_is_named_and_made(self, tingtang: Command, pack: Path) -> None:
        (pack / "zh-Hans" / "qing.wav").unlink()
        verdict, says = finding()
        assert (verdict, "zh-Hans/qing.wav" in says, "voice make" in says) == ("bad", True, True)
        assert json.loads(tingtang("voice", "make", "--json").out)["made"]
        assert (pack / "zh-Hans" / "qing.wav").exists()
        assert finding()[0] == "good"

    def test_without_espeak_it_says_what_to_run(
        self, tingtang: Command, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        said = tingtang("voice", "make")
        assert (said.code, said.out, len(said.lines)) == (1, "", 1)
        assert espeak.INSTALL in said.err
        assert not (data / "voice").exists()
        assert espeak.INSTALL in espeak.prepare(data)
        assert finding()[0] == "mind"


class TestOwn:
    def test_it_stands_before_the_made_one(self, pack: Path, data: Path) -> None:
        own_pack(data, full())
        client = Client()
        shown = json.loads(client.get("/voice/manifest.json").content)
        assert shown["languages"]["zh-Hans"]["extension"] == "ogg"
        assert client.get("/voice/zh-Hans/qing.ogg").content == b"OggS of the bank"
        assert client.get("/voice/zh-Hans/qing.wav").status_code == 404
        verdict, says = finding()
        assert (verdict, says.startswith("own recordings, 40 clips")) == ("good", True)

    def test_an_absent_clip_is_named(self, pack: Path, data: Path) -> None:
        (own_pack(data, full()) / "zh-Hans" / "hao.ogg").unlink()
        assert finding()[0] == "bad"
        assert "own recordings: missing zh-Hans/hao.ogg; put them there" in finding()[1]

    def test_a_clip_that_is_not_listed_is_named(self, pack: Path, data: Path) -> None:
        own_pack(data, [clip for clip in full() if clip != "Q"])
        assert finding()[0] == "mind"
        assert "zh-Hans/Q" in finding()[1]

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "[]",
            '{"version": 2, "languages": {}}',
            '{"version": 1, "languages": {}}',
            '{"version": 1, "languages": {"zh-Hans": {"extension": "../x", "clips": []}}}',
            '{"version": 1, "languages": {"zh-Hans": {"extension": "ogg", "clips": ["../key"]}}}',
            '{"version": 1, "languages": {"fr": {"extension": "ogg", "clips": []}}}',
            '{"version": 1, "languages": {"en": []}}',
        ],
    )
    def test_a_wrong_manifest_is_named_and_the_wall_still_speaks(
        self, pack: Path, data: Path, content: str
    ) -> None:
        (data / "voice-own").mkdir()
        (data / "voice-own" / "manifest.json").write_text(content)
        verdict, says = finding()
        assert (verdict, "passed over" in says) == ("bad", True)
        assert json.loads(Client().get("/voice/manifest.json").content) == manifest(pack)

    def test_set_up_leaves_it_alone(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        folder = own_pack(data, full())
        assert espeak.prepare(data) == ""
        shutil.rmtree(folder)


class TestServed:
    def test_nothing_outside_the_pack_is_served(self, pack: Path) -> None:
        client = Client()
        for path in ("../keys/passes", "..%2fkeys/passes", "zh-Hans/../../keys/passes", ""):
            assert client.get(f"/voice/{path}").status_code == 404

    def test_without_a_pack_there_is_nothing(self, data: Path) -> None:
        assert not (data / "voice").exists()
        assert Client().get("/voice/manifest.json").status_code == 404

    @pytest.mark.browser
    def test_chromium_can_play_every_clip(self, server: Served, pack: Path) -> None:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"{server.url}/voice/manifest.json")
            seconds = page.evaluate(
                """async () => {
                    const pack = await (await fetch("manifest.json")).json();
                    const context = new AudioContext();
                    const seconds = {};
                    for (const [language, { extension, clips }] of Object.entries(pack.languages))
                        for (const clip of clips) {
                            const sound = await fetch(`${language}/${clip}.${extension}`);
                            const buffer = await context.decodeAudioData(await sound.arrayBuffer());
                            seconds[`${language}/${clip}`] = buffer.duration;
                        }
                    return seconds;
                }"""
            )
            browser.close()
        assert len(seconds) == 80
        assert all(0.15 < each < 1.2 for each in seconds.values())
