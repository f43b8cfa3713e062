"""The digest: a mail that reads well, and arrives at a real server or says why not."""

import contextlib
import email
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from datetime import date
from email import policy
from itertools import pairwise
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator import smtp
from generator.cli import main
from generator.render.mail import (
    Envelope,
    MailboxError,
    digest_of,
    html_part,
    mailbox,
    message_of,
    plain_part,
)
from generator.render.mail.digest import period

HERE = Path(__file__).parent
TEMPLATE = (HERE.parent / "templates/mail/digest.html").read_text()
DAY = "2026-11-21"
PASSWORD = "hunter2-geheim"  # noqa: S105 - of the server that these tests start


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    """No variable of the person who runs the tests, and no file beside theirs."""
    for name in "HOST PORT SECURITY USER PASSWORD".split():
        monkeypatch.delenv(f"SMTP_{name}", raising=False)
    for name in "FROM TO UNSUBSCRIBE".split():
        monkeypatch.delenv(f"DIGEST_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def run(root, *arguments, since=DAY, until=DAY):
    return main(["--root", str(root), "digest", "--since", since, "--until", until, *arguments])


def parts(content):
    message = email.message_from_bytes(content, policy=policy.default)
    bodies = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return message, *bodies


# --- when a paper came ---------------------------------------------------------------------------


def git(root, *arguments, day="2026-11-01"):
    moment = f"{day}T12:00:00Z"
    who = {
        f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    command = ["git", "-C", str(root), "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **who, **when})


@pytest.fixture
def proposed(toy):
    """A list in git with a paper that was proposed on the 19th and merged on the 24th."""
    git(toy, "init", "--quiet", "--initial-branch=main")
    git(toy, "add", "-A")
    git(toy, "commit", "--quiet", "-m", "a list")
    git(toy, "checkout", "--quiet", "-b", "proposal")
    path = toy / "content/papers/robot-learning/kites.yaml"
    path.write_text("title: Kites that Fly\nadded: 2026-11-19\n")
    git(toy, "add", "-A", day="2026-11-19")
    git(toy, "commit", "--quiet", "-m", "a paper", day="2026-11-19")
    git(toy, "checkout", "--quiet", "main")
    git(toy, "merge", "--quiet", "--no-ff", "-m", "merged", "proposal", day="2026-11-24")
    return toy


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-11-16", "2026-11-22", False),
        ("2026-11-23", "2026-11-29", True),
        ("2026-11-24", "2026-11-24", True),
        ("2026-11-30", "2026-12-06", False),
    ],
)
def test_a_paper_is_told_in_the_week_in_which_it_was_merged(proposed, since, until, told, capsys):
    assert run(proposed, "--merged", since=since, until=until) == 0
    said = capsys.readouterr().out
    assert ("1 paper added to Toy list" in said) == told
    assert ("no mail" in said) != told


def test_a_paper_that_was_moved_or_renamed_is_not_told_again(proposed, capsys):
    path = proposed / "content/papers/robot-learning/kites.yaml"
    moved = proposed / "content/papers/imitation-learning/hawks.yaml"
    moved.write_text(path.read_text() + "formerly: [kites]\n")
    path.unlink()
    git(proposed, "add", "-A", day="2026-12-02")
    git(proposed, "commit", "--quiet", "-m", "renamed", day="2026-12-02")
    assert run(proposed, "--merged", since="2026-11-30", until="2026-12-06") == 0
    assert "no mail" in capsys.readouterr().out


def test_a_new_list_tells_all_its_papers_in_its_first_week(proposed, capsys):
    assert run(proposed, "--merged", since="2026-10-26", until="2026-11-01") == 0
    assert "12 papers added to Toy list" in capsys.readouterr().out


def test_without_git_or_with_too_little_of_it_nothing_is_guessed(proposed, tmp_path, capsys):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{proposed}", str(shallow))
    assert run(shallow, "--merged", since="2026-11-16", until="2026-11-29") == 1
    assert "fetch-depth: 0" in capsys.readouterr().err
    shutil.rmtree(proposed / ".git")
    assert run(proposed, "--merged", since="2026-11-16", until="2026-11-29") == 1
    assert "is in no git repository" in capsys.readouterr().err


# --- what it says --------------------------------------------------------------------------------


def test_it_is_written_to_a_file_where_no_server_is_named(toy, capsys):
    assert run(toy) == 0
    written = toy / f"digest-{DAY}.eml"  # beside the list, wherever the command was given
    assert capsys.readouterr().out == f"{written}: 11 papers added to Toy list\n"
    message, plain, page = parts(written.read_bytes())
    assert message["Subject"] == "11 papers added to Toy list, 21 November 2026"
    assert message["Date"] == "Sat, 21 Nov 2026 00:00:00 +0000"
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message.get_content_type() == "multipart/alternative"
    assert re.fullmatch(rf"<digest\.{DAY}\.[0-9a-f]{{20}}@example\.org>", message["Message-ID"])
    for body in (plain, page):
        assert "Learning Latent Plans from Play" in body
        assert "https://example.org/toy/papers/learning-latent-plans-from-play/" in body


def test_golden(toy_catalog, request):
    digest = digest_of(toy_catalog, date(2026, 11, 21), date(2026, 11, 21), most=10)
    unsubscribe = "https://example.org/stop?a=1&b=2"
    made = {
        "digest.txt": plain_part(digest, unsubscribe),
        "digest.html": html_part(digest, unsubscribe, TEMPLATE),
    }
    for name, text in made.items():
        path = HERE / "golden" / "mail" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        assert path.read_text() == text


def test_plain_lines_are_short(real_catalog):
    day = max(entry.paper.added for entry in real_catalog.entries.values())
    text = plain_part(digest_of(real_catalog, day, day, most=1000), "")
    assert all(len(line) <= 72 for line in text.splitlines() if "http" not in line)
    assert text.count("http") >= len(real_catalog.entries) - 20


def test_the_page_fetches_nothing_and_fits_before_the_cut(real_catalog):
    day = max(entry.paper.added for entry in real_catalog.entries.values())
    text = html_part(digest_of(real_catalog, day, day), "", TEMPLATE)
    page = html.fromstring(text)
    assert {node.tag for node in page.iter() if isinstance(node.tag, str)} <= set(
        "html head meta title style body div h1 h2 h3 p a span strong".split()
    )
    assert not re.search(r"url\(|@import|src=|\son\w+=", text)
    assert len(text.encode()) < 100_000
    levels = [int(node.tag[1]) for node in page.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_texts_of_papers_are_shown_as_typed(toy):
    title = '<script>alert(1)</script> & "quotes" {{ x }} π ✓ ' + "long " * 40
    path = toy / "content/papers/robot-learning/x.yaml"
    path.write_text(f"title: '{title.strip()}'\nadded: 2026-12-01\n")
    assert run(toy, since="2026-12-01", until="2026-12-01") == 0
    _, plain, page = parts((toy / "digest-2026-12-01.eml").read_bytes())
    assert html.fromstring(page).xpath("//h3")[0].text_content() == title.strip()
    assert " ".join(title.split()) in " ".join(plain.split())
    assert "<script>" not in page


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".org"])
def test_a_host_that_no_network_has_is_no_part_of_a_mails_id(toy, host):
    path = toy / "site_config/site.yaml"
    path.write_text(path.read_text().replace("https://example.org/", f"https://{host}/"))
    assert run(toy) == 0
    message, _, _ = parts((toy / f"digest-{DAY}.eml").read_bytes())
    assert message["Message-ID"].endswith("@localhost>")


def test_a_list_without_address_links_the_papers_themselves(toy):
    path = toy / "site_config/site.yaml"
    path.write_text(path.read_text().replace("url: https://example.org/toy/\n", ""))
    assert run(toy) == 0
    message, plain, page = parts((toy / f"digest-{DAY}.eml").read_bytes())
    assert "example.org" not in plain + page
    assert "https://arxiv.org/abs/1903.01973" in plain
    assert message["Message-ID"].endswith("@localhost>")


def test_a_list_may_have_a_look_of_its_own_and_need_not(toy):
    (toy / "templates/mail").mkdir(parents=True)
    assert run(toy, "--eml", "theirs.eml") == 0
    (toy / "templates/mail/digest.html").write_text("<p>{{ digest.heading }} & more</p>\n")
    assert run(toy, "--eml", "own.eml") == 0
    assert "<title>" in parts(Path("theirs.eml").read_bytes())[2]
    own = parts(Path("own.eml").read_bytes())[2]
    assert own.strip() == "<p>11 papers added to Toy list & more</p>"


def test_days_are_counted_in(toy, capsys):
    path = next((toy / "content/papers").rglob("cad2rl.yaml"))
    path.write_text(re.sub(r"added: .*", "added: 2025-11-10", path.read_text()))
    for since, until, said in (
        ("2025-11-10", "2025-11-10", "1 paper added"),
        ("2025-11-11", "2025-11-20", "nothing was added"),
        ("2025-11-10", "2026-11-21", "12 papers added"),
    ):
        assert run(toy, since=since, until=until) == 0
        assert said in capsys.readouterr().out


def test_nothing_new_sends_and_writes_nothing(toy, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_PORT", "1")
    assert run(toy, since="2027-01-01", until="2027-02-01") == 0
    said = capsys.readouterr().out
    assert said == "nothing was added from 2027-01-01 to 2027-02-01: no mail\n"
    assert not list(tmp_path.glob("*.eml"))


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ((2026, 11, 21), (2026, 11, 21), "21 November 2026"),
        ((2026, 11, 1), (2026, 11, 30), "1 to 30 November 2026"),
        ((2026, 10, 31), (2026, 11, 1), "31 October to 1 November 2026"),
        ((2025, 11, 1), (2026, 11, 1), "1 November 2025 to 1 November 2026"),
    ],
)
def test_periods_in_words(since, until, words):
    assert period(date(*since), date(*until)) == words


def test_a_long_digest_tells_a_fair_share_of_each_theme(real_catalog):
    day = max(entry.paper.added for entry in real_catalog.entries.values())
    digest = digest_of(real_catalog, day, day, most=40)
    told = [len(group.items) for group in digest.groups]
    assert sum(told) <= 40
    assert min(told) >= 1
    assert digest.total == sum(e.paper.added == day for e in real_catalog.entries.values())


def test_the_same_arguments_give_the_same_bytes(toy):
    assert run(toy, "--eml", "a.eml") == run(toy, "--eml", "b.eml") == 0
    assert Path("a.eml").read_bytes() == Path("b.eml").read_bytes()


# --- headers -------------------------------------------------------------------------------------

HEADERS = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
           "Content-Type", "List-Unsubscribe"}  # fmt: skip
ANYTHING = st.text(max_size=40) | st.sampled_from(
    ["a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", '"x" <a@b.org>', "a@b.org\n", "<a@b.org>\r",
     "https://x.org\r\nBcc: x", "a\x00@b.org", "é@ü.org", "@", "a@", "mailto:a@b?x=y"]
)  # fmt: skip


@given(sender=ANYTHING, recipient=ANYTHING, unsubscribe=ANYTHING, name=ANYTHING)
def test_no_variable_adds_a_header(toy_catalog, sender, recipient, unsubscribe, name):
    try:
        envelope = Envelope(mailbox(sender, "List"), (mailbox(recipient),), unsubscribe)
    except MailboxError:
        envelope = Envelope(mailbox("a@b.org"), (mailbox("c@d.org"),))
    site = toy_catalog.site.model_copy(update={"name": name})
    catalog = toy_catalog.model_copy(update={"site": site})
    digest = digest_of(catalog, date(2026, 11, 21), date(2026, 11, 21), most=1)
    sent = message_of(digest, "text\n", "<p>html</p>\n", envelope)
    with contextlib.suppress(UnicodeEncodeError):
        head, _, _ = sent.as_bytes(policy=sent.policy.clone(utf8=True)).partition(b"\r\n\r\n")
        names = {line.split(b":")[0].decode() for line in re.split(rb"\r\n(?![ \t])", head)}
        assert names <= HEADERS
        assert all(len(line) <= 998 for line in head.split(b"\r\n"))


@pytest.mark.parametrize(
    "text",
    ["", "x", "@", "a@", "@b", "a@b\nc", "a@b.org\r\nBcc: c@d.org", "a b@c", "a@b@c", "a\0@b"],
)
def test_what_is_no_mailbox_is_refused(text):
    with pytest.raises(MailboxError):
        mailbox(text)


@pytest.mark.parametrize(
    "text", ["http://x.org", "https://x.org/a b", "x", "https://x.org\n", "https://x.org/<"]
)
def test_what_is_no_address_to_unsubscribe_at_is_refused(text):
    with pytest.raises(MailboxError):
        Envelope(unsubscribe=text)


def test_an_address_to_unsubscribe_at_stays_whole(toy, monkeypatch):
    address = "https://example.org/stop?" + "x" * 300
    monkeypatch.setenv("DIGEST_UNSUBSCRIBE", address)
    assert run(toy, "--eml", "a.eml") == 0
    content = Path("a.eml").read_bytes()
    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in content
    _, plain, page = parts(content)
    assert f"No more of these mails: {address}" in plain
    assert html.fromstring(page).xpath("//a[text()='No more of these mails']/@href") == [address]


def test_without_one_there_is_no_such_header(toy):
    assert run(toy, "--eml", "a.eml") == 0
    message, plain, _ = parts(Path("a.eml").read_bytes())
    assert message["List-Unsubscribe"] is None
    assert "No more" not in plain


# --- a real server -------------------------------------------------------------------------------


class Inbox:
    """Keeps what arrives; refuses addresses that begin with ``no``."""

    def __init__(self):
        self.mails = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("no"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 OK"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def server(authority, monkeypatch, tmp_path):
    """Start a mail server on this machine; returns its inbox."""
    with contextlib.ExitStack() as stack:

        def start(*, security="starttls", trusted=True, login=True):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("127.0.0.1").configure_cert(context)
            options = {"authenticator": check} if login else {}
            if security == "starttls":
                options |= {"tls_context": context, "auth_required": login}
            elif security == "tls":  # the server does not see that TLS is around it
                options |= {"ssl_context": context, "auth_require_tls": False}
            inbox, port = Inbox(), free_port()
            controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
            controller.start()
            stack.callback(controller.stop)
            if trusted:
                authority.cert_pem.write_to_path(tmp_path / "ca.pem")
                monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
            for name, value in {
                "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": security,
                "DIGEST_FROM": "list@example.org", "DIGEST_TO": "one@example.org",
            }.items():  # fmt: skip
                monkeypatch.setenv(name, value)
            if login:
                monkeypatch.setenv("SMTP_USER", "list")
                monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
            return inbox

        yield start


def check(_server, _session, _envelope, _mechanism, data):
    good = (data.login, data.password) == (b"list", PASSWORD.encode())
    return AuthResult(success=good, handled=good)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_it_arrives(toy, server, security, capsys):
    inbox = server(security=security)
    assert run(toy) == 0
    said = capsys.readouterr()
    assert said.out == "sent to 1: 11 papers added to Toy list\n"
    ((sender, recipients, content),) = inbox.mails
    assert (sender, recipients) == ("list@example.org", ("one@example.org",))
    message, plain, page = parts(content)
    assert (message["From"], message["To"]) == ("Toy list <list@example.org>", "one@example.org")
    assert "SPIRAL" in plain
    assert "SPIRAL" in page
    assert not list(Path().glob("*.eml"))
    assert PASSWORD not in said.out + said.err


def test_several_recipients_do_not_see_each_other(toy, server, monkeypatch):
    inbox = server()
    monkeypatch.setenv("DIGEST_TO", "one@example.org, Two <two@example.org>")
    assert run(toy) == 0
    ((_, recipients, content),) = inbox.mails
    assert recipients == ("one@example.org", "two@example.org")
    assert b"one@example.org" not in content
    assert parts(content)[0]["To"] == "Toy list <list@example.org>"


def test_a_wrong_password_is_said_and_not_shown(toy, server, monkeypatch, capsys):
    inbox = server()
    monkeypatch.setenv("SMTP_PASSWORD", "not-" + PASSWORD)
    assert run(toy) == 1
    said = capsys.readouterr()
    assert "refused the login of list (535)" in said.err
    assert PASSWORD not in said.out + said.err
    assert inbox.mails == []


def test_a_server_without_encryption_gets_neither_password_nor_mail(toy, server, capsys):
    inbox = server(security="none", login=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMTP_SECURITY", "starttls")
        patch.setenv("SMTP_USER", "list")
        patch.setenv("SMTP_PASSWORD", PASSWORD)
        assert run(toy) == 1
    assert "cannot do what was asked: STARTTLS" in capsys.readouterr().err
    assert inbox.mails == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_unknown_origin_is_refused(toy, server, security, capsys):
    inbox = server(security=security, trusted=False)
    assert run(toy) == 1
    assert "offers no safe connection: CERTIFICATE_VERIFY_FAILED" in capsys.readouterr().err
    assert inbox.mails == []


def test_a_server_on_this_machine_needs_no_encryption_when_told_so(toy, server):
    inbox = server(security="none", login=False)
    assert run(toy) == 0
    assert len(inbox.mails) == 1


def test_refused_recipients_are_named(toy, server, monkeypatch, capsys):
    inbox = server()
    monkeypatch.setenv("DIGEST_TO", "nobody@example.org")
    assert run(toy) == 1
    said = capsys.readouterr().err
    assert "refused nobody@example.org (550 nobody of that name)" in said
    assert "nobody has it" in said
    assert inbox.mails == []
    monkeypatch.setenv("DIGEST_TO", "one@example.org,nobody@example.org")
    assert run(toy) == 1
    assert "the others have it" in capsys.readouterr().err
    assert [recipients for _, recipients, _ in inbox.mails] == [("one@example.org",)]


def test_a_server_that_says_nothing_is_given_up(toy, monkeypatch, capsys):
    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for name, value in {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(silent.getsockname()[1]),
                            "DIGEST_FROM": "a@b.org", "DIGEST_TO": "c@d.org"}.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        assert run(toy) == 1
    assert "timed out" in capsys.readouterr().err


def test_a_server_that_breaks_off_is_said(toy, monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def hang_up():
            connection, _ = rude.accept()
            connection.sendall(b"554 go away \xff\r\n")
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        for name, value in {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(rude.getsockname()[1]),
                            "DIGEST_FROM": "a@b.org", "DIGEST_TO": "c@d.org"}.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        assert run(toy) == 1
        thread.join()
    assert "took no message: 554 go away" in capsys.readouterr().err


def test_no_server_there_is_said(toy, monkeypatch, capsys):
    for name, value in {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(free_port()),
                        "DIGEST_FROM": "a@b.org", "DIGEST_TO": "c@d.org"}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert run(toy) == 1
    assert "Connection refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SMTP_SECURITY": "ssl"}, (1, "SMTP_SECURITY: expected starttls, tls or none, got 'ssl'")),
        ({"SMTP_PORT": "smtp"}, (1, "SMTP_PORT: expected a port, got 'smtp'")),
        ({"SMTP_PORT": "70000"}, (1, "SMTP_PORT: expected a port, got '70000'")),
        ({"SMTP_USER": "x"}, (1, "SMTP_USER and SMTP_PASSWORD: one is set and the other is not")),
        ({"SMTP_USER": "x", "SMTP_PASSWORD": PASSWORD, "SMTP_SECURITY": "none"}, (1, "in clear")),
        ({"DIGEST_TO": ""}, (1, "not from whom or to whom")),
        ({"DIGEST_FROM": ""}, (1, "not from whom or to whom")),
        ({"DIGEST_FROM": "nobody"}, (2, "expected a mail address, got 'nobody'")),
        ({"DIGEST_TO": "a@b.org,c"}, (2, "expected a mail address, got 'c'")),
        ({"DIGEST_UNSUBSCRIBE": "stop"}, (2, "address to unsubscribe at, got 'stop'")),
    ],
)
def test_settings_that_cannot_be_are_refused(toy, monkeypatch, capsys, variables, told):
    usual = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1", "DIGEST_FROM": "a@b.org",
             "DIGEST_TO": "c@d.org"}  # fmt: skip
    for name, value in {**usual, **variables}.items():
        monkeypatch.setenv(name, value)
    status, said = told
    assert run(toy) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert PASSWORD not in shown.out + shown.err


def test_a_password_is_not_shown_with_the_server():
    server = smtp.server_of({"SMTP_HOST": "x", "SMTP_USER": "u", "SMTP_PASSWORD": PASSWORD})
    assert PASSWORD not in repr(server)
    assert server.port == 587


def test_days_the_wrong_way_round_are_a_usage_error(toy, capsys):
    assert run(toy, since="2026-02-01", until="2026-01-01") == 2
    assert "is later than --until 2026-01-01" in capsys.readouterr().err


def test_a_broken_list_sends_nothing(toy, capsys):
    (toy / "content/papers/robot-learning/x.yaml").write_text("title: [\n")
    assert run(toy) == 1
    assert "yaml-syntax" in capsys.readouterr().out
    assert not list(Path().glob("*.eml"))
