"""What nobody may promise a customer, however it is written (DOMAIN.md §9, §15).

A stem is a phrase in simplified characters or a Latin word. Each of its characters also stands for
those that sound like it and for its pinyin: a small table of our own, of the syllables that the
stems are made of. Characters that would make sober words of banking look like tricks (请问转账
sounds like 稳赚) are left out of it.
"""

import re
from collections.abc import Iterable
from typing import Final

from tingtang.bank.wording.rules.families import FAMILIES
from tingtang.bank.wording.rules.families_in_english import FAMILIES_IN_ENGLISH

#: Sounds like the first character, which itself belongs to the group.
_SOUNDS: Final = {
    "保": ("保宝包堡褓葆煲饱苞鸨", "bao"),
    "本": ("本苯畚笨奔坌", "ben"),
    "息": ("息熄媳惜昔锡螅", "xi"),
    "稳": ("稳吻紊温文闻", "wen"),
    "赚": ("赚撰馔篆", "zhuan"),
    "零": ("零另玲灵凌铃龄岭领菱伶聆陵0o", "ling"),
    "无": ("无毋吴吾芜勿", "wu"),
    "风": ("风凤疯枫峰锋封讽丰", "feng"),
    "险": ("险崄猃显宪睑", "xian"),
    "证": ("证正政症郑怔征铮", "zheng"),
    "收": ("收手守首售", "shou"),
    "益": ("益溢镒亦意翌邑谊", "yi"),
    "肯": ("肯垦恳啃", "ken"),
    "一": ("一壹", "yi"),
    "定": ("定订锭腚", "ding"),
    "涨": ("涨胀仗", "zhang"),
    "亏": ("亏盔窥岿", "kui"),
    "赔": ("赔裴锫", "pei"),
    "翻": ("翻番帆藩", "fan"),
    "倍": ("倍狈钡", "bei"),
}
SYLLABLES: Final = frozenset(syllable for _, syllable in _SOUNDS.values())

PRINCIPAL: Final = (
    "保本", "保证本金", "保您本金", "保你本金", "保您的本金", "本金一分不少", "本金一分不会少",
    "本金保证", "本金有保障", "本金保障", "本金无忧", "本金安全", "本金很安全", "本金不受损",
    "本金零损失", "本金不会损失", "不损失本金", "保障本金", "确保本金", "确保本息", "保住本金",
    "保得住本", "本金有保证", "分文不少", "分文不会少", "钱一分不少", "钱一分不会少",
    "不会少您一分钱", "不会少你一分钱", "不可能有损失", "不可能损失", "绝不会损失", "绝不会有损失",
    "不会有任何损失", "neveratstake", "notatstake",
    "等于存款", "等同于存款", "等同存款", "相当于存款", "和存款一样", "跟存款一样",
    "同存款一样", "与存款一样", "像存款一样", "principalprotected", "principalissafe",
    "principalsafe", "capitalprotected", "capitalissafe", "capitalprotection", "assafeasadeposit",
    "justlikeadeposit", "sameasadeposit", "cannotlose", "cantlose", "neverlose", "wontlose",
    "willnotlose", "guarantee",
)  # fmt: skip
_SURELY = (
    "(?:肯定|一定|必定|必然|绝对|铁定|保证|稳稳|包管|准保|注定)[您你]?"
    "(?:会|能|要|可以|可|地|都|是)?"
)
YIELDS: Final = (
    "保息", "保证收益", "保收益", "收益保证", "保证最低收益", "收益有保障", "收益确定", "保底",
    "兜底", "刚兑", "刚性兑付", "保证获利", "保证盈利", "保证回报", "保证报酬", "获利保证",
    "收益有保证", "回报有保障", "回报有保证",
    "稳赚", "稳赢", "稳拿", "包赚", "保赚", "必赚", "躺赚", "坐着赚", "只赚不赔", "只赚不亏",
    "只涨不跌", "必涨", "稳涨", "包涨", "不会亏", "绝不亏", "不亏本", "不亏钱", "不会赔",
    "不赔本", "不赔钱", "包赔", "赔了算我", "亏不了", "赔不了", "亏不着", "赔不着",
    "只会多不会少", "钱变两倍", "钱变双倍", "钱翻倍", "钱翻番", "涨定", "只会涨", "利息翻倍",
    "保证您收益", "保证你收益", "保证您的收益", "不会跌", "绝不跌", "稳赚不赔", "赚定",
    "收益翻倍", "收益翻番", "本金翻倍", "翻一番", "预期收益", "预期年化", "预期报酬", "预期回报",
    "surething", "surefire", "doubleyourmoney", "returniscertain", "cantgowrong", "cannotgowrong",
    "surewin", "suretowin", "sureprofit", "sureincome", "suretorise", "suretogain", "boundtorise",
    "boundtogain", "certaintorise", "certainprofit", "definitelyrise", "definitelygain",
    "alwaysprofit", "alwaysprofitable", "cannotfall", "neverfall", "assuredreturn",
    "assuredprofit", "assuredincome", "securereturn", "expectedreturn", "expectedyield",
    "easymoney", "canonlygrow", "canonlyrise", "onlyevergrow", "onlyevergrows",
    "onlyevergoesup", "onlyevergoup", "bondsonlygrow", "fundsonlygrow",
)  # fmt: skip
NO_RISK: Final = (
    "零风险", "无风险", "没有风险", "没风险", "没有任何风险", "没任何风险", "无任何风险",
    "不存在风险", "没有一点风险", "没啥风险", "没什么风险", "一点风险都没有", "一点风险也没有",
    "半点风险", "风险为零", "风险是零", "风险就是零", "风险等于零", "风险几乎为零",
    "零risk", "不担风险", "不担任何风险", "高收益低风险", "低风险高收益",
    "高回报低风险", "低风险高回报", "高报酬低风险", "低风险高报酬", "绝对安全", "百分百安全",
    "百分之百安全", "万无一失", "零亏损", "零损失", "riskfree", "riskless", "norisk",
    "noriskatall", "zerorisk", "0risk", "orisk", "withoutrisk", "withoutanyrisk", "notanyrisk",
    "absolutelysafe", "completelysafe", "perfectlysafe", "entirelysafe", "lowriskhighreturn",
    "highreturnlowrisk", "highreturnsandlowrisk", "lowriskandhighreturn",
)  # fmt: skip

#: Sober words that a stem, or a trick, is only seen in: 确保本人 promises nothing.
INNOCENT: Final = re.compile(
    "|".join(
        (
            "(?:确保|担保)本(?:人|次|行|网点|单位|部|机构|店|支行|市|区|周|月|日|年|季|柜)",
            "[医社低参投承续退劳环]保本(?!金|息|收益)",
            "[红钱背书提面打承外腰皮沙荷豆]包",
            "包[括含裹装容]",
            "[珠国财元]宝",
            "(?:支付|余额|宝)宝",
            "宝(?:贵|贝|宝|马|山|安|石)",
            "[城汉]堡",
            "饱[和满含]",
            "(?:没有|无|没)风险(?:测|评|提示|等级|承受|偏好|揭示)",
            "费用?[为是]零风险",
            "norisk(?:assess|rating|question|profile|score)",
            "不会?亏[待欠]",
            "(?:风险|波动)(?:都|也|要|更|会|可能|一般){0,2}(?:比|高于|大于|超过)",
            (
                "(?:人数|人流|客流|人|时间|排队|等候|等待|业务|积分|单|量)(?:量|数|会|要|可能|已经|都|比平时){0,3}翻"
                "(?:了?一?)(?:倍|番)"
            ),
            "翻番茄",
            "los(?:e|ing)(?:your|the|my|a)?(?:place|number|turn|spot|seat|ticket|card)",
            "never(?:falls?for|fallasleep)",
            "文撰[写稿文]",
            "letterofguarantee|bankguarantee|guaranteeletter|loanguarantee",
        )
    )
)

_MANY = "[0-9一二三两四五六七八九十百千几好数多]+"
_INTEREST = "(?:活期|定期|存款|利息|利率|收益|回报|报酬)"
#: So many times the interest of a deposit.
MULTIPLE: Final = re.compile(
    f"{_MANY}倍.{{0,4}}{_INTEREST}|{_INTEREST}.{{0,8}}{_MANY}倍"
    "|(?:(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten|several|many)times"
    "|twice|doubl(?:e|es|ing)|tripl(?:e|es|ing))(?:the|a|your|our|what|of|that)*(?:demand|savings|current|deposit|bank|ordinary)*(?:deposit|account)?(?:interest|rate|return)"
)


def _expanded(stem: str) -> str:
    if stem.isascii():
        return stem
    return "".join(_sounded(char) for char in stem)


def _sounded(char: str) -> str:
    if char not in _SOUNDS:
        return char
    alike, syllable = _SOUNDS[char]
    return f"(?:[{alike}]|{syllable}[1-5]?)"


def _any_of(code: str, stems: Iterable[str], *more: str) -> re.Pattern[str]:
    ordered = sorted(stems, key=len, reverse=True)  # of two that begin alike the longer is found
    families = (*map(_heard, (*more, *FAMILIES[code])), *FAMILIES_IN_ENGLISH[code])
    return re.compile("|".join((*map(_expanded, ordered), *families)))


def _heard(pattern: str) -> str:
    """A pattern in which each character also stands for its sound; one in a class for itself."""
    return _CLASS_OR_CHAR.sub(lambda each: _sounded(each[0]), pattern)


_CLASS_OR_CHAR: Final = re.compile(r"\[[^\]]*\]|.")

#: 报 sounds like 保 and stands in many sober words (上报本行, 请报本人姓名): only beside what gives
#: it away.
_REPORTED = (
    "报本(?:[报保付]?息|型|理财|产品|保收益)",
    (
        "(?:绝对|一定|肯定|必定|百分百|百分之百|都是?|就是|可以|能够?|全部)报本"
        "(?!行|人|次|部|单|机|网|周|月|日|年|季|市|区|县|省|支|柜|店|笔|份|表)"
    ),
)

PROMISES: Final = {
    "promises_principal": _any_of("promises_principal", PRINCIPAL, *_REPORTED),
    "promises_return": _any_of(
        "promises_return",
        YIELDS,
        f"{_SURELY}(?:涨(?!幅)|赚|升(?!级|学|温)|盈利|获利|增值|回本|赢|不[亏赔跌])"
        "|(?:肯定|一定|绝对|必然|保证).{0,2}比.{0,4}(?:存款|活期|定期).{0,2}高|包[您你](?:赚|涨|盈利)",
    ),
    "promises_no_risk": _any_of("promises_no_risk", NO_RISK),
    "promises_multiple": MULTIPLE,
}
