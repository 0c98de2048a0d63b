"""Django's settings. Everything that differs between installations comes from the environment."""

import os
from typing import Any

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from tingtang.kernel.keys import bank_key
from tingtang.ops.place import ROOT, data_folder


def words(name: str, default: str) -> list[str]:
    """A list in an environment variable, separated by commas."""
    return [word for word in os.environ.get(name, default).split(",") if word]


DATA = data_folder()
WEB_DIST = ROOT / "web" / "dist"
HOST = os.environ.get("TINGTANG_HOST", "127.0.0.1")
PORT = int(os.environ.get("TINGTANG_PORT", "8000"))
STREAM_PORT = int(os.environ.get("TINGTANG_STREAM_PORT", str(PORT + 1)))
HTTPS = os.environ.get("TINGTANG_HTTPS", "") == "1"
NOTIFIER = os.environ.get("TINGTANG_NOTIFIER", "")  # the bank's way to phones: docs/notifier.md
PROXIES = int(os.environ.get("TINGTANG_PROXIES", "0"))  # of ours, each of which names its client

DEBUG = False
SECRET_KEY = bank_key(DATA, "sessions").hex()
ALLOWED_HOSTS = words("TINGTANG_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("TINGTANG_ORIGINS", "")
ROOT_URLCONF = "tingtang.ops.urls"
WSGI_APPLICATION = "tingtang.ops.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tingtang",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "tingtang.ops.measured.Measured",
    "tingtang.ops.guards.Guards",
    "tingtang.api.edge.Edge",
    "tingtang.api.bases.Bases",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without it
]
# The door itself says that somebody is locked out, in a problem document.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
            ],
        },
    }
]


# --- database ----------------------------------------------------------------------------------


def database() -> dict[str, Any]:
    """The application role's connection, or whichever DATABASE_URL names.

    Each thread keeps its connection: a pool would ask the server before every use whether it still
    stands, a third trip beside a verb's two. `ledger.turn.reach` finds out by using it.
    """
    named = conninfo_to_dict(os.environ.get("DATABASE_URL", ""))
    options: dict[str, Any] = {
        "server_side_binding": True,
        # ledger.trip alone prepares: psycopg would deallocate all statements after a rollback.
        "prepare_threshold": None,
        # A verb's one statement takes four times as long to plan as to run.
        "options": "-c plan_cache_mode=force_generic_plan",
    }
    if role := os.environ.get("TINGTANG_ASSUME_ROLE"):
        options["assume_role"] = role
    known = {name: named.pop(name, "") for name in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known["dbname"] or "tingtang",
        "USER": known["user"],
        "PASSWORD": known["password"],
        "HOST": known["host"],
        "PORT": known["port"],
        "OPTIONS": {"connect_timeout": 5, **named, **options},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database()}


# --- language and time -------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]


# --- sign-in -----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ONLY = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# Both together: nobody is locked out by what others behind the same address mistype.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True


# --- what a browser may do ---------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True  # pages read the token from GET /api/me
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"


def stream_sources() -> list[str]:
    """Where the event stream is: another port of the same hosts, unless a proxy joins them."""
    scheme = "https" if HTTPS else "http"
    return [f"{scheme}://{host}:{STREAM_PORT}" for host in ALLOWED_HOSTS if host[0] not in "*["]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF, *stream_sources()],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


# --- logging: to standard error, one line each, never a request's body --------------------------

CLOCK_QUEUE = "clock"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TINGTANG_LOG", "WARNING")},
    # A refusal is an answer; and its address may hold a one-time link.
    "loggers": {name: {"level": "ERROR"} for name in ("django.request", "django.security")},
}
