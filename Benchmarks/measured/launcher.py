"""Starts commands for `clock.Clock` from a process of its own that stays small.

The kernel counts what the starting process holds as the started one's largest memory, so that a clock that has read
books would say their size of every command. Takes a line of JSON and answers with one: `command`, `folder`, `env`,
`limit` and `output` give `wall` and `cpu` (seconds), `kilobytes`, `code`, and whether it was killed for being `late`.
"""
import json
import os
import signal
import sys
import time


def late(*_):
    raise TimeoutError


def run(command, folder, env, limit, output):
    """Runs a command in a session of its own, all of which is killed at the limit."""
    os.chdir(folder)
    streams = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666),
               (os.POSIX_SPAWN_DUP2, 1, 2)]
    os.environ["PATH"] = env.get("PATH", os.environ["PATH"])
    start = time.monotonic()
    process = os.posix_spawnp(command[0], command, env, file_actions=streams, setsid=True)
    is_late = False
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, usage = os.wait4(process, 0)
    except TimeoutError:
        os.killpg(process, signal.SIGKILL)
        _, status, usage = os.wait4(process, 0)
        is_late = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"wall": time.monotonic() - start, "cpu": usage.ru_utime + usage.ru_stime, "kilobytes": usage.ru_maxrss,
            "code": os.waitstatus_to_exitcode(status), "late": is_late}


signal.signal(signal.SIGALRM, late)
for line in sys.stdin:
    print(json.dumps(run(**json.loads(line))), flush=True)
