"""The few words that the floor itself says on screens, in three languages."""

Words = dict[str, str]


def _words(hans: str, hant: str, english: str) -> Words:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": english}


STOPPED = {
    "cash_out": _words(
        "正在调运现金，暂停办理", "正在調運現金，暫停辦理", "Paused: cash is coming"
    ),
    "sold_out": _words("今天的额度已售完", "今天的額度已售完", "Sold out for today"),
    "system_down": _words("系统故障，暂停办理", "系統故障，暫停辦理", "Paused: our system is down"),
}
"""Why a service is stopped, by the notice's code."""

STOPPED_PLAINLY = _words("暂停办理", "暫停辦理", "Not available now")

FRAUD = _words(
    "银行不会索要验证码，陌生人要求转账请告诉我们",
    "銀行不會索取驗證碼，陌生人要求轉帳請告訴我們",
    "We never ask for codes. If a stranger tells you to transfer money, tell us",
)
"""Stands on every wall until the bank has notices of its own."""

TITLES = {
    "branch_head": _words("行长", "行長", "Branch head"),
    "deputy_head": _words("副行长", "副行長", "Deputy head"),
    "lobby_manager": _words("大堂经理", "大堂經理", "Lobby manager"),
    "lobby_assistant": _words("大堂经理助理", "大堂經理助理", "Lobby assistant"),
    "teller": _words("柜员", "櫃員", "Teller"),
    "wealth_rm": _words("理财经理", "理財經理", "Relationship manager"),
    "marketing_rm": _words("营销客户经理", "營銷客戶經理", "Marketing manager"),
    "in_process_supervisor": _words("事中监督", "事中監督", "In-process supervisor"),
    "operations_supervisor": _words("运营主管", "營運主管", "Operations supervisor"),
    "customer_service_manager": _words("客服经理", "客服經理", "Customer service manager"),
    "greeter": _words("引领员", "引領員", "Greeter"),
    "security_guard": _words("保安", "保安", "Security"),
    "e_banking": _words("电子银行", "電子銀行", "E-banking"),
}
"""How a member of staff is introduced to customers: by post, never by name."""

HELPER = _words("工作人员", "工作人員", "Our staff")


def with_title(post: str, name: str) -> Words:
    """How colleagues are told of somebody: by post and name."""
    titles = TITLES.get(post, dict.fromkeys(HELPER, ""))
    return {language: f"{title} {name}".strip() for language, title in titles.items()}


def of_service(service: Words, notice: Words) -> Words:
    """The service's name, then what is to be said of it."""
    between = {"zh-Hans": "：", "zh-Hant": "：", "en": ": "}
    return {
        language: f"{service[language]}{between[language]}{text}"
        for language, text in notice.items()
        if language in service
    }
