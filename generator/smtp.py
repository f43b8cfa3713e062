"""Hand a message to a mail server: beside :mod:`generator.web` all that reaches the network.

The server is named by environment variables, so that no password stands in a file or a command.
"""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, TypeAlias, get_args

SECONDS = 30
"""How long the server may take for each answer."""

Security: TypeAlias = Literal["starttls", "tls", "none"]
_PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
_NOBODY = "nobody has it: mend the addresses and send it again"
_HIGHEST_PORT = 65_535


class MailError(Exception):
    """The message was not handed over, or not for everybody.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Server:
    """A mail server.

    Attributes:
        host: Its name.
        port: Its port.
        security: ``starttls`` (the default), ``tls`` from the first byte, or ``none``.
        user: Name to log in with; empty where no login is needed.
        password: Its password; never shown.
    """

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


def server_of(variables: Mapping[str, str]) -> Server | None:
    """Return the server that environment variables name, or None when they name none.

    ``SMTP_HOST``, ``SMTP_PORT`` (587, or 465 with tls), ``SMTP_SECURITY`` (``starttls``, ``tls``,
    ``none``), ``SMTP_USER``, ``SMTP_PASSWORD``.

    Raises:
        MailError: A variable holds what it cannot, or a password would travel in clear.
    """
    host = variables.get("SMTP_HOST", "").strip()
    if not host:
        return None
    security = variables.get("SMTP_SECURITY", "").strip().lower() or "starttls"
    if security not in get_args(Security):
        message = f"SMTP_SECURITY: expected starttls, tls or none, got {security!r}"
        raise MailError(message, "leave it out for starttls")
    port = variables.get("SMTP_PORT", "").strip() or str(_PORTS[security])
    if not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT:
        message = f"SMTP_PORT: expected a port, got {port!r}"
        raise MailError(message, "leave it out for the usual one")
    user, password = variables.get("SMTP_USER", ""), variables.get("SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        message = "SMTP_USER and SMTP_PASSWORD: one is set and the other is not"
        raise MailError(message, "set both, or none for a server without login")
    if password and security == "none":
        message = "SMTP_SECURITY=none would send the password in clear"
        raise MailError(message, "use starttls or tls")
    return Server(host, int(port), security, user, password)  # type: ignore[arg-type]


def send(message: EmailMessage, sender: str, recipients: Sequence[str], server: Server) -> None:
    """Hand a message over.

    Args:
        message: The message.
        sender: Bare address that complaints of mail servers go to.
        recipients: Bare addresses.
        server: Where to.

    Raises:
        MailError: It was refused, or not handed over for everybody; the message says for whom.
    """
    place = f"{server.host}:{server.port}"
    try:
        refused = _handed_over(message, sender, recipients, server)
    except smtplib.SMTPAuthenticationError as fault:
        # What the server says is not repeated: it may hold what it was given.
        said = f"{place} refused the login of {server.user} ({fault.smtp_code})"
        raise MailError(said, "look at SMTP_USER and SMTP_PASSWORD") from None
    except smtplib.SMTPRecipientsRefused as fault:
        raise MailError(f"{place} refused {_who(fault.recipients)}", _NOBODY) from None
    except smtplib.SMTPNotSupportedError as fault:
        hint = "SMTP_SECURITY says how the connection is kept secret: starttls, tls or none"
        raise MailError(f"{place} cannot do what was asked: {fault}", hint) from None
    except ssl.SSLError as fault:
        said = f"{place} offers no safe connection: {fault.reason or fault}"
        hint = "its certificate is not trusted, or SMTP_SECURITY is not what it expects"
        raise MailError(said, hint) from None
    except (smtplib.SMTPException, OSError) as fault:
        hint = "look at SMTP_HOST, SMTP_PORT and SMTP_SECURITY, or try again later"
        raise MailError(f"{place} took no message: {_said(fault)}", hint) from None
    if refused:
        hint = "the others have it; do not send it again to all"
        raise MailError(f"{place} refused {_who(refused)}", hint)


def _handed_over(
    message: EmailMessage, sender: str, recipients: Sequence[str], server: Server
) -> dict[str, tuple[int, bytes]]:
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.security == "tls":
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with connection:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        return connection.send_message(message, sender, list(recipients))


def _who(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return ", ".join(
        f"{address} ({code} {answer.decode(errors='replace')})"
        for address, (code, answer) in sorted(refused.items())
    )


def _said(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        answer = fault.smtp_error
        said = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
        return f"{fault.smtp_code} {said}"
    return str(fault) or type(fault).__name__
