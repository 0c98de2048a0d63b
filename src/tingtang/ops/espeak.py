"""Making a voice pack with espeak-ng, where a bank has no recordings of its own."""

import hashlib
import json
import re
import shutil
import string
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Mapping
from pathlib import Path

from tingtang.ops.errors import CannotRun
from tingtang.ops.voice import MADE, MANIFEST, VERSION, WORDS, Pack, pack_in_use, read_pack

INSTALL = "apt-get install -y --no-install-recommends espeak-ng"
# espeak-ng reads Chinese by pinyin: of characters Debian's dictionary knows a few only.
_CHINESE, _ENGLISH = "cmn-latn-pinyin", "en-us"
_PINYIN = {
    "qing": "qing3",
    "hao": "hao4",
    "dao": "dao4",
    "chuangkou": "chuang1kou3",
    "shi": "shi2",
    "0": "ling2",
    "1": "yi1",
    "2": "er4",
    "3": "san1",
    "4": "si4",
    "5": "wu3",
    "6": "liu4",
    "7": "qi1",
    "8": "ba1",
    "9": "jiu3",
}
_SPOKEN = {
    **{name: name.replace("_", " ") for name in WORDS["en"]},
    **{digit: digit for digit in string.digits},
}
_LETTERS = {letter: letter for letter in string.ascii_uppercase}
RECIPE: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "zh-Hans": {
        **{clip: (_CHINESE, text) for clip, text in _PINYIN.items()},
        **{clip: (_ENGLISH, text) for clip, text in _LETTERS.items()},
    },
    "en": {clip: (_ENGLISH, text) for clip, text in {**_SPOKEN, **_LETTERS}.items()},
}
_WORDS_A_MINUTE = 140
_SILENT = 0.02  # of the loudest: softer at both ends is cut off
_LEAD_S, _TAIL_S, _FADE_S = 0.01, 0.06, 0.005
_LOUDNESS, _PEAK = 0.14, 0.9  # of full scale: the mean (RMS) aimed at, and what is never passed


def recipe() -> str:
    """What a made pack is made of: another recipe, another pack."""
    shape = [_WORDS_A_MINUTE, _SILENT, _LEAD_S, _TAIL_S, _FADE_S, _LOUDNESS, _PEAK]
    parts = {language: dict(clips) for language, clips in RECIPE.items()}
    return hashlib.sha256(json.dumps([VERSION, shape, parts]).encode()).hexdigest()[:16]


def prepare(data: Path) -> str:
    """At set-up: make the pack that walls would lack. What there is to tell; mostly nothing."""
    pack = pack_in_use(data)
    if pack is not None and pack.own:
        return ""
    try:
        made = make(data)
    except CannotRun as error:
        return f"the wall speaks with its browser's voice, or not at all: {error}"
    return f"voice pack made: {made.count} clips, {made.made_by}" if made else ""


def make(data: Path, *, force: bool = False) -> Pack | None:
    """Make `DATA/voice` with espeak-ng; None if it is there already and whole."""
    if not force and _is_whole(data / MADE):
        return None
    speaker = _speaker()
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{MADE}-", dir=data))
    try:
        draft.chmod(0o755)
        for spoken in sorted({each for clips in RECIPE.values() for each in clips.values()}):
            sound = _speak(*spoken, draft / "raw.wav")
            for language, clips in RECIPE.items():
                for clip in (name for name, each in clips.items() if each == spoken):
                    _write(draft / language / f"{clip}.wav", *sound)
        (draft / "raw.wav").unlink()
        _write_manifest(draft, speaker)
        _put_in_place(draft, data / MADE)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return read_pack(data / MADE)


def _is_whole(folder: Path) -> bool:
    try:
        pack = read_pack(folder)
    except (ValueError, KeyError, TypeError):
        return False
    return pack is not None and pack.recipe == recipe() and not pack.absent()


def _speaker() -> str:
    """espeak-ng and its version; raises CannotRun with the mend."""
    if shutil.which("espeak-ng") is None:
        raise CannotRun(f"espeak-ng is missing; as root run: {INSTALL}", code="no_espeak")
    voices = subprocess.run(
        ["espeak-ng", "--voices=zh"], capture_output=True, text=True, check=False
    ).stdout
    if _CHINESE not in voices:
        raise CannotRun(f"espeak-ng lacks its voice {_CHINESE}; 1.51 has it", code="no_espeak")
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\d+\.\d+[.\d]*", told.stdout)
    return f"espeak-ng {version.group()}" if version else "espeak-ng"


def _speak(voice: str, text: str, raw: Path) -> tuple["array[int]", int]:
    """A text as samples, trimmed and as loud as all others, and how many are a second."""
    command = ["espeak-ng", "-v", voice, "-s", str(_WORDS_A_MINUTE), "-w", str(raw), text]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not raw.exists():
        raise CannotRun(f"espeak-ng could not say {text!r}: {done.stderr.strip()}")
    with wave.open(str(raw), "rb") as sound:
        rate = sound.getframerate()
        samples = array("h", sound.readframes(sound.getnframes()))
    return shaped(samples, rate), rate


def shaped(samples: "array[int]", rate: int) -> "array[int]":
    """Without silence at both ends, of equal loudness, fading in and out."""
    peak = max(map(abs, samples), default=0)
    if not peak:
        raise CannotRun("espeak-ng made a clip without a sound")
    loud = [n for n, sample in enumerate(samples) if abs(sample) > peak * _SILENT]
    first = max(0, loud[0] - int(_LEAD_S * rate))
    kept = samples[first : loud[-1] + 1]
    mean = (sum(sample * sample for sample in kept) / len(kept)) ** 0.5
    gain = min(_LOUDNESS * 32767 / mean, _PEAK * 32767 / peak)
    found = array("h", [int(sample * gain) for sample in kept])
    fade = min(int(_FADE_S * rate), len(found) // 2)
    for n in range(fade):
        found[n] = found[n] * n // fade
        found[-1 - n] = found[-1 - n] * n // fade
    found.extend([0] * int(_TAIL_S * rate))
    return found


def _write(path: Path, samples: "array[int]", rate: int) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(samples.tobytes())


def _write_manifest(folder: Path, speaker: str) -> None:
    languages = {
        language: {"extension": "wav", "clips": sorted(clips)} for language, clips in RECIPE.items()
    }
    content = {
        "version": VERSION,
        "languages": languages,
        "made_by": speaker,
        "recipe": recipe(),
    }
    (folder / MANIFEST).write_text(json.dumps(content, indent=1), "utf-8")


def _put_in_place(draft: Path, place: Path) -> None:
    """A whole pack takes the place of the one before; a moment between has none."""
    old = draft.with_name(f"{draft.name}-old")
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)
