"""Voice packs: clips of which a wall puts its calls together (web/shared/player.ts plays them).

A pack is a folder with `manifest.json` and, for each language, a folder of clips:

    {"version": 1, "languages": {"zh-Hans": {"extension": "wav", "clips": ["qing", "0", "A", …]}}}

`DATA/voice` is made at set-up (espeak.py). A bank's own recordings in `DATA/voice-own`, of the same
form, stand before it. zh-Hant speaks with the clips of zh-Hans unless a pack has its own.
"""

import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VERSION = 1
MADE, OWN = "voice", "voice-own"
MANIFEST = "manifest.json"

#: What a call is put together of (web/shared/sentence.ts), beside digits and letters.
WORDS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("qing", "hao", "dao", "chuangkou"),
    "zh-Hant": ("qing", "hao", "dao", "chuangkou"),
    "en": ("number", "please_go_to", "counter"),
}
_NAME = re.compile(r"[A-Za-z0-9_]{1,40}")
_EXTENSION = re.compile(r"[a-z0-9]{2,4}")


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of clips, as its manifest describes it."""

    folder: Path
    own: bool
    made_by: str
    recipe: str
    languages: Mapping[str, tuple[str, tuple[str, ...]]]  # extension and clips

    @property
    def count(self) -> int:
        """How many clips it lists."""
        return sum(len(clips) for _, clips in self.languages.values())

    def absent(self) -> list[str]:
        """Clips that the manifest lists and the folder lacks: screens can't use that language."""
        return [
            f"{language}/{clip}.{extension}"
            for language, (extension, clips) in self.languages.items()
            for clip in clips
            if not (self.folder / language / f"{clip}.{extension}").is_file()
        ]

    def unlisted(self) -> list[str]:
        """Clips that calls need and the manifest lacks: such calls are left to browsers."""
        return [
            f"{language}/{clip}"
            for language, (_, clips) in self.languages.items()
            for clip in (*WORDS[language], *string.digits, *string.ascii_uppercase)
            if clip not in clips
        ]


def read_pack(folder: Path, *, own: bool = False) -> Pack | None:
    """The pack in a folder; None where there is none. Raises ValueError for a manifest that
    screens could not follow.
    """
    try:
        text = (folder / MANIFEST).read_text("utf-8")
    except FileNotFoundError:
        return None
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        raise ValueError(f"version is not {VERSION}")
    languages: dict[str, tuple[str, tuple[str, ...]]] = {}
    for language, part in dict(raw.get("languages", {})).items():
        extension, clips = str(part["extension"]), [str(clip) for clip in part["clips"]]
        if language not in WORDS or not _EXTENSION.fullmatch(extension):
            raise ValueError(f"languages.{language}")
        if bad := [clip for clip in clips if not _NAME.fullmatch(clip)]:
            raise ValueError(f"languages.{language}.clips: {bad[0]}")
        languages[language] = (extension, tuple(clips))
    if not languages:
        raise ValueError("names no language")
    return Pack(folder, own, str(raw.get("made_by", "")), str(raw.get("recipe", "")), languages)


def pack_in_use(data: Path) -> Pack | None:
    """The bank's own pack, or the one that was made; none: browsers speak, if they can."""
    for name, own in ((OWN, True), (MADE, False)):
        try:
            pack = read_pack(data / name, own=own)
        except (ValueError, KeyError, TypeError):
            continue
        if pack is not None:
            return pack
    return None


def fault_of_own(data: Path) -> str:
    """Why the bank's own pack is passed over; empty where it isn't."""
    try:
        read_pack(data / OWN, own=True)
    except (ValueError, KeyError, TypeError) as error:
        return " ".join(str(error).split())
    return ""
