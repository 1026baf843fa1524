"""Sets the project up, shows it and checks it, with nothing but Python 3.11 or later.

python3 dev.py setup            .venv in this folder, with the commands yarrow and yarrow-service
python3 dev.py demo [...]       a made-up team and caseload to look at
python3 dev.py test [...]       every check and test; further words go to pytest
python3 dev.py bench [...]      the measurements of tests/benchmarks
"""

# No `from __future__ import annotations`: a Python too old for it must still reach its one line.
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  whoever runs this may have an older one
    sys.exit(f"Yarrow needs Python 3.11 or later, and this is {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
COMMANDS_FOLDER = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = COMMANDS_FOLDER / ("python.exe" if os.name == "nt" else "python")
MODULE = (str(PYTHON), "-m")
STAMP = VENV / "set-up-from"
REQUIREMENTS = ROOT / "requirements" / "test.txt"
SOURCE = ("app", "resources", "storage", "sync", "ui", "dev.py")

# What Qt's widgets and its xcb and offscreen platforms link to beyond their own wheel, and the
# Debian package of each.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What a test starts a bus of its own with.
PROGRAMS = {"dbus-daemon": "dbus-daemon", "strace": "strace"}
FONTS = {"NotoSans-Regular": "fonts-noto-core", "DejaVuSansMono": "fonts-dejavu-core"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def main(words: list[str]) -> int:
    """Do what the first word asks and give the exit status."""
    commands = {"setup": setup, "demo": demo, "test": test, "bench": bench}
    if not words or words[0] not in commands:
        print(__doc__)
        return 2
    os.chdir(ROOT)
    if words[0] != "setup":
        setup([])
    return commands[words[0]](words[1:])


def setup(_words: list[str]) -> int:
    """Make `.venv` what the requirement files say, unless it is already."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted_stamp():
        return 0
    add_system_packages()
    if not PYTHON.exists():
        print("== A fresh .venv", flush=True)
        venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)
    pip = [*MODULE, "pip", "--disable-pip-version-check", "install", "--quiet"]
    run("Packages, by their hashes", [*pip, "--require-hashes", "-r", str(REQUIREMENTS)])
    local = ["--no-deps", "--no-index", "--no-build-isolation", "--editable", "."]
    run("Yarrow itself", [*pip, *local])
    check_qt()
    STAMP.write_text(wanted_stamp())
    return 0


def demo(words: list[str]) -> int:
    """Open the made-up team; without a display `yarrow demo` writes its screens as pictures."""
    return subprocess.call([COMMANDS_FOLDER / "yarrow", "demo", *words])


def test(words: list[str]) -> int:
    """Run the checks and the tests; the types are read beside the tests and told after them."""
    run("Rules (ruff check)", [*MODULE, "ruff", "check"])
    run("Format (ruff format)", [*MODULE, "ruff", "format", "--check"])
    mypy = [*MODULE, "mypy", "--strict", *SOURCE]
    # It has one thread: before the tests it would leave a processor without work.
    with subprocess.Popen(mypy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as types:
        # Some tests wait for a clock or a process: one more than the processors leaves none idle.
        settings = ["-n", "3", "--dist=worksteal", "--ignore=tests/benchmarks"]
        status = pytest("Tests (pytest)", [*settings, *words])
        print("== Types (mypy --strict)", flush=True)
        print(types.communicate()[0].decode(errors="replace"), end="", flush=True)
    return status or types.returncode


def bench(words: list[str]) -> int:
    """Measure, one test at a time and with nothing beside it."""
    settings = ["--benchmark-enable", "--benchmark-columns=min,median,rounds", "-s"]
    return pytest("Benchmarks (pytest)", ["tests/benchmarks", *settings, *words])


def pytest(name: str, words: list[str]) -> int:
    """Run pytest with windows that no screen shows, and give its status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The tests start some hundred processes; each would compile the whole program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"== {name}", flush=True)
    return subprocess.call([*MODULE, "pytest", *words])


def wanted_stamp() -> str:
    """What the environment was made from: the pins, the project's own settings and its place."""
    made_from = hashlib.sha256(str(ROOT).encode())
    for source in (REQUIREMENTS, ROOT / "pyproject.toml"):
        made_from.update(source.read_bytes())
    return made_from.hexdigest()


def add_system_packages() -> None:
    """Install what Qt needs of a Debian system as root; anyone else is told the names."""
    missing = missing_packages() if sys.platform == "linux" else []
    is_root = sys.platform == "linux" and os.geteuid() == 0
    if missing and is_root and shutil.which("apt-get"):
        print("== System packages:", *missing, flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        subprocess.call([*install, *missing], env=quiet, stdout=subprocess.DEVNULL)
        missing = missing_packages()
    if missing:
        print(f"Please have these Debian packages, or their like, installed: {' '.join(missing)}")


def missing_packages() -> list[str]:
    """The Debian packages of which this Linux lacks a library, a program, a font or of Python."""
    missing = [package for name, package in LIBRARIES.items() if not is_loadable(name)]
    missing += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    missing += [package for name, package in FONTS.items() if not has_font(name)]
    if not importlib.util.find_spec("ensurepip"):
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def is_loadable(library: str) -> bool:
    """Whether the system finds a shared library by this name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(name: str) -> bool:
    """Whether a file of this font stands in one of the usual folders."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(True for folder in folders for _ in folder.rglob(f"{name}.*"))


def check_qt() -> None:
    """Stop here, and say so, if Qt cannot start even without a screen."""
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if subprocess.call([PYTHON, "-c", code], env=offscreen):
        sys.exit("Qt cannot start on this system: the lines above say what it lacks.")


def run(name: str, command: list[str]) -> None:
    """Say the step's name, run it, and end with its status if it fails."""
    print(f"== {name}", flush=True)
    status = subprocess.call(command)
    if status:
        sys.exit(f"== {name}: failed with status {status}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
