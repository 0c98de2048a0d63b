"""The twin's engine beside the physical limit and the simulators that people use, in one run.

    python bench/simulate [--rounds 5] [--yardsticks ../shared/bench/sim]

Each round runs all of them in turn, so that a busy machine is busy for all; the medians of the
ratios of a round are what counts. Needs gcc, and simpy and ciw from requirements-dev.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TINGTANG = [sys.executable, "-m", "tingtang.ops.main"]
AIMS = {
    "means / limit": 0.5,
    "all / limit": 0.35,
    "means / simpy": 100.0,
    "means / ciw": 300.0,
}


def run(command: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env)


def ours(scenario: Path, replications: int, statistics_: str) -> float:
    """Customers a CPU second, as the command says on standard error."""
    words = ["simulate", str(scenario), "--json", "--replications", str(replications)]
    done = run([*TINGTANG, *words, "--threads", "1", "--statistics", statistics_])
    return float(json.loads(done.stderr.splitlines()[-1])["customers_per_cpu_second"])


def peer(command: list[str], name: str) -> float:
    return float(json.loads(run(command).stdout.splitlines()[-1])[name])


def started(scenario: Path) -> float:
    """Seconds of the whole command with one replication and a warm cache."""
    begun = time.perf_counter()
    run([*TINGTANG, "simulate", str(scenario), "--json", "--replications", "1"])
    return time.perf_counter() - begun


def memory(scenario: Path, replications: int) -> int:
    """KiB at most, of a run in a process of its own."""
    words = ["simulate", str(scenario), "--json", "--replications", str(replications)]
    code = (
        "import resource, sys; from tingtang.ops.main import main; main(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    return int(run([sys.executable, "-c", code, *words]).stderr.splitlines()[-1])


def round_of(limit: Path, scenario: Path, peers: Path) -> dict[str, float]:
    rates = {
        "limit": peer([str(limit), "20000"], "cpurate"),
        "means": ours(scenario, 20_000, "means"),
        "all": ours(scenario, 20_000, "all"),
        "simpy": peer([sys.executable, str(peers / "peer_simpy.py"), "60"], "per_cpu_s"),
        "ciw": peer([sys.executable, str(peers / "peer_ciw.py"), "20"], "per_cpu_s"),
    }
    print({name: round(rate) for name, rate in rates.items()}, flush=True)
    return {
        "means / limit": rates["means"] / rates["limit"],
        "all / limit": rates["all"] / rates["limit"],
        "means / simpy": rates["means"] / rates["simpy"],
        "means / ciw": rates["means"] / rates["ciw"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--yardsticks", type=Path, default=ROOT.parent / "shared" / "bench" / "sim")
    options = parser.parse_args()
    scenario = options.yardsticks / "branch_day.json"
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    with tempfile.TemporaryDirectory() as folder:
        limit = Path(folder) / "limit"
        source = str(options.yardsticks / "limit.c")
        run(["gcc", "-O3", "-march=native", source, "-o", str(limit), "-lm", "-lpthread"])
        for statistics_ in ("means", "all"):
            ours(scenario, 64, statistics_)  # compiled and kept
        rounds = [round_of(limit, scenario, options.yardsticks) for _ in range(options.rounds)]
    missed = 0
    for name, aim in AIMS.items():
        ratio = statistics.median(each[name] for each in rounds)
        missed += ratio < aim
        print(f"{name:<14} {ratio:8.3f}  aim {aim:g}{'  MISSED' if ratio < aim else ''}")
    print(f"start of the command, warm: {min(started(scenario) for _ in range(5)):.2f} s, aim 1.5")
    sizes = [memory(scenario, n) for n in (1_000, 50_000)]
    print(f"memory at 1,000 and 50,000 replications: {sizes[0]:,} and {sizes[1]:,} KiB")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
