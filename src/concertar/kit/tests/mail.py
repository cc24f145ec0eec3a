"""Mail servers for the tests: one that is slow, one that hangs, one that speaks as it is told."""

import re
import socketserver
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from django.core.mail.backends.filebased import EmailBackend


class SlowFileMail(EmailBackend):
    """Writes mail to files, taking its time, as a mail server does."""

    def write_message(self, message):
        super().write_message(message)
        time.sleep(0.02)


class MailThatHangsAfterSending(EmailBackend):
    """Sends, says so, and never comes back: the moment at which the test kills the process."""

    def send_messages(self, messages):
        super().send_messages(messages)
        self.stream.flush()
        print("sent", flush=True)  # noqa: T201
        sys.stdin.readline()


class MailThatHangsBeforeSending(EmailBackend):
    def send_messages(self, messages):
        print("claimed", flush=True)  # noqa: T201
        sys.stdin.readline()


def message_ids(folder: Path) -> list[str]:
    """The Message-ID of every mail written to the folder, doubles included."""
    return [
        name
        for path in sorted(folder.glob("*.log"))
        for name in re.findall(r"^Message-ID: (\S+)", path.read_text(), re.MULTILINE)
    ]


class _Talk(socketserver.StreamRequestHandler):
    """One SMTP conversation; the server's `answers` replace the usual reply to a command."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            if word == "DATA" and "DATA" not in self.server.answers:
                self.say("354 go on")
                self.read_text()
                word = "."
            answer = self.server.answers.get(word, "221 bye" if word == "QUIT" else "250 ok")
            if answer is None:
                return  # hangs up without a word
            self.say(answer)

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def read_text(self):
        text = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            text += line
        self.server.received.append(text.decode())


@contextmanager
def smtp_server(**answers):
    """A server on this machine; `smtp_server(RCPT="550 no")`, and `end=None` after the text."""
    if "end" in answers:
        answers["."] = answers.pop("end")
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
    server.daemon_threads = True
    server.answers, server.received = answers, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
