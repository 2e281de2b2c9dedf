#!/usr/bin/env python3
"""Streams a long reply at full speed to the program and to curl, in turn, and compares what it costs them.

    cargo build --release
    scripts/bench-stream.py [--tokens 100000] [--runs 5]

An endpoint inside the script, on 127.0.0.1, sends the reply as an OpenAI-compatible stream, a token an event. The
program holds an interview of one answer with it (`VIVA_RAW=true`, so that every token is shown); what the same interview
costs with a reply of ten tokens stands beside it. Needs Python 3 and curl, and opens no other connection.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWER = b"I'd use a dict from value to index.\n"
EVENTS_A_WRITE = 200


class Endpoint(threading.Thread):
    """Lists one model, and answers every chat with the same stream."""

    def __init__(self, tokens):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.tokens = tokens
        self.first_sent_s = None
        self.whole = False

    def run(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += client.recv(65536)
        head, body = raw.split(b"\r\n\r\n", 1)
        lines = head.decode().lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
        while len(body) < length:
            body += client.recv(65536)
        if head.startswith(b"GET"):
            found = json.dumps({"object": "list", "data": [{"id": "bench", "object": "model"}]}).encode()
            client.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
                           + f"content-length: {len(found)}\r\n\r\n".encode() + found)
        else:
            self.stream(client)
        client.close()

    def stream(self, client):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        events = [event({"content": f" word{number % 1000}"}) for number in range(self.tokens)]
        self.first_sent_s = time.perf_counter()
        try:
            for at in range(0, len(events), EVENTS_A_WRITE):
                client.sendall(b"".join(events[at:at + EVENTS_A_WRITE]))
            client.sendall(event({}, "stop") + b"data: [DONE]\n\n")
            self.whole = True
        except OSError:
            self.whole = False


def event(delta, finish=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


def run(command, tokens, given, **environment):
    """Processor seconds, peak memory in MiB, milliseconds from the first byte sent to the first word printed."""
    endpoint = Endpoint(tokens)
    endpoint.start()
    with tempfile.TemporaryDirectory(prefix="viva-bench-") as home:
        process = subprocess.Popen([part.replace("URL", endpoint.url) for part in command], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env={"PATH": os.environ["PATH"], "HOME": home, **environment})
        process.stdin.write(given)
        process.stdin.close()
        out, seen, first_s, peak_mb = process.stdout.fileno(), b"", None, 0.0
        while piece := os.read(out, 1 << 16):
            peak_mb = max(peak_mb, resident_mb(process.pid))
            if first_s is None:
                seen += piece
                first_s = time.perf_counter() if b"word0" in seen else None
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    endpoint.listener.close()
    if process.returncode != 0 or not endpoint.whole or first_s is None:
        sys.exit(f"bench-stream: {command[0]} ended with {process.returncode}, "
                 f"{'all' if endpoint.whole else 'not all'} of the stream was read")
    return usage.ru_utime + usage.ru_stime, peak_mb, (first_s - endpoint.first_sent_s) * 1000


def resident_mb(pid):
    """The most that was resident so far; what the parent is told at the end is never less than the parent's own size."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:")), 0.0)
    except OSError:
        return 0.0


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--binary", default=str(ROOT / "target" / "release" / "viva"))
    options.add_argument("--tokens", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    viva = [chosen.binary, "start", "--question", "two-sum", "--seed", "1", "--interviewer", "endpoint", "--judge", "builtin",
            "--endpoint", "URL", "--model", "bench"]
    curl = ["curl", "-sN", "-H", "content-type: application/json", "-d", '{"stream": true}', "URL/chat/completions"]
    rows = {"viva": [], "viva, ten tokens": [], "curl": []}
    for _ in range(chosen.runs):
        rows["viva"].append(run(viva, chosen.tokens, ANSWER, VIVA_RAW="true"))
        rows["viva, ten tokens"].append(run(viva, 10, ANSWER, VIVA_RAW="true"))
        rows["curl"].append(run(curl, chosen.tokens, b""))
    print(f"| {chosen.tokens:,} tokens, median of {chosen.runs} | processor (s) | peak memory (MiB) | first byte to first word (ms) |")
    print("|---|---|---|---|")
    for name, figures in rows.items():
        cpu_s, peak_mb, first_ms = (statistics.median(column) for column in zip(*figures))
        print(f"| {name} | {cpu_s:.3f} | {peak_mb:.1f} | {first_ms:.2f} |")


if __name__ == "__main__":
    main()
