"""All settings, in one file, each read from the environment where servers differ (docs/operations.md lists them)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

import motcua_assets
from motcua.project import environment

HOME = Path(environment.text("MOTCUA_HOME", "var")).resolve()
"""Where the state lives: SQLite file, secret key, files, snapshots."""

DEBUG = environment.flag("MOTCUA_DEBUG", default=False)
SECRET_KEY = environment.secret("MOTCUA_SECRET_KEY", HOME / "secret_key")
ALLOWED_HOSTS = environment.words("MOTCUA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
PUBLIC_URL = environment.text("MOTCUA_PUBLIC_URL").rstrip("/")
"""The address citizens reach, printed in QR codes; must be set before papers are printed outside the demo."""
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
DEMO = (HOME / "demo-store").exists()
"""A store made by `motcua demo` carries this mark: a banner is shown, and only the loopback address is served."""

WORKER_INSIDE = environment.flag("MOTCUA_WORKER_INSIDE", default=True)
"""Whether `serve` and `demo` keep a worker beside the server; off where workers run as services of their own."""

INSTALLED_APPS = [
    "motcua.project",
    "motcua.portal",
    "motcua.desk",
    "motcua.reporting",
    "motcua.inspections",
    "motcua.notifications",
    "motcua.dossiers",
    "motcua.figures",
    "motcua.catalogue",
    "motcua.documents",
    "motcua.calendars",
    "motcua.organisation",
    "motcua.jobs",
    "motcua.audit",
    "motcua.ui",
    "motcua.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_typer",
    "template_partials",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "motcua.project.incidents.IncidentMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.project.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.organisation.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.ui.undo.UndoMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.project.access.AccessMiddleware",
]

ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.ui.context.ui",
                "motcua.project.menu.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "motcua.organisation.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "motcua.organisation.sign_in_forms.SignInForm",
    "change_password": "motcua.organisation.sign_in_forms.OwnPasswordForm",
    "reauthenticate": "motcua.organisation.sign_in_forms.PasswordAgainForm",
}
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
"""An office of thirty people often shares one address; one account is tried five times in five minutes (0011)."""
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole("MOTCUA_PROXIES", 0)
MFA_ADAPTER = "motcua.organisation.adapter.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "motcua.organisation.sign_in_forms.CodeForm",
    "reauthenticate": "motcua.organisation.sign_in_forms.CodeAgainForm",
    "activate_totp": "motcua.organisation.sign_in_forms.ActivateCodeForm",
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "organisation_throttle",
    }
}
"""Only the throttle of sign-in lives here: one table for all workers (0011)."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "motcua.project.formats"

SMTP_HOST = environment.text("MOTCUA_SMTP_HOST")
"""Without a mail server e-mails wait; `motcua.notifications.sending` says which channels are open."""
SMTP_PORT = environment.whole("MOTCUA_SMTP_PORT", 587)
SMTP_USER = environment.text("MOTCUA_SMTP_USER")
SMTP_PASSWORD = environment.text("MOTCUA_SMTP_PASSWORD")
SMTP_SECURITY = environment.one_of("MOTCUA_SMTP_SECURITY", ("starttls", "tls", "none"))
SMTP_TIMEOUT = environment.whole("MOTCUA_SMTP_TIMEOUT", 10)
MAIL_FROM = environment.text("MOTCUA_MAIL_FROM", "motcua@localhost")
GATEWAY_URL = environment.address("MOTCUA_GATEWAY_URL")
"""Where SMS and Zalo messages are posted (docs/formats/gateway.md)."""
GATEWAY_TOKEN = environment.text("MOTCUA_GATEWAY_TOKEN")
GATEWAY_TIMEOUT = environment.whole("MOTCUA_GATEWAY_TIMEOUT", 10)

STATIC_URL = "/static/"
STATICFILES_DIRS = [("vendor", motcua_assets.static_dir() / "vendor")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "motcua.project.incidents.csrf_failure"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "motcua.project.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": environment.text("MOTCUA_LOG_LEVEL", "WARNING")},
    "loggers": {"django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
