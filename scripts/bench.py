#!/usr/bin/env python3
"""Measures the program as a user meets it: launch, first question, memory, and what it adds to a model's words.

    cargo build --release
    scripts/bench.py [--runs N] [--json] [--binary FILE]

Python 3 and nothing else; no network but 127.0.0.1, no file outside a temporary directory. Every figure is a median
over N runs and stands beside a baseline that was measured in between, in the same run: on a busy machine both grow.
"""

import argparse
import contextlib
import fcntl
import json
import os
import pty
import select
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 60
QUESTION = "two-sum"
# Answers that make a point or two each, as spoken; they leave the interviewer something to ask.
ANSWERS = [
    "I am not sure how to begin, so let me think about a small list first and see what happens there.",
    "Perhaps I would try every pair with two nested loops, which is quadratic, so it is slow for long lists.",
    "I would keep a dict from each value to its index and look up the target minus the number that I am at.",
    "I check first and store afterwards, so a number is never paired with itself.",
]
SETTLE_S = 0.03


class Failed(Exception):
    """The program did not do what is to be measured."""


def now_ms():
    return time.perf_counter_ns() / 1e6


def environment(home, **more):
    """Nothing but what the program needs: no key, no endpoint and no setting of the user's gets in."""
    return {"HOME": home, "PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color", "LANG": "C.UTF-8", **more}


def spawn_ms(command, home):
    """From launch to exit, output thrown away."""
    began = now_ms()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=environment(home), check=True, close_fds=False)
    return now_ms() - began


class Talk:
    """The program with `--json` on pipes, read line by line without a thread."""

    def __init__(self, command, env):
        self.began_ms = now_ms()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=env, bufsize=0)
        self.unread = b""

    def line(self, endpoint=None):
        """The next object, and when it was there; none where the endpoint was asked meanwhile."""
        out = self.process.stdout.fileno()
        at_ms = now_ms()
        while b"\n" not in self.unread:
            ready, _, _ = select.select([out, *([endpoint.listener] if endpoint else [])], [], [], LONGEST_S)
            if out in ready:
                piece = os.read(out, 65536)
                at_ms = now_ms()
                if not piece:
                    raise Failed("the program ended early")
                self.unread += piece
            elif ready:
                endpoint.serve()
                return None, now_ms()
            else:
                raise Failed(f"not a word within {LONGEST_S} s")
        line, self.unread = self.unread.split(b"\n", 1)
        return json.loads(line), at_ms

    def until(self, wanted, endpoint=None):
        """Reads up to an object of this type."""
        while True:
            found, at_ms = self.line(endpoint)
            if found and found["type"] == wanted:
                return found, at_ms
            if found and found["type"] in ("scorecard", "end"):
                raise Failed(f"`{found['type']}` came before `{wanted}`")

    def asks(self, endpoint):
        """Whether the program asks the endpoint for its next words; some are its own."""
        while endpoint.reply is None:
            found, _ = self.line(endpoint)
            if found and found["type"] == "utterance":
                return False
        return True

    def send(self, **found):
        self.process.stdin.write(json.dumps(found).encode() + b"\n")
        return now_ms()

    def close(self):
        """Kills it, and tells the processor time that it had, in ms."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        if self.process.returncode is not None:
            return 0.0
        self.process.send_signal(signal.SIGKILL)
        self.process.stdout.close()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return 1000 * (usage.ru_utime + usage.ru_stime)


def interview(binary, *more):
    return [binary, "start", "--question", QUESTION, "--seed", "1", "--minutes", "60", "--json", *more]


def first_question_ms(binary, home):
    """From launch to the `question` line, and the processor time until then."""
    talk = Talk(interview(binary, "--interviewer", "builtin"), environment(home))
    try:
        _, at_ms = talk.until("question")
        return at_ms - talk.began_ms, talk.close()
    finally:
        talk.close()


def first_question_pty_ms(binary, home, words):
    """From launch to the question's first words on a terminal of 80 columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [binary, "start", "--question", QUESTION, "--interviewer", "builtin"]
    began = now_ms()
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment(home),
                               start_new_session=True)
    os.close(slave)
    seen = b""
    try:
        until = time.monotonic() + LONGEST_S
        while words not in seen:
            if not select.select([master], [], [], max(0, until - time.monotonic()))[0]:
                raise Failed("the question never appeared on the terminal")
            seen += os.read(master, 65536)
        return now_ms() - began
    finally:
        process.kill()
        process.wait()
        os.close(master)


def peak_memory_mb(binary, home):
    """The most that was resident in a whole interview with its scorecard, in MiB.

    The pipe is made small and read up to the scorecard's beginning, so that the program stands still with all its work
    done while the kernel is asked. Where there is no /proc, it is what the parent is told after the end, which is never
    less than this script's own size.
    """
    talk = Talk(interview(binary, "--interviewer", "builtin"), environment(home))
    out = talk.process.stdout.fileno()
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, 4096)
    try:
        for answer in ANSWERS:
            talk.send(type="answer", text=answer)
        talk.send(type="command", name="done")
        seen = b""
        while b'"type":"scorecard"' not in seen:
            piece = os.read(out, 1024)
            if not piece:
                raise Failed("no scorecard came")
            seen += piece
        with contextlib.suppress(OSError), open(f"/proc/{talk.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
        while os.read(out, 65536):
            pass
        _, _, usage = os.wait4(talk.process.pid, 0)
        talk.process.returncode = 0
        return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    finally:
        talk.close()


def answers_ms(binary, home):
    """From an answer's line in to the `utterance` line out, built-in voice: commit, analysis, next move, words."""
    talk = Talk(interview(binary, "--interviewer", "builtin"), environment(home))
    times = []
    try:
        talk.until("question")
        for answer in ANSWERS:
            time.sleep(SETTLE_S)
            sent_ms = talk.send(type="answer", text=answer)
            _, at_ms = talk.until("utterance")
            times.append(at_ms - sent_ms)
    finally:
        talk.close()
    return times


def pasted_ms(binary, home, kilobytes):
    """Processor time of an interview whose one answer is a paste that is nothing but what the question listens for."""
    words = "I keep a dict from value to index and look up target minus the number, so it is linear time. "
    answer = words * (kilobytes * 1000 // len(words) + 1)
    process = subprocess.Popen([binary, "start", "--question", QUESTION, "--interviewer", "builtin"],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=environment(home))
    with process.stdin:
        process.stdin.write(answer.encode())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"a paste of {kilobytes} KB ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def fsync_ms(home):
    """What one durable write costs here: a page appended to a file, and fsync."""
    path = os.path.join(home, "fsync-baseline")
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        began = now_ms()
        os.write(file, b"\0" * 4096)
        os.fsync(file)
        return now_ms() - began
    finally:
        os.close(file)


class Cat:
    """A line through a pipe into another process and back: what any program pays."""

    def __init__(self):
        self.process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def echo_ms(self):
        time.sleep(SETTLE_S)
        began = now_ms()
        self.process.stdin.write(b"x" * 100 + b"\n")
        os.read(self.process.stdout.fileno(), 65536)
        return now_ms() - began

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Endpoint:
    """An endpoint on 127.0.0.1 that gives out a reply token by token, when told to. One request a connection."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.reply = None

    def serve(self):
        """Takes one request: lists the model, or begins a stream and leaves it open as `reply`."""
        client, _ = self.listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head, _, body = self.read_head(client)
        if head.startswith("GET"):
            self.answer(client, {"object": "list", "data": [{"id": "bench", "object": "model"}]})
        elif json.loads(body).get("stream"):
            client.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
            self.reply = client
            self.token(None)
        else:
            message = {"role": "assistant", "content": "Yes."}
            self.answer(client, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

    @staticmethod
    def read_head(client):
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += client.recv(65536)
        head, body = raw.split(b"\r\n\r\n", 1)
        fields = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:])
        while len(body) < int(fields.get("content-length", 0)):
            body += client.recv(65536)
        return head.decode(), fields, body

    @staticmethod
    def answer(client, found):
        body = json.dumps(found).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        client.sendall(head.encode() + body)
        client.close()

    def chunk(self, delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return b"data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"

    def token(self, text):
        """Sends a token, and tells when; no text: the first chunk, which has none."""
        event = self.chunk({"role": "assistant"} if text is None else {"content": text})
        sent_ms = now_ms()
        self.reply.sendall(event)
        return sent_ms

    def finish(self):
        # The program hangs up once it has what it wanted.
        with contextlib.suppress(OSError):
            self.reply.sendall(self.chunk({}, "stop") + b"data: [DONE]\n\n")
        self.reply.close()
        self.reply = None

    def close(self):
        self.listener.close()


def added_ms(binary, home, raw):
    """From a token's sending to its words on standard output: raw from the first token, else from a clause's last."""
    endpoint = Endpoint()
    command = interview(binary, "--interviewer", "endpoint", "--judge", "builtin", "--endpoint", endpoint.url,
                        "--model", "bench")
    talk = Talk(command, environment(home, VIVA_RAW="true" if raw else "false"))
    times = []
    try:
        talk.until("question", endpoint)
        for number, answer in enumerate(ANSWERS):
            talk.send(type="answer", text=answer)
            if not talk.asks(endpoint):
                continue
            # Different every time, or the guard rightly hears a repetition.
            tokens = [["Which", " input", " would"], ["How", " could", " somebody"], ["Where", " does", " your"],
                      ["What", " makes", " that"]][number % 4] + [" matter", " most", " here"]
            time.sleep(SETTLE_S)
            if raw:
                sent_ms = endpoint.token(tokens[0])
            else:
                for token in tokens:
                    endpoint.token(token)
                time.sleep(SETTLE_S)
                sent_ms = endpoint.token("?")
            _, at_ms = talk.until("delta")
            times.append(at_ms - sent_ms)
            if raw:
                for token in [*tokens[1:], "?"]:
                    endpoint.token(token)
            endpoint.finish()
            talk.until("utterance", endpoint)
    finally:
        talk.close()
        endpoint.close()
    return times


class Table:
    """What was measured: rows of a name, values, a baseline's values and an aim."""

    def __init__(self):
        self.rows = []

    def add(self, name, values, unit, baseline, aim=None):
        what, base = baseline
        median = statistics.median(values)
        base_median = statistics.median(base)
        self.rows.append({
            "name": name, "unit": unit, "runs": len(values), "median": round(median, 3),
            "p90": round(sorted(values)[int(0.9 * (len(values) - 1))], 3),
            "baseline": what, "baseline_median": round(base_median, 3),
            "ratio": round(median / base_median, 2) if base_median else None,
            "aim": aim, "within": None if aim is None else median < aim,
        })

    def text(self):
        head = ["figure", "median", "p90", "aim", "", "baseline", "ratio"]
        body = [[r["name"], f"{r['median']:.2f} {r['unit']}", f"{r['p90']:.2f}",
                 "" if r["aim"] is None else f"< {r['aim']:g}", {True: "ok", False: "MISSED", None: ""}[r["within"]],
                 f"{r['baseline']}: {r['baseline_median']:.2f}", f"{r['ratio']:g}"] for r in self.rows]
        widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in [head, *body]]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)


def measure(binary, runs):
    table = Table()
    with contextlib.ExitStack() as stack:
        def home():
            return stack.enter_context(tempfile.TemporaryDirectory(prefix="viva-bench-", ignore_cleanup_errors=True))

        kept = home()
        shown = subprocess.run([binary, "bank", "show", QUESTION, "--json"], env=environment(kept), check=True,
                               capture_output=True).stdout
        words = " ".join(json.loads(shown)["ask"].split()[:4]).encode()
        nothing, helps, empty, again, processor, on_pty = [], [], [], [], [], []
        for _ in range(runs):
            nothing.append(spawn_ms(["/bin/true"], kept))
            helps.append(spawn_ms([binary, "--help"], kept))
            empty.append(first_question_ms(binary, home())[0])
            taken_ms, processor_ms = first_question_ms(binary, kept)
            again.append(taken_ms)
            processor.append(processor_ms)
            on_pty.append(first_question_pty_ms(binary, kept, words))
        true = ("/bin/true, spawned (ms)", nothing)
        table.add("`--help`, launch to exit", helps, "ms", true, 10)
        table.add("first question, `--json`, empty home", empty, "ms", true, 50)
        table.add("first question, `--json`, home in use", again, "ms", true, 50)
        table.add("first question, on a terminal", on_pty, "ms", true, 50)
        table.add("(processor time of it, home in use)", processor, "ms", true)

        few = max(3, runs // 4)
        python = [spawn_ms([sys.executable, "-S", "-c", "pass"], kept) for _ in range(few)]
        table.add("(python3, spawned, for comparison)", python, "ms", true)
        own = [own_memory_mb() for _ in range(3)]
        memory = [peak_memory_mb(binary, home()) for _ in range(few)]
        table.add("peak memory, interview and scorecard", memory, "MiB", ("this script (MiB)", own), 30)

        cat = Cat()
        stack.callback(cat.close)
        echo, syncs, commits, raw, guarded = [], [], [], [], []
        for _ in range(few):
            echo.extend(cat.echo_ms() for _ in ANSWERS)
            syncs.extend(fsync_ms(kept) for _ in ANSWERS)
            commits.extend(answers_ms(binary, kept))
            raw.extend(added_ms(binary, kept, raw=True))
            guarded.extend(added_ms(binary, kept, raw=False))
        pipe = ("a line through `cat` (ms)", echo)
        table.add("endpoint's first token to output, raw", raw, "ms", pipe, 5)
        table.add("clause's last token to output, guarded", guarded, "ms", pipe, 5)
        table.add("answer in to reply out, built-in, committed", commits, "ms", pipe, 10)
        table.add("(one fsync of a page in the same place)", syncs, "ms", pipe)
        for kilobytes in (100, 1000):
            pastes = [pasted_ms(binary, home(), kilobytes) for _ in range(3)]
            table.add(f"(processor time, a paste of {kilobytes} KB)", pastes, "ms", true)
    return table


def own_memory_mb():
    with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
    return float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "viva"))
    parser.add_argument("--runs", type=int, default=40, help="launches of each kind")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if not os.access(options.binary, os.X_OK):
        parser.error(f"{options.binary} is not there: `cargo build --release` makes it")
    try:
        table = measure(options.binary, max(4, options.runs))
    except Failed as error:
        sys.exit(f"bench: {error}")
    print(json.dumps(table.rows, indent=2) if options.json else table.text())


if __name__ == "__main__":
    main()
