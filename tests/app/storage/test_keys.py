import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.storage.keys import (
    BranchKeys,
    KeyringStore,
    PassphraseStore,
    SampleStore,
    SecretStore,
    new_master,
    read_recovery,
    write_recovery,
)
from app.storage.wrap import Argon2Costs, unwrap, wrap
from tests.builders import CHEAP

PASSPHRASE = "correct horse 电池"


@pytest.fixture(autouse=True)
def quick_hashes() -> None:
    """Here hashes cost what they cost."""


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda error: error.code == code)


class MemoryKeyring:
    """A keyring as a test wants it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Say nothing and keep nothing, as some back ends do."""


class BrokenKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("the bus has gone")


def keyring_store(backend: MemoryKeyring) -> KeyringStore:
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    return KeyringStore("b1", backend, allowed={name})


@pytest.mark.rule("SE-1")
def test_the_keys_of_a_branch_differ_from_each_other_and_from_those_of_another_branch() -> None:
    master = new_master()
    keys, other = BranchKeys.derive(master, "b1"), BranchKeys.derive(master, "b2")
    found = {keys.database, keys.blobs, keys.audit, keys.purpose("seal"), other.database, other.blobs, other.audit}
    assert len(found) == 7
    assert all(len(key) == 32 for key in found)
    assert BranchKeys.derive(master, "b1") == keys


def test_keys_are_not_in_their_own_representation() -> None:
    keys = BranchKeys.derive(new_master(), "b1")
    assert keys.database.hex() not in repr(keys)
    assert repr(keys.database) not in repr(keys)


def test_a_passphrase_gives_the_secret_back(tmp_path: Path) -> None:
    master = new_master()
    PassphraseStore(tmp_path, PASSPHRASE, CHEAP).save(master)
    assert PassphraseStore(tmp_path, PASSPHRASE).load() == master
    assert stat.S_IMODE((tmp_path / "key.wrap").stat().st_mode) == 0o600
    assert master.hex() not in (tmp_path / "key.wrap").read_text()


def test_a_wrong_passphrase_is_refused(tmp_path: Path) -> None:
    PassphraseStore(tmp_path, PASSPHRASE, CHEAP).save(new_master())
    with refused("keys.passphrase_wrong"):
        PassphraseStore(tmp_path, PASSPHRASE + "x").load()


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with refused("keys.passphrase_weak"):
        PassphraseStore(tmp_path, "elevenchars", CHEAP).save(new_master())
    assert list(tmp_path.iterdir()) == []


def test_a_kept_key_is_never_replaced(tmp_path: Path) -> None:
    master = new_master()
    stores: list[SecretStore] = [PassphraseStore(tmp_path, PASSPHRASE, CHEAP), SampleStore(tmp_path, sample=True)]
    for store in (*stores, keyring_store(MemoryKeyring())):
        store.save(master)
        with refused("keys.exists"):
            store.save(new_master())
        assert store.load() == master


def _unwrapped(content: bytes) -> bytes | str:
    try:
        return unwrap(content, PASSPHRASE, "passphrase")
    except Refused as refusal:
        return refusal.code


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_wrap_of_which_one_character_was_changed_never_gives_another_secret(data: st.DataObject) -> None:
    secret = bytes(range(32))
    content = bytearray(wrap(secret, PASSPHRASE, "passphrase", CHEAP))
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 3))
    assert _unwrapped(bytes(content)) in {secret, "keys.damaged", "keys.passphrase_wrong"}


def test_a_wrap_that_asks_for_too_much_memory_is_refused() -> None:
    fields = json.loads(wrap(bytes(32), PASSPHRASE, "passphrase", CHEAP))
    fields["argon2id"]["memory_kib"] = 2**40
    with refused("keys.damaged"):
        unwrap(json.dumps(fields).encode(), PASSPHRASE, "passphrase")


def test_the_shipped_costs_are_those_of_the_standard() -> None:
    assert Argon2Costs() == Argon2Costs(memory_kib=65536, iterations=3, lanes=4)


def test_the_recovery_passphrase_opens_the_recovery_wrap_however_it_is_grouped(tmp_path: Path) -> None:
    master = new_master()
    passphrase = write_recovery(tmp_path, master, CHEAP)
    assert [len(group) for group in passphrase.split("-")] == [5] * 8
    assert read_recovery(tmp_path, passphrase) == master
    assert read_recovery(tmp_path, passphrase.replace("-", " ") + "\n") == master
    with refused("keys.recovery_wrong"):
        read_recovery(tmp_path, "00000-" * 8)


def test_a_wrap_of_one_purpose_is_not_taken_for_another(tmp_path: Path) -> None:
    content = wrap(bytes(32), PASSPHRASE, "recovery", CHEAP)
    with refused("keys.damaged"):
        unwrap(content, PASSPHRASE, "passphrase")


def test_a_keyring_keeps_the_secret() -> None:
    backend = MemoryKeyring()
    master = new_master()
    keyring_store(backend).save(master)
    assert keyring_store(backend).load() == master
    keyring_store(backend).forget()
    with refused("keys.missing"):
        keyring_store(backend).load()


def test_a_back_end_that_is_not_on_the_list_is_refused() -> None:
    backend = MemoryKeyring()
    with refused("keys.no_keyring"):
        KeyringStore("b1", backend).save(new_master())
    assert backend.kept == {}


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    with refused("keys.keyring_failed"):
        keyring_store(ForgetfulKeyring()).save(new_master())


def test_a_keyring_that_breaks_is_a_refusal() -> None:
    with refused("keys.keyring_failed"):
        keyring_store(BrokenKeyring()).load()


def test_a_real_branch_takes_no_sample_key(tmp_path: Path) -> None:
    SampleStore(tmp_path, sample=True).save(new_master())
    with refused("keys.sample_key_on_real_branch"):
        SampleStore(tmp_path, sample=False).load()
    with refused("keys.sample_key_on_real_branch"):
        SampleStore(tmp_path, sample=False).save(new_master())


@pytest.mark.parametrize("content", ["", "[]", '{"key": "xx"}', '{"key": "AAAA"}', '{"key": 5}'])
def test_a_damaged_sample_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "sample.key").write_text(content)
    with refused("keys.damaged"):
        SampleStore(tmp_path, sample=True).load()
