"""Asking arXiv and Crossref: patient, polite, and never fooled; the real ones are never asked."""

import os
from email.utils import formatdate

import pytest
import requests
from services import Answer, feed, running, work

from generator import fetch
from generator.fetch import Fetcher, FetchError
from generator.flows.add import readable


@pytest.fixture
def services(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as found:
        yield found


@pytest.fixture
def waited():
    return []


@pytest.fixture
def fetcher(services, tmp_path, waited):
    address = services.address
    return Fetcher(
        agent="A list (https://example.org/list)",
        cache=tmp_path / "answers",
        usable=readable,
        services=fetch.Services(f"{address}/arxiv", f"{address}/crossref", f"{address}/doi"),
        sleep=waited.append,
    )


def test_arxiv_is_asked_for_one_paper_by_name(services, fetcher):
    services.answers["/arxiv"] = [Answer(feed())]
    assert fetcher.arxiv("hep-th/9901001") == feed()
    ((path, headers),) = services.asked
    assert path == "/arxiv?id_list=hep-th%2F9901001&max_results=1"
    assert headers["User-Agent"] == "A list (https://example.org/list)"


def test_a_kept_answer_costs_no_question(services, fetcher):
    services.answers["/arxiv"] = [Answer(feed())]
    assert fetcher.arxiv("2401.00010") == fetcher.arxiv("2401.00010") == feed()
    assert len(services.asked) == 1
    assert (fetcher.cache / ".gitignore").read_bytes() == b"*\n"


def test_an_old_answer_is_asked_for_again_except_offline(services, fetcher):
    services.answers["/arxiv"] = [Answer(feed()), Answer(feed(title="Changed"))]
    fetcher.arxiv("2401.00010")
    for path in fetcher.cache.iterdir():
        os.utime(path, (0, 0))
    fetcher.offline = True
    assert fetcher.arxiv("2401.00010") == feed()
    assert len(services.asked) == 1
    fetcher.offline = False
    assert fetcher.arxiv("2401.00010") == feed(title="Changed")


def test_offline_never_asks(services, fetcher):
    fetcher.offline = True
    with pytest.raises(FetchError, match="--offline"):
        fetcher.arxiv("2401.00010")
    assert services.asked == []


def test_what_cannot_be_read_is_not_kept(services, fetcher):
    services.answers["/arxiv"] = [Answer(b"\x00\xff nonsense"), Answer(feed())]
    assert fetcher.arxiv("2401.00010") == b"\x00\xff nonsense"
    assert fetcher.arxiv("2401.00010") == feed()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_later(services, fetcher, waited, status):
    busy = Answer(status=status)
    services.answers["/crossref"] = [busy, busy, Answer(work())]
    assert fetcher.doi("10.1109/tro.2024.1") == work()
    assert waited == [3, 6]


def test_the_wait_that_a_service_asks_for_is_kept(services, fetcher, waited):
    soon = formatdate(2_000_000_000, usegmt=True)
    services.answers["/crossref"] = [
        Answer(status=429, headers={"Retry-After": "17"}),
        Answer(status=503, headers={"Retry-After": "no number"}),
        Answer(status=503, headers={"Retry-After": "9" * 5000}),
        Answer(work()),
    ]
    assert fetcher.doi("10.1109/tro.2024.1") == work()
    assert waited == [17, 6, 12]
    services.answers["/crossref"] = [Answer(status=503, headers={"Retry-After": soon})]
    with pytest.raises(FetchError, match="asks to wait"):
        fetcher.doi("10.1109/tro.2024.2")


def test_a_service_that_asks_for_an_hour_is_left_alone(services, fetcher, waited):
    services.answers["/crossref"] = [Answer(status=429, headers={"Retry-After": "3600"})]
    with pytest.raises(FetchError, match="asks to wait 3600 seconds"):
        fetcher.doi("10.1109/tro.2024.1")
    assert waited == []
    assert len(services.asked) == 1


def test_after_four_tries_it_is_enough(services, fetcher, waited):
    services.answers["/crossref"] = [Answer(status=503)]
    with pytest.raises(FetchError, match="did not answer after 4 tries: '503 Service Unavailable'"):
        fetcher.doi("10.1109/tro.2024.1")
    assert waited == [3, 6, 12]
    assert len(services.asked) == 4


def test_arxiv_is_asked_once_in_three_seconds_over_runs_too(services, fetcher, waited):
    services.answers["/arxiv"] = [Answer(feed())]
    fetcher.arxiv("2401.00010")
    assert waited == []
    Fetcher("x", fetcher.cache, readable, fetcher.services, sleep=waited.append).arxiv("2401.00011")
    assert len(waited) == 1
    assert 0 < waited[0] <= 3
    os.utime(fetcher.cache / "arXiv.asked", (0, 0))
    fetcher.arxiv("2401.00012")
    assert len(waited) == 1


@pytest.mark.parametrize("answer", [Answer(feed(), cut_off=True), Answer(hang=True)])
def test_a_broken_or_missing_answer_is_tried_again(services, fetcher, waited, monkeypatch, answer):
    monkeypatch.setattr(fetch, "_READ", 0.3)
    services.answers["/arxiv"] = [answer, Answer(feed())]
    assert fetcher.arxiv("2401.00010") == feed()
    assert waited[0] == 3


def test_nobody_there_is_said(fetcher, services):
    services.server.shutdown()
    services.server.server_close()
    with pytest.raises(FetchError, match="arXiv did not answer after 4 tries: no connection"):
        fetcher.arxiv("2401.00010")


def test_redirects_are_followed_and_not_for_ever(services, fetcher):
    services.answers["/crossref"] = [Answer(status=301, headers={"Location": "/moved"})]
    services.answers["/moved"] = [Answer(work())]
    assert fetcher.doi("10.1109/tro.2024.1") == work()
    services.answers["/moved"] = [Answer(status=302, headers={"Location": "/moved"})]
    with pytest.raises(FetchError, match=r"did not answer: .*redirects"):
        fetcher.doi("10.1109/tro.2024.2")


def test_a_doi_of_another_registrar_is_asked_for_at_doi_org(services, fetcher):
    csl = b'{"title": "A data set paper", "DOI": "10.5281/zenodo.1"}'
    services.answers["/doi/10.5281/zenodo.1"] = [Answer(csl)]
    assert fetcher.doi("10.5281/zenodo.1") == csl
    assert services.asked[0][0] == "/crossref/works/10.5281%2Fzenodo.1"
    assert services.asked[1][1]["Accept"] == "application/vnd.citationstyles.csl+json"
    with pytest.raises(FetchError, match=r"doi\.org knows no such paper"):
        fetcher.doi("10.5281/zenodo.2")


def test_a_refusal_is_said_once_with_its_words(services, fetcher, waited):
    services.answers["/arxiv"] = [Answer(status=403)]
    with pytest.raises(FetchError, match="arXiv answered '403 Forbidden'"):
        fetcher.arxiv("2401.00010")
    assert waited == []


def test_an_endless_answer_is_not_read_to_its_end(services, fetcher, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_ANSWER", 10_000)
    services.answers["/arxiv"] = [Answer(b"x" * 50_000)]
    with pytest.raises(FetchError, match="larger than 10,000 bytes"):
        fetcher.arxiv("2401.00010")


def test_a_slow_answer_is_given_up(services, fetcher, monkeypatch):
    monkeypatch.setattr(fetch, "_WHOLE", -1.0)
    services.answers["/arxiv"] = [Answer(feed())]
    with pytest.raises(FetchError, match="no answer in time"):
        fetcher.arxiv("2401.00010")


def test_an_unsafe_connection_is_not_tried_again(fetcher, monkeypatch, waited):
    def refuse(*_args, **_kwargs):
        raise requests.exceptions.SSLError("certificate\x1b[31m expired")

    monkeypatch.setattr(requests.Session, "get", refuse)
    with pytest.raises(
        FetchError, match=r"cannot be reached safely: 'certificate\\x1b\[31m expired'"
    ):
        fetcher.arxiv("2401.00010")
    assert waited == []
