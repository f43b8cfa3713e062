"""A digest as a message: its headers, and its two parts.

Everything follows from the arguments: the same digest gives the same bytes, and so the same
Message-ID, by which mail programs know one that was sent twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from generator.render.mail.digest import Digest
from generator.text import INVISIBLE, collapse

_UNSUBSCRIBE = re.compile(r"(?:https://|mailto:)[!-;=?-~]{1,900}")  # a line holds 998 characters
_NEVER_FOLDED = "List-Unsubscribe"


class _Policy(EmailPolicy):
    """The usual rules of mail, but for an address, which programs read only when it is whole."""

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}\r\n" if name == _NEVER_FOLDED else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        whole = name == _NEVER_FOLDED
        return self.fold(name, value).encode() if whole else super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


class MailboxError(ValueError):
    """A mail address or an address to unsubscribe at that is none."""


@dataclass(frozen=True)
class Envelope:
    """From whom, to whom, and how to get rid of it.

    Attributes:
        sender: The sender; None for a draft.
        recipients: Who gets it; none for a draft.
        unsubscribe: Where people unsubscribe, ``https:`` or ``mailto:``; may be empty.
    """

    sender: Address | None = None
    recipients: Sequence[Address] = ()
    unsubscribe: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot stand in a header.

        Raises:
            MailboxError: The address to unsubscribe at is none.
        """
        if self.unsubscribe and not _UNSUBSCRIBE.fullmatch(self.unsubscribe):
            message = "expected an https: or mailto: address to unsubscribe at, got"
            raise MailboxError(f"{message} {self.unsubscribe!r}")


def mailbox(text: str, name: str = "") -> Address:
    """Return a mail address, with or without a name.

    Args:
        text: As people write it, e.g. ``Reading list <list@example.org>``.
        name: Name to use when the text has none.

    Raises:
        MailboxError: It is no address.
    """
    shown, address = parseaddr(text)
    if INVISIBLE.search(text) or "\n" in text or "\r" in text or "@" not in address:
        raise MailboxError(f"expected a mail address, got {text!r}")
    try:
        return Address(display_name=shown or name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError) as fault:
        raise MailboxError(f"expected a mail address, got {text!r}") from fault


def message_of(digest: Digest, plain: str, html: str, envelope: Envelope) -> EmailMessage:
    """Return the message.

    Several recipients do not see each other: the header then names the sender alone, and they
    stand only on the envelope.

    Args:
        digest: What it tells.
        plain: It as text.
        html: It as HTML.
        envelope: From whom and to whom.
    """
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = INVISIBLE.sub("", collapse(f"{digest.heading}, {digest.period}"))
    if envelope.sender:
        message["From"] = envelope.sender
        one = len(envelope.recipients) == 1
        message["To"] = envelope.recipients[0] if one else envelope.sender
    else:
        message["X-Unsent"] = "1"  # mail programs open it as a draft
    message["Date"] = datetime.combine(digest.until, time(), UTC)
    identity = sha256("\0".join([plain, html, *map(str, envelope.recipients)]).encode()).hexdigest()
    message["Message-ID"] = f"<digest.{digest.until}.{identity[:20]}@{_host(digest, envelope)}>"
    message["Auto-Submitted"] = "auto-generated"
    if envelope.unsubscribe:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"part-{identity[20:50]}")
    return message


def _host(digest: Digest, envelope: Envelope) -> str:
    host = urlsplit(digest.address).hostname or ""
    if not host and envelope.sender:
        host = envelope.sender.domain
    try:
        return host.encode("idna").decode() or "localhost"
    except UnicodeError:  # a label is empty or too long: no host has such a name
        return "localhost"
