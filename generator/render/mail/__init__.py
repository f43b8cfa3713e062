"""The mail that tells subscribers what was added: what it holds, and how it is written."""

from generator.render.mail.digest import Digest, digest_of
from generator.render.mail.html import html_part
from generator.render.mail.message import Envelope, MailboxError, mailbox, message_of
from generator.render.mail.plain import plain_part

__all__ = [
    "Digest",
    "Envelope",
    "MailboxError",
    "digest_of",
    "html_part",
    "mailbox",
    "message_of",
    "plain_part",
]
