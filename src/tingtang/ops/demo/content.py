"""Words of the demonstration bank. Every name is invented."""

from dataclasses import dataclass

from tingtang.access.rights import Post

Words = dict[str, str]


def _w(hans: str, hant: str, en: str) -> Words:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


BANK = _w("示范银行", "示範銀行", "Model Bank")


@dataclass(frozen=True, slots=True)
class BranchContent:
    """A branch's code, name, type, and its five leaders in the order of `POSTS`."""

    code: str
    name: Words
    kind: str
    leaders: tuple[str, str, str, str, str]


BRANCHES = (
    BranchContent(
        "chengnan",
        _w("城南支行", "城南支行", "South Gate Branch"),
        "community",
        ("韩立群", "马骏", "苏晓雯", "郑楠", "李静"),
    ),
    BranchContent(
        "guomao",
        _w("国贸支行", "國貿支行", "Trade Tower Branch"),
        "office",
        ("唐书远", "邱岚", "叶知秋", "方一鸣", "顾安"),
    ),
    BranchContent(
        "beimen",
        _w("北门支行", "北門支行", "North Gate Branch"),
        "payroll",
        ("严守正", "葛薇", "程可人", "卢向东", "丁宁"),
    ),
)

POSTS = (
    ("head", Post.BRANCH_HEAD, "office", _w("行长", "行長", "Branch head")),
    ("deputy", Post.DEPUTY_HEAD, "office", _w("副行长", "副行長", "Deputy head")),
    ("lobby", Post.LOBBY_MANAGER, "lobby", _w("大堂经理", "大堂經理", "Lobby manager")),
    ("assistant", Post.LOBBY_ASSISTANT, "lobby", _w("大堂助理", "大堂助理", "Lobby assistant")),
    ("operations", Post.OPERATIONS_SUPERVISOR, "lobby", _w("运营主管", "營運主管", "Supervisor")),
)  # fmt: skip

MARKETING = {"chengnan": "贺知远", "guomao": "江映雪", "beimen": "石磊"}
"""The marketing relationship managers, who have no counter."""
MARKETING_NAME = _w("客户经理", "客戶經理", "Marketing manager")


@dataclass(frozen=True, slots=True)
class HeadOffice:
    """Head office's code and name."""

    code: str
    name: Words


HEAD_OFFICE = HeadOffice("headoffice", _w("总行", "總行", "Head office"))


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of head office."""

    seat: str
    post: Post
    who: str
    name: Words


OFFICERS = (
    Officer(
        "rules",
        Post.DEPUTY_HEAD,  # who edits tables in the office must see the office
        "陆文清",
        _w("规则管理", "規則管理", "Rules"),
    ),
    Officer("compliance", Post.COMPLIANCE, "白敬之", _w("合规", "合規", "Compliance")),
)
TO_CASH_MACHINE = _w(
    "小额存取款在自助机上也能办。您愿意试试吗？原来的号一直保留。",
    "小額存取款在自助機上也能辦。您願意試試嗎？原來的號一直保留。",
    "The cash machine can do this. Would you like to try? Your number is kept.",
)
CURT = _w("请等。", "請等。", "Wait.")
PLEASE_WAIT = _w(
    "请您稍坐，叫到您的号时，屏上和手机上都会提醒。",
    "請您稍坐，叫到您的號時，螢幕上和手機上都會提醒。",
    "Please have a seat. Screen and phone will tell you when it is your turn.",
)
CASH_CHOICE = _w(
    "今天备付的现金不够全部支取。先取一部分、转账或者改天来取，都由您选择。",
    "今天備付的現金不夠全部支取。先取一部分、轉帳或者改天來取，都由您選擇。",
    "Today's cash does not cover all of it. A part now, a transfer or another day: you choose.",
)
"""A branch's own words for the last row of a table: why it decides so."""


@dataclass(frozen=True, slots=True)
class OwnScript:
    """A sentence that a branch wrote itself."""

    situation: str
    texts: Words


OWN_SCRIPTS = (
    OwnScript(
        "greet_queue",
        _w(
            "前面还有几位，您先坐，饮水机在右手边，叫到您时屏上和手机上都会提醒。",
            "前面還有幾位，您先坐，飲水機在右手邊，叫到您時螢幕上和手機上都會提醒。",
            "A few people are before you. Please have a seat: screen and phone will call you.",
        ),
    ),
    OwnScript(
        "teller_hand_back",
        _w(
            "这是您的回单，请您核对一下。今天还有别的要办吗？",
            "這是您的回單，請您核對一下。今天還有別的要辦嗎？",
            "Here is your slip; please check it. Is there anything else today?",
        ),
    ),
)
"""The last one still waits for approval."""

TELLERS = {
    "chengnan": ("陈雨桐", "周子墨", "林可欣", "何俊杰", "王思远", "吴建明", "高文静", "沈一鸣"),
    "guomao": ("罗嘉禾", "冯晓月", "曹景行", "彭若水", "袁野", "许知意", "蒋明远", "徐嘉宁"),
    "beimen": ("宋以宁", "谢长庚", "潘月华", "董小满", "萧然", "田雨晴", "任家宝", "姚启明"),
}


@dataclass(frozen=True, slots=True)
class ServiceContent:
    """A service in words."""

    code: str
    prefix: str
    icon: str
    typical_min: int
    name: Words
    hint: Words
    plain_name: Words
    plain_hint: Words
    large_print: bool = False
    opens: str = ""


SERVICES = (
    ServiceContent(
        "cash",
        "A",
        "cash",
        5,
        _w("个人现金", "個人現金", "Cash"),
        _w("存款、取款、零钞兑换", "存款、取款、零鈔兌換", "Deposit, withdraw, change"),
        _w("存钱、取钱", "存錢、取錢", "Put in or take out money"),
        _w("存折、银行卡都可以", "存摺、銀行卡都可以", "With passbook or card"),
        large_print=True,
    ),
    ServiceContent(
        "card",
        "B",
        "card",
        9,
        _w("个人非现金", "個人非現金", "Accounts and cards"),
        _w("开户、挂失、转账汇款", "開戶、掛失、轉帳匯款", "Open, report loss, transfer"),
        _w("转账、缴费", "轉帳、繳費", "Transfers and bills"),
        _w("也能补卡、改密码", "也能補卡、改密碼", "New card or PIN, too"),
        large_print=True,
    ),
    ServiceContent(
        "wealth",
        "D",
        "wealth",
        16,
        _w("理财咨询", "理財諮詢", "Savings and wealth"),
        _w("存单、国债、基金", "存單、國債、基金", "Deposits, bonds, funds"),
        _w("存单、国债", "存單、國債", "Deposits and bonds"),
        _w("到期办理和咨询", "到期辦理和諮詢", "Maturity and advice"),
        large_print=True,
    ),
    ServiceContent(
        "company",
        "C",
        "company",
        13,
        _w("对公业务", "對公業務", "Business banking"),
        _w("单位账户、结算、回单", "單位帳戶、結算、回單", "Accounts, settlement, slips"),
        _w("公司的事", "公司的事", "Company matters"),
        _w("单位账户和回单", "單位帳戶和回單", "Accounts and slips"),
    ),
    ServiceContent(
        "loan",
        "E",
        "loan",
        19,
        _w("贷款咨询", "貸款諮詢", "Loans"),
        _w("住房、消费、经营贷款", "住房、消費、經營貸款", "Home, personal, business"),
        _w("贷款", "貸款", "Loans"),
        _w("买房、装修、做生意", "買房、裝修、做生意", "Home, repairs, business"),
        large_print=True,
    ),
    ServiceContent(
        "exchange",
        "F",
        "exchange",
        12,
        _w("外币业务", "外幣業務", "Foreign currency"),
        _w("兑换、跨境汇款", "兌換、跨境匯款", "Exchange, cross-border"),
        _w("外币", "外幣", "Foreign money"),
        _w("兑换和汇款", "兌換和匯款", "Exchange and remit"),
        opens="13:30",
    ),
)


@dataclass(frozen=True, slots=True)
class ZoneContent:
    """A zone and its place on the plan of 100 × 100: x, y, width, height."""

    kind: str
    name: Words
    place: tuple[int, int, int, int]


ZONES = (
    ZoneContent("cash", _w("现金区", "現金區", "Cash counters"), (1, 1, 38, 21)),
    ZoneContent("noncash", _w("非现金区", "非現金區", "Open counters"), (40, 1, 25, 21)),
    ZoneContent("corporate", _w("对公区", "對公區", "Business"), (66, 1, 12, 21)),
    ZoneContent("vip", _w("7 号窗口", "7 號窗口", "Counter 7"), (79, 1, 20, 41)),
    ZoneContent("rm", _w("洽谈桌", "洽談桌", "Desks"), (79, 43, 20, 27)),
    ZoneContent("waiting", _w("等候区", "等候區", "Waiting area"), (1, 23, 77, 47)),
    ZoneContent("self_service", _w("自助区", "自助區", "Self-service"), (1, 71, 38, 28)),
    ZoneContent("guide", _w("咨询台", "諮詢台", "Information"), (40, 71, 25, 18)),
    ZoneContent("forms", _w("填单台", "填單台", "Forms"), (66, 71, 12, 28)),
    ZoneContent("reception", _w("接待室", "接待室", "Reception room"), (79, 71, 20, 13)),
    ZoneContent("children", _w("儿童角", "兒童角", "Children"), (79, 85, 20, 14)),
)


@dataclass(frozen=True, slots=True)
class MachineContent:
    """A self-service machine: the name on its sign, and what it can do (the channel map)."""

    name: str
    kind: str  # smart, atm, inquiry
    services: tuple[str, ...]


def _machines(smart: tuple[tuple[str, ...], ...], atms: int) -> tuple[MachineContent, ...]:
    return (
        *(MachineContent(f"智{n}", "smart", able) for n, able in enumerate(smart, start=1)),
        *(MachineContent(f"取{n}", "atm", ("cash",)) for n in range(1, atms + 1)),
    )


_SLIPS = MachineContent("回1", "inquiry", ("company",))
MACHINES = _machines((("cash", "card"),) * 4, 2)
CHANNELS = {
    "community": _machines((("cash", "card"),) * 3 + (("card",),), 2),
    "office": (*_machines((("cash", "card", "exchange"),) * 3 + (("card", "company"),), 2), _SLIPS),
    "payroll": (*_machines((("cash", "card"),) * 3, 4), _SLIPS),
}
"""By type of branch. Slips for companies come from a machine of their own; cash of pension days
from more cash machines.
"""
