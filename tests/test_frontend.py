"""The client is built when what it is made from changes, and only then."""

from pathlib import Path

import pytest

from openmic import frontend, looks


def test_the_built_client_is_the_one_this_source_makes() -> None:
    assert frontend.is_built()


def test_building_again_does_nothing() -> None:
    said: list[str] = []
    before = (frontend.BUILD / "index.html").stat().st_mtime_ns
    frontend.ensure_built(said.append)
    assert said == []
    assert (frontend.BUILD / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name", ["openmic/parts/cards.py", "assets/openmic.css", "rxconfig.py", "openmic/data/towns.csv"]
)
def test_a_change_to_what_it_is_made_from_asks_for_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for file in frontend.INPUTS:
        source, target = frontend.ROOT / file, tmp_path / file
        for one in source.rglob("*") if source.is_dir() else [source]:
            if one.is_file() and "__pycache__" not in one.parts:
                copy = tmp_path / one.relative_to(frontend.ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(one.read_bytes())
        assert target.exists()
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    same = frontend.fingerprint()
    assert frontend.is_built()
    (tmp_path / name).write_text((tmp_path / name).read_text() + "\n")
    assert frontend.fingerprint() != same
    assert not frontend.is_built()


def test_the_built_client_asks_the_host_it_came_from() -> None:
    client = next(frontend.BUILD.glob("assets/client-*.js")).read_text()
    assert "location.origin+" in client
    for file in frontend.BUILD.rglob("*.js"):
        assert "localhost:8000" not in file.read_text(), file.name


def test_what_the_browser_loads_is_small() -> None:
    loaded = sum(file.stat().st_size for file in frontend.BUILD.glob("assets/client-*.js.br"))
    assert loaded
    styles = sum(file.stat().st_size for file in frontend.BUILD.glob("assets/site-*.css.br"))
    typeface = (looks.FOLDER / "caprasimo.woff2").stat().st_size
    whole = f"{loaded} bytes of script, {styles} of style and {typeface} of type, compressed"
    assert loaded + styles + typeface <= 170_000, whole  # which leaves 10 kB for the page itself
