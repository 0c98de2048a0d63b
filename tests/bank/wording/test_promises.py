"""What may not be said to a customer is found however it is written, and sober words are let be."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tingtang
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.wording.rules.banned import (
    _SOUNDS,
    NO_RISK,
    PRINCIPAL,
    PROMISES,
    SYLLABLES,
    YIELDS,
)
from tingtang.bank.wording.rules.families import FAMILIES
from tingtang.bank.wording.rules.folding import fold, readings
from tingtang.bank.wording.rules.promises import check_wording
from tingtang.bank.wording.rules.truths import TRUTHS
from tingtang.kernel.words import LANGUAGES, catalogue, say

SENTENCES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("sentences.json").read_text("utf-8")
)
REFUSED = [(code, text) for code, texts in SENTENCES.items() for text in texts]
REFUSED = [each for each in REFUSED if each[0] != "may_be_said"]
STEMS = (*PRINCIPAL, *YIELDS, *NO_RISK)
CHINESE = [stem for stem in STEMS if not stem.isascii()]
ROOT = Path(tingtang.__file__).parents[2]


def codes(text: str) -> set[str]:
    return {each.code for each in check_wording(text)}


def promises(text: str) -> set[str]:
    return codes(text) & set(PROMISES)


@pytest.mark.parametrize("text", SENTENCES["may_be_said"])
def test_what_is_true_and_sober_may_be_said(text: str) -> None:
    assert check_wording(text) == ()


def test_for_every_promise_there_is_a_truth_that_may_be_said() -> None:
    assert set(TRUTHS) == set(PROMISES)
    for texts in TRUTHS.values():
        assert set(texts) == set(LANGUAGES)
        assert [check_wording(text) for text in texts.values()] == [(), (), ()]
    assert TRUTHS["promises_principal"]["zh-Hans"] in SENTENCES["may_be_said"]


@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_what_may_not_be_said_is_found(code: str, text: str) -> None:
    assert code in codes(text)


def test_there_are_enough_sentences_both_ways() -> None:
    assert len(SENTENCES["may_be_said"]) >= 120
    assert len(REFUSED) >= 120
    assert set(SENTENCES) - {"may_be_said"} == {*PROMISES} | {
        "names_a_rate",
        "names_an_amount",
        "class_word",
        "forbidden_phrase",
    }


def test_it_is_shown_where_it_stands_as_it_was_written() -> None:
    text = "您放心，宝😀夲，肯定涨。"
    assert [(each.place, each.found, each.code) for each in check_wording(text)] == [
        (5, "宝😀夲", "promises_principal"),
        (9, "肯定涨", "promises_return"),
    ]


@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_every_refusal_says_place_reason_and_mend_in_every_language(code: str, text: str) -> None:
    slip = next(each for each in check_wording(text) if each.code == code)
    refused = slip.refused("zh-Hans")
    assert refused.code == code
    for language in LANGUAGES:
        sentence = say(refused, language)
        assert slip.found in sentence
        assert str(slip.place) in sentence
        assert len(catalogue(language)[code]) > 20


# ------------------------------------------------------------------------------ tricks

SOFT = " \t　-_·、~*/|\u200b\u200d\ufeff\u00ad\u0301\ufe0f😀👍★《》“”()"
ANY = SOFT + ".，。！"
WIDE = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)}


@st.composite
def hidden(draw: st.DrawFn, stems: list[str], separators: str = ANY) -> str:
    """A stem with things put between its characters."""
    stem = draw(st.sampled_from(stems))
    between = st.text(st.sampled_from(separators), max_size=3)
    written = [char + draw(between) for char in stem[:-1]]
    return "".join(written) + stem[-1]


@given(hidden([*STEMS]))
@settings(max_examples=400, deadline=None)
def test_nothing_put_between_its_characters_hides_a_promise(text: str) -> None:
    assert promises(text)
    assert promises("您好，" + text + "。")


@given(st.sampled_from(CHINESE).flatmap(lambda stem: st.tuples(*map(_alike, stem))))
@settings(max_examples=400, deadline=None)
def test_neither_homophones_nor_pinyin_hide_a_promise(written: tuple[str, ...]) -> None:
    assert promises("".join(written))


def _alike(char: str) -> st.SearchStrategy[str]:
    group, syllable = _SOUNDS.get(char, (char, char))
    return st.sampled_from([*group, syllable, syllable.upper()])


@given(st.sampled_from(STEMS))
@settings(max_examples=200, deadline=None)
def test_full_width_letters_and_traditional_characters_hide_nothing(stem: str) -> None:
    assert promises("".join(WIDE.get(char, char) for char in stem))
    assert promises(stem.translate(TRADITIONAL))


TRADITIONAL = str.maketrans("证险风无稳赚涨预报获", "證險風無穩賺漲預報獲")


DOUBLE = ["没有不保本的", "不是不保本", "没有一款不保本", "不得不保本", "不仅保本"]


@given(hidden(DOUBLE, SOFT))
@settings(max_examples=200, deadline=None)
def test_two_denials_stay_a_promise_where_no_clause_ends_between(text: str) -> None:
    assert promises(text)


# ------------------------------------------------------------------------------ a true word first

FAMILIAR = [
    "本钱一分不少拿回来", "亏了我们赔", "旱涝保收", "收益妥妥的", "闭眼买都行", "和存钱一样",
    "兑付没问题", "稳健不亏", "从来没亏过", "历史上从未亏损", "翻倍", "翻番", "连本带利一起给您",
]  # fmt: skip
TRUE_WORDS = [
    "本产品不保本，", "不保本，但", "不保本也不保息，不过", "虽说不保证收益，", "理财非存款，可是",
    "不承诺保本保息，其实", "有风险，但是", "不保本。", "不代表过去，",
]  # fmt: skip


@given(st.sampled_from(TRUE_WORDS), st.sampled_from(FAMILIAR))
@settings(max_examples=120, deadline=None)
def test_a_true_word_of_risk_disarms_nothing_after_it(true: str, promise: str) -> None:
    assert promises(true + promise)
    assert promises(promise + "，" + true)


@given(hidden(FAMILIAR))
@settings(max_examples=200, deadline=None)
def test_a_family_is_found_through_what_is_put_between(text: str) -> None:
    assert promises(text)


UNDONE = [
    "是不可能的",
    "，这不可能",
    "只是写写",
    "是骗人的",
    "的可能性为零",
    "？没这回事",
    "是走形式",
]


@pytest.mark.parametrize("undone", UNDONE)
@pytest.mark.parametrize("denial", ["不保本", "不保证收益", "不承诺保本"])
def test_a_denial_that_is_denied_behind_it_is_a_promise(denial: str, undone: str) -> None:
    assert promises(denial + undone)


# ------------------------------------------------------------------------------ no more than that

_PLAIN = "保本息稳拿收益证风险零无您好请在人不的是产品办理票号等候窗口"
#: What 保证, 一定 and the like make a promise of (赚, 赢) is no stem, and not among these.
_LITERAL = re.compile("|".join((*CHINESE, *(each for all_ in FAMILIES.values() for each in all_))))


@given(st.text(st.sampled_from(_PLAIN), max_size=24))
@settings(max_examples=1500, deadline=None)
def test_a_sentence_without_a_banned_stem_is_let_be(text: str) -> None:
    if not _LITERAL.search(text):
        assert not promises(text)


@given(st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    for slip in check_wording(text):
        at = slip.place - 1
        assert text[at : at + len(slip.found)] == slip.found != ""
    for heard in readings(text, SYLLABLES):
        assert len(heard.text) == len(heard.places) == len(heard.apart)


@given(st.text(st.sampled_from("不保本的没有是所谓承诺"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_long_row_of_denials_is_read_in_time(text: str) -> None:
    check_wording(text)


def test_folding_keeps_what_a_number_is_made_of() -> None:
    assert fold("３．５％", keep="%", digits=True).text == "35%"
    assert fold("Ｇu@rаnt\u200be").text == "guarante"


# ------------------------------------------------------------------------------ our own words


@pytest.mark.parametrize("table", STARTS)
def test_the_tables_that_a_bank_starts_with_say_nothing_of_the_kind(table: str) -> None:
    for row in STARTS[table].rows:
        for said in row.why.values():
            assert check_wording(said) == ()


def test_what_the_public_screens_say_is_let_be() -> None:
    texts = [
        text
        for screen in ("kiosk", "phone", "wall")
        for path in (ROOT / "web" / screen).rglob("*.ts")
        if "words" in (path.stem, path.parent.name)
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text("utf-8"))
    ]
    assert len(texts) > 300
    assert [text for text in texts if check_wording(text)] == []
