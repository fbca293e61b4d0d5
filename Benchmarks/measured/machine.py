"""Which machine, when, and which versions."""
import datetime
import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path


def first_line(*command):
    """The first line that a command prints, or "absent"."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except OSError:
        return "absent"
    return (done.stdout or done.stderr).strip().split("\n")[0]


def describe(root):
    """Lines of Markdown."""
    facts = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", facts)
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    load = os.getloadavg()[0]
    commit = first_line("git", "-C", str(root), "describe", "--always", "--dirty")
    return [
        f"{datetime.date.today().isoformat()}, commit {commit}. {os.cpu_count()} cores ({model[1] if model else '?'}), "
        f"{int(memory[1]) / 2**20:.0f} GB, {system[1] if system else '?'}, Linux {platform.release()}; load when it "
        f"began {load:.2f}.",
        f"{first_line('swift', '--version')}; Python {platform.python_version()}; "
        f"SQLite {sqlite3.sqlite_version}.",
    ]
