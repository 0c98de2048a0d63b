"""Text as eye and ear take it: what is checked can't be hidden behind how it is written.

Folded away are full-width and circled forms, accents, letters of other scripts that look like
Latin ones, traditional and variant characters (those that the checks know), characters cut in two
(亻呆), and whatever stands between two characters: blanks, zero-width characters, punctuation,
emoji. Every character that is left knows its place in the text, so that a fault can be shown where
it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import category, normalize

#: What separates a character from the one before: nothing, something, the end of a clause.
CLOSE, APART, ENDED = 0, 1, 2

_ENDS = frozenset("。！？；，：,.;!?:…\n\r\u2028")


def _pairs(*texts: str) -> dict[int, str]:
    """Each second character stands for the one before it."""
    return {ord(text[i]): text[i + 1] for text in texts for i in range(0, len(text), 2)}


#: Traditional and variant characters, as far as the checks know the simplified one.
_HAN: Final = _pairs(
    "証证",
    "證证険险險险風风凬风無无穩稳賺赚漲涨預预報报酧酬獲获穫获潛潜貴贵賓宾優优質质戶户淨净資资產产產产財财",
    "個个兩两萬万億亿塊块幣币圓圆鎊镑歐欧諾诺許许傳传稱称聲声號号說说説说講讲輕轻聽听對对為为爲为",
    "於于義义著着應应進进構构屬属會会來来絕绝從从沒没併并並并謹谨騙骗詐诈違违規规誰谁難难麼么豈岂裡里裏里",
    "問问測测評评級级據据書书計计劃划債债兌兑達达標标銀银點点類类賠赔損损虧亏贏赢錢钱嗎吗嘛吗數数還还這这隻只",
    "檔档項项願愿實实際际給给讓让內内與与業业務务動动態态須须協协議议條条擔担寳宝寶宝夲本臺台廣广環环醫医勞劳",
    "續续託托鑽钻遠远後后徵征總总權权戰战陰阴歷历種种該该當当時时圖图樣样個个離离雖虽豐丰認认識识審审遊游",
    "賬账帳账轉转過过經经網网營营單单貨货貸贷滿满濟济異异買买賣卖穏稳収收歸归關关見见領领導导辦办確确",
    "澇涝閉闭績绩準准貳贰叄叁參参陸陆幾几壓压嚇吓墊垫補补貼贴儲储頭头釘钉盤盘復复鐵铁腦脑隨随倆俩虛虚們们題题請请邊边處处變变長长歲岁妳你",
)
#: Letters of other scripts that look like Latin ones, and signs that stand for nought.
_ALIKE: Final = _pairs(
    "аaеeоoрpсcуyхxіiѕsԁdјjһhԛqԝwкkмmнhтtвbαaεeοoρpτtυuνvιiκkηnıiłløođdɡgɑa○零〇零◯零",
)
#: Characters cut in two. Only where a half is no word, or the two never stand side by side.
_HALVES: Final = {
    "亻呆": "保", "讠正": "证", "阝佥": "险", "氵张": "涨", "亻音": "倍", "禾急": "稳",
}  # fmt: skip
_LEET: Final = {
    "@": "a",
    "$": "s",
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "!": "i",
    "|": "l",
}
_INVISIBLE = frozenset("\u115f\u1160")  # letters by their category that show nothing
_LETTERS = ((0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF))  # A to Z as signs


@dataclass(frozen=True, slots=True)
class Folded:
    """What is left of a text: for each character its `place` there (from 0), and what separates it
    from the one before.
    """

    text: str
    places: tuple[int, ...]
    apart: tuple[int, ...]

    def begins_word(self, index: int) -> bool:
        """Whether a Latin word may begin here."""
        return index == 0 or self.apart[index] > CLOSE or not is_latin(self.text[index - 1])

    def clause_before(self, index: int) -> int:
        """Where the clause begins that `index` stands in."""
        while index > 0 and self.apart[index] < ENDED:
            index -= 1
        return index

    def clause_after(self, index: int, *, most: int) -> str:
        """What follows from `index` in its clause, at most so many characters."""
        end = index
        while end < min(len(self.text), index + most) and self.apart[end] < ENDED:
            end += 1
        return self.text[index:end]

    def arranged(self, order: Sequence[int]) -> "Folded":
        """The characters of these indices, in this order."""
        return Folded(
            "".join(self.text[each] for each in order),
            tuple(self.places[each] for each in order),
            tuple(self.apart[each] for each in order),
        )


def is_latin(char: str) -> bool:
    """Whether it is one of a to z."""
    return "a" <= char <= "z"


def fold(text: str, *, keep: str = "", digits: bool = False) -> Folded:
    """Fold a text; of the signs only those in `keep` stay, and with `digits` a digit in a word
    stays a digit.
    """
    chars: list[str] = []
    places: list[int] = []
    apart: list[int] = []
    gap = CLOSE
    for place, original in enumerate(text):
        for char in _plain(text, place, original, digits=digits):
            kind = category(char)
            if kind in ("Mn", "Me"):
                continue
            if not (_stays(char, kind) or char in keep):
                gap = max(gap, ENDED if char in _ENDS else APART)
                continue
            if chars and (whole := _HALVES.get(chars[-1] + char)):
                chars[-1], gap = whole, CLOSE
                continue
            chars.append(char)
            places.append(place)
            apart.append(gap)
            gap = CLOSE
    return Folded("".join(chars), tuple(places), tuple(apart))


def _plain(text: str, place: int, original: str, *, digits: bool) -> str:
    for first, last in _LETTERS:
        if first <= ord(original) <= last:
            return chr(ord("a") + ord(original) - first)
    plain = normalize("NFKD", original).casefold().translate(_ALIKE).translate(_HAN)
    if not digits and plain in _LEET and _in_word(text, place):
        return _LEET[plain]
    return plain


def _in_word(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return any(each.isascii() and each.isalpha() for each in around)


def _stays(char: str, kind: str) -> bool:
    if kind[0] == "N":
        return True
    return kind in ("Ll", "Lo") and char not in _INVISIBLE and (is_latin(char) or _is_han(char))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


# -------------------------------------------------------------------- as it may be heard

_TANGLED = re.compile(r"([a-z]{1,4})([^a-z0-9]{1,2})([a-z]{1,4})")
_BRIDGE = re.compile(r"(?<=[\u3400-\u9fff])[a-z0-9]{1,2}(?=[\u3400-\u9fff])")


def readings(text: str, syllables: frozenset[str]) -> Iterator[Folded]:
    """The text folded, and read past tricks: a syllable written around a character (b保en), single
    letters and digits between characters.
    """
    plain = fold(text)
    yield plain
    if plain.text != (numbered := fold(text, digits=True)).text:
        yield numbered
    if tangled := [
        each for each in _TANGLED.finditer(plain.text) if each[1] + each[3] in syllables
    ]:
        for inner_first in (True, False):
            yield plain.arranged(_untangled(len(plain.text), tangled, inner_first=inner_first))
    if bridges := [*_BRIDGE.finditer(plain.text)]:
        left_out = {index for each in bridges for index in range(*each.span())}
        yield plain.arranged([i for i in range(len(plain.text)) if i not in left_out])


def _untangled(length: int, tangled: Sequence[re.Match[str]], *, inner_first: bool) -> list[int]:
    order = [*range(length)]
    for each in tangled:
        outer = [*range(*each.span(1)), *range(*each.span(3))]
        inner = [*range(*each.span(2))]
        order[each.start() : each.end()] = inner + outer if inner_first else outer + inner
    return order
