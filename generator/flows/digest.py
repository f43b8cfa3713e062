"""Writing the digest, and sending it or keeping it as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from generator import disk, smtp
from generator.git import files_on
from generator.model import Catalog
from generator.project import Project
from generator.render.mail import (
    Digest,
    Envelope,
    html_part,
    mailbox,
    message_of,
    plain_part,
)
from generator.render.mail.html import TEMPLATE
from generator.render.templates import FOLDER


@dataclass(frozen=True)
class Letter:
    """A digest, ready to be sent.

    Attributes:
        digest: What it tells.
        message: How it is told.
        envelope: From whom and to whom.
    """

    digest: Digest
    message: EmailMessage
    envelope: Envelope


def write_digest(project: Project, digest: Digest, envelope: Envelope) -> Letter:
    """Return a digest as a message.

    Raises:
        BrokenTemplateError: The template of the mail cannot be read, or did what it cannot.
    """
    plain = plain_part(digest, envelope.unsubscribe)
    template = disk.read_bytes(project.find(FOLDER + TEMPLATE)).decode()
    html = html_part(digest, envelope.unsubscribe, template)
    return Letter(digest, message_of(digest, plain, html, envelope), envelope)


def merged_between(project: Project, catalog: Catalog, since: date, until: date) -> set[str]:
    """Return the ids of entries that came into the checked-out branch in some days.

    Raises:
        GitError: Git cannot say.
    """
    days = (since, until + timedelta(days=1))
    paths = [files_on(project.root, day, "content/papers") for day in days]
    before, after = ({PurePosixPath(path).stem for path in there} for there in paths)
    names = {id_: {id_, *entry.paper.formerly} for id_, entry in catalog.entries.items()}
    return {id_ for id_, all_ in names.items() if all_ & after and not all_ & before}


def envelope_of(variables: Mapping[str, str], catalog: Catalog) -> Envelope:
    """Return from whom and to whom the digest goes, as environment variables say.

    ``DIGEST_FROM``, ``DIGEST_TO`` (addresses with commas between them), ``DIGEST_UNSUBSCRIBE``.

    Raises:
        MailboxError: One of them is no address.
    """
    sender = variables.get("DIGEST_FROM", "").strip()
    recipients = [part for part in variables.get("DIGEST_TO", "").split(",") if part.strip()]
    return Envelope(
        sender=mailbox(sender, catalog.site.name) if sender else None,
        recipients=tuple(mailbox(recipient.strip()) for recipient in recipients),
        unsubscribe=variables.get("DIGEST_UNSUBSCRIBE", "").strip(),
    )


def keep(letter: Letter, path: Path) -> None:
    """Write the message to a file that mail programs open."""
    disk.write_if_changed(path, letter.message.as_bytes())


def send(letter: Letter, server: smtp.Server) -> None:
    """Send the message.

    Raises:
        MailError: It was not handed over, or not for everybody.
    """
    envelope = letter.envelope
    if envelope.sender is None or not envelope.recipients:
        message = "there is a mail server, but not from whom or to whom the digest goes"
        raise smtp.MailError(message, "set DIGEST_FROM and DIGEST_TO")
    recipients = [recipient.addr_spec for recipient in envelope.recipients]
    smtp.send(letter.message, envelope.sender.addr_spec, recipients, server)
