"""The one table of rights: which post may do what. An auditor can read it."""

from enum import StrEnum


class Post(StrEnum):
    """What somebody is here as (DOMAIN.md §1), and what a device is for."""

    BRANCH_HEAD = "branch_head"
    DEPUTY_HEAD = "deputy_head"
    LOBBY_MANAGER = "lobby_manager"
    LOBBY_ASSISTANT = "lobby_assistant"
    TELLER = "teller"
    WEALTH_RM = "wealth_rm"
    MARKETING_RM = "marketing_rm"
    IN_PROCESS_SUPERVISOR = "in_process_supervisor"
    OPERATIONS_SUPERVISOR = "operations_supervisor"
    CUSTOMER_SERVICE_MANAGER = "customer_service_manager"
    GREETER = "greeter"
    SECURITY_GUARD = "security_guard"
    E_BANKING = "e_banking"
    COMPLAINT_OFFICER = "complaint_officer"
    CONSUMER_PROTECTION = "consumer_protection"
    COMPLIANCE = "compliance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    KIOSK = "kiosk"
    WALL = "wall"
    CARD_READER = "card_reader"
    VISITOR = "visitor"
    CLOCK = "clock"


class Right(StrEnum):
    """One thing that may be done. A verb demands exactly one."""

    SEE_LOBBY = "see_lobby"
    SEE_COUNTER = "see_counter"
    SEE_DESK = "see_desk"  # one's own: customers here, referrals, promises
    SEE_OFFICE = "see_office"
    SEE_WALL = "see_wall"
    SEE_KIOSK = "see_kiosk"
    SEE_OWN_TICKET = "see_own_ticket"
    SEE_RULES = "see_rules"  # what the hall goes by
    READ_LEDGER = "read_ledger"

    ISSUE_TICKET = "issue_ticket"
    PRINT_TICKET = "print_ticket"
    CALL_TICKET = "call_ticket"
    SERVE_TICKET = "serve_ticket"
    MOVE_TICKET = "move_ticket"  # park, resume, rejoin, transfer, change service, merge, abandon
    MOVE_OWN_TICKET = "move_own_ticket"  # the same, of one's own ticket, by phone
    OFFER_DIVERSION = "offer_diversion"  # another place, and what became of it
    MARK_TICKET = "mark_ticket"  # class, and whose visit it is
    MARK_CARE = "mark_care"  # protected need, by sight or word
    PUT_FIRST = "put_first"  # emergency
    TAKE_SEAT = "take_seat"
    RUN_DAY = "run_day"
    STOP_SERVICE = "stop_service"
    PAPER_NUMBERS = "paper_numbers"
    ASK_HELP = "ask_help"
    ANSWER_HELP = "answer_help"
    GUIDE = "guide"  # identify, then say where to; lead to a relationship manager
    KEEP_PROMISE = "keep_promise"  # that a relationship manager comes
    END_OWN_PROMISE = "end_own_promise"  # of whoever is at one's own counter
    ASK_RATING = "ask_rating"
    RATE = "rate"
    READ_CARD = "read_card"
    BOOK = "book"  # appointments and cash, for customers; sees whose they are
    BOOK_OWN = "book_own"  # one's own appointment, by its code
    CONFIRM_CASH = "confirm_cash"
    PREPARE_CASH = "prepare_cash"  # sees the sums
    REVIEW_HOLD = "review_hold"  # a payment held for signs of fraud
    GREET = "greet"
    NOTE_SIGNAL = "note_signal"  # what a customer did or said

    SEE_CUSTOMER = "see_customer"  # by exact number; a whole file: one's own, or with the next
    EDIT_CUSTOMER = "edit_customer"  # an RM: one's own only
    TAKE_CONSENT = "take_consent"  # and its withdrawal, from whoever stands there
    ERASE_CUSTOMER = "erase_customer"
    IMPORT_CUSTOMERS = "import_customers"

    REFER = "refer"
    RECEIVE_REFERRAL = "receive_referral"
    SEE_REFERRALS = "see_referrals"
    HOLD_SALES = "hold_sales"  # after a complaint

    CHANGE_PLAN = "change_plan"
    SET_PARAMETER = "set_parameter"
    EDIT_POLICY = "edit_policy"  # draft, change, try and submit a decision table
    APPROVE_POLICY = "approve_policy"  # what somebody else edited
    SEE_SCRIPTS = "see_scripts"  # what may be said, and what is suggested now
    SAY_SCRIPT = "say_script"  # that it was said to a customer
    EDIT_SCRIPT = "edit_script"  # write, change and submit a sentence
    APPROVE_SCRIPT = "approve_script"  # what somebody else wrote; and withdraw
    CHANGE_STAFF = "change_staff"
    ENROL_DEVICE = "enrol_device"
    BRING_HISTORY = "bring_history"  # tickets of days before this system
    SEE_TWIN = "see_twin"  # what the twin says of the rest of the day
    ASK_TWIN = "ask_twin"  # what a change would do; nothing is changed by asking
    FIT_TWIN = "fit_twin"  # what it knows of past days
    KEEP_TIME = "keep_time"  # what only the clock process does


_R = Right
_FLOOR = {
    _R.SEE_LOBBY, _R.ISSUE_TICKET, _R.PRINT_TICKET, _R.MOVE_TICKET, _R.MARK_TICKET,
    _R.ASK_HELP, _R.ANSWER_HELP, _R.ASK_RATING, _R.GREET, _R.NOTE_SIGNAL, _R.GUIDE, _R.KEEP_PROMISE,
    _R.OFFER_DIVERSION, _R.SEE_SCRIPTS, _R.SAY_SCRIPT, _R.BOOK, _R.BOOK_OWN, _R.SEE_TWIN,
    _R.MARK_CARE,
}  # fmt: skip
_COUNTER = {
    _R.SEE_COUNTER, _R.CALL_TICKET, _R.SERVE_TICKET, _R.MOVE_TICKET, _R.MARK_TICKET, _R.TAKE_SEAT,
    _R.ASK_HELP, _R.ANSWER_HELP, _R.ASK_RATING, _R.PRINT_TICKET, _R.NOTE_SIGNAL, _R.GUIDE,
    _R.SEE_SCRIPTS, _R.SAY_SCRIPT, _R.BOOK, _R.BOOK_OWN, _R.CONFIRM_CASH, _R.END_OWN_PROMISE,
    _R.MARK_CARE,
}  # fmt: skip
_REFERS = {_R.REFER, _R.SEE_REFERRALS}
_RECEIVES = {_R.REFER, _R.RECEIVE_REFERRAL, _R.SEE_REFERRALS, _R.TAKE_CONSENT}
_CUSTOMERS = {_R.SEE_CUSTOMER, _R.TAKE_CONSENT}
_LEAD = {
    _R.RUN_DAY, _R.STOP_SERVICE, _R.PAPER_NUMBERS, _R.PUT_FIRST, _R.SEE_RULES, _R.CONFIRM_CASH,
    _R.SEE_TWIN, _R.ASK_TWIN,
}  # fmt: skip
_VAULT = {_R.CONFIRM_CASH, _R.PREPARE_CASH, _R.REVIEW_HOLD}
_HEAD = (
    _FLOOR
    | _LEAD
    | _VAULT
    | {
        _R.SEE_OFFICE,
        _R.SEE_COUNTER,
        _R.SEE_DESK,
        _R.READ_LEDGER,
        _R.CHANGE_PLAN,
        _R.SET_PARAMETER,
        _R.EDIT_POLICY,
        _R.APPROVE_POLICY,
        _R.EDIT_SCRIPT,
        _R.APPROVE_SCRIPT,
        _R.CHANGE_STAFF,
        _R.ENROL_DEVICE,
        _R.BRING_HISTORY,
        _R.EDIT_CUSTOMER,
        _R.ERASE_CUSTOMER,
        _R.IMPORT_CUSTOMERS,
    }
    | _CUSTOMERS
    | _RECEIVES
    | {_R.HOLD_SALES}
)

RIGHTS: dict[Post, frozenset[Right]] = {
    post: frozenset(rights)
    for post, rights in {
        Post.BRANCH_HEAD: _HEAD,
        Post.DEPUTY_HEAD: _HEAD,
        Post.LOBBY_MANAGER: _FLOOR | _LEAD | _CUSTOMERS | _REFERS,
        Post.LOBBY_ASSISTANT: _FLOOR | _REFERS,
        Post.TELLER: _COUNTER | _CUSTOMERS | {_R.OFFER_DIVERSION, _R.REFER},
        Post.WEALTH_RM: _COUNTER
        | _CUSTOMERS
        | _RECEIVES
        | {_R.SEE_DESK, _R.EDIT_CUSTOMER, _R.KEEP_PROMISE},
        Post.MARKETING_RM: {_R.SEE_DESK, _R.ASK_HELP} | _RECEIVES,
        Post.IN_PROCESS_SUPERVISOR: _VAULT
        | {_R.SEE_LOBBY, _R.SEE_COUNTER, _R.ASK_HELP, _R.ANSWER_HELP},
        Post.OPERATIONS_SUPERVISOR: _FLOOR
        | _LEAD
        | _COUNTER
        | _CUSTOMERS
        | _REFERS
        | _VAULT
        | {_R.SEE_DESK, _R.SET_PARAMETER, _R.EDIT_POLICY, _R.EDIT_CUSTOMER, _R.EDIT_SCRIPT},
        Post.CUSTOMER_SERVICE_MANAGER: _FLOOR | _REFERS | {_R.SEE_OFFICE, _R.EDIT_SCRIPT},
        Post.GREETER: {
            _R.SEE_LOBBY,
            _R.ISSUE_TICKET,
            _R.ASK_HELP,
            _R.ANSWER_HELP,
            _R.GREET,
            _R.NOTE_SIGNAL,
            _R.MARK_CARE,
            _R.GUIDE,
            _R.SEE_SCRIPTS,
            _R.SAY_SCRIPT,
        },
        Post.SECURITY_GUARD: {_R.ASK_HELP, _R.ANSWER_HELP, _R.GREET},
        Post.E_BANKING: {_R.SEE_LOBBY, _R.SEE_DESK, _R.ASK_HELP, _R.ANSWER_HELP} | _RECEIVES,
        Post.COMPLAINT_OFFICER: {_R.SEE_OFFICE, _R.SEE_CUSTOMER, _R.HOLD_SALES},
        Post.CONSUMER_PROTECTION: {
            _R.SEE_OFFICE,
            _R.SEE_RULES,
            _R.SEE_SCRIPTS,
            _R.APPROVE_SCRIPT,
        },
        Post.COMPLIANCE: {
            _R.SEE_OFFICE,
            _R.SEE_RULES,
            _R.APPROVE_POLICY,
            _R.SEE_SCRIPTS,
            _R.APPROVE_SCRIPT,
            _R.READ_LEDGER,
        },
        Post.AUDITOR: {_R.SEE_OFFICE, _R.SEE_TWIN, _R.SEE_RULES, _R.SEE_SCRIPTS, _R.READ_LEDGER},
        Post.ADMINISTRATOR: {
            _R.SEE_RULES,
            _R.CHANGE_PLAN,
            _R.SET_PARAMETER,
            _R.CHANGE_STAFF,
            _R.ENROL_DEVICE,
            _R.BRING_HISTORY,
            _R.IMPORT_CUSTOMERS,
        },
        Post.KIOSK: {
            _R.SEE_KIOSK,
            _R.ISSUE_TICKET,
            _R.PRINT_TICKET,
            _R.ASK_HELP,
            _R.READ_CARD,
            _R.NOTE_SIGNAL,
            _R.OFFER_DIVERSION,
            _R.BOOK_OWN,
        },
        Post.WALL: {_R.SEE_WALL},
        Post.CARD_READER: {_R.READ_CARD},
        Post.VISITOR: {_R.SEE_OWN_TICKET, _R.MOVE_OWN_TICKET, _R.ASK_HELP, _R.RATE, _R.BOOK_OWN},
        Post.CLOCK: {_R.ENROL_DEVICE, _R.KEEP_TIME, _R.RUN_DAY, _R.MOVE_TICKET, _R.FIT_TWIN},
    }.items()
}
