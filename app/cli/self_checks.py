"""What the program checks of itself below the forms: database, keys, policy, migrations, sentences, calendar."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

from app.common.self_test import Check, SelfTestFailed, need

KEY_BYTES = 32
BACKENDS = {"win32": "keyring.backends.Windows", "darwin": "keyring.backends.macOS"}
"""The module of the system's secret store; elsewhere the Secret Service."""


def checks() -> tuple[Check, ...]:
    """The checks, in the order in which they are told."""
    return (
        Check("database", database),
        Check("server driver", server_driver),
        Check("keyring", keyring),
        Check("passphrase", passphrase),
        Check("migrations", migrations),
        Check("policy", policy),
        Check("sentences", sentences),
        Check("calendar", calendar),
        Check("pinyin", pinyin),
    )


def database() -> str:
    """An encrypted database is made, written, reopened; another key and a look at its bytes give nothing (SE-1)."""
    import sqlalchemy as sa

    from app.storage.engine import sqlcipher_engine
    from app.storage.schema import create_schema, load_tables, revision

    with tempfile.TemporaryDirectory(prefix="guitai-self-test-") as folder:
        file = Path(folder) / "branch.db"
        engine = sqlcipher_engine(file, b"\x01" * KEY_BYTES)
        create_schema(engine)
        engine.dispose()
        engine = sqlcipher_engine(file, b"\x01" * KEY_BYTES)
        with engine.connect() as connection:
            found = revision(connection)
            version = connection.exec_driver_sql("PRAGMA cipher_version").scalar_one()
        engine.dispose()
        need(found, "the database that was written cannot be read again")
        need(not file.read_bytes().startswith(b"SQLite format 3"), "the database is not encrypted")
        stranger = sqlcipher_engine(file, b"\x02" * KEY_BYTES)
        try:
            with stranger.connect() as connection:
                revision(connection)
        except sa.exc.DatabaseError:
            return f"SQLCipher {version}, {len(load_tables().tables)} tables, schema {found}, another key refused"
        finally:
            stranger.dispose()
    raise SelfTestFailed("the database opens with a wrong key")


def server_driver() -> str:
    """The driver of a branch server is there with its client library."""
    from app.storage.engine import postgresql_engine

    engine = postgresql_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    engine.dispose()
    from psycopg import pq

    return f"PostgreSQL client library {pq.version() // 10000}.{pq.version() % 10000} ({pq.__impl__})"


def keyring() -> str:
    """The part that speaks to the system's keyring is there; whether this session has one is told, and no failure."""
    module = BACKENDS.get(sys.platform, "keyring.backends.SecretService")
    backend = importlib.import_module(module)
    if module.endswith("SecretService"):
        need(getattr(backend, "secretstorage", None), "the library of the Secret Service is missing")
    from importlib.metadata import entry_points

    from app.storage.keys import real_keyring

    need(module in {entry.module for entry in entry_points(group="keyring.backends")}, f"{module} is not announced")
    found = real_keyring()
    if found is None:
        return "none in this session; a branch's key is kept under a passphrase (argon2id) instead"
    return f"{type(found).__module__}.{type(found).__name__}"


def passphrase() -> str:
    """What stands in for a keyring: a secret under a passphrase comes back, and not with another one."""
    from app.common.errors import Refused
    from app.storage.wrap import Argon2Costs, unwrap, wrap

    content = wrap(b"secret" * 6, "correct horse battery", "self-test", Argon2Costs())
    need(unwrap(content, "correct horse battery", "self-test") == b"secret" * 6, "the secret does not come back")
    try:
        unwrap(content, "another passphrase", "self-test")
    except Refused:
        return "a key under a passphrase comes back; another passphrase is refused"
    raise SelfTestFailed("a wrong passphrase opens the key")


def migrations() -> str:
    """Every step from a released schema to this one is there."""
    from app.storage.migrations.runner import known
    from app.storage.revision import HEAD

    revisions = sorted(known())
    need(HEAD in revisions, f"the step to schema {HEAD} is missing; there are {', '.join(revisions) or 'none'}")
    return f"{len(revisions)} to schema {HEAD}"


def policy() -> str:
    """Every policy file that comes with the program can be used."""
    from app.policy.loader import SHIPPED, check_policy, load_policy

    files = sorted(SHIPPED.glob("*.toml"))
    need(files, "no policy file is there")
    wrong = [f"{file.name} line {found.line}" for file in files for found in check_policy(file)]
    need(not wrong, f"mistakes in {', '.join(wrong)}")
    return f"{len(files)} files, branch policy {load_policy().version}"


def sentences() -> str:
    """The sentences of refusals are there in both languages."""
    from importlib import resources

    from app.common.errors import Refused
    from app.common.refusals import LANGUAGES, sentence, template_of

    files = [file.name for file in resources.files("app.common.refusals").iterdir() if file.name.endswith(".toml")]
    need(files, "no sentence is there")
    for language in LANGUAGES:
        need(template_of("auth.wrong", language), f"the sentences of sign-in are missing ({language})")
        need(sentence(Refused("auth.wrong"), language), "a refusal has no sentence")
    return f"{len(files)} files"


def calendar() -> str:
    """The exchanges' closed days that come with the program can be read."""
    from app.trading_days.shipped import shipped_years

    years = sorted(shipped_years())
    need(years, "no year is there")
    return f"closed days of {years[0]} to {years[-1]}"


def pinyin() -> str:
    """Names are found by how they sound."""
    from app.clients.pinyin import readings

    found = readings("张三")
    need(("zhang", "san") in found, "a name is not read as it sounds")
    return "names by their sound"
