"""Links that rot, looked at politely: against a server of our own, never outside."""

import ipaddress
import json
import socket
from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strange import Strange, only_here

from generator import web as web_module
from generator.health.links import State, look_at, look_at_all
from generator.health.memory import Memory, lasting, memory_text, read_memory, remember
from generator.web import RefusedError, Web, WebError, is_public

DAY = date(2026, 11, 21)
LATER = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/200", State.ALIVE, ""),
        ("/204", State.ALIVE, ""),
        ("/404", State.GONE, "answers 404"),
        ("/410", State.GONE, "answers 410"),
        ("/lost", State.GONE, "answers 404"),
        ("/headless", State.ALIVE, ""),
        ("/endless", State.ALIVE, ""),
        ("/found", State.ALIVE, ""),
        ("/401", State.UNSURE, "answers 401"),
        ("/403", State.UNSURE, "answers 403"),
        ("/405", State.UNSURE, "answers 405"),
        ("/500", State.UNSURE, "answers 500"),
        ("/503", State.UNSURE, "answers 503"),
        ("/swamped", State.UNSURE, "answers 429"),
        ("/circle", State.UNSURE, "redirects in a circle"),
        ("/far", State.UNSURE, "redirects more than 5 times"),
        ("/slow", State.UNSURE, "no answer within 0.5 seconds"),
        ("/drip", State.UNSURE, "no answer within 0.5 seconds"),
        ("/garbage", State.UNSURE, "no answer: BadStatusLine"),
        ("/private", State.UNSURE, "it leads into a private network"),
        ("/file", State.UNSURE, "it is no http or https address"),
        ("/broken", State.UNSURE, "redirects to what is no address"),
    ],
)
def test_only_404_and_410_say_that_a_link_is_gone(server, web, path, state, why):
    verdict = look_at(server + path, web)
    assert (verdict.state, verdict.why) == (state, why)


def test_a_link_that_moved_for_good_says_where_to(server, web):
    assert look_at(server + "/moved", web).moved_to == server + "/200/new"
    assert look_at(server + "/found", web).moved_to == ""
    assert look_at(server + "/200", web).moved_to == ""


def test_the_head_is_enough_where_it_is_answered(server, web):
    look_at(server + "/200", web)
    assert Strange.asked == {("HEAD", "/200"): 1}


def test_a_busy_server_is_given_the_time_it_asks_for(server, web, pauses):
    assert look_at(server + "/busy", web).state is State.ALIVE
    assert pauses == [7]
    assert Strange.asked == {("HEAD", "/busy"): 2}


def test_a_swamped_host_is_left_alone(server, web, pauses):
    urls = [server + path for path in ("/200", "/swamped", "/zzz")]
    verdicts = look_at_all(urls, web)
    assert [v.why for v in verdicts.values()] == ["", "answers 429", "not asked: its host is busy"]
    assert pauses == []
    assert ("HEAD", "/zzz") not in Strange.asked


def test_requests_to_one_host_keep_their_distance(server, pauses):
    web = Web("test", allowed=only_here, pause=pauses.append, delay=1000)
    look_at_all([server + "/200/a", server + "/200/b", server + "/200/c"], web)
    assert [round(pause, -2) for pause in pauses] == [1000, 1000]


def test_of_an_answer_no_more_is_read_than_was_asked_for(server, web):
    assert len(web.ask("GET", server + "/endless", 1000).body) == 1000
    assert web.ask("GET", server + "/endless").body == b""


def test_we_say_who_we_are(server, web, monkeypatch):
    seen = []
    monkeypatch.setattr(Strange, "on_200", lambda s, _k: (seen.append(dict(s.headers)), s.say(200)),
                        raising=False)  # fmt: skip
    web.ask("HEAD", server + "/200")
    assert seen[0]["User-Agent"] == "test"
    assert "Cookie" not in seen[0]
    assert "Referer" not in seen[0]


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0",  # noqa: S104
        "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "100.64.0.1", "169.254.169.254", "168.63.129.16", "192.0.2.1", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%1",
        "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_nobody_outside_could_reach_are_never_asked(place):
    assert not is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize("place", ["8.8.8.8", "151.101.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_asked(place):
    assert is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "http://user:word@example.org/",
        "http:///nowhere",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f000001/",
        "http://2130706433/",
    ],
)
def test_by_default_only_public_hosts_are_asked(url):
    with pytest.raises(RefusedError):
        Web("test").ask("HEAD", url)


def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(monkeypatch):
    def resolve(*_arguments, **_named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80))
                for place in ("93.184.215.14", "10.0.0.7")]  # fmt: skip

    monkeypatch.setattr(web_module.socket, "getaddrinfo", resolve)
    with pytest.raises(RefusedError):
        Web("test").ask("HEAD", "http://rebinding.example/")


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(
    server, web, monkeypatch
):
    """Otherwise a second answer of the name server could lead inside."""
    port = urlsplit(server).port
    names, places = [], []
    connect = socket.create_connection

    def resolve(host, *_arguments, **_named):
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    def note(place, *arguments):
        places.append(place)
        monkeypatch.undo()
        return connect(place, *arguments)

    monkeypatch.setattr(web_module.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(web_module.socket, "create_connection", note)
    assert web.ask("HEAD", f"http://strange.example:{port}/200").status == 200
    assert names == ["strange.example"]
    assert places == [("127.0.0.1", port)]


def test_where_a_host_does_not_answer_at_one_address_the_next_is_asked(server, web, monkeypatch):
    port = urlsplit(server).port
    places = []
    connect = socket.create_connection

    def resolve(*_arguments, **_named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 2

    def refuse_once(place, *arguments):
        places.append(place)
        if len(places) == 1:
            raise ConnectionRefusedError
        return connect(place, *arguments)

    monkeypatch.setattr(web_module.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(web_module.socket, "create_connection", refuse_once)
    assert web.ask("HEAD", f"http://strange.example:{port}/200").status == 200
    assert len(places) == 2


def test_all_addresses_of_a_host_together_have_the_time_of_one(web, monkeypatch):
    clock = [0.0]

    def resolve(*_arguments, **_named):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))] * 200

    def wait(_place, seconds):
        clock[0] += seconds
        raise TimeoutError

    monkeypatch.setattr(web_module.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(web_module.socket, "create_connection", wait)
    monkeypatch.setattr(web_module.time, "monotonic", lambda: clock[0])
    with pytest.raises(WebError, match="no answer within"):
        web.ask("HEAD", "http://strange.example:9/")
    assert clock[0] == pytest.approx(0.5)


@pytest.mark.parametrize("url", ["http://[", "http://a:99999/", "http://nowhere.invalid/"])
def test_what_is_no_address_gives_a_reason_and_no_crash(url):
    with pytest.raises(WebError):
        Web("test").ask("GET", url)


def seen(server: str, web: Web, *statuses: int) -> list[str]:
    """Look once a day at a link that answers with one status after the other."""
    Strange.answers["later"] = [
        status for s in statuses for status in ([s] if s == 200 else [s, s])
    ]
    memory, told = Memory(), []
    for number in range(len(statuses)):
        today = date(2026, 11, 1 + number)
        verdicts = look_at_all([server + "/later"], web)
        told.append(", ".join(d.isoformat() for d in lasting(memory, verdicts, today).values()))
        memory = read_memory(memory_text(remember(memory, verdicts, today)))
    return told


def test_a_link_is_dead_when_a_later_day_finds_it_gone_again(server, web):
    assert seen(server, web, 404, 404, 410) == ["", "2026-11-01", "2026-11-01"]


def test_a_link_that_came_back_starts_anew(server, web):
    assert seen(server, web, 404, 200, 404, 404) == ["", "", "", "2026-11-03"]


def test_an_unsure_look_neither_confirms_nor_clears(server, web):
    assert seen(server, web, 404, 500, 404) == ["", "", "2026-11-01"]


def test_two_looks_on_one_day_are_one(server, web):
    verdicts = look_at_all([server + "/404"], web)
    memory = remember(Memory(), verdicts, DAY)
    assert lasting(memory, verdicts, DAY) == {}
    assert list(lasting(memory, verdicts, LATER)) == [server + "/404"]


def test_a_link_that_nobody_names_any_more_is_forgotten():
    assert remember(Memory({"https://x.org/": DAY}), {}, LATER) == Memory()


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_a_spoilt_memory_is_no_memory(text):
    assert read_memory(text) == Memory()


@pytest.mark.parametrize(
    "text", ['{"form": 2, "gone_since": {}}', '{"form": 1, "gone_since": {"x": "soon"}}',
             '{"form": 1, "gone_since": []}', '{"form": 1}'],
)  # fmt: skip
def test_a_memory_of_another_form_is_no_memory(text):
    assert read_memory(text) == Memory()
