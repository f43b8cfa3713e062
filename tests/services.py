"""arXiv, Crossref and doi.org on loopback: they answer what a test tells them, and remember."""

import http.server
import json
import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/query</id>
  <title>arXiv Query: search_query=&amp;id_list=x</title>
  <updated>2026-01-31T00:00:00Z</updated>
  <opensearch:totalResults>1</opensearch:totalResults>
%s</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v1</id>
    <title>{title}</title>
    <updated>2024-01-02T00:00:00Z</updated>
    <published>2024-01-01T18:59:59Z</published>
    <summary>  {abstract}
</summary>
    <author><name>Ann One</name></author>
    <author><name>Bo Two</name></author>
    <arxiv:comment>{comment}</arxiv:comment>
    <link href="http://arxiv.org/abs/{id}v1" rel="alternate" type="text/html"/>
    <arxiv:primary_category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
"""
TITLE = "Grasp Imitation by Tactile Play"
ABSTRACT = (
    "We propose Grasp Imitation by Tactile Play (GITP), which trains a robot arm from play. "
    "GITP needs no reward and handles objects that it never saw."
)


def feed(*, id_="2401.00010", title=TITLE, abstract=ABSTRACT, comment="8 pages"):
    """What arXiv's API answers about one paper."""
    fields = {"title": title, "abstract": abstract, "comment": comment}
    fields = {name: escape(text) for name, text in fields.items()}
    return (FEED % ENTRY.format(id=id_, **fields)).encode()


def work(**fields):
    """What Crossref's API answers about one paper."""
    message = {
        "DOI": "10.1109/TRO.2024.1",
        "type": "journal-article",
        "title": ["Dexterous Hands that Learn by Themselves"],
        "container-title": ["IEEE Transactions on Robotics"],
        "author": [{"given": "Ann", "family": "One", "sequence": "first"}],
        "published": {"date-parts": [[2024, 5, 1]]},
        **fields,
    }
    answer = {"status": "ok", "message-type": "work", "message-version": "1.0.0"}
    return json.dumps({**answer, "message": message}).encode()


@dataclass
class Answer:
    """One answer: a status, headers and a body, or a misbehaviour."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_off: bool = False
    hang: bool = False


class Services:
    """The server; ``answers`` maps the beginning of a path to what is answered, one by one."""

    def __init__(self):
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.going_on = threading.Event()
        services = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                services.asked.append((self.path, dict(self.headers)))
                answer = services.next_answer(self.path)
                if answer.hang:
                    services.going_on.wait(10)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body) + 99 * answer.cut_off))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def next_answer(self, path):
        """Return what is due for a path; the last answer goes on for ever."""
        due = next((a for begin, a in self.answers.items() if path.startswith(begin)), None)
        if due is None:
            return Answer(status=404)
        return due.pop(0) if len(due) > 1 else due[0]

    @property
    def options(self):
        """What makes the command line ask here."""
        names = {"arxiv": "/arxiv", "crossref": "/crossref", "doi": "/doi"}
        return [
            part
            for name, path in names.items()
            for part in (f"--{name}-api", f"{self.address}{path}")
        ]


@contextmanager
def running():
    """Run the services for a while."""
    services = Services()
    thread = threading.Thread(target=services.server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield services
    services.going_on.set()
    services.server.shutdown()
    services.server.server_close()
    thread.join()
