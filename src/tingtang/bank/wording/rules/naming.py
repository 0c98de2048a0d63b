"""What customer wording doesn't name: rates and products before suitability, sums, classes.

A kind (理财, 基金, 国债) is no product: it stands on the kiosk and in what customers ask for. A
name, a number or an issue makes one of it.
"""

import re
from typing import Final

#: Signs that say what a number is: they stay when a text is folded for these.
SIGNS: Final = "%‰¥$€£"

_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # as on a cheque
_NUMERAL = f"0-9〇零一二两三四五六七八九十百千万亿几数多余半{_FORMAL}"
_GAINS = "(?:收益|回报|报酬|利息|票息|年息|业绩|比较基准|基准)"
_EN_NUMBER = (
    "(?:zero|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    "|twenty|thirty|fifty|hundred)"
)
#: Unless it is denied (不承诺收益率).
RATE_WORDS: Final = re.compile("收益率|利率|年化|年利|月息|日息|报酬率|回报率|配息率|殖利率|净值")
_ABOUT = (
    "(?:在|是|为|约|有|达|到|大概|大约|高达|目前|现在|能|可|做|下限|上限|区间|接近|超过|的){0,3}"
)
RATES: Final = re.compile(
    f"[{_NUMERAL}]+[%‰]|百分之[{_NUMERAL}百]|千分之[{_NUMERAL}]|"
    f"[{_NUMERAL}]个(?:[半多几]|零[{_NUMERAL}])?点(?!钟|心|头|位)|百分点"
    f"|[{_NUMERAL}]分[利息](?!用|索)|[{_NUMERAL}]+厘"
    f"|[{_NUMERAL}]点[{_NUMERAL}]+个?(?:的|左右|以上)?{_GAINS}"
    # 业绩基准4.2: the sign is left out and heard all the same
    f"|业绩(?:比较)?基准{_ABOUT}(?:[0-9]|[二两三四五六七八九十]|一点)"
    f"|{_GAINS}{_ABOUT}(?:[0-9]+(?![0-9天日月年号个位次点分时工季周期种档元万千百亿人小张笔])"
    f"|[一二两三四五六七八九]点[{_NUMERAL}])"
    f"|(?:[0-9]|{_EN_NUMBER})(?:ofa|ofone|a)?(?:percent|pct)"
)
RATE_IN_ENGLISH: Final = re.compile(
    "interestrate|rateof(?:return|interest)|yield|apy|annuali[sz]ed|perannum"
    "|(?:fund|plan|bond|product|series|trust)(?:no|number)?[0-9]+"
)

TITLE: Final = re.compile("《([^》]*)》")
#: What a title may end with: it is a law's or a form's, no product's.
FORMS: Final = (
    "书", "書", "法", "办法", "辦法", "须知", "須知", "协议", "協議", "合同", "规定", "規定",
    "条例", "條例", "说明", "說明", "问卷", "問卷", "告知", "章程", "通知", "声明", "聲明",
    "折页", "摺頁", "手册", "手冊", "条款", "條款", "指引", "意见", "意見",
)  # fmt: skip
_KIND = (
    "(?:理财|基金|增利|添利|稳利|债券|国债|信托|保险|存单|年金|计划|产品|系列|定期|宝)"
    "(?!经理|区|专区|师|室|窗|中心)"
)
NUMBERED: Final = re.compile(
    f"{_KIND}.{{0,4}}?第?[0-9一二三四五六七八九十]+(?:号|期)(?!窗|柜|桌|台|线|楼|厅|位|机|席|门|室|区|员|间)"
)

#: To buy is nobody's advice before suitability; and what a product is mostly called.
RECOMMENDED: Final = re.compile(
    "(?:推荐|建议|劝)[您你](?:先|就|可以|去|赶紧|直接){0,2}(?:买|购买|入手|申购|认购|投资|配置|投一)"
    "|(?:天天|日日|周周|月月|季季|年年)(?:利|盈|益|鑫|红)"
    "|[一-鿿]{2}(?:稳盈|增盈|稳利|添益|增利|添利|聚宝盆)(?!理)"
    "|(?:recommend|suggest)(?:that)?you(?:to)?(?:buy|invest|purchase)"
)

_MONEY = (
    "(?:元(?![旦宵素月件气老首年化])|块钱|圆|人民币|美元|美金|港元|港币|台币|新台币|欧元|英镑|日元)"
)
_IN_ENGLISH = "(?:yuan|rmb|renminbi|cny|dollar|usd|hkd|ntd|twd|euro|pound)"
_WORDS = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred|thousand"
    "|million)"
)
AMOUNTS: Final = re.compile(
    f"[{_NUMERAL}上]+{_MONEY}|万元|亿元"
    f"|[0-9一二两三四五六七八九十百几数上{_FORMAL}][百千佰仟十拾]{{0,2}}(?:万|亿)"
    "(?![一分能事无里象物全火不别要家]|小心)"
    f"|[¥$€£][0-9]|[0-9][¥$€£]|(?:rmb|cny|usd|hkd|ntd|twd)[0-9]|[0-9]{_IN_ENGLISH}"
    f"|[0-9](?:million|thousand|w(?![a-z]))|{_WORDS}s?(?:of)?{_IN_ENGLISH}"
)

CLASSES: Final = re.compile(
    "贵宾|潜在(?!的?(?:风险|损失|问题|危险))"
    "|(?:潜力|核心|(?<![很最更太常])重要|关键|大额|头部|黄金|金牌|顶级|金葵花|钻石卡|金卡|大户|价值|有价值的?|有潜力的?)"
    "客[户群](?!通知|公告|信息|须知|提示|资料)|潜力股|普通客|一般客户|高净值|优质客|高端客|中高端|低端客|高价值|低价值"
    "|(?<!广)大客户|重点客|目标客|私行客|私人银行客|高资产|尊贵|白金客|钻石客|达标客|有钱人|富人"
    "|vip|highnetworth|hnwi|(?:potential|ordinary|highvalue|premium"
    "|priority|wealthy|target|privatebanking|lowvalue|important"
    "|valuable|key|core|major|top|topend|highend|rich|affluent|elite|big|lowend)(?:customer|client)s?"
    "(?!notice|information|announce|message|service)"
)

#: 服务禁语 (DOMAIN.md §3): denial, retort, buck-passing.
FORBIDDEN: Final = re.compile(
    "又是[你您]|[你您]问我我问谁|不归我[管们]|不关我的?事|急什么|没看[见到]我[在正]忙|自己不会看"
    "|有意见找领导|要办快办|[你您]到底办不办|跟[你您]说不清|说了多少遍|notmyjob|notmyproblem"
)
