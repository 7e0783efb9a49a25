"""Between the kernel's values and Arrow record batches. Layout only: nothing is judged here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from streams.adapters.codec.kernel import BOOLEAN, BYTES, DOUBLE, ENUM, STRING, Bytes, Values, gather
from streams.adapters.codec.plan import Field, Plan


def to_batch(plan: Plan, buf: Bytes, values: Values, valid: Bytes) -> pa.RecordBatch:
    """The decoded values, (fields, n), as a batch of `plan.arrow`."""
    arrays = [_to_array(field, buf, values[i], valid[i]) for i, field in enumerate(plan.fields)]
    return pa.RecordBatch.from_arrays(arrays, schema=plan.arrow)


def _to_array(field: Field, buf: Bytes, values: Values, valid: Bytes) -> pa.Array:
    mask = valid == 0 if field.nullable else None
    if field.op in (STRING, BYTES):
        return _texts(field, buf, values, mask)
    if field.op == ENUM:
        codes = pa.array(values.astype(np.int8), mask=mask)
        return pa.DictionaryArray.from_arrays(codes, pa.array(field.symbols, pa.string()))
    return _numbers(field, values, mask)


def _numbers(field: Field, values: Values, mask: NDArray[np.bool_] | None) -> pa.Array:
    if field.op == BOOLEAN:
        return pa.array(values.astype(np.bool_), mask=mask)
    if field.op == DOUBLE:
        return pa.array(np.ascontiguousarray(values).view(np.float64), mask=mask, from_pandas=False)
    width = np.int32 if field.arrow.bit_width == 32 else np.int64
    return pa.array(values.astype(width), mask=mask).view(field.arrow)


def _texts(field: Field, buf: Bytes, values: Values, mask: NDArray[np.bool_] | None) -> pa.Array:
    offsets, data = gather(buf, values)
    missing = None if mask is None else pa.array(~mask).buffers()[1]
    buffers = [missing, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(field.arrow, len(values), buffers)


def from_batch(plan: Plan, batch: pa.RecordBatch) -> tuple[Bytes, Values, Bytes]:
    """A batch with the columns of `plan.arrow` (any order) as (buffer of its strings, values, valid).

    ValueError names the column that is missing, holds a null it may not, or a word that is no symbol of its enum.
    """
    n = batch.num_rows
    values, valid = np.zeros((len(plan.fields), n), np.int64), np.ones((len(plan.fields), n), np.uint8)
    blobs: list[Bytes] = []
    size = 0
    for i, field in enumerate(plan.fields):
        array = _column(batch, field)
        if array.null_count:
            valid[i] = array.is_valid().to_numpy(zero_copy_only=False)
        if field.op in (STRING, BYTES):
            blob, values[i] = _places(array, size)
            blobs.append(blob)
            size += len(blob)
        else:
            values[i] = _plain(field, array)
    return np.concatenate(blobs) if blobs else np.empty(0, np.uint8), values, valid


def _column(batch: pa.RecordBatch, field: Field) -> pa.Array:
    index = batch.schema.get_field_index(field.name)
    if index < 0:
        raise ValueError(f"column {field.name} is missing")
    array = batch.column(index)
    if array.null_count and not field.nullable:
        raise ValueError(f"column {field.name} holds a null")
    return array


def _places(array: pa.Array, base: int) -> tuple[Bytes, Values]:
    """The string column's bytes, and where each string lies once they are put at `base`."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    wide = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    _, where, data = array.buffers()
    all_offsets: Values = np.frombuffer(where, np.int64 if wide else np.int32).astype(np.int64)
    offsets = all_offsets[array.offset : array.offset + len(array) + 1]
    first, last = int(offsets[0]), int(offsets[-1])
    blob = np.frombuffer(data, np.uint8)[first:last] if last > first else np.empty(0, np.uint8)
    places: Values = ((offsets[:-1] - first + base) << 32) | (offsets[1:] - offsets[:-1])
    return blob, places


def _plain(field: Field, array: pa.Array) -> Any:
    if field.op == ENUM:
        return _codes(field, array)
    if field.op == BOOLEAN:
        return array.fill_null(False).to_numpy(zero_copy_only=False)
    if field.op == DOUBLE:
        return array.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False).view(np.int64)
    if pa.types.is_timestamp(field.arrow) and not pa.types.is_integer(array.type):
        array = array.cast(field.arrow)
    width = pa.int32() if field.arrow.bit_width == 32 else pa.int64()
    whole = array.view(width) if array.type.bit_width == width.bit_width else array.cast(width)
    return whole.fill_null(0).to_numpy(zero_copy_only=False)


def _codes(field: Field, array: pa.Array) -> Any:
    """Symbols, dictionary-encoded or plain strings, as indices of the schema's symbols."""
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    words = array.dictionary.to_pylist()
    known = {symbol: code for code, symbol in enumerate(field.symbols)}
    table = np.array([known.get(word, -1) for word in words] or [0], np.int64)
    codes = table[array.indices.fill_null(0).to_numpy(zero_copy_only=False)]
    if (codes < 0).any():
        raise ValueError(f"column {field.name} holds a word that is none of {', '.join(field.symbols)}")
    return codes
