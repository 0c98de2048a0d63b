"""The few words that the floor itself says on screens, in three languages."""

Words = dict[str, str]


def _words(hans: str, hant: str, english: str) -> Words:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": english}


STOPPED = {
    "cash_out": _words(
        "正在调运现金，暂停办理", "正在調運現金，暫停辦理", "Paused: cash is coming"
    ),
    "sold_out": _words("今天的额度已售完", "今天的額度已售完", "Sold out for today"),
    "system_down": _words("系统维护，暂停办理", "系統維護，暫停辦理", "Stopped for maintenance"),
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
    "branch_head": "行长",
    "deputy_head": "副行长",
    "lobby_manager": "大堂经理",
    "lobby_assistant": "大堂经理助理",
    "teller": "柜员",
    "wealth_rm": "理财经理",
    "marketing_rm": "营销客户经理",
    "in_process_supervisor": "事中监督",
    "operations_supervisor": "运营主管",
    "customer_service_manager": "客服经理",
    "greeter": "引领员",
    "security_guard": "保安",
    "e_banking": "电子银行",
}
"""How a member of staff is introduced to customers: by post, never by name."""

HELPER = "工作人员"


def of_service(service: Words, notice: Words) -> Words:
    """The service's name, then what is to be said of it."""
    between = {"zh-Hans": "：", "zh-Hant": "：", "en": ": "}
    return {
        language: f"{service[language]}{between[language]}{text}"
        for language, text in notice.items()
        if language in service
    }
