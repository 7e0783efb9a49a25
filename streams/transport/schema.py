"""How Faust is kept from touching what it carries: keys and values pass as they are."""

from __future__ import annotations

from typing import Any

import faust
from faust.types import AppT, Message


class PassThrough(faust.Schema[Any, Any]):
    """Neither decodes nor checks: the event's value is the message's, a `RecordBatch`."""

    def loads_key(self, app: AppT, message: Message, **_: Any) -> Any:
        return message.key

    def loads_value(self, app: AppT, message: Message, **_: Any) -> Any:
        return message.value
