import pytest
from boto3.dynamodb.types import Binary

from local.bench.units import entry, index_units, item_size, put_units, read_units, write_units

KEYS = ("pk", "list")
KB = 1024


def item(size: int = 100, **more: str) -> dict[str, dict[str, str]]:
    """An item of exactly so many bytes, and more attributes beside."""
    named = {"pk": {"S": "p"}, "x": {"S": "y" * (size - 4)}}
    return named | {name: {"S": value} for name, value in more.items()}


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "abc"}, 3),
        ({"S": "né☃"}, 6),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "42"}, 2),
        ({"N": "123"}, 3),
        ({"N": "-123"}, 4),
        ({"N": "1000000"}, 2),
        ({"N": "0.0012"}, 2),
        ({"B": b"\x00" * 5}, 5),
        ({"B": "AAAA"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": False}]}, 3 + 3 + 2),
        ({"M": {}}, 3),
        ({"M": {"ab": {"S": "cd"}}}, 3 + 1 + 2 + 2),
    ],
)
def test_an_attribute_is_its_name_and_its_value(value, size):
    assert item_size({"name": value}) == 4 + size


def test_bytes_are_counted_however_boto3_gives_them():
    assert item_size({"b": {"B": Binary(b"12345").value}}) == 6


def test_a_kind_of_attribute_nobody_writes_has_no_size():
    with pytest.raises(ValueError, match="NS"):
        item_size({"set": {"NS": ["a"]}})


@pytest.mark.parametrize(
    ("size", "units"), [(0, 1), (1, 1), (KB, 1), (KB + 1, 2), (3 * KB, 3), (3 * KB + 1, 4)]
)
def test_each_kilobyte_begun_is_a_write_unit(size, units):
    assert write_units(size) == units


@pytest.mark.parametrize(
    ("old", "new", "transaction", "units"),
    [
        (None, item(100), False, 1),
        (None, item(100), True, 2),
        (None, item(KB + 1), True, 4),
        (item(3 * KB), item(100), False, 3),
        (item(100), item(3 * KB), False, 3),
    ],
)
def test_a_put_is_billed_by_the_larger_item_and_twice_in_a_transaction(
    old, new, transaction, units
):
    assert put_units(old, new, transaction=transaction) == units


@pytest.mark.parametrize(
    ("old", "new", "units"),
    [
        (None, item(), 0),
        (None, item(list="a"), 1),
        (item(), item(list="a"), 1),
        (item(list="a"), item(list="a"), 0),
        (item(100, list="a"), item(2 * KB, list="a"), 0),
        (item(list="a"), item(list="b"), 2),
        (item(list="a"), item(), 1),
    ],
)
def test_an_index_is_billed_for_what_changes_in_it(old, new, units):
    assert index_units(old, new, KEYS) == units


def test_an_index_entry_holds_the_keys_alone():
    assert entry(item(list="a"), KEYS) == {"pk": {"S": "p"}, "list": {"S": "a"}}


@pytest.mark.parametrize(
    ("sizes", "consistent", "units"),
    [
        ([100], True, 1),
        ([100], False, 0.5),
        ([4 * KB], True, 1),
        ([4 * KB + 1], True, 2),
        ([4 * KB + 1], False, 1),
        ([100] * 40, True, 1),
        ([3 * KB, 3 * KB], True, 2),
        ([], True, 1),
        ([], False, 0.5),
    ],
)
def test_a_read_is_billed_by_four_kilobytes_begun_of_all_it_reads(sizes, consistent, units):
    assert read_units(sizes, consistent=consistent) == units
