"""What the screens say in each language, as far as a journey reads it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language."""

    language: str
    locale: str
    own_name: str  # the language's name for itself
    cash: str
    taken: str
    print: str
    wall_people: str
    wall_counter: str
    said: str
    said_next: str
    sit: str
    open_seat: str
    free: str
    called: str
    serving: str
    asked: str
    rated: str
    phone_turn: str
    phone_serving: str
    phone_asks: str
    phone_best: str
    phone_send: str
    phone_thanks: str


HANS = Words(
    language="zh-Hans",
    locale="zh-CN",
    own_name="简体中文",
    cash="个人现金",
    taken="取号成功",
    print="打印号票",
    wall_people="2 人",
    wall_counter="请到 1 号窗口",
    said="请 A 零 零 二 号，到 1 号窗口",
    said_next="请 A 零 零 一 号，到 1 号窗口",
    sit="签到",
    open_seat="开放叫号",
    free="窗口空闲",
    called="已呼叫 · 等待到窗",
    serving="正在办理",
    asked="已请评价",
    rated="评价 1 位",
    phone_turn="轮到您了",
    phone_serving="正在为您办理",
    phone_asks="这次服务您满意吗？",
    phone_best="非常满意",
    phone_send="提交评价",
    phone_thanks="谢谢您的评价",
)
HANT = Words(
    language="zh-Hant",
    locale="zh-TW",
    own_name="繁體中文",
    cash="個人現金",
    taken="取號成功",
    print="列印號票",
    wall_people="2 人",
    wall_counter="請到 1 號窗口",
    said="請 A 零 零 二 號，到 1 號窗口",
    said_next="請 A 零 零 一 號，到 1 號窗口",
    sit="簽到",
    open_seat="開放叫號",
    free="窗口空閒",
    called="已呼叫 · 等待到窗",
    serving="正在辦理",
    asked="已請評價",
    rated="評價 1 位",
    phone_turn="輪到您了",
    phone_serving="正在為您辦理",
    phone_asks="這次服務您滿意嗎？",
    phone_best="非常滿意",
    phone_send="提交評價",
    phone_thanks="謝謝您的評價",
)
EN = Words(
    language="en",
    locale="en-GB",
    own_name="English",
    cash="Cash",
    taken="Your number",
    print="Print",
    wall_people="2 waiting",
    wall_counter="Counter 1",
    said="Number A 0 0 2, please go to counter 1.",
    said_next="Number A 0 0 1, please go to counter 1.",
    sit="Sign in",
    open_seat="Open for calling",
    free="Counter free",
    called="Called · waiting for them to come",
    serving="Serving",
    asked="Asked",
    rated="1 rated",
    phone_turn="It is your turn",
    phone_serving="You are being served",
    phone_asks="How was our service?",
    phone_best="Very good",
    phone_send="Send",
    phone_thanks="Thank you for telling us",
)
