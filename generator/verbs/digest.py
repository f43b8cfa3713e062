"""``generator digest``: a mail of what was added."""

import argparse
import os
import sys
from pathlib import Path

from generator.flows.digest import Letter, envelope_of, keep, merged_between, send, write_digest
from generator.flows.own import own_problems
from generator.git import GitError
from generator.problems import has_errors
from generator.project import Project, load_project
from generator.render.mail import MailboxError, digest_of
from generator.render.mail.digest import MOST
from generator.render.templates import BrokenTemplateError
from generator.smtp import MailError, server_of
from generator.verbs import addresses
from generator.verbs.console import CLEAN, ERRORS, USAGE, count, day, show_problems, today

_VARIABLES = """\
Without --eml the mail is sent, when these environment variables say how:
  SMTP_HOST, SMTP_PORT, SMTP_SECURITY (starttls, tls or none), SMTP_USER, SMTP_PASSWORD
  DIGEST_FROM, DIGEST_TO (addresses with commas between them), DIGEST_UNSUBSCRIBE (an address)
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.epilog = _VARIABLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    addresses.configure(parser)
    parser.add_argument("--since", type=day, required=True, metavar="DAY", help="the first day")
    parser.add_argument(
        "--until", type=day, default=today(), metavar="DAY", help="the last day (default: today)"
    )
    parser.add_argument(
        "--eml", type=Path, metavar="FILE", help="write the mail to a file and send nothing"
    )
    parser.add_argument(
        "--merged",
        action="store_true",
        help="go by the day on which an entry came into the checked-out branch, as git knows it, "
        "instead of the day that it states: a pull request may wait for weeks",
    )
    parser.add_argument(
        "--most",
        type=count,
        default=MOST,
        metavar="N",
        help=f"papers to tell in full; the others are counted (default: {MOST})",
    )


def run(options: argparse.Namespace) -> int:
    """Send a mail of what was added from one day to another, or write it to a file."""
    if options.until < options.since:
        said = f"--since {options.since} is later than --until {options.until}"
        print(f"error: {said}", file=sys.stderr)
        return USAGE
    project = Project(options.root)
    loaded = load_project(project, check=False)
    catalog = loaded.catalog
    problems = [*loaded.problems, *own_problems(project)]
    if catalog is None or has_errors(problems):
        show_problems(problems, loaded.texts, quiet=True)
        return ERRORS
    catalog = addresses.published(catalog, options)
    days = (options.since, options.until)
    try:
        came = merged_between(project, catalog, *days) if options.merged else None
        digest = digest_of(catalog, *days, most=options.most, came=came)
        if not digest.total:
            print(f"nothing was added from {options.since} to {options.until}: no mail")
            return CLEAN
        envelope = envelope_of(os.environ, catalog)
        said = _hand_over(project, write_digest(project, digest, envelope), options.eml)
    except MailboxError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return USAGE
    except (GitError, MailError) as fault:
        print(f"error: {fault}\n    hint: {fault.hint}", file=sys.stderr)
    except BrokenTemplateError as fault:
        show_problems([fault.problem], loaded.texts)
    else:
        print(f"{said}: {digest.heading}")
        return CLEAN
    return ERRORS


def _hand_over(project: Project, letter: Letter, path: Path | None) -> str:
    """Send a mail, or write it to a file where there is one or no server; return what was done."""
    server = None if path else server_of(os.environ)
    if server is None:
        path = path or project.root / f"digest-{letter.digest.until}.eml"
        keep(letter, path)
        return str(path)
    send(letter, server)
    return f"sent to {len(letter.envelope.recipients)}"
