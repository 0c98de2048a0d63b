"""Whether a phrase is denied where it stands: 不承诺保本 promises nothing, 不仅保本 does.

A denial governs the phrase only through words that hand it on (承诺, 宣传, any, ...): 不用担心，
保本 and "no doubt guaranteed" deny nothing. Two denials make a promise (没有不保本的), be the
second before it or behind (不保本是不可能的), and so do a question that expects yes, a condition
(不保本我赔), and any other denial in the clause whose object isn't plain: what is not clearly a
denial is none.
"""

import re
from typing import Final

from tingtang.bank.wording.rules.folding import ENDED, Folded

_DENIALS: Final = (
    "不", "非", "未", "无", "没", "勿", "莫", "别", "并不", "并非", "绝非", "绝不", "从不",
    "从未", "决不", "不是", "并不是", "不能", "不得", "不可", "不会", "不予", "不可能", "不应",
    "不要", "不再", "不敢", "没有", "并没有", "并无", "未必", "无法", "禁止", "严禁", "拒绝",
    "切勿", "请勿", "谨防", "警惕", "杜绝", "打破", "没有人", "没人", "无人", "否认",
)  # fmt: skip
#: Words that hand a denial on to what follows.
_HANDS_ON: Final = (
    "承诺", "保证", "宣传", "许诺", "担保", "允诺", "宣称", "声称", "号称", "自称", "称", "说",
    "讲", "相信", "轻信", "听信", "作", "做", "作出", "做出", "给出", "任何", "一切", "所有",
    "各种", "本产品", "本理财产品", "理财产品", "理财", "产品", "基金", "投资", "您", "你",
    "客户", "消费者", "投资者", "向", "对", "为", "给", "将", "提供", "构成", "属于", "是",
    "等于", "代表", "意味着", "意味", "表示", "存在", "所谓", "一定", "必然", "完全", "绝对",
    "得", "能", "能够", "会", "可", "可以", "应", "要", "用", "以", "有", "进行", "作为", "出现",
    "使用", "含有", "包含", "其", "本金", "收益", "利息", "本息", "和", "或", "或者", "及",
    "以及", "与", "等", "也", "都", "又", "再", "形式", "的", "类", "这类", "这种", "那种",
    "一种", "一款", "一只", "哪款", "哪个", "一", "个", "款", "种", "只", "最低", "固定", "到期",
    "口头", "保本", "保息", "保收益", "保证收益", "稳赚", "高收益", "零风险", "无风险", "书面",
    "明示", "暗示", "变相", "任意", "公开", "私下", "员工", "我行", "本行", "银行", "我们",
    "他们", "将来", "未来", "今后", "以后", "日后", "它", "他", "她", "到", "出", "推荐", "建议",
    "预示", "预测", "购买", "买", "卖", "销售", "通过", "如", "这样", "那样", "话", "之",
    "从来", "历史上", "过去", "以往",
    "承诺书", "宣传语", "字样", "字眼", "说法", "保障", "安全", "全部", "部分", "高", "高额",
)  # fmt: skip
#: They hold a character of denial and deny nothing.
_NO_DENIAL = re.compile(
    "不(?:仅|但|只|光|单|止|论|管|过|同|少|错|断|久|愧|妨)|无(?:论|非|疑|愧|固定期限)|非(?:常|凡|存款|保本浮动)"
    "|未来|否则|没(?:错|问题)|别的|别人|分别|特别|级别|区别|类别|个别|性别|识别|告别|是否|不(?:是|同于|等于)存款"
)
_DENYING = re.compile("[不没无非未莫勿否别]")
_NO_ONE = re.compile("没有?(?:一|哪|任何|什么)[款个种只支]?(?:产品|理财|基金|存款|客户|人)?$")
_EXPECTS_YES = re.compile("[哪岂怎]|谁(?![都也]不)|(?<!任)何|难道|什么时候|几时")
_ASKS = re.compile("的?[吗么吧]")
_CONDITION = re.compile("如(?!实)|要是|假如|倘若|若|万一|只要")
_MAKES_GOOD = re.compile(
    "(?:我|包|双倍)赔|赔[您你付偿]|补[足偿]|倒[贴找]|算我|退[款钱本]|兜底|才怪"
)
_CLAIMED = re.compile(
    "(?:承诺|宣称|声称|号称|自称|谎称|许诺|保证|宣传|吹嘘|鼓吹|标榜|推荐|介绍|打着|所谓|说)(?:的|能|有|可以)*$"
)
_WARNED = re.compile(
    ".{0,8}?[的者](?:产品|投资|理财|人|项目|电话|短信|信息|平台|宣传|说法)?"
    "(?:都|多|多半|均|往往|大多|大都|一律|很|可能|就|全|要|请|您|你|大家|一定|务必|提高|是|属于|涉嫌|为|需)*"
    "(?:骗|诈|陷阱|违规|违法|警惕|当心|小心|不可信|不能信|勿信|不要(?:轻易)?相?信|别(?:轻易)?相?信)"
)
_A_TRAP = re.compile(
    "[高收益低风险稳赚不赔零保本息]{0,8}的?(?:都|全|多|多半|大多|往往)?[是为]?"
    "(?:骗局|骗人|陷阱|圈套|谎言)"
)
#: A denial behind the phrase (保本是不可能的): after one before it, the promise again.
_UNDONE = re.compile(
    "(?:的?(?:情况|事情?|产品|理财|时候|说法|可能性?|话)|的|这种|那种)?(?:[这那][是种]?|它)?"
    "(?:是|都|也|根本|绝对|压根|几乎|从来?|还|完全|只是|就是|不过是|无非是|显然|基本){0,4}"
    "(?:(?P<plainly>不可能|没有?可能|绝?无可能|不存在|没有的事|天方夜谭)|不会(?:有|发生|出现)"
    "|[没未](?:有|发生|出现)过|没[这那]回事|没门儿?|为?零|假的|骗人|吓人|吓唬人|瞎说|谣言"
    "|写写(?:而已)?|说说(?:而已)?|写给[^不没]{1,4}看|走个?(?:形式|过场)|套话|客套话?|形式)"
    "[的了吧啊呀嘛哦呢]*"
)
#: Denials that stand side by side are none of each other: 不保本也不保息.
_AS_WELL = re.compile(
    "(?:(?:既|又|也|都)?(?:不|并不|绝不|不会|不能)(?:承诺|保证)?"
    "(?:保本保息|保本|保息|保收益|保证收益|保证本金|本金)(?:也|又|且|而且|并且|并|更|亦|还|或)?)+$"
)
#: A word that hands on begins something new after a whole promise: 不保本也稳赚.
_ANEW = re.compile(
    "(?:保本|保息|保收益|保证收益|稳赚|高收益|零风险|无风险)(?:也|都|又|再|会|能|可以|一定|必然|绝对|将|要|到期)"
)


def denied(folded: Folded, start: int, end: int) -> bool:
    """Whether the Chinese phrase at [start, end) is clearly denied or warned of."""
    begin = folded.clause_before(start)
    if start - begin <= 2 and begin > 0:
        begin = folded.clause_before(begin - 1)  # 难道，不保本
    before, after = folded.text[begin:start], folded.text[end : end + 24]
    if _EXPECTS_YES.search(before) or _ASKS.match(after):
        return False
    undone = _undone(folded, end)
    if _CLAIMED.search(before) and _WARNED.match(after):
        return True
    if _A_TRAP.match(after) and undone is None:
        return True
    if _CONDITION.match(before) or _MAKES_GOOD.search(after[:8]):
        return False
    if undone is not None:
        alone = _DENYING.search(_NO_DENIAL.sub("", before)) is None
        return alone and undone["plainly"] is not None and folded.apart[end] < ENDED
    return _once(folded, start)


def _undone(folded: Folded, end: int) -> re.Match[str] | None:
    """What follows and denies the phrase, or the denial of it, if nothing comes after."""
    found = _UNDONE.match(folded.text, end)
    if found is None or found.end() == len(folded.text) or folded.apart[found.end()] == ENDED:
        return found
    return None


def _once(folded: Folded, start: int) -> bool:
    """Whether one denial governs what begins at `start`, and no other is in sight, but for those
    that stand beside it.
    """
    first = _governing(folded, start)
    if first is None or _ANEW.search(folded.text[first:start]):
        return False
    begin = folded.clause_before(first)
    left = _AS_WELL.sub("", folded.text[begin:first])
    if _governing(folded, begin + len(left)) is not None:
        return False
    no_one = _NO_ONE.search(folded.text[: begin + len(left)])
    return no_one is None and _DENYING.search(_NO_DENIAL.sub("", left)) is None


def _governing(folded: Folded, start: int) -> int | None:
    """Where the denial begins that what follows at `start` is governed by."""
    begin = folded.clause_before(start)
    if begin == start:
        return _denial_ending(folded.text, 0, start)  # 没有，不保本的
    reached, looked = [start], {start}
    while reached:
        at = reached.pop()
        found = _denial_ending(folded.text, begin, at)
        if found is not None:
            return found
        for word in _HANDS_ON:
            earlier = at - len(word)
            if earlier >= begin and earlier not in looked and folded.text.startswith(word, earlier):
                looked.add(earlier)
                reached.append(earlier)
    return None


def _denial_ending(text: str, begin: int, end: int) -> int | None:
    """Where the longest denial begins that ends at `end`."""
    fits = [end - len(each) for each in _DENIALS if text.endswith(each, begin, end)]
    return min(fits, default=None)


# ------------------------------------------------------------------------------ English

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_CLAUSE = re.compile(r"[.;:!?,\n]")
_NOT_WORDS = (
    "not no never cannot nor neither without nothing none nobody non isn't aren't wasn't won't "
    "can't don't doesn't didn't wouldn't couldn't avoid beware distrust "
    "impossible unthinkable inconceivable hardly"
)
_NOT: Final = frozenset(_NOT_WORDS.split())
_THROUGH_WORDS = (
    "a an any the is are be been being was were fully wholly completely always ever of in to by on "
    "we it you they our your bank banks bank's staff product products investment investments fund "
    "funds deposit deposits principal capital return returns profit profits interest income or and "
    "offer offers give gives promise promises promising guarantee guarantees guaranteed provide "
    "provides make makes claim claims claiming say says such thing things as there this that can "
    "will would could should mean means meaning with promised offered anybody anyone who every "
    "entirely sell sells believe trust one true protect protects"
)
_THROUGH: Final = frozenset(_THROUGH_WORDS.split())


def denied_in_english(text: str, start: int) -> bool:
    """Whether the phrase at `start` of the original text is denied by words that govern it."""
    ends = [each.end() for each in _CLAUSE.finditer(text, 0, start)]
    said = text[ends[-1] if ends else 0 : start].lower().replace("’", "'")
    words = _WORD.findall(said)
    rest = _CLAUSE.search(text, start)
    if (rest and rest[0] == "?") or words[:1] == ["if"]:
        return False
    denials = 0
    for word in reversed(words):
        if denials and word in ("and", "but"):
            break
        if word in _NOT and not (word == "neither" and "nor" in words):
            denials += 1
        elif not denials and word not in _THROUGH:
            return False
    return denials == 1
