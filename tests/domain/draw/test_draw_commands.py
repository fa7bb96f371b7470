import pytest
from draw_builders import vector
from typer.testing import CliRunner

from bot.cli import main
from bot.cli.commands import app
from bot.domain.draw.bytes import dumps
from bot.domain.draw.roster import vacancy_hash

BUNDLE = vector("strata")


@pytest.fixture
def run(tmp_path):
    def run_command(command, raw, *options):
        path = tmp_path / "bundle.json"
        if raw is not None:
            path.write_bytes(raw)
        return CliRunner().invoke(app, [command, str(path), *options])

    return run_command


def copy_options(bundle):
    codes = {
        "commitment": bundle["commitment"],
        "entropy": bundle["entropy_hash"],
        "result-hash": bundle["result_hash"],
        "vacancy": vacancy_hash(bundle["vacancies"][-1]),
    }
    return [word for name, code in codes.items() for word in (f"--{name}", f" {code.upper()} ")]


def test_recompute_prints_the_result_on_one_line(run):
    done = run("recompute", dumps(BUNDLE))
    assert (done.stdout_bytes, done.exit_code) == (dumps(BUNDLE["result"]) + b"\n", 0)


def test_verify_passes_with_the_observers_codes(run):
    done = run("verify", dumps(BUNDLE), *copy_options(BUNDLE))
    assert {line.split()[1] for line in done.stdout.splitlines()} == {"通过"}
    assert (len(done.stdout.splitlines()), done.stderr, done.exit_code) == (29, "", 0)


def test_verify_without_codes_is_undecided(run):
    done = run("verify", dumps(BUNDLE))
    assert done.stdout.splitlines()[-4:] == [
        "copy_commitment   无法判断  与现场监督人员留存的封存码一致 (no_copy)",
        "copy_entropy      无法判断  与留存的随机数校验码一致 (no_copy)",
        "copy_result       无法判断  与留存的结果校验码一致 (no_copy)",
        "copy_vacancy      无法判断  与留存的最后一条变更校验码一致 (no_copy)",
    ]
    assert done.exit_code == 2


def test_verify_fails_where_a_pick_was_changed(run):
    bundle = vector("strata")
    bundle["result"]["picked"].reverse()
    done = run("verify", dumps(bundle))
    assert "picked            不通过  抽中的检查对象 (differs)" in done.stdout.splitlines()
    assert done.exit_code == 1


@pytest.mark.parametrize(("command", "status"), [("verify", 2), ("recompute", 2)])
def test_a_file_that_is_not_there_is_said_in_one_sentence(run, command, status):
    done = run(command, None)
    assert (done.stdout, done.exit_code, len(done.stderr.splitlines())) == ("", status, 1)


def test_verify_says_what_is_no_bundle(run):
    done = run("verify", b"PK\x03\x04\xff")
    assert (done.stdout, done.exit_code) == ("canonical         不通过  文件是规范的 JSON (syntax)\n", 1)
    assert len(done.stderr.splitlines()) == 1


def test_recompute_says_what_gives_no_result(run):
    done = run("recompute", b"{}")
    assert (done.stdout, done.exit_code, len(done.stderr.splitlines())) == ("", 1, 1)


def test_main_runs_the_command_of_the_console(monkeypatch, tmp_path, capsysbinary):
    path = tmp_path / "bundle.json"
    path.write_bytes(dumps(BUNDLE))
    monkeypatch.setattr("sys.argv", ["shuangsuiji", "recompute", str(path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsysbinary.readouterr().out) == (0, dumps(BUNDLE["result"]) + b"\n")
